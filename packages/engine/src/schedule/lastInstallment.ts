/**
 * The last installment takes what rounding left over. This module bounds how much that may be,
 * and finds the level installment that leaves the least.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { minorUnitsText } from "../money/amount.ts";
import type { CheckedLoanTerms } from "./checkLoanTerms.ts";

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

/** What a level installment leads to at the end of the schedule, in minor units. */
export interface Ending {
  readonly installment: number;
  readonly lastPayment: number;
  /** The last payment less what was planned for its row. */
  readonly residue: number;
  /** What is paid in all, less all that was planned: below zero where it ends early. */
  readonly excess: number;
}

/** Follows an installment to the end; nothing where it does not cover the interest of a row. */
export type Follow = (installment: number) => Ending | undefined;

/**
 * The level installment that leaves the last one nearest to it, by the terms' policy. Nothing where
 * none that is near covers the interest of every row.
 *
 * A larger installment never leaves a larger balance, also after rounding, so there is one
 * highest installment that lasts to the last row, and only it and the next one can be the best.
 * `smooth` takes the better of the two, or the other where only that keeps the last payment within
 * the bound; none further off is tried, which would shorten the loan to please the bound.
 *
 * @throws LendkitError `RESIDUE_TOO_LARGE`
 */
export function smoothedInstallment(
  loan: CheckedLoanTerms,
  rounded: number,
  follow: Follow,
): number | undefined {
  const { lastInstallment, installmentUnit: unit } = loan;
  const lasting = highestLasting(rounded, unit, follow);
  const [below, above] = [follow(lasting), follow(lasting + unit)];
  const candidates = lastInstallment === "higher" ? [below] : [below, above];
  const ends = candidates
    .filter((ending) => ending !== undefined)
    .filter(({ residue }) => lastInstallment !== "lower" || residue <= 0)
    .sort((a, b) => Math.abs(a.excess) - Math.abs(b.excess));
  const [nearest] = ends;
  if (nearest === undefined) return undefined;
  const best = ends.find((ending) => isWithinBound(loan, ending));
  if (best !== undefined) return best.installment;
  throw residueTooLarge({
    installment: minorUnitsText(nearest.installment, loan.places),
    lastInstallment: minorUnitsText(nearest.lastPayment, loan.places),
    maxResidue: minorUnitsText(loan.maxResidue ?? nearest.installment, loan.places),
  });
}

/** Whether the last payment is near enough to what was planned. */
export function isWithinBound(
  loan: CheckedLoanTerms,
  { installment, residue }: Pick<Ending, "installment" | "residue">,
): boolean {
  return Math.abs(residue) <= (loan.maxResidue ?? installment);
}

/** The highest multiple of the unit that does not clear the balance before the last row ends. */
function highestLasting(start: number, unit: number, follow: Follow): number {
  const lasts = (installment: number): boolean => {
    const ending = follow(installment);
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
