import type { Amount } from "../money/amount.ts";
import type { Rounding } from "../schedule/emi.ts";
import type { BalanceScoreRule } from "./balanceScore.ts";
import type { HardRule } from "./hardRule.ts";

/**
 * The rules by which an application is approved or refused where a score is given from outside, as
 * plain data that does not change: bounds only, no slabs and no history. Checked by `checkPolicy`.
 */
export interface ApplicationPolicy {
  /** For people; not empty. */
  readonly name: string;
  /** Changes with every change of the rules. */
  readonly version: string;
  /** How the score comes about; a least score lies within its lowest and highest. */
  readonly balanceScore: BalanceScoreRule;
  /** What an applicant reads whose score is not there yet. */
  readonly scorePendingSentence: string;
  /** Every reason to refuse, the most important first: reasons are given in this order. */
  readonly hardRules: readonly HardRule[];
  /** Of the level installment that rows on interest and on installments look at. */
  readonly installmentRounding: Rounding;
  /** What the largest amount is a multiple of: above 0, at most 4 decimals. */
  readonly amountStep: Amount;
}
