/**
 * Dates as spreadsheets count them, which is not always as the conventions of the same name do.
 *
 * @module
 */

import { addMonths } from "../calendar/addMonths.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { civil, daysInMonth, epochDay } from "../calendar/epochDay.ts";
import { fromEpochDay, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import type { Decimal } from "../money/decimal.ts";
import { type Ratio, ratio, ratioToDecimal } from "../money/ratio.ts";

/**
 * The bases of YEARFRAC: 0 is 30/360 as US bonds count it, 1 days over the average length of the
 * years touched, 2 days over 360, 3 days over 365, 4 is 30E/360.
 */
export type YearFracBasis = 0 | 1 | 2 | 3 | 4;

/**
 * YEARFRAC: the part of a year between two dates, in either order.
 *
 * Basis 1 is the spreadsheets' own, not ISDA's: within a year or less the divisor is 366 where the
 * time has a 29 February or lies in a leap year, over more years the average length of all
 * calendar years that are touched.
 *
 * @param basis default: 0
 * @throws LendkitError `INVALID_DATE`
 *
 * @example
 * tvm.yearfrac(plainDate("2024-01-01"), plainDate("2024-01-31"), 2).toFixed(4); //=> "0.0833"
 */
export function yearfrac(one: PlainDate, other: PlainDate, basis: YearFracBasis = 0): Decimal {
  const [start, end] = inOrder(one, other);
  return ratioToDecimal(fractions[basis](start, end));
}

const fractions: Readonly<Record<YearFracBasis, (start: number, end: number) => Ratio>> = {
  0: (start, end) => dayCountRules["30U/360"].fraction(start, end, { endOfMonth: true }),
  1: overAverageYear,
  2: (start, end) => ratio(end - start, 360),
  3: (start, end) => ratio(end - start, 365),
  4: (start, end) => dayCountRules["30E/360"].fraction(start, end, {}),
};

function overAverageYear(start: number, end: number): Ratio {
  const [from, to] = [civil(start), civil(end)];
  const anniversary = epochDay(
    from.year + 1,
    from.month,
    Math.min(from.day, daysInMonth(from.year + 1, from.month)),
  );
  if (from.year === to.year || end <= anniversary) {
    const leap = from.year === to.year ? daysInMonth(from.year, 2) === 29 : hasLeapDay(start, end);
    return ratio(end - start, leap ? 366 : 365);
  }
  const years = to.year - from.year + 1;
  const days = epochDay(to.year + 1, 1, 1) - epochDay(from.year, 1, 1);
  return ratio((end - start) * years, days);
}

/** Whether a 29 February lies from one day to another, both included. */
function hasLeapDay(start: number, end: number): boolean {
  const years = [civil(start).year, civil(end).year];
  return years.some((year) => {
    const leapDay = epochDay(year, 2, daysInMonth(year, 2));
    return daysInMonth(year, 2) === 29 && leapDay >= start && leapDay <= end;
  });
}

/**
 * DAYS360: the days between two dates in months of 30 days; below zero in reverse order.
 *
 * @param method `us`: a start on the last of February or a 31st counts as the 30th, and the end's
 *   31st too if the start is one; `european`: every 31st counts as the 30th. Default: `us`.
 * @throws LendkitError `INVALID_DATE`
 */
export function days360(
  start: PlainDate,
  end: PlainDate,
  method: "us" | "european" = "us",
): number {
  const rule = dayCountRules[method === "us" ? "30/360.PSA" : "30E/360"];
  return rule.days(dayOf(start, "start"), dayOf(end, "end"), {});
}

/**
 * DAYS: the days from one date to another; below zero in reverse order.
 *
 * @throws LendkitError `INVALID_DATE`
 */
export function days(end: PlainDate, start: PlainDate): number {
  return dayOf(end, "end") - dayOf(start, "start");
}

/**
 * EDATE: the date so many months on, or back; the month's last day where it is shorter.
 *
 * @param months decimals are cut off, as spreadsheets do
 * @throws LendkitError `INVALID_DATE`, also where the result is outside the years 1 to 9999
 */
export function edate(date: PlainDate, months: number): PlainDate {
  return addMonths(plainDate(date), Math.trunc(months));
}

/**
 * EOMONTH: the last day of the month so many months on, or back.
 *
 * @param months decimals are cut off, as spreadsheets do
 * @throws LendkitError `INVALID_DATE`, also where the result is outside the years 1 to 9999
 */
export function eomonth(date: PlainDate, months: number): PlainDate {
  const { year, month } = civil(dayOf(edate(date, months), "date"));
  return fromEpochDay(epochDay(year, month, daysInMonth(year, month)));
}

function dayOf(date: PlainDate, field: string): number {
  return toEpochDay(plainDate(date, field));
}

function inOrder(one: PlainDate, other: PlainDate): readonly [number, number] {
  const [a, b] = [dayOf(one, "one"), dayOf(other, "other")];
  return a <= b ? [a, b] : [b, a];
}
