import { type ErrorType, errorType } from "../errors.ts";
import { toSafe } from "./minorUnits.ts";

export const cannotApportion: ErrorType<{
  readonly amount: number;
  readonly weights: readonly number[];
}> = errorType("CANNOT_APPORTION", {
  kind: "invalid",
  message: ({ amount, weights }) =>
    "Expected whole minor units, and weights that are whole numbers of zero or more with at least " +
    `one above zero, found ${amount} by [${weights.slice(0, 20).join(", ")}].`,
});

/**
 * Splits minor units by weight and loses none: the parts always sum to the amount. Each part is
 * its exact share rounded towards zero, and the units left over go, one each, to the largest
 * fractions first, ties to the earlier part (the largest-remainder method).
 *
 * @param amount minor units, of either sign
 * @param weights whole numbers, zero or more; a weight of zero gets nothing
 * @throws LendkitError `CANNOT_APPORTION` for other amounts or weights, or when all weights are
 *   zero.
 *
 * @example
 * apportion(100, [1, 1, 1]); //=> [34, 33, 33]
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  const allWhole = weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0);
  if (!Number.isSafeInteger(amount) || !allWhole) throw cannotApportion({ amount, weights });
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) throw cannotApportion({ amount, weights });

  const size = BigInt(Math.abs(amount));
  const shares = weights.map((weight, index) => {
    const product = size * BigInt(weight);
    return { index, units: product / total, fraction: product % total };
  });
  let left = size - shares.reduce((sum, share) => sum + share.units, 0n);
  const byFraction = [...shares].sort(
    (a, b) =>
      Number(b.fraction > a.fraction) - Number(b.fraction < a.fraction) || a.index - b.index,
  );
  for (const share of byFraction) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  return shares.map(({ units }) => toSafe(amount < 0 ? -units : units));
}
