/**
 * How an issued bill came about: the loan on its day, by the facts that were recorded before it.
 *
 * @module
 */
import type { BillingTerms } from "../billing/billingTerms.ts";
import type { InterestPeriod } from "../billing/exactInterest.ts";
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { advanceToFact, silent } from "./advance.ts";
import { bearingBalance, isBilled } from "./billedCredit.ts";
import type { BilledCredit } from "./creditState.ts";
import { evolve } from "./evolve.ts";
import type { Bill, BillIssued, LoanFact } from "./facts.ts";
import { begins, foldOrder } from "./foldOrder.ts";
import type { LoanState, Servicing } from "./loanState.ts";

export const unknownBill: ErrorType<{ readonly cycle: number }> = errorType("UNKNOWN_BILL", {
  kind: "notFound",
  message: ({ cycle }) =>
    `No bill of cycle ${cycle} stands in the loan's facts. Name a cycle whose bill was issued.`,
});

export interface BillOrigin {
  readonly bill: Bill;
  /** The loan on the day of the bill, before it. */
  readonly state: LoanState;
  readonly servicing: Servicing;
  readonly credit: BilledCredit;
  readonly terms: BillingTerms;
  /** What bore the interest that the bill asks for, or that it leaves free; one day each. */
  readonly days: readonly InterestPeriod[];
}

/**
 * @param facts all facts of one loan, by sequence
 * @throws LendkitError `UNKNOWN_BILL` where no bill of this cycle was issued
 */
export function billOrigin(facts: readonly LoanFact[], cycle: number): BillOrigin {
  const issued = facts.find((fact) => fact.kind === "billIssued" && fact.bill.cycle === cycle);
  if (issued?.kind !== "billIssued") throw unknownBill({ cycle });
  const { bill, sequence } = issued;
  const before = foldOrder(facts.filter((fact) => fact.sequence < sequence));
  const noteFrom = lastButOneBill(before);
  const { state, days } = dayByDay(before, bill.billedOn, noteFrom);
  const { servicing = null } = state ?? {};
  const { credit = null, repayment } = servicing ?? {};
  const isKnown = state !== undefined && servicing !== null && credit !== null;
  if (!isKnown || repayment === undefined || !isBilled(repayment)) throw unknownBill({ cycle });
  const ownFrom = credit.deferred.numerator === "0" ? credit.lastBill?.billedOn : noteFrom;
  const start = ownFrom ?? credit.startedOn ?? bill.periodStart;
  const own = days.filter(({ from }) => from >= start);
  return { bill, state, servicing, credit, terms: repayment, days: own };
}

/** A cycle that was free until its bill was not paid whole is charged for by the bill after that. */
function lastButOneBill(facts: readonly LoanFact[]): PlainDate | undefined {
  const bills = facts.filter((fact): fact is BillIssued => fact.kind === "billIssued");
  return bills.at(-2)?.bill.billedOn;
}

/** Carries a loan to a day, and notes from some day on what bears interest on each. */
function dayByDay(
  facts: readonly LoanFact[],
  to: PlainDate,
  noteFrom: PlainDate | undefined,
): { readonly state: LoanState | undefined; readonly days: readonly InterestPeriod[] } {
  const days: InterestPeriod[] = [];
  const carried = (from: LoanState, until: PlainDate): LoanState => {
    let state = from;
    for (let { servicing } = state; servicing !== null && servicing.asOf < until; ) {
      let stop = addDays(servicing.asOf, 1);
      if (noteFrom === undefined || servicing.asOf >= noteFrom) days.push(dayOf(servicing, stop));
      else stop = noteFrom < until ? noteFrom : until;
      state = advanceToFact(state, stop, silent);
      ({ servicing } = state);
    }
    return state;
  };
  let state: LoanState | undefined;
  for (const fact of facts) {
    const known = state === undefined || begins(fact) ? state : carried(state, fact.effectiveOn);
    state = evolve(known, fact);
    if (fact.kind !== "billIssued" && hasAccrued(known) && !hasAccrued(state)) days.length = 0;
  }
  return { state: state === undefined ? undefined : carried(state, to), days };
}

/** A payoff asks for what has accrued, and later bills no longer do. */
function hasAccrued(state: LoanState | undefined): boolean {
  return (state?.servicing?.credit?.accrued.numerator ?? "0") !== "0";
}

function dayOf(servicing: Servicing, to: PlainDate): InterestPeriod {
  return {
    balance: bearingBalance(servicing),
    annualRatePercent: servicing.credit?.annualRatePercent ?? "0",
    from: servicing.asOf,
    to,
  };
}
