/**
 * A credit score from 0 to 100, with what each part of it gave.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { exactDecimal } from "../money/amount.ts";
import { checkScorecard, topPoints } from "./checkScorecard.ts";
import { type CreditFigures, creditFigures } from "./creditFigures.ts";
import type { CurrentLoans } from "./creditRecord.ts";
import type { Applicant } from "./decision.ts";
import { oncePerObject } from "./oncePerObject.ts";
import { requireSound } from "./policyProblem.ts";
import { type ExactRatio, scoreAttributes } from "./scoreAttributes.ts";
import {
  creditScores,
  type ScoreAttribute,
  type Scorecard,
  type ScorecardBand,
  type ScorecardPart,
} from "./scorecard.ts";

/** A part of a score. */
export interface ScoredPart {
  readonly code: string;
  readonly attribute: ScoreAttribute;
  readonly points: number;
  /** What the part gives at best. */
  readonly topPoints: number;
  /** The attribute had no value, and the part's rule for that gave the points. */
  readonly missing: boolean;
}

/** Where points went. */
export interface ScoreReason {
  /** Of the part; or `NO_HISTORY`, or `LIMIT_EXCEEDED`. */
  readonly code: string;
  /** Above zero. */
  readonly pointsLost: number;
  readonly sentence: string;
}

export interface CreditScore {
  /** Whole number, 0 to 100. */
  readonly score: number;
  /** What gave it: the parts, or a set score. */
  readonly basis: "parts" | "noHistory" | "overLimit";
  /** In the scorecard's order; empty for a set score. */
  readonly parts: readonly ScoredPart[];
  /** By points lost, most first; equal ones in the scorecard's order. None at the full score. */
  readonly reasons: readonly ScoreReason[];
  /** What the history said. */
  readonly figures: CreditFigures;
}

/**
 * The score of a history on a day.
 *
 * Current loans above the approved limit give `overLimitScore`; a customer who has had no loan gets
 * `noHistoryScore`; everybody else gets the sum of the parts' points. More on-time payments never
 * lower it.
 *
 * @param scorecard checked on first use, then remembered; do not change it afterwards
 * @param subject an applicant, or their history and approved limit
 * @param currentLoans which loans are current. Default: those by date
 * @throws LendkitError `INVALID_CREDIT_POLICY`, `INVALID_DATE`, `CREDIT_VALUE_OUT_OF_RANGE`, in
 *   this order
 */
export function creditScore(
  scorecard: Scorecard,
  subject: Pick<Applicant, "history" | "approvedLimit">,
  asOf: PlainDate,
  currentLoans: CurrentLoans = "byDate",
): CreditScore {
  const parts = readyParts(scorecard);
  const figures = creditFigures(subject, asOf, currentLoans);
  if (figures.currentVolume.gt(figures.approvedLimit)) {
    const [score, sentence] = [scorecard.overLimitScore, scorecard.overLimitSentence];
    return { basis: "overLimit", ...setScore(score, "LIMIT_EXCEEDED", sentence), figures };
  }
  if (figures.loanCount === 0) {
    const [score, sentence] = [scorecard.noHistoryScore, scorecard.noHistorySentence];
    return { basis: "noHistory", ...setScore(score, "NO_HISTORY", sentence), figures };
  }
  return { basis: "parts", ...sumOfParts(parts, figures), figures };
}

type Scored = Pick<CreditScore, "score" | "parts" | "reasons">;

function setScore(score: number, code: string, sentence: string): Scored {
  const pointsLost = creditScores.highest - score;
  return { score, parts: [], reasons: pointsLost === 0 ? [] : [{ code, pointsLost, sentence }] };
}

function sumOfParts(readyParts: readonly ReadyPart[], figures: CreditFigures): Scored {
  let score = 0;
  const parts: ScoredPart[] = [];
  const reasons: ScoreReason[] = [];
  for (const { part, topPoints, bands, whenMissing } of readyParts) {
    const { code, attribute } = part;
    const value = scoreAttributes[attribute].value(figures);
    const missing = value === undefined;
    const points = missing ? whenMissing.points : pointsAt(bands, value);
    score += points;
    parts.push({ code, attribute, points, topPoints, missing });
    const pointsLost = topPoints - points;
    if (pointsLost === 0) continue;
    reasons.push({ code, pointsLost, sentence: (missing ? whenMissing : part).sentence });
  }
  reasons.sort((a, b) => b.pointsLost - a.pointsLost);
  return { score, parts, reasons };
}

interface ReadyPart {
  readonly part: ScorecardPart;
  readonly topPoints: number;
  /** From the highest to the lowest. */
  readonly bands: readonly ReadyBand[];
  readonly whenMissing: { readonly points: number; readonly sentence: string };
}

interface ReadyBand {
  readonly atLeast: ExactRatio;
  readonly points: number;
}

const readyParts: (scorecard: Scorecard) => readonly ReadyPart[] = oncePerObject((scorecard) => {
  requireSound(checkScorecard(scorecard));
  return scorecard.parts.map((part) => ({
    part,
    topPoints: topPoints(part),
    bands: part.bands.map(readyBand).reverse(),
    // The check has seen that an attribute without such a rule is never missing.
    whenMissing: part.missing ?? { points: 0, sentence: part.sentence },
  }));
});

function readyBand({ atLeast, points }: ScorecardBand): ReadyBand {
  const { coefficient, places } = exactDecimal(atLeast, "atLeast");
  return { atLeast: { numerator: coefficient, denominator: 10n ** BigInt(places) }, points };
}

/** The points of the band that a value lies in; the lowest band takes every value left. */
function pointsAt(bands: readonly ReadyBand[], value: ExactRatio): number {
  let points = 0;
  for (const band of bands) {
    points = band.points;
    const { numerator, denominator } = band.atLeast;
    if (value.numerator * denominator >= numerator * value.denominator) break;
  }
  return points;
}
