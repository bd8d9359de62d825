/**
 * The exact kernel: products and quotients of whole minor units (cents, paise, fils) as safe
 * integers, rounded by a named mode. Every result is the one that exact arithmetic gives.
 *
 * The fast path is a floating-point guess whose proven error bound settles the rounding; where
 * the guess lies too near a boundary, `bigint` decides. No case is left to luck.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type BigRatio, multiplyBigRatios, reduceBigRatio, toBigRatio } from "./bigRatio.ts";
import type { Ratio } from "./ratio.ts";
import { directionAboveZero, type RoundingMode, roundRatio, roundSmallRatio } from "./rounding.ts";

/** The largest amount that LendKit computes with: 2^53 - 1 minor units, of either sign. */
export const MAX_MINOR_UNITS: number = Number.MAX_SAFE_INTEGER;

export const amountTooLarge: ErrorType<{ readonly minorUnits: string; readonly field: string }> =
  errorType("AMOUNT_TOO_LARGE", {
    kind: "invalid",
    message: ({ minorUnits, field }) =>
      `${field} comes to ${minorUnits} minor units, beyond the largest that is computed exactly, ` +
      `${MAX_MINOR_UNITS} (2^53 - 1). Split it, or use a larger currency unit.`,
  });

export const notMinorUnits: ErrorType<{
  readonly amount: number;
  readonly numerator: number;
  readonly denominator: number;
}> = errorType("NOT_MINOR_UNITS", {
  kind: "invalid",
  message: (found) =>
    `Expected safe integers and a denominator above zero, found ${found.amount} * ` +
    `${found.numerator} / ${found.denominator}. Convert amounts with toMinorUnits first.`,
});

/**
 * A product, a quotient and the two parts of a ratio beyond 2^53 lose at most half a unit in the
 * last place each, so a guess is within 2^-51 of itself; 2^-50 leaves room for the rounding of the
 * margin too. From 2^49 on the margin is half a unit, and no guess settles.
 */
const GUESS_MARGIN = 2 ** -50;

/**
 * `amount * numerator / denominator`, rounded to a whole minor unit. Exact for every input.
 *
 * @param amount minor units, of either sign, at most 2^53 - 1
 * @param numerator safe integer, of either sign
 * @param denominator safe integer above zero
 * @throws LendkitError `NOT_MINOR_UNITS` if an argument is not such an integer,
 *   `AMOUNT_TOO_LARGE` if the result is beyond 2^53 - 1.
 *
 * @example
 * mulDivRound(100_000, 105, 12_000, "halfEven"); //=> 875: one month of 10.5 % on 1,000.00
 */
export function mulDivRound(
  amount: number,
  numerator: number,
  denominator: number,
  mode: RoundingMode,
): number {
  if (
    !Number.isSafeInteger(amount) ||
    !Number.isSafeInteger(numerator) ||
    !Number.isSafeInteger(denominator) ||
    denominator <= 0
  ) {
    throw notMinorUnits({ amount, numerator, denominator });
  }
  const product = amount * numerator;
  if (Number.isSafeInteger(product)) return roundSmallRatio(product, denominator, mode);

  return toSafe(roundRatio(BigInt(amount) * BigInt(numerator), BigInt(denominator), mode));
}

/** A fixed ratio to multiply many amounts by, prepared once so that each product is cheap. */
export interface Multiplier {
  readonly numerator: number;
  readonly denominator: number;
  /** Where the ratio's parts are no safe integers; the two above are then near it only. */
  readonly exact: BigRatio | undefined;
  readonly mode: RoundingMode;
  readonly guess: number;
  readonly direction: "nearest" | "ceiling" | "floor";
}

/** Prepares a ratio of safe integers: a numerator of zero or more, a denominator above zero. */
export function multiplier(numerator: number, denominator: number, mode: RoundingMode): Multiplier {
  return {
    numerator,
    denominator,
    exact: undefined,
    mode,
    guess: numerator / denominator,
    direction: directionAboveZero(mode),
  };
}

/** The same for a product of two ratios, zero or more, which may leave the safe integers. */
export function productMultiplier(a: Ratio, b: Ratio, mode: RoundingMode): Multiplier {
  const [numerator, denominator] = [a.numerator * b.numerator, a.denominator * b.denominator];
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator)) {
    return multiplier(numerator, denominator, mode);
  }
  return bigMultiplier(multiplyBigRatios(toBigRatio(a), toBigRatio(b)), mode);
}

/** The same for a ratio of any size, zero or more. */
export function bigMultiplier(ratio: BigRatio, mode: RoundingMode): Multiplier {
  const reduced = reduceBigRatio(ratio);
  const [numerator, denominator] = [Number(reduced.numerator), Number(reduced.denominator)];
  const prepared = multiplier(numerator, denominator, mode);
  const small = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  return small ? prepared : { ...prepared, exact: reduced };
}

/**
 * `mulDivRound` by a prepared ratio, for amounts of zero or more. The same result, at about the
 * cost of one floating-point product.
 */
export function multiply(amount: number, by: Multiplier): number {
  const guess = amount * by.guess;
  const margin = guess * GUESS_MARGIN;
  if (by.direction === "nearest") {
    const nearest = Math.floor(guess + 0.5);
    if (Math.abs(guess - nearest) < 0.5 - margin) return nearest;
  } else {
    const whole = Math.floor(guess);
    const part = guess - whole;
    if (part > margin && part < 1 - margin) return by.direction === "ceiling" ? whole + 1 : whole;
  }
  const { exact } = by;
  if (exact === undefined) return mulDivRound(amount, by.numerator, by.denominator, by.mode);
  return toSafe(roundRatio(BigInt(amount) * exact.numerator, exact.denominator, by.mode));
}

/**
 * A `bigint` of minor units as a `number`, if it is in range.
 *
 * @param field names the value in an error
 * @throws LendkitError `AMOUNT_TOO_LARGE`
 */
export function toSafe(minorUnits: bigint, field = "amount"): number {
  const result = Number(minorUnits);
  if (Number.isSafeInteger(result)) return result;
  throw amountTooLarge({ minorUnits: minorUnits.toString(), field });
}
