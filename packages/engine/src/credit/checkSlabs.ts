import { MAX_RATE_PLACES } from "../rate/interestRate.ts";
import { creditValueOutOfRange } from "./creditValue.ts";
import {
  amountOrNothing,
  type PolicyCheck,
  type PolicyProblem,
  policyCheck,
} from "./policyProblem.ts";
import { creditScores, type ScoreRange } from "./scorecard.ts";
import { firstScore, lastScore, type Slab } from "./slabs.ts";

/**
 * What can be wrong with slabs. Slabs are counted from 1, as they stand in the list; `from` and
 * `to` are scores, both included.
 */
export type SlabProblem = PolicyProblem &
  (
    | { readonly code: "SLAB_GAP"; readonly from: number; readonly to: number }
    | {
        readonly code: "SLAB_OVERLAP";
        readonly slabs: readonly [number, number];
        readonly from: number;
        readonly to: number;
      }
    | {
        readonly code:
          | "SLAB_EMPTY"
          | "SLAB_OUTSIDE_SCORES"
          | "SLAB_BOUND_NOT_WHOLE"
          | "SLAB_DECISION_UNKNOWN"
          | "SLAB_RATE_OUT_OF_RANGE";
        readonly slab: number;
      }
  );

/** A slab as the whole scores that it covers, both included; none if `last` is below `first`. */
interface Run {
  readonly number: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Proves that slabs cover every whole score of a range exactly once, or names each gap and overlap,
 * and whatever is wrong with a single slab. The order of the slabs does not matter.
 *
 * @param scores default: 0 to 100
 * @throws LendkitError `CREDIT_VALUE_OUT_OF_RANGE` for a range that is not one of whole numbers.
 *
 * @example
 * checkSlabs([{
 *   from: { score: 0, inclusive: true },
 *   to: { score: 99, inclusive: true },
 *   decision: "accept",
 *   minimumRatePercent: "12",
 * }]);
 * //=> { ok: false, problems: [{ code: "SLAB_GAP", from: 100, to: 100,
 * //     message: "No slab covers score 100." }] }
 */
export function checkSlabs(
  slabs: readonly Slab[],
  scores: ScoreRange = creditScores,
): PolicyCheck<SlabProblem> {
  const { lowest, highest } = scores;
  if (!Number.isSafeInteger(lowest) || !Number.isSafeInteger(highest) || highest < lowest) {
    const expected = "a range of whole numbers, the lowest first";
    throw creditValueOutOfRange({ field: "scores", found: `${lowest} to ${highest}`, expected });
  }
  const runs = slabs.map(runOf).filter(isRun);
  return policyCheck([
    ...slabs.flatMap((slab, index) => slabProblems(slab, index + 1, scores)),
    ...gaps(runs, scores),
    ...overlaps(runs),
  ]);
}

function runOf(slab: Slab, index: number): Run {
  return { number: index + 1, first: firstScore(slab), last: lastScore(slab) };
}

function isRun({ first, last }: Run): boolean {
  return Number.isSafeInteger(first) && Number.isSafeInteger(last) && first <= last;
}

function slabProblems(slab: Slab, number: number, { lowest, highest }: ScoreRange): SlabProblem[] {
  const bounds = [slab.from.score, slab.to.score];
  const notWhole = bounds.find((score) => !Number.isSafeInteger(score));
  if (notWhole !== undefined) {
    const message = `Slab ${number} has a bound of ${notWhole}, expected a whole number.`;
    return [{ code: "SLAB_BOUND_NOT_WHOLE", slab: number, message }];
  }
  const problems: SlabProblem[] = [...offerProblems(slab, number)];
  const [first, last] = [firstScore(slab), lastScore(slab)];
  if (last < first) {
    const message = `Slab ${number} covers no score: it is ${describe(slab)}.`;
    problems.push({ code: "SLAB_EMPTY", slab: number, message });
  } else if (first < lowest || last > highest) {
    const message = `Slab ${number} covers ${scoresText(first, last)}, beyond ${lowest} to ${highest}.`;
    problems.push({ code: "SLAB_OUTSIDE_SCORES", slab: number, message });
  }
  return problems;
}

function offerProblems(slab: Slab, number: number): SlabProblem[] {
  const decision: string = slab.decision;
  if (slab.decision === "refuse") return [];
  if (slab.decision !== "accept") {
    const message = `Slab ${number} says ${JSON.stringify(decision)}, expected "accept" or "refuse".`;
    return [{ code: "SLAB_DECISION_UNKNOWN", slab: number, message }];
  }
  const rate = amountOrNothing(slab.minimumRatePercent);
  if (rate?.gte(0) && rate.lte(100) && rate.decimalPlaces() <= MAX_RATE_PLACES) return [];
  const message =
    `Slab ${number} has a lowest rate of ${String(slab.minimumRatePercent)}, expected percent a ` +
    `year from 0 to 100, both included, with at most ${MAX_RATE_PLACES} decimal places.`;
  return [{ code: "SLAB_RATE_OUT_OF_RANGE", slab: number, message }];
}

function gaps(runs: readonly Run[], { lowest, highest }: ScoreRange): SlabProblem[] {
  const found: SlabProblem[] = [];
  const addGap = (from: number, to: number): void => {
    const message = `No slab covers ${scoresText(from, to)}.`;
    if (from <= to) found.push({ code: "SLAB_GAP", from, to, message });
  };
  let next = lowest;
  for (const { first, last } of [...runs].sort((a, b) => a.first - b.first)) {
    addGap(next, Math.min(first - 1, highest));
    next = Math.max(next, last + 1);
  }
  addGap(next, highest);
  return found;
}

function overlaps(runs: readonly Run[]): SlabProblem[] {
  return runs.flatMap((run, index) =>
    runs.slice(index + 1).flatMap((other): SlabProblem[] => {
      const [from, to] = [Math.max(run.first, other.first), Math.min(run.last, other.last)];
      if (from > to) return [];
      const slabs = [run.number, other.number] as const;
      const text = from === to ? String(from) : scoresText(from, to);
      const message = `Slabs ${run.number} and ${other.number} both cover ${text}.`;
      return [{ code: "SLAB_OVERLAP", slabs, from, to, message }];
    }),
  );
}

function scoresText(from: number, to: number): string {
  return from === to ? `score ${from}` : `scores ${from} to ${to}`;
}

function describe({ from, to }: Slab): string {
  const start = `${from.inclusive ? "from" : "over"} ${from.score}`;
  return `${start} ${to.inclusive ? "to" : "to under"} ${to.score}`;
}
