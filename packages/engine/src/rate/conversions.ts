/**
 * Nominal, periodic and effective rates into each other.
 *
 * @module
 */
import { type Frequency, parseFrequency } from "../calendar/frequency.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";

/** Powers and roots are computed with digits to spare. */
const Precise = Decimal.clone({ precision: 80 });

/**
 * The effective yearly rate of a nominal one that is compounded every period: (1 + r/m)^m − 1, with
 * m the plain periods in a year.
 *
 * @param nominalPercent percent a year, above −100 for each period
 * @returns percent a year, to 40 significant digits
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_FREQUENCY`
 *
 * @example
 * effectiveFromNominal("12", "P1M").toFixed(4); //=> "12.6825"
 */
export function effectiveFromNominal(nominalPercent: Amount, compounding: Frequency): Decimal {
  const periods = periodsPerYear(compounding);
  const growth = fraction(nominalPercent, "nominalPercent").div(periods).plus(1).pow(periods);
  return percent(growth.minus(1));
}

/**
 * The nominal yearly rate that, compounded every period, comes to an effective one.
 *
 * @param effectivePercent percent a year, above −100
 * @returns percent a year, to 40 significant digits
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_FREQUENCY`
 *
 * @example
 * nominalFromEffective("12", "P1M").toFixed(4); //=> "11.3866"
 */
export function nominalFromEffective(effectivePercent: Amount, compounding: Frequency): Decimal {
  const periods = periodsPerYear(compounding);
  const growth = fraction(effectivePercent, "effectivePercent").plus(1);
  return percent(growth.pow(new Precise(1).div(periods)).minus(1).times(periods));
}

/**
 * The rate of one period, in percent, of a nominal yearly one.
 *
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_FREQUENCY`
 *
 * @example
 * periodicFromNominal("12", "P3M").toFixed(2); //=> "3.00"
 */
export function periodicFromNominal(nominalPercent: Amount, period: Frequency): Decimal {
  return percent(fraction(nominalPercent, "nominalPercent").div(periodsPerYear(period)));
}

function periodsPerYear(frequency: Frequency): Decimal {
  const { numerator, denominator } = parseFrequency(frequency).periodsPerYear;
  return new Precise(numerator).div(denominator);
}

function fraction(percentage: Amount, field: string): Decimal {
  const { coefficient, places } = exactDecimal(percentage, field);
  return new Precise(`${coefficient}e-${places + 2}`);
}

function percent(value: Decimal): Decimal {
  return new Decimal(value.times(100).toSignificantDigits(40, Decimal.ROUND_HALF_EVEN));
}
