import type { PlainDate } from "../calendar/plainDate.ts";
import type { Decimal } from "../money/decimal.ts";
import type { CreditRecord } from "./creditRecord.ts";

/** Who asks. Amounts are in the policy's currency. */
export interface Applicant {
  /** Above zero. */
  readonly monthlyIncome: Decimal;
  /** Zero or more. */
  readonly approvedLimit: Decimal;
  readonly history: readonly CreditRecord[];
}

/** What is asked for. */
export interface CreditRequest {
  /** Above zero. */
  readonly principal: Decimal;
  /** Percent a year. */
  readonly annualRatePercent: Decimal;
  readonly tenorMonths: number;
}

/**
 * Why a loan is refused, in the order in which refusals are given.
 *
 * - `SCORE_TOO_LOW`: the score's slab refuses.
 * - `LIMIT_EXCEEDED`: current loans alone are above the approved limit.
 * - `LIMIT_WOULD_BE_EXCEEDED`: they would be with the proposed one.
 * - `INSTALLMENTS_OVER_CAP`: installments are above the part of the income that the policy allows.
 * - `RATE_BELOW_SLAB`: the asked rate is below the slab's lowest, and the policy says refuse.
 */
export type RefusalCode =
  | "SCORE_TOO_LOW"
  | "LIMIT_EXCEEDED"
  | "LIMIT_WOULD_BE_EXCEEDED"
  | "INSTALLMENTS_OVER_CAP"
  | "RATE_BELOW_SLAB";

/** Codes of reasons that do not come from a scorecard's parts; no part may have one of them. */
export const decisionCodes: readonly string[] = [
  "SCORE_TOO_LOW",
  "LIMIT_EXCEEDED",
  "LIMIT_WOULD_BE_EXCEEDED",
  "INSTALLMENTS_OVER_CAP",
  "RATE_BELOW_SLAB",
  "RATE_CORRECTED",
  "NO_HISTORY",
];

/** Why a decision is as it is. Codes are stable; sentences are for the applicant. */
export interface DecisionReason {
  /**
   * Refusals: see `RefusalCode`. Correction: `RATE_CORRECTED`. Score factors: `NO_HISTORY`, or the
   * codes of the scorecard's parts.
   */
  readonly code: string;
  readonly effect: "refusal" | "correction" | "score";
  /** Score points lost to it; zero unless `effect` is `score`. */
  readonly pointsLost: number;
  readonly sentence: string;
}

export interface Decision {
  readonly approved: boolean;
  /** Whole number, 0 to 100. */
  readonly score: number;
  /** The rate as asked, percent a year. */
  readonly requestedRatePercent: Decimal;
  /** The slab's lowest rate where the asked one is below it; else, and without a slab, as asked. */
  readonly correctedRatePercent: Decimal;
  /** The installment at `correctedRatePercent`, also on refusal. */
  readonly installment: Decimal;
  /** Refusals first, then a correction, then score factors by points lost; at most four of those. */
  readonly reasons: readonly DecisionReason[];
  readonly asOf: PlainDate;
}
