/**
 * A billed credit between two bills: what was drawn, what interest has accrued, and what the next
 * bill is to correct.
 *
 * @module
 */
import { type BillingCycle, cycleAfter } from "../billing/billingCycle.ts";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { accrueMore, addInterest, noInterest, roundInterest } from "../billing/exactInterest.ts";
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { isUnpaid, totalOf } from "../due/due.ts";
import type { BilledCredit, Flows, LastBill } from "./creditState.ts";
import type { LoanDue, Servicing } from "./loanState.ts";
import type { RepaymentTerms } from "./servicingRules.ts";

export function isBilled(terms: RepaymentTerms | BillingTerms): terms is BillingTerms {
  return terms.method === "billed";
}

/** Before anything was drawn. */
export function newCredit(
  { interestFree, revolving }: BillingTerms,
  of: Pick<BilledCredit, "annualRatePercent" | "limitMinor" | "bookedTo"> & {
    readonly cycles: number;
  },
): BilledCredit {
  const { annualRatePercent, limitMinor, bookedTo, cycles } = of;
  return {
    annualRatePercent,
    limitMinor,
    lastCycle: revolving ? null : cycles,
    startedOn: null,
    unbilledMinor: 0,
    feesMinor: 0,
    levelMinor: 0,
    accrued: noInterest,
    deferred: noInterest,
    isFree: interestFree === "whilePaidInFull",
    lastBill: null,
    correctionMinor: 0,
    creditedMinor: 0,
    payoffsMinor: 0,
    causes: [],
    sinceBill: [],
    bookedTo,
    toIssue: [],
  };
}

/** The principal that is owed, billed or not. */
export function principalOwed({ unbilledMinor }: BilledCredit, dues: readonly LoanDue[]): number {
  return dues.reduce(
    (sum, { charged, paid }) => sum + charged.principal - paid.principal,
    unbilledMinor,
  );
}

/** The next cycle whose bill can still be shown on its day. */
export function nextBilling(
  terms: BillingTerms,
  { startedOn, bookedTo }: BilledCredit,
  asOf: PlainDate,
): BillingCycle | undefined {
  if (startedOn === null) return undefined;
  return cycleAfter(terms, startedOn, bookedTo > asOf ? bookedTo : asOf);
}

/** The days after one on which a credit changes by itself, beside its bills. */
export function creditStops({ credit, repayment }: Servicing): readonly PlainDate[] {
  const lastBill = credit?.lastBill ?? null;
  if (lastBill === null || !isBilled(repayment)) return [];
  const matters = lastBill.endsTerm || repayment.interestFree === "whilePaidInFull";
  return matters ? [addDays(lastBill.payBy, 1)] : [];
}

/** Interest to a day before which nothing changes. */
export function accrueTo(servicing: Servicing, to: PlainDate): Servicing {
  const { credit, repayment, asOf: from } = servicing;
  if (credit === null || !isBilled(repayment) || credit.startedOn === null) return servicing;
  const { annualRatePercent } = credit;
  const earning = { balance: bearingBalance(servicing), annualRatePercent, from, to };
  const accrued = accrueMore(credit.accrued, repayment.interest, earning);
  return { ...servicing, credit: { ...credit, accrued } };
}

/** What of a credit bears interest on the day that it was carried forward to. */
export function bearingBalance({ credit, dues, asOf }: Servicing): number {
  return credit === null || bearsNoInterest(credit, asOf) ? 0 : principalOwed(credit, dues);
}

/** While the bill that clears the credit can still be paid in time, nothing accrues beyond it. */
function bearsNoInterest({ lastBill }: BilledCredit, day: PlainDate): boolean {
  return lastBill?.endsTerm === true && day <= lastBill.payBy;
}

/** On the day after a bill's last one: what was free stays so, or not. */
export function settleFreeTime(servicing: Servicing): Servicing {
  const { credit, repayment, asOf } = servicing;
  if (credit === null || credit.lastBill === null || !isBilled(repayment)) return servicing;
  if (repayment.interestFree === "never") return servicing;
  if (asOf !== addDays(credit.lastBill.payBy, 1)) return servicing;
  if (!isPaidInFull(servicing, credit.lastBill)) {
    return { ...servicing, credit: { ...credit, isFree: false } };
  }
  return { ...servicing, credit: { ...credit, isFree: true, deferred: noInterest } };
}

function isPaidInFull(servicing: Servicing, { accountMinor, flows }: LastBill): boolean {
  const now = flowsOf(servicing);
  const waived = now.waived - flows.waived;
  return now.received - flows.received - (now.refunded - flows.refunded) + waived >= accountMinor;
}

export function flowsOf(servicing: Servicing): Flows {
  const { credit, paid, waived, heldMinor, refundableMinor, refundedMinor, lentMinor } = servicing;
  const onDues = servicing.dues.reduce(
    (sum, { charged, penalty }) => sum + charged.penalty + penalty.waivedMinor,
    0,
  );
  return {
    lent: lentMinor,
    payoffs: credit?.payoffsMinor ?? 0,
    received:
      totalOf(paid) + heldMinor + refundableMinor + refundedMinor - (credit?.creditedMinor ?? 0),
    refunded: refundedMinor,
    penalties: servicing.settledPenaltyMinor + onDues,
    waived: totalOf(waived),
  };
}

/** The cycle's interest so far, as a bill of today would ask for it, without corrections. */
export function interestToBill({ credit, repayment }: Servicing): number {
  if (credit === null || credit.isFree || !isBilled(repayment)) return 0;
  const whole = addInterest(credit.accrued, credit.deferred);
  return roundInterest(whole, repayment.interest.rounding);
}

/** True where nothing is owed of a credit, and nothing is to be given back on a bill. */
export function nothingOwed(servicing: Servicing): boolean {
  const { credit, dues } = servicing;
  if (credit === null) return true;
  return (
    credit.unbilledMinor === 0 &&
    credit.feesMinor === 0 &&
    credit.correctionMinor === 0 &&
    interestToBill(servicing) === 0 &&
    !dues.some(isUnpaid)
  );
}
