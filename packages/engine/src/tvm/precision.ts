/**
 * Arithmetic of the spreadsheet functions: enough digits that the 34 first ones of a result are
 * right, also where a rate next to zero makes nearly all of them cancel.
 *
 * @module
 */
import type { Decimal as DecimalType } from "decimal.js";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";

/** Digits of a result. */
const RESULT_DIGITS = 40;

/** Digits that sums and powers of up to 100,000 periods may lose. */
const SPARE_DIGITS = 30;

/** Beyond it a rate is nothing but zero with a long name; its digits cost time and no more. */
const MOST_DIGITS = 1000;

export type DecimalClass = typeof DecimalType;

/**
 * An argument as a decimal, exactly.
 *
 * @throws LendkitError `NOT_A_NUMBER`
 */
export function decimalOf(amount: Amount, field: string): DecimalType {
  const { coefficient, places } = exactDecimal(amount, field);
  return new Decimal(`${coefficient}e-${places}`);
}

const classes = new Map<number, DecimalClass>();

/** Decimals with digits to spare for a rate: (1 + r)^n − 1 loses as many as r has leading zeros. */
export function precise(rate: DecimalType): DecimalClass {
  const lost = rate.isZero() ? 0 : Math.max(0, -rate.e);
  const precision = Math.min(MOST_DIGITS, RESULT_DIGITS + SPARE_DIGITS + lost);
  const known = classes.get(precision) ?? Decimal.clone({ precision });
  classes.set(precision, known);
  return known;
}

/** A result, rounded to 40 significant digits. */
export function result(value: DecimalType): DecimalType {
  return new Decimal(value.toSignificantDigits(RESULT_DIGITS, Decimal.ROUND_HALF_EVEN));
}

/** (1 + r)^n, and what payments of 1 at the end of each of n periods grow to: ((1 + r)^n − 1)/r. */
export function growth(
  rate: DecimalType,
  periods: DecimalType,
): { readonly ofOne: DecimalType; readonly ofPayments: DecimalType } {
  const Precise = precise(rate);
  if (rate.isZero()) return { ofOne: new Precise(1), ofPayments: new Precise(periods) };
  const ofOne = new Precise(rate).plus(1).pow(periods);
  return { ofOne, ofPayments: ofOne.minus(1).div(rate) };
}
