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
  /** Whole years, 0 or more; needed where a hard rule on age is on. */
  readonly age?: number;
}

/** What is asked for. */
export interface CreditRequest {
  /** Above zero. */
  readonly principal: Decimal;
  /** Percent a year. */
  readonly annualRatePercent: Decimal;
  readonly tenorMonths: number;
  /** Needed where a hard rule on amounts by type is on. */
  readonly loanType?: string;
}

/**
 * Why a loan is refused, in the order in which refusals are given.
 *
 * - `SCORE_TOO_LOW`: the score's slab refuses.
 * - `LIMIT_EXCEEDED`: current loans alone are above the approved limit.
 * - `LIMIT_WOULD_BE_EXCEEDED`: they would be with the proposed one.
 * - `INSTALLMENTS_OVER_CAP`: installments are above the part of the income that the policy allows.
 * - `RATE_BELOW_SLAB`: the asked rate is below the slab's lowest, and the policy says refuse.
 *
 * After these come the policy's hard rules, in its order, each with its own code.
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

/** The code of an application whose score is not there yet; no rule may have it. */
export const SCORE_PENDING = "SCORE_PENDING";

/** Why a decision is as it is. Codes are stable; sentences are for the applicant. */
export interface DecisionReason {
  /**
   * Refusals: see `RefusalCode`, or the code of a hard rule. Correction: `RATE_CORRECTED`. Score factors: `NO_HISTORY`, or the
   * codes of the scorecard's parts.
   */
  readonly code: string;
  readonly effect: "refusal" | "correction" | "score";
  /** Score points lost to it; zero unless `effect` is `score`. */
  readonly pointsLost: number;
  readonly sentence: string;
  /** Names the message that says it, in a table of messages for another language. */
  readonly messageKey: string;
  /** What fills the message's blanks; amounts, rates and scores as plain decimals. */
  readonly values: Readonly<Record<string, string>>;
}

/** What the installments take of the income. Percentages have 2 places, ties to even. */
export interface Affordability {
  /** Of the loans that are current on the day, as stored. */
  readonly currentInstallments: Decimal;
  readonly currentPercentOfIncome: Decimal;
  /** With the proposed loan, at the corrected rate. */
  readonly installmentsWithProposed: Decimal;
  readonly percentOfIncomeWithProposed: Decimal;
}

/**
 * What would be approved instead. Each changes one thing of the request and leaves the others as
 * asked, and was found approved by deciding again; one step further is not approved. Each is absent
 * where there is none.
 */
export interface Counterfactuals {
  /**
   * The lowest rate that is approved without correction, percent a year. It is the bound itself
   * where a slab or a least rate sets it, else a whole number of the policy's rate steps.
   */
  readonly lowestRatePercent?: Decimal;
  /**
   * The largest principal, a whole number of the policy's amount steps. Absent also where no rule
   * bounds it, and where that principal fails a least interest: less then earns less, but for the
   * rounding of installments, which is not searched.
   */
  readonly largestPrincipal?: Decimal;
  /** Of 1 to 600 months. */
  readonly shortestTenorMonths?: number;
}

/** A record of the applicant's history, with amounts as text. */
export type SnapshotRecord = Omit<CreditRecord, "principal" | "installment" | "outstanding"> & {
  readonly principal: string;
  readonly installment: string;
  readonly outstanding?: string;
};

/** All that a decision rests on, as plain data: store it, and `redecide` gives the decision again. */
export interface DecisionSnapshot {
  /** See `policyHash`; keep the policy under it. */
  readonly policyHash: string;
  readonly asOf: PlainDate;
  readonly applicant: {
    readonly monthlyIncome: string;
    readonly approvedLimit: string;
    readonly history: readonly SnapshotRecord[];
    readonly age?: number;
  };
  readonly request: {
    readonly principal: string;
    readonly annualRatePercent: string;
    readonly tenorMonths: number;
    readonly loanType?: string;
  };
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
  /** Computed when first read, as the two that follow. */
  readonly affordability: Affordability;
  readonly counterfactuals: Counterfactuals;
  readonly snapshot: DecisionSnapshot;
}
