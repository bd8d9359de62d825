/**
 * Interest rates as exact ratios. A rate comes in as percent a year and never as a fraction.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import type { Ratio } from "../money/ratio.ts";

/** The highest annual rate taken, in percent; short-term consumer credit quotes some hundreds. */
export const MAX_ANNUAL_RATE_PERCENT = 1000;

/** The most decimals of a rate; with them every period's rate is still a ratio of safe integers. */
export const MAX_RATE_PLACES = 12;

export const rateOutOfRange: ErrorType<{ readonly found: string; readonly field: string }> =
  errorType("RATE_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${found}, expected percent a year from 0 to ${MAX_ANNUAL_RATE_PERCENT}, ` +
      'both included: write 10.5 % as "10.5", not 0.105.',
  });

export const rateTooPrecise: ErrorType<{ readonly found: string; readonly field: string }> =
  errorType("RATE_TOO_PRECISE", {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${found}, expected at most ${MAX_RATE_PLACES} decimal places. ` +
      "Round it first, with a mode you choose.",
  });

/**
 * The rate of one plain period, a year's rate divided by the periods in a year, as an exact ratio
 * of the balance.
 *
 * @param annualRatePercent from 0 to 1000, at most 12 decimals
 * @param field names the rate in an error
 * @throws LendkitError `NOT_A_NUMBER`, `RATE_OUT_OF_RANGE`, `RATE_TOO_PRECISE`
 *
 * @example
 * plainPeriodRate("10.5", 12); //=> { numerator: 7, denominator: 800 }
 */
export function plainPeriodRate(
  annualRatePercent: Amount,
  periodsPerYear: number,
  field = "annualRatePercent",
): Ratio {
  const { coefficient, places } = exactDecimal(annualRatePercent, field);
  const scale = 10n ** BigInt(places);
  if (coefficient < 0n || coefficient > BigInt(MAX_ANNUAL_RATE_PERCENT) * scale) {
    throw rateOutOfRange({ found: String(annualRatePercent), field });
  }
  if (places > MAX_RATE_PLACES) throw rateTooPrecise({ found: String(annualRatePercent), field });
  return lowestTerms(coefficient, scale * 100n * BigInt(periodsPerYear));
}

function lowestTerms(numerator: bigint, denominator: bigint): Ratio {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: Number(numerator / a), denominator: Number(denominator / a) };
}
