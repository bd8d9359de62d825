import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOnlyRoot, findRoot, type RootSearch } from "./rootFinder.ts";

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

test("a function that touches zero and goes back does not cross it", () => {
  const touching = {
    ...around,
    guess: 0,
    evaluate: (x: number) => ({ value: x * x, slope: 2 * x }),
  };
  expect(findRoot(touching)).toEqual({ outcome: "none" });
});

describe("the only root of a function that crosses zero once", () => {
  /** From −8 to 8, from 0; a slope of zero says nothing, so that every step is a halving. */
  const halving = (root: number): RootSearch => ({
    ...around,
    guess: 0,
    least: -8,
    most: 8,
    evaluate: (x) => ({ value: x - root, slope: 0 }),
  });

  /** The same search, and where it looked. */
  const watched = (search: RootSearch): [search: RootSearch, looks: number[]] => {
    const looks: number[] = [];
    const evaluate = (x: number): ReturnType<RootSearch["evaluate"]> => {
      looks.push(x);
      return search.evaluate(x);
    };
    return [{ ...search, evaluate }, looks];
  };

  test.each([
    [1, 4],
    [2, 2],
    [3, 3],
  ])("with at most %i steps to 3 the best is %d", (maxSteps, x) => {
    // From 0, below the root, to (0 + 8)/2 = 4; above it, to (0 + 4)/2 = 2; below it, to 3.
    const search = { ...halving(3), maxSteps };
    expect(findOnlyRoot(search, true)).toEqual({ outcome: "notConverged", x });
  });

  test("a point that is the root ends the search there", () => {
    const [search, looks] = watched(halving(3));
    expect(findOnlyRoot(search, true)).toEqual({ outcome: "found", x: 3 });
    expect(looks).toEqual([0, 4, 2, 3]);
  });

  test("a step as long as the tolerance ends the search where it leads", () => {
    // 0, 4, 2, then 1: from 2 a step of 1.
    const search = { ...halving(1.25), tolerance: 1 };
    expect(findOnlyRoot(search, true)).toEqual({ outcome: "found", x: 1 });
  });

  test("a true slope leads a line to its root at once", () => {
    const line = { ...halving(3), evaluate: (x: number) => ({ value: 6 - 2 * x, slope: -2 }) };
    const [search, looks] = watched(line);
    expect(findOnlyRoot(search, false)).toEqual({ outcome: "found", x: 3 });
    expect(looks).toEqual([0, 3]);
  });

  test.each([-8, -7.5, 7.5, 8])(
    "%d, at an end of the range or a tolerance from it, is none",
    (root) => {
      const search = { ...halving(root), guess: root, tolerance: 0.5 };
      expect(findOnlyRoot(search, true)).toEqual({ outcome: "none" });
    },
  );

  test.each([-7.25, 0, 7.25])("%d, farther from the ends, is one", (root) => {
    const search = { ...halving(root), guess: root, tolerance: 0.5 };
    expect(findOnlyRoot(search, true)).toEqual({ outcome: "found", x: root });
  });

  test("a function that stays on one side has none", () => {
    for (const value of [-1, 1]) {
      const flat = { ...halving(0), evaluate: () => ({ value, slope: 0 }) };
      expect(findOnlyRoot(flat, true)).toEqual({ outcome: "none" });
      expect(findOnlyRoot(flat, false)).toEqual({ outcome: "none" });
    }
  });
});
