/**
 * Interest in columns, exact however long it runs.
 *
 * While a rate stands, interest is a sum of balances over days, which are whole numbers; the rate
 * comes in once, when interest is posted. Where the rate changes, or the sum would leave the safe
 * integers, what accrued so far is carried as whole minor units and a part of one.
 *
 * @module
 */
import { type BigRatio, bigRatio } from "../money/bigRatio.ts";
import { MAX_MINOR_UNITS, mulDivRound, toSafe } from "../money/minorUnits.ts";
import { roundRatio } from "../money/rounding.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";

/**
 * Interest of more days at the present balance. A float of whole numbers is exact up to 2^53 and
 * at least 2^53 beyond, so the comparison is right for products and sums of any size.
 */
export function accrueDays(columns: PortfolioColumns, index: number, days: number): void {
  const sum = (columns.balanceDays[index] ?? 0) + (columns.balance[index] ?? 0) * days;
  if (sum <= MAX_MINOR_UNITS) columns.balanceDays[index] = sum;
  else carryInterest(columns, index, days);
}

/**
 * Moves what accrued at the present rate, and in more days of it, to what is carried.
 *
 * @throws LendkitError `AMOUNT_TOO_LARGE`
 */
export function carryInterest(columns: PortfolioColumns, index: number, days = 0): void {
  const scale = BigInt(columns.dayRateScale);
  const more = BigInt(columns.balance[index] ?? 0) * BigInt(days);
  const total =
    (BigInt(columns.balanceDays[index] ?? 0) + more) * BigInt(columns.dayRate[index] ?? 0) +
    BigInt(columns.carriedRest[index] ?? 0);
  const whole = BigInt(columns.carriedWhole[index] ?? 0) + total / scale;
  columns.carriedWhole[index] = toSafe(whole, `The interest of loan ${index}`);
  columns.carriedRest[index] = Number(total % scale);
  columns.balanceDays[index] = 0;
}

/** In minor units. */
export function exactInterest(columns: PortfolioColumns, index: number): BigRatio {
  const scale = BigInt(columns.dayRateScale);
  const present = BigInt(columns.balanceDays[index] ?? 0) * BigInt(columns.dayRate[index] ?? 0);
  const carried = BigInt(columns.carriedWhole[index] ?? 0) * scale;
  return bigRatio(carried + BigInt(columns.carriedRest[index] ?? 0) + present, scale);
}

/** Takes a loan's interest out of the columns, rounded once. */
export function takeInterest(columns: PortfolioColumns, index: number): number {
  const interest = roundedInterest(columns, index);
  columns.balanceDays[index] = 0;
  columns.carriedWhole[index] = 0;
  columns.carriedRest[index] = 0;
  return interest;
}

function roundedInterest(columns: PortfolioColumns, index: number): number {
  const mode = columns.terms.rounding;
  if (columns.carriedWhole[index] === 0 && columns.carriedRest[index] === 0) {
    const [days, rate] = [columns.balanceDays[index] ?? 0, columns.dayRate[index] ?? 0];
    return mulDivRound(days, rate, columns.dayRateScale, mode);
  }
  const { numerator, denominator } = exactInterest(columns, index);
  return toSafe(roundRatio(numerator, denominator, mode), `The interest of loan ${index}`);
}

/**
 * Takes the interest that has accrued out of the columns, each loan's rounded once to minor units.
 * What becomes of it is the caller's: of loans without installments nothing else posts any.
 *
 * @returns minor units, by loan
 * @throws LendkitError `AMOUNT_TOO_LARGE`, with the loans before it posted
 *
 * @example
 * // 5,000.00 at 18 % for 30 days at a daily rate of 0.049 %
 * postColumnInterest(columns)[0]; //=> 7350
 */
export function postColumnInterest(columns: PortfolioColumns): Float64Array {
  return Float64Array.from(columns.balance, (_, index) => takeInterest(columns, index));
}
