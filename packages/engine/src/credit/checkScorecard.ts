import { decisionCodes } from "./decision.ts";
import {
  amountOrNothing,
  type PolicyCheck,
  type PolicyProblem,
  policyCheck,
} from "./policyProblem.ts";
import { scoreAttributes } from "./scoreAttributes.ts";
import { creditScores, type Scorecard, type ScorecardPart } from "./scorecard.ts";

/**
 * What can be wrong with a scorecard:
 *
 * - `POINTS_DO_NOT_ADD_UP`: the best bands' points are not 100 together.
 * - `SCORE_OUT_OF_RANGE`: a set score is not a whole number from 0 to 100.
 * - `CODE_TAKEN`: two parts have one code, or a part has a code that decisions use.
 * - `UNKNOWN_ATTRIBUTE`: no such attribute.
 * - `SENTENCE_EMPTY`: a reason would say nothing.
 * - `NO_BANDS`, `BAND_NOT_A_NUMBER`, `BANDS_NOT_ASCENDING`: the bands are not a list by `atLeast`.
 * - `FIRST_BAND_MISPLACED`: the first band is not at the attribute's lowest value.
 * - `BAND_OUT_OF_REACH`: the attribute never gets there.
 * - `POINTS_OUT_OF_RANGE`: points are not a whole number from 0 to 100, or those of a missing value
 *   are above the best band's.
 * - `POINTS_FALL`: more on-time payments would cost points.
 * - `MISSING_RULE_ABSENT`: the attribute can be missing and the part does not say what counts then.
 */
export type ScorecardProblemCode =
  | "POINTS_DO_NOT_ADD_UP"
  | "SCORE_OUT_OF_RANGE"
  | "CODE_TAKEN"
  | "UNKNOWN_ATTRIBUTE"
  | "SENTENCE_EMPTY"
  | "NO_BANDS"
  | "BAND_NOT_A_NUMBER"
  | "BANDS_NOT_ASCENDING"
  | "FIRST_BAND_MISPLACED"
  | "BAND_OUT_OF_REACH"
  | "POINTS_OUT_OF_RANGE"
  | "POINTS_FALL"
  | "MISSING_RULE_ABSENT";

export interface ScorecardProblem extends PolicyProblem {
  readonly code: ScorecardProblemCode;
  /** Code of the part at fault; absent for the scorecard as a whole. */
  readonly part?: string;
}

/** Proves that a scorecard gives every history a score from 0 to 100, or says what is wrong. */
export function checkScorecard(scorecard: Scorecard): PolicyCheck<ScorecardProblem> {
  const { noHistoryScore, overLimitScore, parts } = scorecard;
  const problems: ScorecardProblem[] = [
    ...setScoreProblems("noHistoryScore", noHistoryScore),
    ...setScoreProblems("overLimitScore", overLimitScore),
    ...sentenceProblems("noHistorySentence", scorecard.noHistorySentence),
    ...sentenceProblems("overLimitSentence", scorecard.overLimitSentence),
    ...parts.flatMap((part, index) => [
      ...codeProblems(part, parts.slice(0, index)),
      ...partProblems(part).map((problem) => ({ ...problem, part: part.code })),
    ]),
  ];
  const sum = parts.reduce((total, part) => total + topPoints(part), 0);
  if (sum !== creditScores.highest) {
    const message = `The parts' best points add up to ${sum}, expected ${creditScores.highest}.`;
    problems.push({ code: "POINTS_DO_NOT_ADD_UP", message });
  }
  return policyCheck(problems);
}

/** The points of a part's best band. */
export function topPoints({ bands }: ScorecardPart): number {
  return bands.reduce((top, { points }) => Math.max(top, points), 0);
}

function setScoreProblems(field: string, score: number): ScorecardProblem[] {
  if (isPoints(score)) return [];
  const message = `${field} is ${score}, expected a whole number from 0 to 100.`;
  return [{ code: "SCORE_OUT_OF_RANGE", message }];
}

function sentenceProblems(field: string, sentence: string): ScorecardProblem[] {
  if (sentence.trim() !== "") return [];
  return [{ code: "SENTENCE_EMPTY", message: `${field} is empty, expected a sentence.` }];
}

function codeProblems(
  { code }: ScorecardPart,
  before: readonly ScorecardPart[],
): ScorecardProblem[] {
  const repeated = before.some((part) => part.code === code);
  if (!repeated && code.trim() !== "" && !decisionCodes.includes(code)) return [];
  const by = repeated ? "another part" : "no part: it is empty or a decision's own code";
  const message = `The code ${JSON.stringify(code)} is for ${by}; each part needs one of its own.`;
  return [{ code: "CODE_TAKEN", part: code, message }];
}

function partProblems(part: ScorecardPart): ScorecardProblem[] {
  const { code, attribute, missing } = part;
  if (!Object.hasOwn(scoreAttributes, attribute)) {
    const known = Object.keys(scoreAttributes).join(", ");
    const message = `Part ${code} looks at ${String(attribute)}, expected one of ${known}.`;
    return [{ code: "UNKNOWN_ATTRIBUTE", message }];
  }
  const problems = [
    ...sentenceProblems(`The sentence of part ${code}`, part.sentence),
    ...bandProblems(part),
  ];
  if (missing === undefined) {
    if (!scoreAttributes[attribute].canBeMissing) return problems;
    const message = `Part ${code} does not say what counts while ${attribute} is missing.`;
    return [...problems, { code: "MISSING_RULE_ABSENT", message }];
  }
  problems.push(
    ...sentenceProblems(`The sentence of part ${code} for a missing value`, missing.sentence),
  );
  if (!isPoints(missing.points) || missing.points > topPoints(part)) {
    const message =
      `Part ${code} gives ${missing.points} points for a missing value, ` +
      `expected a whole number from 0 to ${topPoints(part)}, its best band's.`;
    problems.push({ code: "POINTS_OUT_OF_RANGE", message });
  }
  return problems;
}

function bandProblems({ code, attribute, bands }: ScorecardPart): ScorecardProblem[] {
  const { lowest, highest, mustNotFall } = scoreAttributes[attribute];
  const problems: ScorecardProblem[] = [];
  const add = (problem: ScorecardProblemCode, message: string): void => {
    problems.push({ code: problem, message: `Part ${code} ${message}` });
  };
  if (bands.length === 0) add("NO_BANDS", "has no bands, expected at least one.");
  for (const [index, { atLeast, points }] of bands.entries()) {
    const bound = amountOrNothing(atLeast);
    const before = bands[index - 1];
    const boundBefore = before && amountOrNothing(before.atLeast);
    if (!isPoints(points)) {
      add("POINTS_OUT_OF_RANGE", `gives ${points} points, expected a whole number from 0 to 100.`);
    }
    if (mustNotFall && before !== undefined && points < before.points) {
      add(
        "POINTS_FALL",
        `gives ${points} points from ${atLeast} on, after ${before.points} below.`,
      );
    }
    if (bound === undefined) {
      add("BAND_NOT_A_NUMBER", `has a band from ${JSON.stringify(atLeast)}, expected a number.`);
    } else if (bound.gt(highest)) {
      add("BAND_OUT_OF_REACH", `has a band from ${atLeast}, but never sees more than ${highest}.`);
    } else if (before === undefined && !bound.eq(lowest)) {
      add("FIRST_BAND_MISPLACED", `begins at ${atLeast}, expected ${lowest}.`);
    } else if (boundBefore?.gte(bound)) {
      add("BANDS_NOT_ASCENDING", `has a band from ${atLeast} after one from ${boundBefore}.`);
    }
  }
  return problems;
}

function isPoints(points: number): boolean {
  return Number.isInteger(points) && points >= 0 && points <= creditScores.highest;
}
