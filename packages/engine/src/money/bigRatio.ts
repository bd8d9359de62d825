/**
 * Exact fractions of any size: the last resort of the kernels, where a ratio of safe integers is
 * too small.
 *
 * @module
 */
import type { Ratio } from "./ratio.ts";

/** Not reduced unless asked; the denominator is above zero. */
export interface BigRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function bigRatio(numerator: bigint, denominator = 1n): BigRatio {
  return { numerator, denominator };
}

export function toBigRatio({ numerator, denominator }: Ratio): BigRatio {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function addBigRatios(a: BigRatio, b: BigRatio): BigRatio {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function multiplyBigRatios(a: BigRatio, b: BigRatio): BigRatio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** In lowest terms. */
export function reduceBigRatio({ numerator, denominator }: BigRatio): BigRatio {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
