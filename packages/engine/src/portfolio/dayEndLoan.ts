import { civil, daysInMonth } from "../calendar/epochDay.ts";
import { datesOutOfOrder, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import type { BucketSet } from "../delinquency/bucket.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, toMinorUnits } from "../money/amount.ts";
import { accrueDays } from "./dayEndInterest.ts";
import {
  COLUMN_RATE_PLACES,
  type MonthlyInstallments,
  type PortfolioColumns,
  type PortfolioLoan,
  type UnpaidDues,
} from "./dayEndPortfolio.ts";
import { checkColumnRate, dayRateOf } from "./dayEndRates.ts";

export const invalidPortfolioLoan: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}> = errorType("INVALID_PORTFOLIO_LOAN", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

/** Where a loan goes. */
export interface LoanPlace {
  readonly columns: PortfolioColumns;
  /** The currency's decimals. */
  readonly places: number;
  readonly day: number;
  readonly index: number;
}

/** Writes a loan into its place, checked. */
export function fillLoan(place: LoanPlace, loan: PortfolioLoan): void {
  const { columns, day, index } = place;
  columns.balance[index] = amountAt(place, "balance", loan.balance);
  const field = `loans.${index}.annualRatePercent`;
  const rate = toMinorUnits(loan.annualRatePercent, COLUMN_RATE_PLACES, field);
  columns.annualRate[index] = checkColumnRate(rate, field);
  columns.dayRate[index] = dayRateOf(columns.terms, rate);
  columns.bucket[index] = rowOf(place, columns.terms.buckets, loan.bucket);
  columns.paying[index] = (loan.paying ?? loan.unpaid === undefined) ? 1 : 0;
  if (loan.unpaid !== undefined) fillUnpaid(place, loan.unpaid);
  if (loan.installments !== undefined) fillInstallments(place, loan.installments);
  if (loan.interestFrom !== undefined) {
    const from = dayAt(place, "interestFrom", loan.interestFrom);
    if (from > day) throw datesOutOfOrder({ start: loan.interestFrom, end: columns.asOf });
    accrueDays(columns, index, day - from);
  }
}

function fillUnpaid(place: LoanPlace, { oldestDueOn, principal, interest }: UnpaidDues): void {
  const { columns, day, index } = place;
  const oldest = dayAt(place, "unpaid.oldestDueOn", oldestDueOn);
  if (oldest > day) throw datesOutOfOrder({ start: oldestDueOn, end: columns.asOf });
  const principalDue = amountAt(place, "unpaid.principal", principal);
  const interestDue = amountAt(place, "unpaid.interest", interest);
  if (principalDue > (columns.balance[index] ?? 0)) {
    throw invalid(
      place,
      "unpaid.principal",
      principal,
      "at most the balance, a part of which it is",
    );
  }
  if (principalDue + interestDue === 0) {
    throw invalid(place, "unpaid", "nothing", "an amount above zero, or the field left out");
  }
  columns.oldestDueOn[index] = oldest;
  columns.principalDue[index] = principalDue;
  columns.interestDue[index] = interestDue;
}

function fillInstallments(place: LoanPlace, installments: MonthlyInstallments): void {
  const { columns, index } = place;
  const amount = amountAt(place, "installments.amount", installments.amount);
  if (amount === 0) throw invalid(place, "installments.amount", amount, "an amount above zero");
  const next = dayAt(place, "installments.nextDueOn", installments.nextDueOn);
  if (next <= place.day) {
    throw invalid(
      place,
      "installments.nextDueOn",
      installments.nextDueOn,
      `a day after ${columns.asOf}`,
    );
  }
  const { year, month, day } = civil(next);
  const { dayOfMonth = day } = installments;
  const named = Number.isInteger(dayOfMonth) && dayOfMonth >= 1 && dayOfMonth <= 31;
  if (!named || Math.min(dayOfMonth, daysInMonth(year, month)) !== day) {
    const expected = `a day from 1 to 31 that gives ${installments.nextDueOn}`;
    throw invalid(place, "installments.dayOfMonth", dayOfMonth, expected);
  }
  columns.installment[index] = amount;
  columns.nextDueOn[index] = next;
  columns.dayOfMonth[index] = dayOfMonth;
}

function rowOf(
  place: LoanPlace,
  { current, buckets }: BucketSet,
  found: string | undefined,
): number {
  if (found === undefined || found === current) return 0;
  const row = buckets.findIndex(({ name }) => name === found) + 1;
  if (row > 0) return row;
  const names = [current, ...buckets.map(({ name }) => name)];
  throw invalid(place, "bucket", JSON.stringify(found), `one of ${names.join(", ")}`);
}

function amountAt(place: LoanPlace, field: string, amount: Amount): number {
  const minorUnits = toMinorUnits(amount, place.places, `loans.${place.index}.${field}`);
  if (minorUnits >= 0) return minorUnits;
  throw invalid(place, field, amount, "zero or more");
}

function dayAt({ index }: LoanPlace, field: string, date: PlainDate): number {
  return toEpochDay(plainDate(date, `loans.${index}.${field}`));
}

function invalid({ index }: LoanPlace, field: string, found: Amount, expected: string): Error {
  return invalidPortfolioLoan({
    field: `loans.${index}.${field}`,
    found: String(found),
    expected,
  });
}
