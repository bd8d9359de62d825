/**
 * Amortization in whole minor units, by every method.
 *
 * @module
 */
import { MAX_MINOR_UNITS, toSafe } from "../money/minorUnits.ts";
import { CheckedLoanTerms } from "./checkLoanTerms.ts";
import { type LoanPlan, loanPlan } from "./loanPlan.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { emptyColumns, fillRows, type RowColumns } from "./rows.ts";
import { fillRuns, type RunEnd } from "./runs.ts";
import { Schedule } from "./schedule.ts";

/**
 * The repayment schedule of a loan.
 *
 * Each period's interest is rounded once; principal is the rest of the installment; the last
 * installment clears the balance. So principal parts sum to what was lent and to the interest that
 * was added to it, every row's parts sum to its payment, and the last balance is zero, always. A
 * balance that an installment covers early ends the schedule there.
 *
 * @throws LendkitError the errors of `checkLoanTerms`; `NEGATIVE_AMORTIZATION` when an installment
 *   does not cover its interest and the terms do not allow that; `RESIDUE_TOO_LARGE` when no level
 *   installment leaves a last one within `maxResidue`; `AMOUNT_TOO_LARGE` when the payments sum to
 *   more than 2^53 - 1 minor units; `NO_BUSINESS_DAY`.
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
  const { installments, rates, tranches: balanceChanges, moratorium } = loan;
  const plan = loanPlan(loan, { installments, rates, balanceChanges });
  const capitalizes = loan.balanceMayGrow || moratorium?.interest === "capitalized";
  const columns = emptyColumns(plan.length, capitalizes);
  const end = fillRuns(plan, columns, {
    ...afterDownPayment(plan, columns),
    kept: undefined,
  });
  checkTotal(loan, columns, end);
  return new Schedule(plan, columns, end);
}

function afterDownPayment(plan: LoanPlan, columns: RowColumns): { row: number; balance: number } {
  const { lentFirst: balance, downPayment } = plan.loan;
  const row = plan.periods.beforeFirst;
  if (row === 0) return { row, balance };
  const level = { same: downPayment, each: undefined };
  const first = { from: 0, to: row, opening: balance };
  return { row, balance: fillRows(plan, columns, level, first).balance };
}

/**
 * Interest and payments in all are amounts too: rows below the limit may sum to more than it, and
 * smoothing may move the installment above it.
 */
export function checkTotal(loan: CheckedLoanTerms, columns: RowColumns, end: RunEnd): void {
  let total = loan.principal;
  for (let row = 0; row < end.length; row += 1) total += columns.interest[row] ?? 0;
  const highest = end.levels.reduce((most, each) => Math.max(most, each.installment), 0);
  if (Math.max(total, highest) <= MAX_MINOR_UNITS) return;
  toSafe(BigInt(highest), "The installment");
  let exact = BigInt(loan.principal);
  for (const interest of columns.interest.subarray(0, end.length)) exact += BigInt(interest);
  toSafe(exact, "The sum of payments");
}
