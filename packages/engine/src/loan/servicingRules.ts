import { type BillingTerms, checkBillingTerms } from "../billing/billingTerms.ts";
import { checkPenaltyRule, type PenaltyRule } from "../charge/penalty.ts";
import { type BucketSet, checkBuckets } from "../delinquency/bucket.ts";
import { checkGraceDays } from "../delinquency/daysPastDue.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, toMinorUnits } from "../money/amount.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkWaterfall, type Waterfall } from "../repayment/waterfall.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";

/**
 * How the principal is repaid: loan terms without what the loan itself says. Tranches are facts,
 * and a serviced loan's due dates are not moved to business days.
 */
export type RepaymentTerms = Omit<
  LoanTerms,
  | "currency"
  | "principal"
  | "annualRatePercent"
  | "installments"
  | "disbursedOn"
  | "tranches"
  | "businessDay"
>;

/**
 * What becomes of money that pays more than is due.
 *
 * - `advance`: it is held, and pays what falls due next.
 * - `nextInstallment`: it pays the next installments now; their interest stays as it is.
 * - `lastInstallment`: the same from the last installment back.
 * - `reduceTenor`, `reduceInstallment`: it prepays principal; the loan ends sooner, or its
 *   installments become smaller.
 * - `refund`: it is set aside to be paid back.
 * - `refuse`: a payment of more than is due is refused.
 */
export type ExcessPolicy =
  | "advance"
  | "nextInstallment"
  | "lastInstallment"
  | "reduceTenor"
  | "reduceInstallment"
  | "refund"
  | "refuse";

/** What a payoff in the middle of a period pays for interest. */
export type PayoffInterest =
  /** Interest to that day. */
  | { readonly kind: "accrued" }
  /** All interest that was still to fall due, less a percentage of it. */
  | { readonly kind: "remaining"; readonly rebatePercent: Amount };

/** How a loan is serviced. Plain data; every rule is spelled out. */
export interface ServicingRules {
  readonly waterfall: Waterfall;
  readonly excess: ExcessPolicy;
  /** Whether a payment for one installment is refused while an earlier one is unpaid. */
  readonly refuseWhileEarlierUnpaid: boolean;
  readonly penalty: PenaltyRule | null;
  readonly delinquency: {
    readonly buckets: BucketSet;
    /** Whole days, zero or more. */
    readonly graceDays: number;
  };
  readonly payoff: {
    readonly interest: PayoffInterest;
    /** Percent of the principal that is repaid before it is due, zero or more. */
    readonly chargePercent: Amount;
  };
  /** Added when a payment comes back; zero for none. */
  readonly bounceCharge: Amount;
}

/** What a billed credit has no rule for. */
export const notForBilledCredit: ErrorType<{ readonly what: string; readonly expected: string }> =
  errorType("NOT_FOR_BILLED_CREDIT", {
    kind: "invalid",
    message: ({ what, expected }) =>
      `A billed credit has no rule for ${what}, expected ${expected}.`,
  });

/**
 * That servicing rules fit a billed credit: no installment is known before its bill.
 *
 * @throws LendkitError `NOT_FOR_BILLED_CREDIT`; as `checkBillingTerms`
 */
export function checkBilledServicing(
  terms: BillingTerms,
  { excess, payoff }: ServicingRules,
  places: number,
): void {
  checkBillingTerms(terms, places);
  if (excess === "nextInstallment" || excess === "lastInstallment") {
    const expected = "advance, reduceTenor, reduceInstallment, refund or refuse";
    throw notForBilledCredit({ what: `the excess policy ${excess}`, expected });
  }
  if (payoff.interest.kind !== "accrued") {
    throw notForBilledCredit({ what: "remaining interest on payoff", expected: "accrued" });
  }
}

const excessPolicies: readonly ExcessPolicy[] = [
  "advance",
  "nextInstallment",
  "lastInstallment",
  "reduceTenor",
  "reduceInstallment",
  "refund",
  "refuse",
];

/**
 * @throws LendkitError `UNKNOWN_OPTION`, `INVALID_WATERFALL`, `INVALID_BUCKETS`,
 *   `INVALID_GRACE_DAYS`, `NEGATIVE_PENALTY`; of amounts and rates
 */
export function checkServicingRules(rules: ServicingRules, places: number): void {
  checkWaterfall(rules.waterfall);
  checkOption("excess", rules.excess, excessPolicies);
  if (rules.penalty !== null) checkPenaltyRule(rules.penalty, places);
  checkBuckets(rules.delinquency.buckets);
  checkGraceDays(rules.delinquency.graceDays);
  const { interest, chargePercent } = rules.payoff;
  checkOption("payoff.interest.kind", interest.kind, ["accrued", "remaining"]);
  if (interest.kind === "remaining") {
    plainPeriodRate(interest.rebatePercent, 1, "payoff.interest.rebatePercent");
  }
  plainPeriodRate(chargePercent, 1, "payoff.chargePercent");
  toMinorUnits(rules.bounceCharge, places, "bounceCharge");
}
