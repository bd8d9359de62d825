import { checkSlabs } from "./checkSlabs.ts";
import { creditValueOutOfRange } from "./creditValue.ts";
import { oncePerObject } from "./oncePerObject.ts";
import { requireSound } from "./policyProblem.ts";
import { creditScores } from "./scorecard.ts";
import { firstScore, type Slab } from "./slabs.ts";

/**
 * The one slab that a score lies in.
 *
 * @param slabs checked on first use, then remembered; do not change them afterwards
 * @param score whole number, 0 to 100
 * @throws LendkitError `INVALID_CREDIT_POLICY` for slabs that `checkSlabs` does not pass,
 *   `CREDIT_VALUE_OUT_OF_RANGE` for another score.
 */
export function slabFor(slabs: readonly Slab[], score: number): Slab {
  const slab = slabsFromTop(slabs).find((candidate) => firstScore(candidate) <= score);
  const { lowest, highest } = creditScores;
  if (!Number.isInteger(score) || score > highest || slab === undefined) {
    const expected = `a whole number from ${lowest} to ${highest}`;
    throw creditValueOutOfRange({ field: "score", found: String(score), expected });
  }
  return slab;
}

/** Without gaps and overlaps, the slab of a score is the highest one that begins at or below it. */
const slabsFromTop: (slabs: readonly Slab[]) => readonly Slab[] = oncePerObject((slabs) => {
  requireSound(checkSlabs(slabs));
  return [...slabs].sort((a, b) => firstScore(b) - firstScore(a));
});
