import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Amount, notANumber } from "../money/amount.ts";
import { plainPeriodRate, rateOutOfRange, rateTooPrecise } from "./interestRate.ts";

test.each<
  [annualRatePercent: Amount, periodsPerYear: number, numerator: number, denominator: number]
>([
  ["10.5", 12, 7, 800], // 10.5 / 1200 = 105 / 12000
  ["12", 12, 1, 100],
  [12, 1, 3, 25],
  [8.5, 12, 17, 2400], // 85 / 12000
  ["8.50", 12, 17, 2400],
  ["0", 12, 0, 1],
  ["-0", 12, 0, 1],
  ["0.105", 12, 7, 80_000],
  [17.92, 12, 28, 1875], // 1792 / 120000
  ["1000", 12, 5, 6],
  // The finest and the largest with all decimals: both sides are still safe integers.
  ["0.000000000001", 12, 1, 1_200_000_000_000_000],
  ["999.999999999999", 12, 333333333333333, 400_000_000_000_000],
])("%s percent a year over %i periods is %i / %i", (rate, periods, numerator, denominator) => {
  expect(plainPeriodRate(rate, periods)).toEqual({ numerator, denominator });
});

describe("refused", () => {
  const field = "annualRatePercent";

  test.each(["-0.000000000001", "1000.000000000001", -5, 1001, "1e4"])(
    "out of range: %s",
    (rate) => {
      const refusal = rateOutOfRange({ found: String(rate), field });
      expect(() => plainPeriodRate(rate, 12)).toThrow(refusal);
    },
  );

  test.each(["0.0000000000001", "10.1234567890123", 1e-13])("too precise: %s", (rate) => {
    const refusal = rateTooPrecise({ found: String(rate), field });
    expect(() => plainPeriodRate(rate, 12)).toThrow(refusal);
  });

  test("out of range before too precise", () => {
    const found = "1000.0000000000001";
    expect(() => plainPeriodRate(found, 12)).toThrow(rateOutOfRange({ found, field }));
  });

  test.each(["10%", "ten", "", "10,5", Number.NaN])("not a number: %s", (rate) => {
    const refusal = notANumber({ found: String(rate), field });
    expect(() => plainPeriodRate(rate, 12)).toThrow(refusal);
  });
});

test("the ratio is the rate, in lowest terms, of safe integers", () => {
  const anyRate = fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.stringMatching(/^\d{1,12}$/))
    .map(([whole, decimals]) => `${whole}.${decimals}`);
  const Exact = Decimal.clone({ precision: 60 });
  fc.assert(
    fc.property(anyRate, fc.constantFrom(1, 2, 4, 12), (rate, periods) => {
      const { numerator, denominator } = plainPeriodRate(rate, periods);
      expect(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)).toBe(true);
      expect(commonDivisor(numerator, denominator)).toBe(1);
      // numerator / denominator = rate / (100 * periods), crosswise so that nothing is rounded
      const left = new Exact(numerator).times(100 * periods);
      expect(left.equals(new Exact(rate).times(denominator))).toBe(true);
    }),
  );
});

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
