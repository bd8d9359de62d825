/**
 * Exact fractions of whole numbers, for what is neither a whole number of minor units nor a
 * terminating decimal: a third of a year, one month's part of an annual rate.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { Decimal } from "./decimal.ts";
import { type RoundingMode, roundRatio } from "./rounding.ts";

/**
 * A fraction in lowest terms: both parts are safe integers (at most 2^53 - 1 in size), the
 * denominator is above zero, the numerator carries the sign. Equal values have equal parts.
 */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Where `ratioToDecimal` stops, and how. */
export interface DecimalPlaces {
  /** Decimals kept, 0 to 100. */
  readonly places: number;
  readonly mode: RoundingMode;
}

/** The most decimals that a ratio is written out to. */
export const MAX_RATIO_PLACES = 100;

export const notARatio: ErrorType<{ readonly numerator: number; readonly denominator: number }> =
  errorType("NOT_A_RATIO", {
    kind: "invalid",
    message: ({ numerator, denominator }) =>
      `${numerator} / ${denominator} is not a ratio that is computed with: expected whole numbers ` +
      "of at most 2^53 - 1 in size and a denominator above zero.",
  });

export const ratioTooLarge: ErrorType<{
  readonly numerator: string;
  readonly denominator: string;
}> = errorType("RATIO_TOO_LARGE", {
  kind: "invalid",
  message: ({ numerator, denominator }) =>
    `${numerator} / ${denominator}, in lowest terms, has a part beyond 2^53 - 1 and cannot be ` +
    "kept exactly. Compute over fewer periods at a time, or with decimals.",
});

export const ratioPlacesOutOfRange: ErrorType<{ readonly found: number }> = errorType(
  "RATIO_PLACES_OUT_OF_RANGE",
  {
    kind: "invalid",
    message: ({ found }) =>
      `places is ${found}, expected a whole number from 0 to ${MAX_RATIO_PLACES}.`,
  },
);

/**
 * `numerator / denominator` in lowest terms.
 *
 * @param numerator a safe integer, of either sign
 * @param denominator a safe integer above zero
 * @throws LendkitError `NOT_A_RATIO` for anything else.
 *
 * @example
 * ratio(30, 360); //=> { numerator: 1, denominator: 12 }
 */
export function ratio(numerator: number, denominator: number): Ratio {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0) {
    throw notARatio({ numerator, denominator });
  }
  let [divisor, rest] = [denominator, Math.abs(numerator)];
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return {
    numerator: numerator === 0 ? 0 : numerator / divisor,
    denominator: denominator / divisor,
  };
}

/**
 * The exact sum.
 *
 * @throws LendkitError `RATIO_TOO_LARGE`
 *
 * @example
 * addRatios(ratio(61, 365), ratio(121, 366)); //=> { numerator: 66491, denominator: 133590 }
 */
export function addRatios(a: Ratio, b: Ratio): Ratio {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  const [sum, denominator] = [left + right, a.denominator * b.denominator];
  if ([left, right, sum, denominator].every(Number.isSafeInteger)) return ratio(sum, denominator);
  return lowestTerms(
    BigInt(a.numerator) * BigInt(b.denominator) + BigInt(b.numerator) * BigInt(a.denominator),
    BigInt(a.denominator) * BigInt(b.denominator),
  );
}

/**
 * The exact product.
 *
 * @throws LendkitError `RATIO_TOO_LARGE`
 *
 * @example
 * multiplyRatios(ratio(31, 365), ratio(21, 200)); //=> { numerator: 651, denominator: 73000 }
 */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  const numerator = a.numerator * b.numerator;
  const denominator = a.denominator * b.denominator;
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return ratio(numerator, denominator);
  }
  return lowestTerms(
    BigInt(a.numerator) * BigInt(b.numerator),
    BigInt(a.denominator) * BigInt(b.denominator),
  );
}

/**
 * The ratio as a decimal.
 *
 * @param rounding rounds the exact value once, to these places; without it the decimal has 40
 *   significant digits, ties to even
 * @throws LendkitError `RATIO_PLACES_OUT_OF_RANGE`
 *
 * @example
 * ratioToDecimal(ratio(2, 3), { places: 4, mode: "halfEven" }).toString(); //=> "0.6667"
 */
export function ratioToDecimal(value: Ratio, rounding?: DecimalPlaces): Decimal {
  if (rounding === undefined) return new Decimal(value.numerator).div(value.denominator);
  const { places, mode } = rounding;
  if (!Number.isInteger(places) || places < 0 || places > MAX_RATIO_PLACES) {
    throw ratioPlacesOutOfRange({ found: places });
  }
  const scaled = BigInt(value.numerator) * 10n ** BigInt(places);
  return new Decimal(`${roundRatio(scaled, BigInt(value.denominator), mode)}e-${places}`);
}

function lowestTerms(numerator: bigint, denominator: bigint): Ratio {
  let [divisor, rest] = [denominator, numerator < 0n ? -numerator : numerator];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  const lowest = {
    numerator: Number(numerator / divisor),
    denominator: Number(denominator / divisor),
  };
  if (!Number.isSafeInteger(lowest.numerator) || !Number.isSafeInteger(lowest.denominator)) {
    throw ratioTooLarge({
      numerator: String(numerator / divisor),
      denominator: String(denominator / divisor),
    });
  }
  return lowest;
}
