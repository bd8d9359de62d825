import type { Amount } from "../money/amount.ts";

/** The lowest and the highest credit score, both included; scores are whole numbers. */
export const creditScores: ScoreRange = { lowest: 0, highest: 100 };

/** A range of whole scores, both included. */
export interface ScoreRange {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * What a part of a score looks at, as of the day of the decision.
 *
 * - `onTimePercent`: installments paid on time, of those fallen due, in percent. Missing while none
 *   has fallen due.
 * - `loanCount`: loans that have started, current or not: 1 or more.
 * - `loansThisYear`: those of them that started in the calendar year: 0 or more.
 * - `volumePercentOfLimit`: principals of current loans, of the approved limit, in percent. Missing
 *   for a limit of zero. Above 100 there are no parts: the score is `overLimitScore`.
 */
export type ScoreAttribute =
  | "onTimePercent"
  | "loanCount"
  | "loansThisYear"
  | "volumePercentOfLimit";

/**
 * From `atLeast`, included, to below the next band's; the last one has no upper end. So bands can
 * neither overlap nor leave a gap.
 */
export interface ScorecardBand {
  /** In the attribute's unit: percent as "62.5", loans as 3. */
  readonly atLeast: Amount;
  /** Whole number from 0 to 100. */
  readonly points: number;
}

export interface ScorecardPart {
  /** Stable, for programs; unique in the scorecard. */
  readonly code: string;
  readonly attribute: ScoreAttribute;
  /** By `atLeast`, the first one at the lowest value that the attribute takes. */
  readonly bands: readonly ScorecardBand[];
  /** Why points were lost, for the customer; true of every band below the best. */
  readonly sentence: string;
  /** What counts where the attribute is missing; required for one that can be. */
  readonly missing?: {
    /** At most the part's best band. */
    readonly points: number;
    readonly sentence: string;
  };
}

/** How a score comes about, as plain data. The best bands' points add up to 100. */
export interface Scorecard {
  readonly name: string;
  /** Changes with every change of the rules, so that an old score can be told from a new one. */
  readonly version: string;
  /** Of a customer who has had no loan. */
  readonly noHistoryScore: number;
  readonly noHistorySentence: string;
  /** Of a customer whose current loans are above the approved limit; at the limit parts count. */
  readonly overLimitScore: number;
  readonly overLimitSentence: string;
  readonly parts: readonly ScorecardPart[];
}
