import { billingCycle } from "../billing/billingCycle.ts";
import { type BillingTerms, checkBillingTerms } from "../billing/billingTerms.ts";
import { principalAsked } from "../billing/cycleDue.ts";
import { accrueMore, noInterest, roundInterest } from "../billing/exactInterest.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import { type Amount, fromMinorUnits, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { amortize } from "../schedule/amortize.ts";
import { checkInstallments } from "../schedule/emi.ts";
import { isBilled } from "./billedCredit.ts";
import { levelInstallment } from "./changeCredit.ts";
import type { RepaymentTerms } from "./servicingRules.ts";

/** A loan as it is asked for. */
export interface LoanAsked {
  readonly currency: CurrencyCode;
  /** Above zero. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  /** Installments; of a billed credit its cycles. */
  readonly tenorMonths: number;
  readonly startedOn: PlainDate;
}

/**
 * What the terms of a new loan say of its installments, if all is lent on its first day: the level
 * one, of a billed credit what the first cycle asks for; and the last day on which one is due.
 *
 * @throws LendkitError as `amortize` and `checkBillingTerms`
 */
export function agreedInstallments(
  repayment: RepaymentTerms | BillingTerms,
  asked: LoanAsked,
): { readonly installment: Decimal; readonly endsOn: PlainDate } {
  if (isBilled(repayment)) return ofBilled(repayment, asked);
  const { tenorMonths: installments, startedOn: disbursedOn, ...terms } = asked;
  const schedule = amortize({ ...repayment, ...terms, installments, disbursedOn });
  return { installment: schedule.emi, endsOn: schedule.row(schedule.length).dueOn };
}

function ofBilled(
  terms: BillingTerms,
  { currency, principal, annualRatePercent, tenorMonths, startedOn }: LoanAsked,
): { readonly installment: Decimal; readonly endsOn: PlainDate } {
  const places = currencyPlaces(currency);
  checkBillingTerms(terms, places);
  checkInstallments(tenorMonths, "tenorMonths");
  plainPeriodRate(annualRatePercent, 1);
  const balance = toMinorUnits(principal, places, "principal");
  const rate = new Decimal(String(annualRatePercent)).toString();
  const { start: from, billedOn: to } = billingCycle(terms, startedOn, 1);
  const earned = { balance, annualRatePercent: rate, from, to };
  const interest = roundInterest(
    accrueMore(noInterest, terms.interest, earned),
    terms.interest.rounding,
  );
  const cycles = { from, firstBilledOn: to, count: tenorMonths };
  const lent = { currency, principal: minorUnitsText(balance, places), annualRatePercent: rate };
  const level = terms.installment.kind === "level" ? levelInstallment(terms, lent, cycles) : 0;
  const isLast = !terms.revolving && tenorMonths === 1;
  const ofPrincipal = principalAsked(
    terms.installment,
    { owed: balance, unbilled: balance, interest, overlimit: 0, level, isLast },
    places,
    terms.interest.rounding,
  );
  return {
    installment: fromMinorUnits(interest + ofPrincipal, places),
    endsOn: billingCycle(terms, startedOn, tenorMonths).payBy,
  };
}
