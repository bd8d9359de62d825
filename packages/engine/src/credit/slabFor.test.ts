import fc from "fast-check";
import { expect, test } from "vitest";
import { checkSlabs } from "./checkSlabs.ts";
import { accept, fourSlabs } from "./creditSamples.ts";
import { slabFor } from "./slabFor.ts";
import type { Slab } from "./slabs.ts";

const [anyRate, twelve, sixteen, refused] = fourSlabs;

test.each([
  [0, refused],
  [9, refused],
  [10, sixteen],
  [29, sixteen],
  [30, twelve],
  [49, twelve],
  [50, twelve],
  [51, anyRate],
  [100, anyRate],
])("score %i", (score, slab) => {
  expect(slabFor(fourSlabs, score)).toBe(slab);
});

test.each([-1, 101, 49.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "a score of %d is refused",
  (score) => {
    const attempt = () => slabFor(fourSlabs, score);
    expect(attempt).toThrow(expect.objectContaining({ code: "CREDIT_VALUE_OUT_OF_RANGE" }));
  },
);

test("slabs with a gap or an overlap are refused, also where the score has one slab", () => {
  const gap = fourSlabs.slice(1);
  const refusal = expect.objectContaining({ code: "INVALID_CREDIT_POLICY", kind: "invalid" });
  expect(() => slabFor(gap, 40)).toThrow(refusal);
  expect(() => slabFor(gap, 40)).toThrow("No slab covers scores 51 to 100.");
});

test("the checker passes if and only if each score has exactly one slab, the one that is found", () => {
  const anyBound = fc.record({ score: fc.integer({ min: -1, max: 101 }), inclusive: fc.boolean() });
  const few = fc.array(
    fc.tuple(anyBound, anyBound).map(([from, to]) => accept(from, to, "12")),
    { maxLength: 2 },
  );
  // Slabs at random hardly ever fit; those cut from one range do.
  const cut = fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.boolean())
    .map(([score, inclusive]) => [
      accept({ score: 0, inclusive: true }, { score, inclusive }, "12"),
      accept({ score, inclusive: !inclusive }, { score: 100, inclusive: true }, "0"),
    ]);
  let passed = 0;
  fc.assert(
    fc.property(fc.oneof(few, cut), (slabs: Slab[]) => {
      const holds = ({ from, to }: Slab, score: number): boolean =>
        (from.inclusive ? score >= from.score : score > from.score) &&
        (to.inclusive ? score <= to.score : score < to.score);
      const slabsOf = (score: number) => slabs.filter((slab) => holds(slab, score));
      const scores = Array.from({ length: 101 }, (_, score) => score);
      const everyOnce = scores.every((score) => slabsOf(score).length === 1);
      const allUsed = slabs.every((slab) => scores.some((score) => holds(slab, score)));
      const noneBeyond = slabsOf(-1).length === 0 && slabsOf(101).length === 0;

      expect(checkSlabs(slabs).ok).toBe(everyOnce && allUsed && noneBeyond);
      if (!checkSlabs(slabs).ok) return;
      passed += 1;
      for (const score of scores) expect(slabsOf(score)).toEqual([slabFor(slabs, score)]);
    }),
    { numRuns: 500 },
  );
  expect(passed).toBeGreaterThan(50);
});
