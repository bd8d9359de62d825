import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { approvedLimit } from "./approvedLimit.ts";

// 36 times the income in lakhs, by hand; then what each mode makes of it.
test.each<[income: string, lakhs: string, halfEven: string, halfUp: string, halfDown: string]>([
  ["12500", "4.5", "4", "5", "4"],
  ["37500", "13.5", "14", "14", "13"],
  ["62500", "22.5", "22", "23", "22"],
  ["112500", "40.5", "40", "41", "40"],
  ["50000", "18", "18", "18", "18"],
  ["12500.01", "4.5000036", "5", "5", "5"],
  ["12499.99", "4.4999964", "4", "4", "4"],
  ["1388.88", "0.4999968", "0", "0", "0"],
  ["1388.89", "0.5000004", "1", "1", "1"],
  ["0", "0", "0", "0", "0"],
])("an income of %s is %s lakh: %s, %s, %s", (income, _lakhs, halfEven, halfUp, halfDown) => {
  const expected: [RoundingMode, string][] = [
    ["halfEven", halfEven],
    ["halfUp", halfUp],
    ["halfDown", halfDown],
  ];
  for (const [mode, lakhs] of expected) {
    const limit = approvedLimit({ monthlyIncome: income, mode });
    expect(limit.toFixed()).toBe(new Decimal(lakhs).times(100_000).toFixed());
  }
});

// 3.7 × 1,000 = 3,700: between 3,500 and 4,000 in steps of 500; and 2.5 × 0.5 = 1.25 in steps of
// 0.5, a tie of 2 and 3 steps, once more with the step as text.
test.each([
  [{ monthlyIncome: 1000, multiple: "3.7", nearest: 500, mode: "ceiling" }, "4000"],
  [{ monthlyIncome: 1000, multiple: "3.7", nearest: 500, mode: "up" }, "4000"],
  [{ monthlyIncome: 1000, multiple: "3.7", nearest: 500, mode: "floor" }, "3500"],
  [{ monthlyIncome: 1000, multiple: "3.7", nearest: 500, mode: "down" }, "3500"],
  [{ monthlyIncome: "0.5", multiple: 2.5, nearest: 0.5, mode: "halfEven" }, "1"],
  [{ monthlyIncome: "0.5", multiple: 2.5, nearest: "0.5", mode: "halfUp" }, "1.5"],
] as const)("%o is %s", (rule, limit) => {
  expect(approvedLimit(rule).toFixed()).toBe(limit);
});

test("by default it is 36 times the income to the even lakh", () => {
  // 36 × 12,500 = 4.5 lakh; 36 × 37,500 = 13.5 lakh.
  expect(approvedLimit({ monthlyIncome: 12500 }).toFixed()).toBe("400000");
  expect(approvedLimit({ monthlyIncome: 37500 }).toFixed()).toBe("1400000");
});

test("beyond the digits of a float it is exact", () => {
  const income = "12500.000000000000000000000000000000000000000000000001";
  expect(approvedLimit({ monthlyIncome: income }).toFixed()).toBe("500000");
  expect(approvedLimit({ monthlyIncome: "1e60", nearest: "1e-3" }).toFixed()).toBe(
    `36${"0".repeat(60)}`,
  );
});

const anyPositive = fc
  .tuple(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, places]) => `${digits}e-${places}`);

/** decimal.js rounding modes, an implementation that is not ours. */
const decimalModes = {
  halfEven: Decimal.ROUND_HALF_EVEN,
  halfUp: Decimal.ROUND_HALF_UP,
  halfDown: Decimal.ROUND_HALF_DOWN,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
} as const satisfies Readonly<Record<RoundingMode, number>>;

describe.each(roundingModes)("%s", (mode) => {
  test("is what decimal.js makes of the exact number of steps", () => {
    const Wide = Decimal.clone({ precision: 200, rounding: decimalModes[mode] });
    fc.assert(
      fc.property(anyPositive, anyPositive, anyPositive, (monthlyIncome, multiple, nearest) => {
        const product = new Wide(monthlyIncome).times(multiple);
        const expected = product.div(nearest).toDecimalPlaces(0).times(nearest);
        const limit = approvedLimit({ monthlyIncome, multiple, nearest, mode });
        expect(limit.toFixed()).toBe(expected.toFixed());
      }),
    );
  });

  test("at a tie it goes to one of the two steps beside it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (steps) => {
        const limit = approvedLimit({ monthlyIncome: `${steps}.5`, multiple: 1, nearest: 1, mode });
        const upwards = { halfEven: steps % 2 === 1, halfUp: true, halfDown: false };
        const away = { up: true, ceiling: true, down: false, floor: false };
        const expected = { ...upwards, ...away }[mode] ? steps + 1 : steps;
        expect(limit.toFixed()).toBe(String(expected));
      }),
    );
  });

  test("a higher income never lowers it", () => {
    fc.assert(
      fc.property(anyPositive, anyPositive, (a, b) => {
        const [less, more] = new Decimal(a).lte(b) ? [a, b] : [b, a];
        const limitOf = (monthlyIncome: string) => approvedLimit({ monthlyIncome, mode });
        expect(limitOf(more).gte(limitOf(less))).toBe(true);
      }),
    );
  });
});

test.each([
  [{ monthlyIncome: -1 }, "CREDIT_VALUE_OUT_OF_RANGE", "monthlyIncome is -1"],
  [{ monthlyIncome: 1, multiple: "-36" }, "CREDIT_VALUE_OUT_OF_RANGE", "multiple is -36"],
  [{ monthlyIncome: 1, nearest: 0 }, "CREDIT_VALUE_OUT_OF_RANGE", "nearest is 0"],
  [{ monthlyIncome: 1, nearest: -1 }, "CREDIT_VALUE_OUT_OF_RANGE", "nearest is -1"],
  [{ monthlyIncome: Number.NaN }, "NOT_A_NUMBER", "monthlyIncome"],
  [{ monthlyIncome: "1,00,000" }, "NOT_A_NUMBER", "monthlyIncome"],
  // What a caller without types could send.
  [{ monthlyIncome: 1, mode: "bankers" as RoundingMode }, "UNKNOWN_OPTION", "mode"],
])("%o is refused as %s", (rule, code, message) => {
  const attempt = () => approvedLimit(rule);
  expect(attempt).toThrow(expect.objectContaining({ code, kind: "invalid", retryable: false }));
  expect(attempt).toThrow(message);
});
