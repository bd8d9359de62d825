/**
 * Interest that has accrued and is not billed yet, as an exact fraction of a minor unit.
 *
 * @module
 */
import type { DayCountRule } from "../calendar/dayCount/rule.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { type PlainDate, toEpochDay } from "../calendar/plainDate.ts";
import { addBigRatios, type BigRatio, reduceBigRatio } from "../money/bigRatio.ts";
import { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import type { Ratio } from "../money/ratio.ts";
import { type RoundingMode, roundRatio } from "../money/rounding.ts";
import { MAX_RATE_PLACES, plainPeriodRate } from "../rate/interestRate.ts";
import type { InterestTerms } from "./billingTerms.ts";

/** Whole numbers as text, in lowest terms, the denominator above zero: plain data. */
export interface ExactInterest {
  readonly numerator: string;
  readonly denominator: string;
}

export const noInterest: ExactInterest = { numerator: "0", denominator: "1" };

/** What a balance earns in some days. */
export interface InterestPeriod {
  /** Whole minor units. */
  readonly balance: number;
  /** Percent a year. */
  readonly annualRatePercent: string;
  /** Included. */
  readonly from: PlainDate;
  /** Excluded. */
  readonly to: PlainDate;
}

/** What was there, and what a balance earns in some more days. */
export function accrueMore(
  before: ExactInterest,
  terms: InterestTerms,
  { balance, annualRatePercent, from, to }: InterestPeriod,
): ExactInterest {
  if (balance === 0 || to <= from) return before;
  const earned = fractionEarned(terms, annualRatePercent, toEpochDay(from), toEpochDay(to));
  const numerator = BigInt(balance) * earned.numerator;
  return add(before, { numerator, denominator: earned.denominator });
}

export function addInterest(a: ExactInterest, b: ExactInterest): ExactInterest {
  return add(a, toRatio(b));
}

/** In whole minor units, rounded once. */
export function roundInterest(interest: ExactInterest, mode: RoundingMode): number {
  const { numerator, denominator } = toRatio(interest);
  return toSafe(roundRatio(numerator, denominator, mode), "interest");
}

/** Of the balance, for the days. */
function fractionEarned(
  { dayCount, dailyRatePlaces }: InterestTerms,
  annualRatePercent: string,
  from: number,
  to: number,
): BigRatio {
  const rule: DayCountRule<never> = dayCountRules[dayCount];
  if (dailyRatePlaces === null || rule.dayFraction === undefined) {
    const rate = plainPeriodRate(annualRatePercent, 1);
    const year = rule.fraction(from, to, {});
    return {
      numerator: BigInt(rate.numerator) * BigInt(year.numerator),
      denominator: BigInt(rate.denominator) * BigInt(year.denominator),
    };
  }
  const daily = dailyRate(rule.dayFraction, dailyRatePlaces, annualRatePercent);
  return { ...daily, numerator: daily.numerator * BigInt(rule.days(from, to, {})) };
}

function add(a: ExactInterest, b: BigRatio): ExactInterest {
  const { numerator, denominator } = reduceBigRatio(addBigRatios(toRatio(a), b));
  return { numerator: String(numerator), denominator: String(denominator) };
}

function toRatio({ numerator, denominator }: ExactInterest): BigRatio {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/** The annual rate of which each day bears the daily rate of the terms, as decimal text. */
export function effectiveAnnualPercent(
  { dayCount, dailyRatePlaces }: InterestTerms,
  annualRatePercent: string,
): string {
  const rule: DayCountRule<never> = dayCountRules[dayCount];
  if (dailyRatePlaces === null || rule.dayFraction === undefined) return annualRatePercent;
  const { numerator, denominator } = dailyRate(
    rule.dayFraction,
    dailyRatePlaces,
    annualRatePercent,
  );
  const yearly = numerator * BigInt(rule.dayFraction.denominator) * 100n;
  const scaled = roundRatio(
    yearly * 10n ** BigInt(MAX_RATE_PLACES),
    denominator * BigInt(rule.dayFraction.numerator),
    "halfEven",
  );
  return new Decimal(`${scaled}e-${MAX_RATE_PLACES}`).toFixed();
}

/** Of the balance, rounded to places of a percent. */
function dailyRate({ numerator, denominator }: Ratio, places: number, annual: string): BigRatio {
  const rate = plainPeriodRate(annual, 1);
  const scale = 10n ** BigInt(places + 2);
  const daily = roundRatio(
    BigInt(rate.numerator) * BigInt(numerator) * scale,
    BigInt(rate.denominator) * BigInt(denominator),
    "halfEven",
  );
  return { numerator: daily, denominator: scale };
}
