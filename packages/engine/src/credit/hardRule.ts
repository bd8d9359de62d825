/**
 * Hard rules: bounds that a request has to keep whatever its score, each a row of plain data.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";

/** What every row has. */
export interface HardRuleFrame {
  /** Stable, for programs; no other rule, part of the scorecard or decision has it. */
  readonly code: string;
  /** A row that is off refuses nobody, and is checked all the same. */
  readonly on: boolean;
  /** Why it refuses, for the applicant; without blanks. */
  readonly sentence: string;
}

/** Amounts that are lent for one type of loan; both ends are accepted. */
export interface LoanTypeAmounts {
  readonly loanType: string;
  readonly least: Amount;
  readonly most: Amount;
}

/**
 * What a row asks for. Each bound is itself accepted. Amounts are in the policy's currency.
 *
 * - `leastScore`: whole number, within the scores of the policy.
 * - `leastIncome`: of a month.
 * - `leastAnnualIncome`: of a year; a monthly income counts twelve times.
 * - `largestAmount`: of the principal.
 * - `amountsByLoanType`: of the principal, by `CreditRequest.loanType`; a type that is not listed is
 *   refused.
 * - `leastRate`, `mostRate`: percent a year, of the rate after a correction.
 * - `leastInterest`: of the whole loan: installment × tenor − principal.
 * - `installmentsOfIncome`: current installments with the proposed one, in percent of a month's
 *   income: above 0, at most 100.
 * - `age`: whole years, by `Applicant.age`.
 */
export type HardRule = HardRuleFrame &
  (
    | { readonly rule: "leastScore"; readonly score: number }
    | { readonly rule: "leastIncome"; readonly monthlyIncome: Amount }
    | { readonly rule: "leastAnnualIncome"; readonly annualIncome: Amount }
    | { readonly rule: "largestAmount"; readonly principal: Amount }
    | { readonly rule: "amountsByLoanType"; readonly amounts: readonly LoanTypeAmounts[] }
    | { readonly rule: "leastRate"; readonly annualRatePercent: Amount }
    | { readonly rule: "mostRate"; readonly annualRatePercent: Amount }
    | { readonly rule: "leastInterest"; readonly interest: Amount }
    | { readonly rule: "installmentsOfIncome"; readonly percentOfIncome: Amount }
    | { readonly rule: "age"; readonly least: number; readonly most: number }
  );

/** One kind of row. */
export type HardRuleOf<Kind extends HardRule["rule"]> = Extract<HardRule, { readonly rule: Kind }>;

/** The rows of one kind that are on. */
export function rowsOn<Kind extends HardRule["rule"]>(
  rules: readonly HardRule[] | undefined,
  kind: Kind,
): HardRuleOf<Kind>[] {
  return (rules ?? []).filter((row): row is HardRuleOf<Kind> => row.on && row.rule === kind);
}
