/**
 * The periods of a loan, as columns of epoch days.
 *
 * @module
 */
import { adjustEpochDay } from "../calendar/businessDay.ts";
import { gridColumn } from "../calendar/dateGrid.ts";
import type { CheckedLoanTerms } from "./checkLoanTerms.ts";

export interface Periods {
  readonly length: number;
  /** The first period starts here. */
  readonly start: number;
  /** Interest runs to here, excluded; the next period starts. */
  readonly end: Int32Array;
  readonly dueOn: Int32Array;
  /** Periods that come before the first installment: one with a down payment, else none. */
  readonly beforeFirst: 0 | 1;
}

/**
 * @param installments may be more than the terms say, for a loan that is prolonged
 * @throws LendkitError `INVALID_DATE` where the last due date would be after 9999-12-31;
 *   `NO_BUSINESS_DAY`
 */
export function periodsOf(loan: CheckedLoanTerms, installments: number): Periods {
  const { disbursedDay: start, businessDay } = loan;
  const counted = gridColumn(loan.dates, loan.firstPeriod, installments);
  const due =
    businessDay === undefined ? counted : counted.map((day) => adjustEpochDay(day, businessDay));
  const until = loan.interestUntilAdjusted ? due : counted;
  if (loan.downPayment === 0) {
    return { length: installments, start, end: until, dueOn: due, beforeFirst: 0 };
  }
  return {
    length: installments + 1,
    start,
    end: Int32Array.of(start, ...until),
    dueOn: Int32Array.of(start, ...due),
    beforeFirst: 1,
  };
}

/** The first day of a period. */
export function periodStart({ start, end }: Periods, index: number): number {
  return index === 0 ? start : (end[index - 1] ?? Number.NaN);
}

/** The period that a day lies in, its start included; `length` after the last. */
export function periodOfDay({ length, end }: Periods, day: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((end[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
