/**
 * Amortization of an annuity in whole minor units.
 *
 * @module
 */
import { gridColumn } from "../calendar/dateGrid.ts";
import { MAX_MINOR_UNITS, multiply, toSafe } from "../money/minorUnits.ts";
import { levelInstallment } from "./emi.ts";
import { isWithinBound, smoothedInstallment } from "./lastInstallment.ts";
import { CheckedLoanTerms, type LoanTerms } from "./loanTerms.ts";
import { Schedule } from "./schedule.ts";

/**
 * The repayment schedule of a loan.
 *
 * Each period's interest is rounded once; principal is the rest of the installment; the last
 * installment clears the balance. So principal parts sum to the principal, every row's parts sum
 * to its payment, and the last balance is zero, always. A balance that an installment covers
 * early ends the schedule there.
 *
 * @throws LendkitError the errors of `checkLoanTerms`; `RESIDUE_TOO_LARGE` when no level
 *   installment leaves a last one within `maxResidue`; `AMOUNT_TOO_LARGE` when the payments sum to
 *   more than 2^53 - 1 minor units.
 *
 * @example
 * const schedule = amortize({
 *   currency: "INR",
 *   principal: 500000,
 *   annualRatePercent: "8.5",
 *   installments: 24,
 *   frequency: "P1M",
 *   disbursedOn: plainDate("2024-01-31"),
 *   method: "annuity",
 *   dayCount: "PLAIN_PERIOD",
 *   rounding: { mode: "halfEven" },
 * });
 * schedule.emi.toFixed(2); //=> "22727.84"
 * schedule.row(1).dueOn; //=> "2024-02-29"
 * schedule.row(24).payment.toFixed(2); //=> "22727.79"
 */
export function amortize(terms: LoanTerms | CheckedLoanTerms): Schedule {
  const loan = terms instanceof CheckedLoanTerms ? terms : new CheckedLoanTerms(terms);
  const rounded = levelInstallment({
    principal: loan.principal,
    periodRate: loan.periodRate,
    installments: loan.installments,
    unit: loan.installmentUnit,
    mode: loan.installmentMode,
  });
  const rows = emptyColumns(loan.installments);
  let installment = rounded;
  let length = loan.lastInstallment === "absorb" ? fillRows(loan, installment, rows) : 0;
  if (length === 0 || !isWithinBound(loan, installment, lastPayment(loan, rows, length))) {
    installment = smoothedInstallment(loan, rounded);
    length = fillRows(loan, installment, rows);
  }
  checkTotal(installment, length, lastPayment(loan, rows, length));
  const smoothed = installment !== rounded;
  const dueOn = gridColumn(loan.dates, loan.firstPeriod, length);
  return new Schedule(loan, { length, installment, smoothed, dueOn, ...rows });
}

interface Columns {
  readonly interest: Float64Array;
  readonly closing: Float64Array;
}

function emptyColumns(length: number): Columns {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  const memory = new ArrayBuffer(2 * bytes);
  return {
    interest: new Float64Array(memory, 0, length),
    closing: new Float64Array(memory, bytes, length),
  };
}

/**
 * Writes interest and closing balance of every row, and returns how many rows there are: fewer
 * than asked for where the balance is cleared early, none where the installment does not cover
 * the first interest, so that the balance would grow.
 */
function fillRows(loan: CheckedLoanTerms, installment: number, rows: Columns): number {
  const { interest, closing } = rows;
  const rate = loan.interest;
  const last = loan.installments - 1;
  let balance = loan.principal;
  let due = multiply(balance, rate);
  if (due > installment && last > 0) return 0;
  for (let index = 0; index < last; index += 1) {
    interest[index] = due;
    balance += due - installment;
    if (balance <= 0) {
      closing[index] = 0;
      return index + 1;
    }
    closing[index] = balance;
    due = multiply(balance, rate);
  }
  interest[last] = due;
  closing[last] = 0;
  return loan.installments;
}

function lastPayment(loan: CheckedLoanTerms, rows: Columns, length: number): number {
  const opening = length > 1 ? (rows.closing[length - 2] ?? 0) : loan.principal;
  return opening + (rows.interest[length - 1] ?? 0);
}

/**
 * Interest and payments in all are amounts too: rows below the limit may sum to more than it, and
 * smoothing may move the installment above it.
 */
function checkTotal(installment: number, length: number, last: number): void {
  const total = installment * (length - 1) + last;
  if (Math.max(total, installment) <= MAX_MINOR_UNITS) return;
  toSafe(BigInt(installment), "The installment");
  toSafe(BigInt(installment) * BigInt(length - 1) + BigInt(last), "The sum of payments");
}
