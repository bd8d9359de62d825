import fc from "fast-check";
import { expect, test } from "vitest";
import { findRoot, type RootSearch } from "./rootFinder.ts";

const around = {
  guess: 0.1,
  prefersRising: true,
  step: 0.05,
  least: -40,
  most: 40,
  tolerance: 1e-13,
};

/** x² − 2, whose roots are ±1.414213562373095… */
const square: RootSearch = {
  ...around,
  evaluate: (x) => ({ value: x * x - 2, slope: 2 * x }),
};

test("the root where the function goes the preferred way is found", () => {
  const found = (x: number) => ({ outcome: "found", x: expect.closeTo(x, 12) });
  for (const guess of [-9, -0.5, 0.5, 9]) {
    expect(findRoot({ ...square, guess })).toMatchObject(found(Math.SQRT2));
    const falling = { ...square, guess, prefersRising: false };
    expect(findRoot(falling)).toMatchObject(found(-Math.SQRT2));
  }
});

test("of several that go the preferred way the nearest to the guess is found", () => {
  const sine = { ...around, evaluate: (x: number) => ({ value: Math.sin(x), slope: Math.cos(x) }) };
  for (const turns of [-2, -1, 1, 2]) {
    const near = { ...sine, guess: 2 * Math.PI * turns + 1 };
    expect(findRoot(near)).toMatchObject({ x: expect.closeTo(2 * Math.PI * turns, 10) });
  }
});

test("a guess that is a root is one", () => {
  const line = { ...around, guess: 3, evaluate: (x: number) => ({ value: x - 3, slope: 1 }) };
  expect(findRoot(line)).toMatchObject({ outcome: "found", x: expect.closeTo(3, 12) });
});

test("a root at the very end of the range is found", () => {
  const line = { ...around, evaluate: (x: number) => ({ value: x - 40, slope: 1 }) };
  expect(findRoot(line)).toMatchObject({ outcome: "found", x: expect.closeTo(40, 10) });
});

test("no sign change is no root", () => {
  const above = { ...around, evaluate: (x: number) => ({ value: x * x + 1, slope: 2 * x }) };
  expect(findRoot(above)).toEqual({ outcome: "none" });
});

test("a slope that says nothing, or the wrong thing, only costs time", () => {
  for (const slope of [0, Number.NaN, -1e-9, Number.POSITIVE_INFINITY]) {
    const flat = { ...around, evaluate: (x: number) => ({ value: x ** 3 - 5, slope }) };
    const root = { outcome: "found", x: expect.closeTo(Math.cbrt(5), 10) };
    expect(findRoot(flat)).toMatchObject(root);
  }
});

test("any line's root is found from any guess", () => {
  const anyNumber = fc.double({ min: -39, max: 39, noNaN: true });
  const anySlope = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(anyNumber, anyNumber, anySlope, fc.boolean(), (root, guess, steepness, falls) => {
      const slope = falls ? -steepness : steepness;
      const found = findRoot({
        ...around,
        guess,
        evaluate: (x) => ({ value: slope * (x - root), slope }),
      });
      expect(found).toMatchObject({ outcome: "found", x: expect.closeTo(root, 9) });
    }),
  );
});
