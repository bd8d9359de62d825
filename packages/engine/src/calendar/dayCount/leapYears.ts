/**
 * Leap days and the days of leap years between epoch days, in closed form.
 *
 * @module
 */
import { civil, daysInMonth, epochDay } from "../epochDay.ts";

/** How many 29ths of February lie from `first`, included, to `last`, excluded. */
export function leapDays(first: number, last: number): number {
  return leapDaysBefore(last) - leapDaysBefore(first);
}

/** How many days from `first`, included, to `last`, excluded, lie in leap years. */
export function daysInLeapYears(first: number, last: number): number {
  return leapYearDaysBefore(last) - leapYearDaysBefore(first);
}

/** The same day of the month some years later, 28 February for the 29th of a common year. */
export function addYears(day: number, years: number): number {
  const date = civil(day);
  const year = date.year + years;
  return epochDay(year, date.month, Math.min(date.day, daysInMonth(year, date.month)));
}

function leapDaysBefore(day: number): number {
  const { year, month } = civil(day);
  return leapYearsBefore(month > 2 ? year + 1 : year);
}

function leapYearDaysBefore(day: number): number {
  const { year } = civil(day);
  const inThisYear = daysInMonth(year, 2) === 29 ? day - epochDay(year, 1, 1) : 0;
  return 366 * leapYearsBefore(year) + inThisYear;
}

/** Leap years from year 1 to the year before. */
function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
}
