import fc from "fast-check";
import { expect, test } from "vitest";
import { byCodePoints } from "./codePointOrder.ts";

// U+FF5E is below U+1F642, whose first code unit, U+D83D, is below U+FF5E.
test.each([
  ["", "a"],
  ["a", "b"],
  ["B", "a"],
  ["L-1", "L-10"],
  ["L-10", "L-9"],
  ["z", "ñ"],
  ["\uff5e", "\u{1f642}"],
  ["x\uff5e", "x\u{1f642}"],
  ["\u{1f642}", "\u{1f642}a"],
  ["\u{1f642}", "\u{1f643}"],
])("%j comes before %j", (first, second) => {
  expect(byCodePoints(first, second)).toBeLessThan(0);
  expect(byCodePoints(second, first)).toBeGreaterThan(0);
});

test("it is the order of the bytes in UTF-8", () => {
  const text = fc.string({ unit: "binary", maxLength: 6 });
  const sign = (first: string, second: string) => Math.sign(byCodePoints(first, second));
  fc.assert(
    fc.property(text, text, (first, second) => {
      expect(sign(first, second)).toBe(Buffer.compare(Buffer.from(first), Buffer.from(second)));
    }),
  );
});
