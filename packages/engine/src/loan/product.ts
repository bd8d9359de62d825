import type { BillingTerms } from "../billing/billingTerms.ts";
import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import type { ApprovedLimitRule } from "../credit/approvedLimit.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import type { ServicingTerms } from "./facts.ts";
import type { Reminders } from "./notices.ts";
import type { RepaymentTerms } from "./servicingRules.ts";

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
export interface ServicedProduct<
  Repayment extends RepaymentTerms | BillingTerms = RepaymentTerms | BillingTerms,
> {
  readonly name: string;
  readonly currency: CurrencyCode;
  /** The calculation rules that a new loan keeps. */
  readonly calculationVersion: 1;
  readonly servicing: ServicingTerms<Repayment>;
  /** Which reminders of dues its borrowers are sent; null for none. */
  readonly reminders: Reminders;
}

/** A product that scores who applies, lends to them and bills: plain data. */
export interface BilledProduct extends ServicedProduct<BillingTerms> {
  readonly application: ApplicationPolicy;
}
