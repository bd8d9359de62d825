import { expect, test } from "vitest";
import { integerOutOfRange, unreadableColumn } from "./errors.ts";
import { integer, integerText, oneOf, text, textOrNull } from "./rows.ts";

test("text is text, and anything a type parser made of it is refused", () => {
  expect(text({ day: "2024-02-29" }, "day")).toBe("2024-02-29");
  const day = new Date("2024-02-28T18:30:00Z");
  for (const [value, found] of [
    [day, "object"],
    [7, "number"],
    [null, "null"],
  ] as const) {
    expect(() => text({ day: value }, "day")).toThrow(unreadableColumn({ column: "day", found }));
  }
  expect(() => text({}, "day")).toThrow(unreadableColumn({ column: "day", found: "undefined" }));
});

test("null is null only where it may be", () => {
  expect(textOrNull({ value: null }, "value")).toBeNull();
  expect(textOrNull({ value: "" }, "value")).toBe("");
  expect(() => textOrNull({}, "value")).toThrow(
    unreadableColumn({ column: "value", found: "undefined" }),
  );
});

test("a bigint is exact or refused", () => {
  expect(integer({ n: "9007199254740991" }, "n")).toBe(9007199254740991);
  const found = "9007199254740993";
  expect(() => integer({ n: found }, "n")).toThrow(integerOutOfRange({ field: "n", found }));
  expect(integerText(2 ** 53 - 1, "n")).toBe("9007199254740991");
  for (const value of [2 ** 53, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    const refusal = integerOutOfRange({ field: "n", found: String(value) });
    expect(() => integerText(value, "n")).toThrow(refusal);
  }
});

test("a word is one of those that the column may hold", () => {
  expect(oneOf({ kind: "loans" }, "kind", ["customers", "loans"])).toBe("loans");
  expect(() => oneOf({ kind: "bills" }, "kind", ["customers", "loans"])).toThrow(
    unreadableColumn({ column: "kind", found: '"bills"' }),
  );
});
