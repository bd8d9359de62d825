/**
 * The last installment takes what rounding left over. This module bounds how much that may be,
 * and finds the level installment that leaves the least.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { minorUnitsText } from "../money/amount.ts";
import { multiply } from "../money/minorUnits.ts";
import type { CheckedLoanTerms } from "./loanTerms.ts";

export const residueTooLarge: ErrorType<{
  readonly installment: string;
  readonly lastInstallment: string;
  readonly maxResidue: string;
}> = errorType("RESIDUE_TOO_LARGE", {
  kind: "refused",
  message: ({ installment, lastInstallment, maxResidue }) =>
    `With the best level installment, ${installment}, the last one would be ${lastInstallment}; ` +
    `they may differ by ${maxResidue} at most. Allow a larger maxResidue, or round installments ` +
    "to a smaller unit.",
});

/** Whether the last payment is near enough to the level installment. */
export function isWithinBound(
  loan: CheckedLoanTerms,
  installment: number,
  lastPayment: number,
): boolean {
  return Math.abs(lastPayment - installment) <= (loan.maxResidue ?? installment);
}

/** What a level installment leads to at the end of the schedule. */
interface Ending {
  readonly installment: number;
  readonly lastPayment: number;
  /** What is paid in all, less `installments` level ones: below zero where it ends early. */
  readonly excess: number;
}

/**
 * The level installment, a multiple of its rounding unit, with which the payments in all differ
 * least from `installments` level ones.
 *
 * A larger installment never leaves a larger balance, also after rounding, so there is one
 * highest installment that lasts to the last row, and only it and the next one can be the best.
 * The better of the two is taken, or the other where only that keeps the last payment within the
 * bound; none further off is tried, which would shorten the loan to please the bound.
 *
 * @throws LendkitError `RESIDUE_TOO_LARGE`
 */
export function smoothedInstallment(loan: CheckedLoanTerms, start: number): number {
  const lasting = highestLasting(loan, start);
  const ends = [endingOf(loan, lasting), endingOf(loan, lasting + loan.installmentUnit)]
    .filter((ending) => ending !== undefined)
    .sort((a, b) => Math.abs(a.excess) - Math.abs(b.excess));
  const best = ends.find((end) => isWithinBound(loan, end.installment, end.lastPayment));
  if (best !== undefined) return best.installment;

  const [nearest = { installment: lasting, lastPayment: loan.principal }] = ends;
  throw residueTooLarge({
    installment: minorUnitsText(nearest.installment, loan.places),
    lastInstallment: minorUnitsText(nearest.lastPayment, loan.places),
    maxResidue: minorUnitsText(loan.maxResidue ?? nearest.installment, loan.places),
  });
}

/** The highest multiple of the unit that does not clear the balance before the last row ends. */
function highestLasting(loan: CheckedLoanTerms, start: number): number {
  const unit = loan.installmentUnit;
  const lasts = (installment: number): boolean => {
    const ending = endingOf(loan, installment);
    return ending === undefined || ending.excess >= 0;
  };
  let step = unit;
  let low = start;
  while (low > 0 && !lasts(low)) {
    low = Math.max(0, low - step);
    step *= 2;
  }
  step = unit;
  let high = low + step;
  while (lasts(high)) {
    low = high;
    step *= 2;
    high = low + step;
  }
  while (high - low > unit) {
    const middle = low + unit * Math.floor((high - low) / unit / 2);
    if (lasts(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Absent where the installment does not cover the first interest and the balance would grow. */
function endingOf(loan: CheckedLoanTerms, installment: number): Ending | undefined {
  const rate = loan.interest;
  const last = loan.installments - 1;
  let balance = loan.principal;
  let due = multiply(balance, rate);
  if (due > installment && last > 0) return undefined;
  for (let index = 0; index < last; index += 1) {
    if (balance + due <= installment) {
      const missing = (last - index) * installment;
      return {
        installment,
        lastPayment: balance + due,
        excess: balance + due - installment - missing,
      };
    }
    balance += due - installment;
    due = multiply(balance, rate);
  }
  const lastPayment = balance + due;
  return { installment, lastPayment, excess: lastPayment - installment };
}
