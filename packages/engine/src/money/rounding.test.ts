import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { decimalMode, Witness } from "./decimalWitness.ts";
import { directionAboveZero, roundingModes, roundRatio, roundSmallRatio } from "./rounding.ts";

const anyMode = fc.constantFrom(...roundingModes);
const safe = fc.maxSafeInteger();
const safePositive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

test("there are seven modes", () => {
  expect([...roundingModes].sort()).toEqual(Object.keys(decimalMode).sort());
});

// The table in the documentation of java.math.RoundingMode (Java SE), inputs in tenths.
const columns = ["up", "down", "ceiling", "floor", "halfUp", "halfDown", "halfEven"] as const;
const published: ReadonlyArray<readonly [tenths: number, rounded: readonly number[]]> = [
  [55, [6, 5, 6, 5, 6, 5, 6]],
  [25, [3, 2, 3, 2, 3, 2, 2]],
  [16, [2, 1, 2, 1, 2, 2, 2]],
  [11, [2, 1, 2, 1, 1, 1, 1]],
  [10, [1, 1, 1, 1, 1, 1, 1]],
  [-10, [-1, -1, -1, -1, -1, -1, -1]],
  [-11, [-2, -1, -1, -2, -1, -1, -1]],
  [-16, [-2, -1, -1, -2, -2, -2, -2]],
  [-25, [-3, -2, -2, -3, -3, -2, -2]],
  [-55, [-6, -5, -5, -6, -6, -5, -6]],
  // Around zero, from the definitions of the modes: the result must be 0 and not -0.
  [4, [1, 0, 1, 0, 0, 0, 0]],
  [5, [1, 0, 1, 0, 1, 0, 0]],
  [6, [1, 0, 1, 0, 1, 1, 1]],
  [0, [0, 0, 0, 0, 0, 0, 0]],
  [-0, [0, 0, 0, 0, 0, 0, 0]],
  [-4, [-1, 0, 0, -1, 0, 0, 0]],
  [-5, [-1, 0, 0, -1, -1, 0, 0]],
  [-6, [-1, 0, 0, -1, -1, -1, -1]],
];

describe.each(columns.map((mode, column) => ({ mode, column })))("$mode", ({ mode, column }) => {
  test.each(published)("%d tenths", (tenths, rounded) => {
    expect(roundSmallRatio(tenths, 10, mode)).toBe(rounded[column]);
    expect(roundRatio(BigInt(tenths), 10n, mode)).toBe(BigInt(rounded[column] ?? Number.NaN));
  });

  test("a half of any sign, over any even denominator, as decimal.js rounds it", () => {
    const half = fc.tuple(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
    );
    fc.assert(
      fc.property(half, ([whole, size]) => {
        const expected = new Witness(whole)
          .plus("0.5")
          .toDecimalPlaces(0, decimalMode[mode])
          .toNumber();
        const found = roundSmallRatio((2 * whole + 1) * size, 2 * size, mode);
        return found === expected && !Object.is(found, -0);
      }),
    );
  });
});

test("any ratio of any size, as decimal.js rounds it", () => {
  const big = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });
  const bigPositive = fc.bigInt({ min: 1n, max: 10n ** 60n });
  fc.assert(
    fc.property(big, bigPositive, anyMode, (numerator, denominator, mode) => {
      const exact = new Witness(numerator.toString()).div(denominator.toString());
      const expected = BigInt(exact.toDecimalPlaces(0, decimalMode[mode]).toFixed());
      return roundRatio(numerator, denominator, mode) === expected;
    }),
    { numRuns: 2000 },
  );
});

test("numbers and bigints round alike over all safe integers", () => {
  const nearMultiple = fc
    .tuple(safePositive, safePositive, fc.integer({ min: -2, max: 2 }))
    .map(([size, denominator, off]) => {
      const multiple = Math.floor(size / denominator) * denominator;
      return [Math.min(multiple + off, Number.MAX_SAFE_INTEGER), denominator] as const;
    });
  fc.assert(
    fc.property(
      fc.oneof(fc.tuple(safe, safePositive), nearMultiple),
      anyMode,
      ([numerator, denominator], mode) => {
        const small = roundSmallRatio(numerator, denominator, mode);
        const big = roundRatio(BigInt(numerator), BigInt(denominator), mode);
        return BigInt(small) === big && !Object.is(small, -0);
      },
    ),
    { numRuns: 20_000 },
  );
});

test.each(roundingModes)("%s moves a quarter and three quarters as its direction says", (mode) => {
  const [quarter, threeQuarters] = [roundSmallRatio(1, 4, mode), roundSmallRatio(3, 4, mode)];
  const expected = { nearest: [0, 1], ceiling: [1, 1], floor: [0, 0] }[directionAboveZero(mode)];
  expect([quarter, threeQuarters]).toEqual(expected);
});
