import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { apportion, cannotApportion } from "./apportion.ts";

const MAX = Number.MAX_SAFE_INTEGER;

test.each<[amount: number, weights: number[], parts: number[]]>([
  [100, [1, 1, 1], [34, 33, 33]],
  [-100, [1, 1, 1], [-34, -33, -33]],
  // 2.5, 1.5, 1: one unit is left, two fractions tie, the earlier part takes it.
  [5, [50, 30, 20], [3, 1, 1]],
  // 0.7, 1.4, 4.9: two are left; 0.9 and then 0.7 take them.
  [7, [1, 2, 7], [1, 1, 5]],
  [7, [7, 2, 1], [5, 1, 1]],
  [10, [0, 1, 0, 1], [0, 5, 0, 5]],
  [1, [0, 1], [0, 1]],
  [-1, [1, 0], [-1, 0]],
  [0, [3, 4], [0, 0]],
  [-0, [3, 4], [0, 0]],
  [2, [1, 1, 1, 1], [1, 1, 0, 0]],
  [42, [9], [42]],
  // Shares whose products leave 2^53: halves of 2^53 - 1, an odd number.
  [MAX, [1, 1], [2 ** 52, 2 ** 52 - 1]],
  [MAX, [MAX, MAX, MAX], [3002399751580331, 3002399751580330, 3002399751580330]],
  [-MAX, [MAX, 0], [-MAX, 0]],
])("%d by %j", (amount, weights, parts) => {
  expect(apportion(amount, weights)).toEqual(parts);
});

test.each<[amount: number, weights: number[]]>([
  [100, []],
  [100, [0]],
  [100, [0, 0, 0]],
  [100, [1, -1]],
  [100, [2, -1]],
  [100, [1, 0.5]],
  [100, [0.5, 0.5]],
  [100, [Number.NaN]],
  [100, [Number.POSITIVE_INFINITY]],
  [100, [2 ** 53]],
  [0, [0]],
  [0.5, [1, 1]],
  [Number.NaN, [1]],
  [Number.POSITIVE_INFINITY, [1]],
  [2 ** 53, [1]],
])("%d by %j is refused", (amount, weights) => {
  expect(() => apportion(amount, weights)).toThrow(cannotApportion({ amount, weights }));
});

describe("whatever the weights", () => {
  const anyAmount = fc.maxSafeInteger();
  const anyWeight = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: MAX }));
  const anyWeights = fc
    .array(anyWeight, { minLength: 1, maxLength: 40 })
    .filter((weights) => weights.some((weight) => weight > 0));
  const sum = (values: readonly (number | bigint)[]): bigint =>
    values.reduce<bigint>((total, value) => total + BigInt(value), 0n);

  test("the parts sum to the amount", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        expect(sum(apportion(amount, weights))).toBe(BigInt(amount));
      }),
    );
  });

  test("each part is less than one unit from its exact share", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const total = sum(weights);
        for (const [index, part] of apportion(amount, weights).entries()) {
          // |part - amount * weight / total| < 1, without a division
          const off = BigInt(part) * total - BigInt(amount) * BigInt(weights[index] ?? Number.NaN);
          expect(off < total && off > -total).toBe(true);
        }
      }),
    );
  });

  test("no part has the other sign, and a weight of zero gets nothing", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const parts = apportion(amount, weights);
        expect(parts.filter((part) => part !== 0 && part < 0 !== amount < 0)).toEqual([]);
        expect(parts.filter((part, index) => weights[index] === 0 && part !== 0)).toEqual([]);
      }),
    );
  });

  test("the heavier part is never the smaller, and of equals the earlier is never the smaller", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX }), anyWeights, (amount, weights) => {
        const heaviestFirst = [...weights].sort((a, b) => b - a);
        const parts = apportion(amount, heaviestFirst);
        expect(parts).toEqual([...parts].sort((a, b) => b - a));
      }),
    );
  });

  test("the other sign gives the opposite parts", () => {
    fc.assert(
      fc.property(anyAmount, anyWeights, (amount, weights) => {
        const opposite = apportion(-amount, weights).map((part) => 0 - part);
        expect(opposite).toEqual(apportion(amount, weights));
      }),
    );
  });

  test("only the proportion of the weights matters", () => {
    const smallWeights = fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 })
      .filter((weights) => weights.some((weight) => weight > 0));
    const anyFactor = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(anyAmount, smallWeights, anyFactor, (amount, weights, factor) => {
        const scaled = weights.map((weight) => weight * factor);
        expect(apportion(amount, scaled)).toEqual(apportion(amount, weights));
      }),
    );
  });
});
