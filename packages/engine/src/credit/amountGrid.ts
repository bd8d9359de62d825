/**
 * Searches among the whole multiples of a step.
 *
 * @module
 */
import { Decimal } from "../money/decimal.ts";
import { isPositiveAmount, Unrounded } from "./creditValue.ts";

/**
 * The largest multiple of a step that lies at or under every bound and fits; nothing where there
 * are no bounds or none fits.
 *
 * @param fits true up to some amount and false from there on
 */
export function largestFitting(
  bounds: readonly Decimal[],
  step: Decimal,
  fits: (amount: Decimal) => boolean,
): Decimal | undefined {
  if (bounds.length === 0) return undefined;
  const least = Decimal.min(...bounds);
  if (!isPositiveAmount(least)) return undefined;
  let steps = wholeSteps(least, step);
  if (steps < 1n) return undefined;
  if (!fits(stepsOf(step, steps))) {
    steps = lastWhere((count) => fits(stepsOf(step, count)), 0n, steps);
  }
  return steps > 0n ? stepsOf(step, steps) : undefined;
}

/** The last of `low` to `high` that passes: `low` passes or is out of reach, `high` does not. */
export function lastWhere(passes: (steps: bigint) => boolean, low: bigint, high: bigint): bigint {
  let [passing, failing] = [low, high];
  while (failing - passing > 1n) {
    const middle = (passing + failing) / 2n;
    if (passes(middle)) passing = middle;
    else failing = middle;
  }
  return passing;
}

/** How many whole steps there are in an amount. */
export function wholeSteps(amount: Decimal, step: Decimal): bigint {
  return BigInt(new Unrounded(amount).divToInt(step).toFixed());
}

/** That many steps. */
export function stepsOf(step: Decimal, steps: bigint): Decimal {
  return new Decimal(new Unrounded(steps.toString()).times(step));
}
