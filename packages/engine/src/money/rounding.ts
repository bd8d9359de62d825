/**
 * The only place where money loses information. Whoever calls it names the mode and the unit.
 *
 * @module
 */

/**
 * How a value between two units is settled.
 *
 * - `halfEven`: to the nearest unit, a tie to the even one (banker's rounding; IEEE 754 and the
 *   default of most ledgers, since ties do not drift one way).
 * - `halfUp`: to the nearest, a tie away from zero (common in consumer contracts).
 * - `halfDown`: to the nearest, a tie towards zero.
 * - `up`: away from zero. `down`: towards zero (truncation).
 * - `ceiling`: towards plus infinity. `floor`: towards minus infinity.
 */
export type RoundingMode = "halfEven" | "halfUp" | "halfDown" | "up" | "down" | "ceiling" | "floor";

interface Discarded {
  /** The value lies below zero. */
  readonly negative: boolean;
  /** The unit next to the value on the side of zero is odd. */
  readonly oddQuotient: boolean;
  /** The part beyond that unit against half a unit: -1 less, 0 exactly half, 1 more. */
  readonly comparedToHalf: -1 | 0 | 1;
}

const movesAwayFromZero: Readonly<Record<RoundingMode, (part: Discarded) => boolean>> = {
  halfEven: (part) => part.comparedToHalf > 0 || (part.comparedToHalf === 0 && part.oddQuotient),
  halfUp: (part) => part.comparedToHalf >= 0,
  halfDown: (part) => part.comparedToHalf > 0,
  up: () => true,
  down: () => false,
  ceiling: (part) => !part.negative,
  floor: (part) => part.negative,
};

/** Every mode, in the order shown to users. */
export const roundingModes = Object.keys(movesAwayFromZero) as readonly RoundingMode[];

/**
 * `numerator / denominator`, rounded to a whole number. Exact for every size.
 *
 * @param denominator above zero
 *
 * @example
 * roundRatio(5n, 2n, "halfEven"); //=> 2n
 */
export function roundRatio(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const quotient = size / denominator;
  const remainder = size % denominator;
  if (remainder === 0n) return negative ? -quotient : quotient;

  const twice = 2n * remainder;
  const comparedToHalf = twice > denominator ? 1 : twice < denominator ? -1 : 0;
  const oddQuotient = quotient % 2n === 1n;
  const moves = movesAwayFromZero[mode]({ negative, oddQuotient, comparedToHalf });
  const rounded = moves ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/**
 * The same for safe integers without leaving `number`.
 *
 * @param numerator a safe integer
 * @param denominator a safe integer above zero
 */
export function roundSmallRatio(
  numerator: number,
  denominator: number,
  mode: RoundingMode,
): number {
  const negative = numerator < 0;
  const size = Math.abs(numerator);
  // Never rounded up to a whole number: a quotient below a whole m lies below it by at least
  // m * 2^-53, since size < 2^53, and that is more than a division may be off just under m.
  let quotient = Math.floor(size / denominator);
  const remainder = size - quotient * denominator;
  if (remainder > 0) {
    const rest = denominator - remainder;
    const comparedToHalf = remainder > rest ? 1 : remainder < rest ? -1 : 0;
    const oddQuotient = quotient % 2 === 1;
    if (movesAwayFromZero[mode]({ negative, oddQuotient, comparedToHalf })) quotient += 1;
  }
  return negative && quotient !== 0 ? -quotient : quotient;
}

/** What a mode does to values above zero, where `up` is `ceiling` and `down` is `floor`. */
export function directionAboveZero(mode: RoundingMode): "nearest" | "ceiling" | "floor" {
  if (mode === "up" || mode === "ceiling") return "ceiling";
  return mode === "down" || mode === "floor" ? "floor" : "nearest";
}
