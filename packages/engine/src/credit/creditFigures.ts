import { type PlainDate, parts, plainDate } from "../calendar/plainDate.ts";
import type { LendkitError } from "../errors.ts";
import { Decimal } from "../money/decimal.ts";
import { type CreditRecord, type CurrentLoans, isCurrent } from "./creditRecord.ts";
import { creditValueOutOfRange, isAmountOrZero, Unrounded } from "./creditValue.ts";
import type { Applicant } from "./decision.ts";
import { installmentsDue } from "./installmentsDue.ts";

/**
 * What a history says on one day, counted once; scores and decisions read nothing else of it.
 * Loans that start after that day are left out. Sums are exact.
 */
export interface CreditFigures {
  /** Loans that have started, current or not. */
  readonly loanCount: number;
  /** Those of them that started in the calendar year of `asOf`. */
  readonly loansThisYear: number;
  /** Installments of all of them that have fallen due. */
  readonly installmentsDue: number;
  /**
   * Those of them paid on time. For each loan at most as many as have fallen due: some records
   * state more, and installments paid ahead of time must not make up for late ones elsewhere.
   */
  readonly paidOnTime: number;
  /** Principals of the current loans, as lent. */
  readonly currentVolume: Decimal;
  /** Monthly installments of the current loans, as stored. */
  readonly currentInstallments: Decimal;
  readonly approvedLimit: Decimal;
}

const ZERO = new Unrounded(0);

/**
 * Counts a history as of a day.
 *
 * @param currentLoans which loans are current. Default: those by date
 * @throws LendkitError `INVALID_DATE`, `CREDIT_VALUE_OUT_OF_RANGE` naming the field, such as
 *   `history.2.tenorMonths`
 */
export function creditFigures(
  subject: Pick<Applicant, "history" | "approvedLimit">,
  asOf: PlainDate,
  currentLoans: CurrentLoans = "byDate",
): CreditFigures {
  const firstOfYear = `${parts(plainDate(asOf, "asOf")).year}-01-01`;
  if (!isAmountOrZero(subject.approvedLimit)) {
    throw refused("approvedLimit", subject.approvedLimit, "an amount of 0 or more");
  }
  let [loanCount, loansThisYear, due, paidOnTime] = [0, 0, 0, 0];
  let currentVolume = ZERO;
  let currentInstallments = ZERO;
  for (const [index, loan] of subject.history.entries()) {
    checkRecord(loan, index);
    if (loan.startedOn > asOf) continue;
    loanCount += 1;
    if (loan.startedOn >= firstOfYear) loansThisYear += 1;
    const dueOfLoan = installmentsDue(loan, asOf);
    due += dueOfLoan;
    paidOnTime += Math.min(loan.paidOnTime, dueOfLoan);
    if (!isCurrent(loan, asOf, currentLoans)) continue;
    currentVolume = currentVolume.plus(loan.principal);
    currentInstallments = currentInstallments.plus(loan.installment);
  }
  return {
    loanCount,
    loansThisYear,
    installmentsDue: due,
    paidOnTime,
    currentVolume: new Decimal(currentVolume),
    currentInstallments: new Decimal(currentInstallments),
    approvedLimit: subject.approvedLimit,
  };
}

function checkRecord(loan: CreditRecord, index: number): void {
  const { principal, installment, outstanding, tenorMonths, paidOnTime, startedOn, endsOn } = loan;
  if (!isAmountOrZero(principal)) {
    throw refused(`history.${index}.principal`, principal, "an amount of 0 or more");
  }
  if (!isAmountOrZero(installment)) {
    throw refused(`history.${index}.installment`, installment, "an amount of 0 or more");
  }
  if (outstanding !== undefined && !isAmountOrZero(outstanding)) {
    throw refused(`history.${index}.outstanding`, outstanding, "an amount of 0 or more");
  }
  if (!Number.isSafeInteger(tenorMonths) || tenorMonths < 1) {
    throw refused(`history.${index}.tenorMonths`, tenorMonths, "a whole number of 1 or more");
  }
  if (!Number.isSafeInteger(paidOnTime) || paidOnTime < 0 || paidOnTime > tenorMonths) {
    const expected = `a whole number from 0 to the tenor, ${tenorMonths}`;
    throw refused(`history.${index}.paidOnTime`, paidOnTime, expected);
  }
  if (endsOn < startedOn) {
    throw refused(`history.${index}.endsOn`, endsOn, `${startedOn}, the loan's start, or later`);
  }
}

function refused(field: string, found: unknown, expected: string): LendkitError {
  return creditValueOutOfRange({ field, found: String(found), expected });
}
