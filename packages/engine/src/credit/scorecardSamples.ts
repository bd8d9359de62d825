/**
 * Scorecards for the tests of this folder.
 *
 * @module
 */
import fc from "fast-check";
import { fixedScorecard } from "./creditSamples.ts";
import type { Scorecard, ScorecardPart } from "./scorecard.ts";

/** A third of the points on each side, so that 1/3 and 2/3 meet bounds that are not exact thirds. */
export const fourParts: readonly ScorecardPart[] = [
  {
    code: "ON_TIME",
    attribute: "onTimePercent",
    bands: [
      { atLeast: "0", points: 0 },
      { atLeast: "33.3333333333", points: 10 },
      { atLeast: "66.6666666667", points: 25 },
      { atLeast: "75", points: 30 },
      { atLeast: "100", points: 40 },
    ],
    sentence: "Some were late.",
    missing: { points: 20, sentence: "Nothing was due." },
  },
  {
    code: "VOLUME",
    attribute: "volumePercentOfLimit",
    bands: [
      { atLeast: "0", points: 30 },
      { atLeast: "12.5", points: 20 },
      { atLeast: "100", points: 5 },
    ],
    sentence: "Much of the limit is used.",
    missing: { points: 3, sentence: "There is no limit." },
  },
  {
    code: "COUNT",
    attribute: "loanCount",
    bands: [
      { atLeast: "1", points: 5 },
      { atLeast: "2", points: 20 },
    ],
    sentence: "Few loans.",
  },
  {
    code: "YEAR",
    attribute: "loansThisYear",
    bands: [
      { atLeast: "0", points: 10 },
      { atLeast: "1", points: 0 },
    ],
    sentence: "A loan this year.",
  },
];

/** Scorecards of one to four parts with any weights and bands, all of them sound. */
export const anyScorecard: fc.Arbitrary<Scorecard> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
    fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }), {
      minLength: 4,
      maxLength: 4,
    }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 28, maxLength: 28 }),
  )
  .map(([cuts, bounds, shares]) => {
    const ends = [...cuts.sort((a, b) => a - b), 100];
    const tops = ends.map((end, index) => end - (ends[index - 1] ?? 0));
    return {
      ...fixedScorecard(50),
      parts: tops.map((top, index) => anyPart(index, top, bounds[index] ?? [], shares)),
    };
  });

function anyPart(index: number, top: number, bounds: number[], shares: number[]): ScorecardPart {
  const base = fourParts[index];
  if (base === undefined) throw new RangeError(`There are ${fourParts.length} attributes.`);
  const points = bounds.map((_, band) => Math.floor(top * (shares[7 * index + band] ?? 0)));
  if (base.attribute === "onTimePercent") points.sort((a, b) => a - b);
  const sorted = [...bounds].sort((a, b) => a - b);
  const lowest = base.attribute === "loanCount" ? 0 : -1;
  const atLeast = [lowest + 1, ...sorted.map((bound) => bound + lowest + 1)];
  return {
    ...base,
    bands: atLeast.map((bound, band) => ({
      atLeast: bound,
      points: [...points, top][band] ?? top,
    })),
    missing: { points: Math.floor(top * (shares[27] ?? 0)), sentence: "Missing." },
  };
}
