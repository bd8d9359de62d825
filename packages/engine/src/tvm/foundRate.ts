import { Decimal } from "../money/decimal.ts";
import { precise, result } from "./precision.ts";

/** What looking for a rate came to; rates are fractions, 0.01 for 1 %. */
export type FoundRate =
  | {
      readonly outcome: "found";
      /** To 30 significant digits. */
      readonly rate: Decimal;
    }
  | { readonly outcome: "notConverged"; readonly rate: Decimal }
  | {
      readonly outcome: "impossible";
      readonly reason: "NO_SIGN_CHANGE" | "NO_ROOT_IN_RANGE";
    };

const STEPS = 8;

/**
 * A root that is known to about 12 digits, to 30: secant steps, each of which adds the digits of
 * the last two. A root of zero is recognized as such.
 */
export function refine(value: (rate: Decimal) => Decimal, near: number): Decimal {
  if (value(new Decimal(0)).isZero() && Math.abs(near) < 1e-9) return new Decimal(0);
  const Precise = precise(new Decimal(near));
  let [before, at] = [new Precise(near).times(1 + 1e-9), new Precise(near)];
  let [valueBefore, valueAt] = [value(before), value(at)];
  for (let step = 0; step < STEPS && !valueAt.eq(valueBefore) && !valueAt.isZero(); step += 1) {
    const next = at.minus(at.minus(before).times(valueAt).div(valueAt.minus(valueBefore)));
    [before, valueBefore] = [at, valueAt];
    [at, valueAt] = [next, value(next)];
  }
  return result(at);
}
