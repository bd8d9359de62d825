/**
 * Interest that follows what is really owed, as far as schedules have it.
 *
 * @module
 */
import type { PlainDate } from "@lendkit/engine";
import { Absent, type AccountEvent, eventsOf, type SuiteLoan } from "./account.ts";
import { type Ledger, ledgerOf, unpaid } from "./ledger.ts";

/**
 * The ledger of a loan. Where a product recalculates interest, what is paid must be paid as due, or
 * nothing until a day on which all that is overdue is paid.
 *
 * @param asOf the day of the last change; undefined for a loan that is only planned
 * @throws Absent `interestOnActualBalance`
 */
export function recalculated(
  loan: SuiteLoan,
  events: readonly AccountEvent[],
  asOf: PlainDate | undefined,
): Ledger {
  const planned = ledgerOf(loan, events);
  const { isInterestRecalculationEnabled, disallowInterestCalculationOnPastDue } = loan.product;
  const bearsInterest = Number(loan.terms.rate) > 0;
  if (!isInterestRecalculationEnabled || !bearsInterest || asOf === undefined) return planned;
  const [first] = eventsOf(events, "payment");
  const until = first?.on ?? asOf;
  if (isPaidAsDue(planned, asOf, undefined)) return planned;
  if (disallowInterestCalculationOnPastDue === true) {
    if (isPaidAsDue(planned, asOf, until)) return planned;
    throw new Absent("interestOnActualBalance");
  }
  const late = ledgerOf(loan, events, restDay(loan, planned, until));
  if (first === undefined || isPaidAsDue(late, asOf, until)) return late;
  throw new Absent("interestOnActualBalance");
}

/**
 * All was paid on its day, or on the day until which nothing was paid, and what is overdue was so on
 * that day only.
 */
function isPaidAsDue({ rows }: Ledger, asOf: PlainDate, until: PlainDate | undefined): boolean {
  return rows.every(
    (row) =>
      row.paidOn.every(({ on }) => on === row.dueOn || (on > row.dueOn && on === until)) &&
      (unpaid(row) === 0 || row.dueOn >= asOf || until === asOf),
  );
}

/** Overdue principal bears interest to a day, or to the end of the period that it is in. */
function restDay({ product }: SuiteLoan, { rows }: Ledger, until: PlainDate): PlainDate {
  const { recalculationRestFrequencyType: rest, preClosureInterestCalculationStrategy } = product;
  const byPeriod = rest === "SAME_AS_REPAYMENT" || rest === "1";
  const tillRest = ["2", "TILL_REST_FREQUENCY_DATE"];
  if (!byPeriod || !tillRest.includes(preClosureInterestCalculationStrategy ?? "")) return until;
  return rows.find(({ dueOn }) => dueOn >= until)?.dueOn ?? until;
}
