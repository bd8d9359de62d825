/** Ratios whose parts are beyond 2^53, as a rate by the part of a year often is. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bigRatio } from "./bigRatio.ts";
import { decimalMode, Witness } from "./decimalWitness.ts";
import { amountTooLarge, bigMultiplier, multiply, productMultiplier } from "./minorUnits.ts";
import { type Ratio, ratio } from "./ratio.ts";
import { type RoundingMode, roundingModes } from "./rounding.ts";

const MAX = Number.MAX_SAFE_INTEGER;

test.each<[amount: number, a: Ratio, b: Ratio, mode: RoundingMode, result: number]>([
  // 100000 * 18/100 * 31/365 = 1528.767…
  [100_000, ratio(18, 100), ratio(31, 365), "halfEven", 1529],
  [100_000, ratio(18, 100), ratio(31, 365), "down", 1528],
  // 35 * 6/7 * 2/5 = 12
  [35, ratio(6, 7), ratio(2, 5), "up", 12],
  // (2^53 - 1) * 1/(2^53 - 1) * 1/2 is a tie; so is three times it, above an odd number.
  [MAX, ratio(1, MAX), ratio(1, 2), "halfEven", 0],
  [MAX, ratio(1, MAX), ratio(1, 2), "halfUp", 1],
  [MAX, ratio(3, MAX), ratio(1, 2), "halfEven", 2],
  // Just below the tie and just above it, by one part in 2^53.
  [MAX - 1, ratio(1, MAX), ratio(1, 2), "halfUp", 0],
  [MAX, ratio(1, MAX - 1), ratio(1, 2), "halfDown", 1],
  [1, ratio(1, MAX), ratio(1, MAX), "up", 1],
  [1, ratio(1, MAX), ratio(1, MAX), "halfEven", 0],
  // A numerator alone beyond 2^53, and a denominator alone.
  [1, ratio(MAX, 1), ratio(2, 4), "floor", 2 ** 52 - 1],
  [1, ratio(1, MAX), ratio(5, 2), "ceiling", 1],
])("%d by %o by %o %s is %d", (amount, a, b, mode, result) => {
  expect(multiply(amount, productMultiplier(a, b, mode))).toBe(result);
});

test("a result beyond 2^53 - 1 is refused, exactly: 3 * (2^53 - 1) * 3/2 has a tie to even", () => {
  const by = productMultiplier(ratio(MAX, 1), ratio(3, 2), "halfEven");
  // 9 * 9007199254740991 / 2 = 40532396646334459.5
  expect(() => multiply(3, by)).toThrow(
    amountTooLarge({ minorUnits: "40532396646334460", field: "amount" }),
  );
});

describe("the exact ratio is carried only where it is needed", () => {
  test.each([
    ["small parts", productMultiplier(ratio(1, 3), ratio(1, 4), "up"), undefined],
    [
      "a large denominator",
      productMultiplier(ratio(1, MAX), ratio(1, 2), "up"),
      bigRatio(1n, 2n * BigInt(MAX)),
    ],
    [
      "a large numerator",
      productMultiplier(ratio(MAX, 2), ratio(3, 1), "up"),
      bigRatio(3n * BigInt(MAX), 2n),
    ],
    [
      "parts that reduce to small ones",
      bigMultiplier(bigRatio(3n << 60n, 5n << 61n), "up"),
      undefined,
    ],
  ] as const)("%s", (_, by, exact) => {
    expect(by.exact).toEqual(exact);
  });

  test("parts that reduce are told in lowest terms", () => {
    expect(bigMultiplier(bigRatio(3n << 60n, 5n << 61n), "up")).toMatchObject({
      numerator: 3,
      denominator: 10,
    });
  });
});

test("equal to decimal.js for ratios of any size, near ties and whole numbers too", () => {
  const anyPart = fc.integer({ min: 1, max: MAX });
  const anyRatio = fc
    .tuple(anyPart, anyPart)
    .map(([a, b]) => ratio(Math.min(a, b), Math.max(a, b)));
  // amount * numerator / (amount * 2) is a tie of every odd numerator.
  const onTie = fc
    .tuple(fc.integer({ min: 2 ** 50, max: 2 ** 52 - 1 }), fc.integer({ min: 0, max: 50 }))
    .map(([half, step]) => ({ amount: half, a: ratio(2 * step + 1, 2 * half), b: ratio(1, 1) }));
  const spread = fc.record({ amount: fc.maxSafeNat(), a: anyRatio, b: anyRatio });
  fc.assert(
    fc.property(
      fc.oneof(spread, onTie),
      fc.constantFrom(...roundingModes),
      ({ amount, a, b }, mode) => {
        const exact = new Witness(amount)
          .times(a.numerator)
          .times(b.numerator)
          .div(new Witness(a.denominator).times(b.denominator));
        const expected = exact.toDecimalPlaces(0, decimalMode[mode]).toNumber();
        expect(multiply(amount, productMultiplier(a, b, mode))).toBe(expected);
      },
    ),
    { numRuns: 500 },
  );
});
