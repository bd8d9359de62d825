import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  addRatios,
  multiplyRatios,
  notARatio,
  type Ratio,
  ratio,
  ratioPlacesOutOfRange,
  ratioToDecimal,
  ratioTooLarge,
} from "./ratio.ts";
import { type RoundingMode, roundingModes, roundRatio } from "./rounding.ts";

const MAX = Number.MAX_SAFE_INTEGER;

const parts = ({ numerator, denominator }: Ratio): [number, number] => [numerator, denominator];

test.each<[numerator: number, denominator: number, lowest: [number, number]]>([
  [30, 360, [1, 12]],
  [-30, 360, [-1, 12]],
  [366, 365, [366, 365]],
  [730, 365, [2, 1]],
  [0, 360, [0, 1]],
  [-0, 360, [0, 1]],
  [MAX, MAX, [1, 1]],
  [-MAX, 1, [-MAX, 1]],
  // 2^53 - 1 = 6361 * 69431 * 20394401.
  [MAX, 6361 * 69431, [20394401, 1]],
])("%d / %d in lowest terms", (numerator, denominator, lowest) => {
  expect(parts(ratio(numerator, denominator))).toEqual(lowest);
});

test.each([
  [1, 0],
  [1, -2],
  [0.5, 1],
  [1, 0.5],
  [Number.NaN, 1],
  [1, Number.NaN],
  [Number.POSITIVE_INFINITY, 1],
  [2 ** 53, 1],
  [1, 2 ** 53],
])("%d / %d is refused, naming both", (numerator, denominator) => {
  expect(() => ratio(numerator, denominator)).toThrow(notARatio({ numerator, denominator }));
});

test.each<[what: string, found: Ratio, expected: [number, number]]>([
  ["1/2 + 1/3", addRatios(ratio(1, 2), ratio(1, 3)), [5, 6]],
  ["1/6 + 1/3", addRatios(ratio(1, 6), ratio(1, 3)), [1, 2]],
  ["1/2 - 1/2", addRatios(ratio(1, 2), ratio(-1, 2)), [0, 1]],
  // 61 * 366 + 121 * 365 = 22326 + 44165 = 66491, over 365 * 366 = 133590.
  ["61/365 + 121/366", addRatios(ratio(61, 365), ratio(121, 366)), [66491, 133590]],
  // The cross products pass 2^53, the sum does not: 1/m + 1/m = 2/m for m = 2^53 - 1.
  ["1/m + 1/m", addRatios(ratio(1, MAX), ratio(1, MAX)), [2, MAX]],
  ["m/2 + m/2", addRatios(ratio(MAX, 2), ratio(MAX, 2)), [MAX, 1]],
  ["-m/2 - m/2", addRatios(ratio(-MAX, 2), ratio(-MAX, 2)), [-MAX, 1]],
  ["2/3 * 3/4", multiplyRatios(ratio(2, 3), ratio(3, 4)), [1, 2]],
  ["-2/3 * 3/5", multiplyRatios(ratio(-2, 3), ratio(3, 5)), [-2, 5]],
  ["0 * 7", multiplyRatios(ratio(0, 1), ratio(-7, 1)), [0, 1]],
  // 31 days of 10.5 % a year: 31/365 * 21/200 = 651/73000.
  ["31/365 * 21/200", multiplyRatios(ratio(31, 365), ratio(21, 200)), [651, 73000]],
  ["m/2 * 2/m", multiplyRatios(ratio(MAX, 2), ratio(2, MAX)), [1, 1]],
  ["-m/2 * 2/3", multiplyRatios(ratio(-MAX, 2), ratio(2, 3)), [-MAX, 3]],
  ["m/2 * 2", multiplyRatios(ratio(MAX, 2), ratio(2, 1)), [MAX, 1]],
])("%s", (_, found, expected) => {
  expect(parts(found)).toEqual(expected);
});

test("a result that no pair of safe integers holds is refused, naming it in lowest terms", () => {
  const most = ratio(MAX, 1);
  const [twice, square] = [String(2n * BigInt(MAX)), String(BigInt(MAX) ** 2n)];
  const tooLarge = (numerator: string, denominator: string): Error =>
    ratioTooLarge({ numerator, denominator });
  expect(() => addRatios(most, most)).toThrow(tooLarge(twice, "1"));
  expect(() => addRatios(ratio(-MAX, 1), ratio(-MAX, 1))).toThrow(tooLarge(`-${twice}`, "1"));
  expect(() => multiplyRatios(most, most)).toThrow(tooLarge(square, "1"));
  const least = ratio(1, MAX);
  expect(() => multiplyRatios(least, least)).toThrow(tooLarge("1", square));
  // m/2 * (m - 1), and 2/m * 1/(m - 1), where m - 1 is even.
  const halfProduct = String((BigInt(MAX) * BigInt(MAX - 1)) / 2n);
  const [half, twoParts] = [ratio(MAX, 2), ratio(2, MAX)];
  expect(() => multiplyRatios(half, ratio(MAX - 1, 1))).toThrow(tooLarge(halfProduct, "1"));
  expect(() => multiplyRatios(twoParts, ratio(1, MAX - 1))).toThrow(tooLarge("1", halfProduct));
  // 1/m + 1/(m - 1) = (2m - 1) / (m * (m - 1)).
  const product = String(BigInt(MAX) * BigInt(MAX - 1));
  const sum = String(2n * BigInt(MAX) - 1n);
  expect(() => addRatios(least, ratio(1, MAX - 1))).toThrow(tooLarge(sum, product));
});

describe("as a decimal", () => {
  test.each<[value: Ratio, places: number, mode: RoundingMode, text: string]>([
    [ratio(2, 3), 4, "halfEven", "0.6667"],
    [ratio(2, 3), 4, "floor", "0.6666"],
    [ratio(-2, 3), 4, "floor", "-0.6667"],
    [ratio(-2, 3), 4, "down", "-0.6666"],
    [ratio(1, 2), 0, "halfEven", "0"],
    [ratio(3, 2), 0, "halfEven", "2"],
    [ratio(1, 2), 0, "halfUp", "1"],
    [ratio(31, 365), 10, "halfEven", "0.0849315068"],
    // One part in 10^16 above a tie: a value rounded to fewer digits first would lose it.
    [ratio(5_000_000_000_000_001, 10_000_000_000_000), 0, "halfEven", "500"],
    [ratio(4_500_000_000_000_001, 9_000_000_000_000_000), 0, "halfEven", "1"],
    [ratio(1, 3), 100, "down", `0.${"3".repeat(100)}`],
  ])("%o to %d places, %s", (value, places, mode, text) => {
    expect(ratioToDecimal(value, { places, mode }).toString()).toBe(text);
  });

  test("without places it has 40 digits, ties to even", () => {
    expect(ratioToDecimal(ratio(1, 12)).toString()).toBe(`0.08${"3".repeat(39)}`);
    expect(ratioToDecimal(ratio(-2, 3)).toString()).toBe(`-0.${"6".repeat(39)}7`);
    expect(ratioToDecimal(ratio(1, 8)).toString()).toBe("0.125");
  });

  test.each([-1, 0.5, Number.NaN, 101])("%d places are refused", (places) => {
    const refused = ratioPlacesOutOfRange({ found: places });
    expect(() => ratioToDecimal(ratio(1, 3), { places, mode: "halfEven" })).toThrow(refused);
  });
});

describe("laws", () => {
  const anyRatio = fc
    .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
    .map(([numerator, denominator]) => ratio(numerator, denominator));
  const exact = ({ numerator, denominator }: Ratio): Decimal =>
    new Decimal(numerator).div(denominator);

  test("parts have no common divisor, and equal values equal parts", () => {
    const anyFactor = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(anyRatio, anyFactor, (value, factor) => {
        expect(ratio(value.numerator * factor, value.denominator * factor)).toEqual(value);
      }),
    );
  });

  test("sums and products commute, and agree with decimals", () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, (a, b) => {
        expect(addRatios(a, b)).toEqual(addRatios(b, a));
        expect(multiplyRatios(a, b)).toEqual(multiplyRatios(b, a));
        const sum = exact(addRatios(a, b))
          .minus(exact(a).plus(exact(b)))
          .abs()
          .toNumber();
        const product = exact(multiplyRatios(a, b))
          .minus(exact(a).times(exact(b)))
          .abs()
          .toNumber();
        expect(sum).toBeLessThan(1e-12);
        expect(product).toBeLessThan(1e-6);
      }),
    );
  });

  test("sums and products associate and distribute, also past 2^53 in between", () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, fc.integer({ min: -1e3, max: 1e3 }), (a, b, whole) => {
        const c = ratio(whole, 1);
        expect(addRatios(addRatios(a, b), c)).toEqual(addRatios(a, addRatios(b, c)));
        const [left, right] = [multiplyRatios(a, c), multiplyRatios(b, c)];
        expect(multiplyRatios(addRatios(a, b), c)).toEqual(addRatios(left, right));
      }),
    );
  });

  test("decimals are the exact value, rounded once", () => {
    const anyPlaces = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(anyRatio, anyPlaces, fc.constantFrom(...roundingModes), (value, places, mode) => {
        const scaled = ratioToDecimal(value, { places, mode }).times(new Decimal(10).pow(places));
        const numerator = BigInt(value.numerator) * 10n ** BigInt(places);
        const whole = roundRatio(numerator, BigInt(value.denominator), mode);
        expect(scaled.toFixed()).toBe(new Decimal(whole.toString()).toFixed());
      }),
    );
  });
});
