import type { ApprovedLimitRule } from "../credit/approvedLimit.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import type { ServicingTerms } from "./facts.ts";

/**
 * A lending product as plain data: every rule that decides about money is spelled out in it and
 * none is left to a default.
 */
export interface LendingProduct {
  readonly name: string;
  readonly currency: CurrencyCode;
  /** The calculation rules that a new loan keeps for life. */
  readonly calculationVersion: 1;
  /** Whole years, included. */
  readonly minimumAge: number;
  readonly approvedLimit: ApprovedLimitRule;
  readonly credit: CreditPolicy;
  readonly repayment: Pick<
    Required<LoanTerms>,
    "method" | "frequency" | "dayCount" | "rounding" | "lastInstallment"
  >;
}

/** A product whose loans are serviced: plain data, with every rule spelled out. */
export interface ServicedProduct {
  readonly name: string;
  readonly currency: CurrencyCode;
  /** The calculation rules that a new loan keeps. */
  readonly calculationVersion: 1;
  readonly servicing: ServicingTerms;
}
