import { datesOutOfOrder, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { classify } from "./dayEndBuckets.ts";
import { installmentsUpTo } from "./dayEndInstallments.ts";
import { accrueDays } from "./dayEndInterest.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";

/**
 * Carries a portfolio to the end of a later day: interest accrues, installments fall due and are
 * paid by those who pay, and each loan gets its days past due and its bucket.
 *
 * Any number of days at once gives what they give one by one, exactly; the same day again changes
 * nothing. The columns are changed in place: a million loans leave no time to copy them each day.
 * Keep an earlier state with `stressColumns(columns)`.
 *
 * @param asOf not before the day of the columns
 * @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER`; `AMOUNT_TOO_LARGE` where a loan's
 *   interest or dues leave 2^53 - 1 minor units: some loans are then a day ahead of others, and the
 *   columns are of no use any more
 *
 * @example
 * dayEndColumns(columns, plainDate("2024-01-31"));
 * columns.daysPastDue[0]; //=> -1: nothing is past due
 */
export function dayEndColumns(columns: PortfolioColumns, asOf: PlainDate): void {
  const day = toEpochDay(plainDate(asOf, "asOf"));
  const from = toEpochDay(columns.asOf);
  if (day < from) throw datesOutOfOrder({ start: columns.asOf, end: asOf });
  accrueAll(columns, from, day);
  classify(columns, day);
  columns.asOf = asOf;
}

function accrueAll(columns: PortfolioColumns, from: number, day: number): void {
  const { length, nextDueOn } = columns;
  for (let index = 0; index < length; index += 1) {
    const due = (nextDueOn[index] ?? 0) <= day;
    const accrued = due ? installmentsUpTo(columns, index, { from, day }) : from;
    accrueDays(columns, index, day - accrued);
  }
}
