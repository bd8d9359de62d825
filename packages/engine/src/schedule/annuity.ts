/**
 * The installment of a plain annuity: every period bears the same interest, every installment is
 * the same, and nothing is left over.
 *
 * @module
 */
import { toSafe } from "../money/minorUnits.ts";
import type { Ratio } from "../money/ratio.ts";
import { directionAboveZero, type RoundingMode, roundRatio } from "../money/rounding.ts";

export interface Annuity {
  /** Whole units of money, above zero. */
  readonly principal: number;
  readonly periodRate: Ratio;
  readonly installments: number;
  /** What the installment is a multiple of, in the same units. */
  readonly unit: number;
  readonly mode: RoundingMode;
}

/**
 * The installment in whole units of money: a multiple of `unit`, rounded from the exact value.
 *
 * @throws LendkitError `AMOUNT_TOO_LARGE`
 */
export function annuityInstallment(annuity: Annuity): number {
  const guess = annuity.principal / annuityFactor(annuity) / annuity.unit;
  const settled = settleRounding(guess, guess * relativeError(annuity.installments), annuity.mode);
  if (settled !== undefined && Number.isSafeInteger(settled * annuity.unit)) {
    return settled * annuity.unit;
  }
  const { numerator, denominator } = exactInstallment(annuity);
  const unit = BigInt(annuity.unit);
  return toSafe(roundRatio(numerator, denominator * unit, annuity.mode) * unit, "The installment");
}

/**
 * The present value of `installments` payments of 1, (1 − v^n)/r with v = 1/(1+r), by doubling:
 * a(2m) = a(m)·(1 + v^m) and a(m+1) = v·(1 + a(m)). Only positive terms are added, so nothing
 * cancels, and a rate of zero needs no case of its own.
 */
function annuityFactor({ periodRate, installments }: Annuity): number {
  const discount = 1 / (1 + periodRate.numerator / periodRate.denominator);
  let factor = 0;
  let power = 1;
  for (let bit = 31 - Math.clz32(installments); bit >= 0; bit -= 1) {
    factor *= 1 + power;
    power *= power;
    if ((installments >>> bit) & 1) {
      factor = discount * (1 + factor);
      power *= discount;
    }
  }
  return factor;
}

/**
 * A bound on the relative error of principal / annuityFactor / unit. With u = 2^-53: v is within
 * 3u; squaring doubles an error and adds u, so v^m is within 4m·u; a doubling step adds at most
 * half the error of v^m and 2u, so a(n) is within (4n + 4·log2 n)·u; the two divisions add 2u.
 * 8n + 64 is above all of that for every n.
 */
export function relativeError(installments: number): number {
  return (8 * installments + 64) * 2 ** -53;
}

/** The rounded guess where no value within the margin would round otherwise. */
export function settleRounding(
  guess: number,
  margin: number,
  mode: RoundingMode,
): number | undefined {
  const whole = Math.floor(guess);
  const part = guess - whole;
  const direction = directionAboveZero(mode);
  if (direction === "nearest") {
    if (Math.abs(part - 0.5) <= margin) return undefined;
    return part > 0.5 ? whole + 1 : whole;
  }
  if (part <= margin || part >= 1 - margin) return undefined;
  return direction === "ceiling" ? whole + 1 : whole;
}

/** With r = N/D: P·N·(D+N)^n / (D·((D+N)^n − D^n)), and P/n where N is zero. */
function exactInstallment({ principal, periodRate, installments }: Annuity): {
  numerator: bigint;
  denominator: bigint;
} {
  const n = BigInt(installments);
  if (periodRate.numerator === 0) return { numerator: BigInt(principal), denominator: n };
  const [rate, one] = [BigInt(periodRate.numerator), BigInt(periodRate.denominator)];
  const growth = (one + rate) ** n;
  return {
    numerator: BigInt(principal) * rate * growth,
    denominator: one * (growth - one ** n),
  };
}
