import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBigRatios,
  type BigRatio,
  bigRatio,
  multiplyBigRatios,
  reduceBigRatio,
  toBigRatio,
} from "./bigRatio.ts";
import { ratio } from "./ratio.ts";

test("a whole number has the denominator 1", () => {
  expect(bigRatio(7n)).toEqual({ numerator: 7n, denominator: 1n });
});

test("a ratio of safe integers is taken as it is", () => {
  expect(toBigRatio(ratio(-31, 365))).toEqual({ numerator: -31n, denominator: 365n });
});

test("of one denominator only the numerators are added: 1/4 + 1/4 is 2/4", () => {
  expect(addBigRatios(bigRatio(1n, 4n), bigRatio(1n, 4n))).toEqual(bigRatio(2n, 4n));
});

test("else both are brought over the product: 1/4 + 1/6 is 10/24", () => {
  expect(addBigRatios(bigRatio(1n, 4n), bigRatio(1n, 6n))).toEqual(bigRatio(10n, 24n));
});

test("a product is not reduced: 2/3 * 3/4 is 6/12", () => {
  expect(multiplyBigRatios(bigRatio(2n, 3n), bigRatio(3n, 4n))).toEqual(bigRatio(6n, 12n));
});

test.each<[from: BigRatio, to: BigRatio]>([
  [bigRatio(6n, 12n), bigRatio(1n, 2n)],
  [bigRatio(-6n, 12n), bigRatio(-1n, 2n)],
  [bigRatio(12n, 6n), bigRatio(2n, 1n)],
  [bigRatio(0n, 12n), bigRatio(0n, 1n)],
  [bigRatio(35n, 36n), bigRatio(35n, 36n)],
  // 2^100 * 3 over 2^101 * 5.
  [bigRatio(3n << 100n, 5n << 101n), bigRatio(3n, 10n)],
])("%o in lowest terms is %o", (from, to) => {
  expect(reduceBigRatio(from)).toEqual(to);
});

describe("whatever the parts", () => {
  const anyRatio = fc
    .tuple(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.bigInt({ min: 1n, max: 2n ** 80n }))
    .map(([numerator, denominator]) => bigRatio(numerator, denominator));
  const equal = (a: BigRatio, b: BigRatio): boolean =>
    a.numerator * b.denominator === b.numerator * a.denominator;

  test("reducing keeps the value and leaves no common factor", () => {
    fc.assert(
      fc.property(anyRatio, fc.bigInt({ min: 1n, max: 10n ** 9n }), (of, factor) => {
        const reduced = reduceBigRatio(of);
        const raised = bigRatio(of.numerator * factor, of.denominator * factor);
        expect(equal(reduced, of)).toBe(true);
        expect(reduceBigRatio(raised)).toEqual(reduced);
      }),
    );
  });

  test("a product distributes over a sum", () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, anyRatio, (a, b, c) => {
        const once = multiplyBigRatios(a, addBigRatios(b, c));
        const each = addBigRatios(multiplyBigRatios(a, b), multiplyBigRatios(a, c));
        expect(equal(once, each)).toBe(true);
      }),
    );
  });
});
