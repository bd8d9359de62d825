import { exactDecimal } from "../money/amount.ts";
import type { CreditFigures } from "./creditFigures.ts";
import type { ScoreAttribute } from "./scorecard.ts";

/** An exact ratio; the denominator is above zero. */
export interface ExactRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

interface AttributeRule {
  /** The lowest value that it takes. */
  readonly lowest: number;
  /** The highest value that a scorecard sees. */
  readonly highest: number;
  /** More of it may never cost points. */
  readonly mustNotFall: boolean;
  readonly canBeMissing: boolean;
  /** Its exact value, absent when it is missing. */
  readonly value: (figures: CreditFigures) => ExactRatio | undefined;
}

/** Every attribute of a scorecard, a row each. */
export const scoreAttributes: Readonly<Record<ScoreAttribute, AttributeRule>> = {
  onTimePercent: {
    lowest: 0,
    highest: 100,
    mustNotFall: true,
    canBeMissing: true,
    value: ({ paidOnTime, installmentsDue }) =>
      installmentsDue === 0
        ? undefined
        : { numerator: 100n * BigInt(paidOnTime), denominator: BigInt(installmentsDue) },
  },
  loanCount: {
    lowest: 1,
    highest: Number.POSITIVE_INFINITY,
    mustNotFall: false,
    canBeMissing: false,
    value: ({ loanCount }) => whole(loanCount),
  },
  loansThisYear: {
    lowest: 0,
    highest: Number.POSITIVE_INFINITY,
    mustNotFall: false,
    canBeMissing: false,
    value: ({ loansThisYear }) => whole(loansThisYear),
  },
  volumePercentOfLimit: {
    lowest: 0,
    highest: 100,
    mustNotFall: false,
    canBeMissing: true,
    value: volumePercentOfLimit,
  },
};

function whole(count: number): ExactRatio {
  return { numerator: BigInt(count), denominator: 1n };
}

function volumePercentOfLimit(figures: CreditFigures): ExactRatio | undefined {
  const limit = exactDecimal(figures.approvedLimit, "approvedLimit");
  if (limit.coefficient === 0n) return undefined;
  const volume = exactDecimal(figures.currentVolume, "currentVolume");
  return {
    numerator: 100n * volume.coefficient * 10n ** BigInt(limit.places),
    denominator: limit.coefficient * 10n ** BigInt(volume.places),
  };
}
