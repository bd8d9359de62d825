import { civil, daysInMonth, epochDay } from "../calendar/epochDay.ts";
import { MAX_MINOR_UNITS, toSafe } from "../money/minorUnits.ts";
import { accrueDays, takeInterest } from "./dayEndInterest.ts";
import { NO_DAY, type PortfolioColumns } from "./dayEndPortfolio.ts";

/**
 * Lets one loan's installments fall due, and be paid, up to a day.
 *
 * @param from the day up to which interest has accrued
 * @param day included
 * @returns the day up to which interest has accrued then: the last due date
 */
export function installmentsUpTo(
  columns: PortfolioColumns,
  index: number,
  { from, day }: { readonly from: number; readonly day: number },
): number {
  let accrued = from;
  let dueOn = columns.nextDueOn[index] ?? NO_DAY;
  while (dueOn <= day) {
    accrueDays(columns, index, dueOn - accrued);
    fallDue(columns, index, dueOn);
    if (columns.paying[index] === 1) payAll(columns, index);
    accrued = dueOn;
    dueOn = nextDueOn(columns, index, dueOn);
    columns.nextDueOn[index] = dueOn;
  }
  return accrued;
}

function fallDue(columns: PortfolioColumns, index: number, dueOn: number): void {
  const interest = takeInterest(columns, index);
  const notDue = (columns.balance[index] ?? 0) - (columns.principalDue[index] ?? 0);
  const left = Math.max(0, (columns.installment[index] ?? 0) - interest);
  const principal = Math.min(left, notDue);
  add(columns.interestDue, index, interest);
  add(columns.principalDue, index, principal);
  const due = interest + principal > 0;
  if (due && columns.oldestDueOn[index] === NO_DAY) columns.oldestDueOn[index] = dueOn;
}

function payAll(columns: PortfolioColumns, index: number): void {
  const principal = columns.principalDue[index] ?? 0;
  columns.balance[index] = (columns.balance[index] ?? 0) - principal;
  add(columns.principalPaid, index, principal);
  add(columns.interestPaid, index, columns.interestDue[index] ?? 0);
  columns.principalDue[index] = 0;
  columns.interestDue[index] = 0;
  columns.oldestDueOn[index] = NO_DAY;
}

/** A month on; none for a loan that owes nothing any more. */
function nextDueOn(columns: PortfolioColumns, index: number, dueOn: number): number {
  if (columns.balance[index] === 0 && columns.interestDue[index] === 0) return NO_DAY;
  const { year, month } = civil(dueOn);
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const dayOfMonth = columns.dayOfMonth[index] ?? 1;
  return epochDay(nextYear, nextMonth, Math.min(dayOfMonth, daysInMonth(nextYear, nextMonth)));
}

function add(column: Float64Array, index: number, amount: number): void {
  const before = column[index] ?? 0;
  const sum = before + amount;
  column[index] =
    sum <= MAX_MINOR_UNITS
      ? sum
      : toSafe(BigInt(before) + BigInt(amount), `The interest of loan ${index}`);
}
