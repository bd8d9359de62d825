/**
 * What paying only the minimum comes to: for the warning on a bill.
 *
 * @module
 */
import { addMonths } from "../calendar/addMonths.ts";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { type Amount, fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { cannotBill } from "./billInput.ts";
import { billingCycle } from "./billingCycle.ts";
import { type BillingTerms, checkBillingTerms, invalidBillingTerms } from "./billingTerms.ts";
import { principalAsked } from "./cycleDue.ts";
import { accrueMore, noInterest, roundInterest } from "./exactInterest.ts";

/** Amounts are in the currency. */
export interface MinimumPaymentWarning {
  readonly minimum: MinimumPayments;
  /** The least level payment that clears the balance in a number of cycles. */
  readonly inCycles: {
    readonly cycles: number;
    readonly payment: Decimal;
    /** Interest in all. */
    readonly interest: Decimal;
  };
}

/** What becomes of the balance by minimum payments. Interest is what they paid of it in all. */
export type MinimumPayments =
  | {
      readonly ends: true;
      readonly cycles: number;
      /** Calendar months to the last payment, a begun one counted whole. */
      readonly months: number;
      /** The billing day of the last payment. */
      readonly endsOn: PlainDate;
      readonly interest: Decimal;
    }
  | {
      /** The balance is not cleared within the cycles that were looked at. */
      readonly ends: false;
      readonly cycles: number;
      readonly interest: Decimal;
      /** What is still owed after them. */
      readonly balance: Decimal;
    };

/** Cycles that are looked at before "it does not end" is the answer: a century of months. */
const MOST_CYCLES = 1200;

/**
 * How long a balance lasts, and what it costs, if nothing more is drawn and no more than the minimum
 * is paid, each time on the billing day.
 *
 * @param of.balance principal, above zero, with no unpaid interest
 * @param of.from the day from which the balance bears interest and cycles are counted
 * @param of.inCycles whole, 1 to 1200. Default: 36
 * @throws LendkitError `CANNOT_BILL`; `INVALID_BILLING_TERMS`, also for level installments, which have
 *   an end of their own; of amounts, rates and dates
 *
 * @example
 * const warning = minimumPaymentWarning({ currency, terms, balance: 5000, annualRatePercent: 18, from });
 * warning.minimum; //=> { ends: true, cycles: 54, interest: 1849.30, … } with 3 % and at least 100
 */
export function minimumPaymentWarning(of: {
  readonly currency: CurrencyCode;
  readonly terms: BillingTerms;
  readonly balance: Amount;
  readonly annualRatePercent: Amount;
  readonly from: PlainDate;
  readonly inCycles?: number;
}): MinimumPaymentWarning {
  const { currency, terms, inCycles = 36 } = of;
  const places = currencyPlaces(currency);
  checkBillingTerms(terms, places);
  const { installment } = terms;
  if (installment.kind === "level") {
    const expected = "percentOfBalance: a level installment ends by itself";
    throw invalidBillingTerms({ field: "installment.kind", found: installment.kind, expected });
  }
  if (!Number.isInteger(inCycles) || inCycles < 1 || inCycles > MOST_CYCLES) {
    const expected = `a whole number from 1 to ${MOST_CYCLES}`;
    throw cannotBill({ field: "inCycles", found: String(inCycles), expected });
  }
  const owed = toMinorUnits(of.balance, places, "balance");
  if (owed <= 0) {
    throw cannotBill({ field: "balance", found: String(of.balance), expected: "above zero" });
  }
  plainPeriodRate(of.annualRatePercent, 1);
  const account = { terms, owed, rate: String(of.annualRatePercent), from: plainDate(of.from) };
  return {
    minimum: minimumPayments(account, places),
    inCycles: levelPayment(account, inCycles, places),
  };
}

interface Account {
  readonly terms: BillingTerms;
  /** Minor units. */
  readonly owed: number;
  readonly rate: string;
  readonly from: PlainDate;
}

interface Cycle {
  readonly start: PlainDate;
  readonly billedOn: PlainDate;
}

function minimumPayments(account: Account, places: number): MinimumPayments {
  const { terms, from } = account;
  let [balance, paid, cycles] = [account.owed, 0, 0];
  while (cycles < MOST_CYCLES) {
    cycles += 1;
    const cycle = billingCycle(terms, from, cycles);
    const interest = interestOf(account, balance, cycle);
    const of = { owed: balance, unbilled: balance, interest, overlimit: 0, level: 0 };
    const asked = { ...of, isLast: false };
    balance -= principalAsked(terms.installment, asked, places, terms.interest.rounding);
    paid += interest;
    if (balance === 0) {
      const endsOn = cycle.billedOn;
      const months = monthsTo(from, endsOn);
      return { ends: true, cycles, months, endsOn, interest: fromMinorUnits(paid, places) };
    }
  }
  const left = fromMinorUnits(balance, places);
  return { ends: false, cycles, interest: fromMinorUnits(paid, places), balance: left };
}

function levelPayment(
  account: Account,
  count: number,
  places: number,
): MinimumPaymentWarning["inCycles"] {
  const cycles = Array.from({ length: count }, (_, index) =>
    billingCycle(account.terms, account.from, index + 1),
  );
  const [first] = cycles;
  const once = first === undefined ? 0 : interestOf(account, account.owed, first);
  // A payment that is large enough stays so when it grows, so halving finds the least.
  let [tooSmall, enough] = [0, toSafe(BigInt(account.owed) + BigInt(once), "payment")];
  while (enough - tooSmall > 1) {
    const tried = tooSmall + Math.floor((enough - tooSmall) / 2);
    if (interestPaid(account, cycles, tried) === undefined) tooSmall = tried;
    else enough = tried;
  }
  const interest = interestPaid(account, cycles, enough) ?? 0;
  return {
    cycles: count,
    payment: fromMinorUnits(enough, places),
    interest: fromMinorUnits(interest, places),
  };
}

/** Interest in all, or undefined where the payments do not clear the balance. */
function interestPaid(
  account: Account,
  cycles: readonly Cycle[],
  payment: number,
): number | undefined {
  let [balance, paid] = [account.owed, 0];
  for (const cycle of cycles) {
    const interest = interestOf(account, balance, cycle);
    paid += interest;
    if (payment >= balance + interest) return paid;
    if (payment < interest) return undefined;
    balance -= payment - interest;
  }
  return undefined;
}

function interestOf({ terms, rate }: Account, balance: number, cycle: Cycle): number {
  const { start: from, billedOn: to } = cycle;
  const earning = { balance, annualRatePercent: rate, from, to };
  const { interest } = terms;
  return roundInterest(accrueMore(noInterest, interest, earning), interest.rounding);
}

function monthsTo(from: PlainDate, to: PlainDate): number {
  let months = 0;
  while (addMonths(from, months) < to) months += 1;
  return months;
}
