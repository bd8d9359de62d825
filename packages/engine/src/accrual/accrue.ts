/**
 * Interest that has accrued on a balance, exact and rounded once.
 *
 * @module
 */
import type { DayCountRule } from "../calendar/dayCount/rule.ts";
import { dayCountRules, dayCounts } from "../calendar/dayCount.ts";
import { datesOutOfOrder, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal, minorUnitsText } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { type Explanation, explanation, recompute } from "../money/explanation.ts";
import { constant, type Expression, named, product, sum } from "../money/expression.ts";
import { type Ratio, ratio } from "../money/ratio.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import type { TwoDateDayCount } from "../rate/xirr.ts";

/** How interest accrues. */
export interface AccrualTerms {
  readonly dayCount: TwoDateDayCount;
  /**
   * Decimals of a daily rate in percent, 0 to 12: the annual rate over the days in the day count's
   * year is rounded to them, ties to even, and each day earns that. Without it the rate is exact.
   */
  readonly dailyRatePlaces?: number;
  /**
   * `none`: interest bears no interest. `daily`: each day's does, from the next day on, unrounded.
   * Default: `none`.
   */
  readonly compounding?: "none" | "daily";
  /** Its decimals are what is rounded to. Default: two decimals. */
  readonly currency?: CurrencyCode;
  /** Default: `halfEven`. */
  readonly rounding?: RoundingMode;
}

/** A balance at a rate over a time. */
export interface AccrualSegment {
  /** In the currency's major unit, of either sign; it need not be rounded. */
  readonly balance: Amount;
  /** Percent a year, 0 to 1000. */
  readonly annualRatePercent: Amount;
  /** Included. */
  readonly from: PlainDate;
  /** Excluded, not before `from`. */
  readonly to: PlainDate;
}

export interface Accrual {
  /** To 40 significant digits. */
  readonly unrounded: Decimal;
  readonly rounded: Decimal;
}

export const dailyRateNeedsFixedYear: ErrorType<{ readonly dayCount: string }> = errorType(
  "DAILY_RATE_NEEDS_FIXED_YEAR",
  {
    kind: "invalid",
    message: ({ dayCount }) =>
      `${dayCount} does not give every day the same part of a year, so there is no daily rate. ` +
      "Take a day count of a fixed year, such as ACT/365.FIXED.",
  },
);

export const dailyRatePlacesOutOfRange: ErrorType<{ readonly found: string }> = errorType(
  "DAILY_RATE_PLACES_OUT_OF_RANGE",
  {
    kind: "invalid",
    message: ({ found }) => `dailyRatePlaces is ${found}, expected a whole number from 0 to 12.`,
  },
);

/**
 * The interest of one balance at one rate.
 *
 * @throws LendkitError `UNKNOWN_OPTION`, `UNKNOWN_CURRENCY`, `NOT_A_NUMBER`, `RATE_OUT_OF_RANGE`,
 *   `RATE_TOO_PRECISE`, `INVALID_DATE`, `DATES_OUT_OF_ORDER`, `DAILY_RATE_NEEDS_FIXED_YEAR`,
 *   `DAILY_RATE_PLACES_OUT_OF_RANGE`
 *
 * @example
 * accrue({
 *   balance: 5000,
 *   annualRatePercent: 18,
 *   from: plainDate("2024-01-01"),
 *   to: plainDate("2024-01-31"),
 *   dayCount: "ACT/365.FIXED",
 *   dailyRatePlaces: 3,
 * }).rounded.toFixed(2); //=> "73.50": 30 days at 0.049 %
 */
export function accrue(accrual: AccrualTerms & AccrualSegment): Accrual {
  return accrueSegments(accrual, [accrual]);
}

/**
 * The interest of balances and rates that follow each other, summed exactly and rounded once.
 *
 * @throws LendkitError as `accrue`
 */
export function accrueSegments(terms: AccrualTerms, segments: readonly AccrualSegment[]): Accrual {
  const unrounded = accrued(terms, segments);
  return { unrounded: recompute(unrounded), rounded: recompute(roundedOf(terms, unrounded)) };
}

/**
 * Why interest comes to what it does.
 *
 * @throws LendkitError as `accrue`
 */
export function explainAccrual(
  terms: AccrualTerms & { readonly currency: CurrencyCode },
  segments: readonly AccrualSegment[],
): Explanation {
  const [first, last] = [segments[0], segments.at(-1)];
  return explanation({
    subject: `interest from ${first?.from ?? "no day"} to ${last?.to ?? "no day"}`,
    currency: terms.currency,
    places: currencyPlaces(terms.currency),
    rule: ruleText(terms),
    source: dayCountRules[terms.dayCount].reference,
    expression: roundedOf(terms, accrued(terms, segments)),
  });
}

function accrued(terms: AccrualTerms, segments: readonly AccrualSegment[]): Expression {
  const { dayCount, compounding = "none", rounding = "halfEven", dailyRatePlaces } = terms;
  checkOption("dayCount", dayCount, dayCounts);
  checkOption("compounding", compounding, ["none", "daily"]);
  checkOption("rounding", rounding, roundingModes);
  const places = dailyRatePlaces ?? 0;
  if (!(Number.isInteger(places) && places >= 0 && places <= 12)) {
    throw dailyRatePlacesOutOfRange({ found: String(dailyRatePlaces) });
  }
  return sum(...segments.map((segment) => ofSegment(terms, segment)));
}

function ofSegment(terms: AccrualTerms, segment: AccrualSegment): Expression {
  plainPeriodRate(segment.annualRatePercent, 1);
  exactDecimal(segment.balance, "balance");
  const from = toEpochDay(plainDate(segment.from, "from"));
  const to = toEpochDay(plainDate(segment.to, "to"));
  if (to < from) throw datesOutOfOrder({ start: segment.from, end: segment.to });
  const rule: DayCountRule<never> = dayCountRules[terms.dayCount];
  const balance = named("balance", String(segment.balance), terms.currency ?? "");
  const annual = named("annual rate", String(segment.annualRatePercent), "% a year");
  if (terms.compounding !== "daily" && terms.dailyRatePlaces === undefined) {
    const { numerator, denominator } = rule.fraction(from, to, {});
    const part = named("part of the year", `${numerator}/${denominator}`, terms.dayCount);
    return product(balance, annual, part);
  }
  const days = rule.days(from, to, {});
  const daily = dailyRate(terms, annual, rule.dayFraction);
  if (terms.compounding !== "daily") {
    return product(balance, daily, named("days", days, terms.dayCount));
  }
  const ofDay = sum(constant(1), daily);
  const growth: Expression = { kind: "power", of: ofDay, exponent: days };
  return product(balance, { kind: "difference", from: growth, less: constant(1) });
}

/** Rounded, in percent, where the terms say so. */
function dailyRate(
  { dayCount, dailyRatePlaces }: AccrualTerms,
  annual: Expression,
  ofDay: Ratio | undefined,
): Expression {
  if (ofDay === undefined) throw dailyRateNeedsFixedYear({ dayCount });
  const { numerator, denominator } = ratio(ofDay.numerator, ofDay.denominator);
  const part = named("one day", `${numerator}/${denominator}`, "of a year");
  const of = product(annual, part);
  if (dailyRatePlaces === undefined) return of;
  return { kind: "rounded", of, mode: "halfEven", unit: minorUnitsText(1, dailyRatePlaces + 2) };
}

function roundedOf({ currency, rounding = "halfEven" }: AccrualTerms, of: Expression): Expression {
  const places = currency === undefined ? 2 : currencyPlaces(currency);
  return { kind: "rounded", of, mode: rounding, unit: minorUnitsText(1, places) };
}

function ruleText({ dayCount, dailyRatePlaces, compounding = "none" }: AccrualTerms): string {
  const rate =
    dailyRatePlaces === undefined
      ? "at the exact rate"
      : `at a daily rate rounded to ${dailyRatePlaces} decimals of a percent`;
  const interest = compounding === "daily" ? "compounding daily" : "without interest on interest";
  return `Interest accrues by ${dayCount}, ${rate}, ${interest}; it is summed exactly and rounded once.`;
}
