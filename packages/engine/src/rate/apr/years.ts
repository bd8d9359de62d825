/**
 * Times in years for the rates that compound yearly, in the European Union and the United Kingdom.
 *
 * @module
 */
import { civil, daysInMonth, epochDay } from "../../calendar/epochDay.ts";
import {
  datesOutOfOrder,
  type PlainDate,
  plainDate,
  toEpochDay,
} from "../../calendar/plainDate.ts";
import { checkOption } from "../../money/unknownOption.ts";
import { monthsAndDays, monthsBefore } from "./unitPeriods.ts";

/**
 * What a time is counted in, back from the later date, before the days that are left over.
 *
 * - `months`: twelfths of a year; `weeks`: fifty-seconds; `years`: whole ones. A day that is left
 *   is 1/365 of a year, or 1/366 where the year up to where the count ended has a 29 February.
 * - `days`: every day is 1/365 of a year.
 */
export type TimeInterval = "months" | "weeks" | "years" | "days";

export const timeIntervals: readonly TimeInterval[] = ["months", "weeks", "years", "days"];

/**
 * The time between two dates in years, as the rate of a credit counts it.
 *
 * @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER`, `UNKNOWN_OPTION`
 *
 * @example
 * // One month, and 3 days of a year that has a 29 February.
 * aprInterval(plainDate("2013-01-12"), plainDate("2013-02-15"), "months"); //=> 1/12 + 3/366
 */
export function aprInterval(start: PlainDate, end: PlainDate, interval: TimeInterval): number {
  checkOption("interval", interval, timeIntervals);
  const [from, to] = [plainDate(start, "start"), plainDate(end, "end")];
  if (to < from) throw datesOutOfOrder({ start, end });
  return yearsBetween(toEpochDay(from), toEpochDay(to), interval);
}

/**
 * The part of a year between two epoch days. Remarks (c) of Annex I: a year has 365 days, or 366, 52
 * weeks or 12 equal months.
 */
export function yearsBetween(start: number, end: number, interval: TimeInterval): number {
  if (interval === "days") return (end - start) / 365;
  if (interval === "weeks") {
    const weeks = Math.floor((end - start) / 7);
    return weeks / 52 + daysOfYear(start, end - 7 * weeks);
  }
  const { months } = monthsAndDays(start, end);
  const whole = interval === "months" ? months : 12 * Math.floor(months / 12);
  return whole / 12 + daysOfYear(start, monthsBefore(end, whole));
}

function daysOfYear(start: number, end: number): number {
  return (end - start) / (hasLeapDay(monthsBefore(end, 12), end) ? 366 : 365);
}

/** Whether a 29 February lies after one day and up to another, within a year. */
function hasLeapDay(after: number, to: number): boolean {
  return [civil(after).year, civil(to).year].some((year) => {
    const leapDay = epochDay(year, 2, daysInMonth(year, 2));
    return daysInMonth(year, 2) === 29 && leapDay > after && leapDay <= to;
  });
}
