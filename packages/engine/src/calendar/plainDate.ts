/**
 * Calendar dates without a time and without a zone. The caller says what day it is for the
 * borrower; nothing here reads a clock.
 *
 * @module
 */
import { UTCDate } from "@date-fns/utc";
import { addDays as shiftDays, addMonths as shiftMonths } from "date-fns";
import { errorType, type ErrorType } from "../errors.ts";
import { civil, epochDay as epochDayOf } from "./epochDay.ts";

declare const plainDateBrand: unique symbol;

/** A valid date of the Gregorian calendar as `YYYY-MM-DD`, from 1900-01-01 to 9999-12-31. */
export type PlainDate = string & { readonly [plainDateBrand]: true };

export const invalidDate: ErrorType<{ readonly found: string; readonly field: string }> = errorType(
  "INVALID_DATE",
  {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${JSON.stringify(found)}, expected a calendar date as YYYY-MM-DD ` +
      "from 1900-01-01 to 9999-12-31.",
  },
);

export const datesOutOfOrder: ErrorType<{ readonly start: string; readonly end: string }> =
  errorType("DATES_OUT_OF_ORDER", {
    kind: "invalid",
    message: ({ start, end }) =>
      `The end ${end} is before the start ${start}.`,
  });

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Checks text once, where it enters.
 *
 * @param field names the value in an error
 * @throws LendkitError `INVALID_DATE`, also for a day that its month does not have.
 *
 * @example
 * plainDate("2024-02-29"); //=> "2024-02-29"
 */
export function plainDate(text: string, field = "date"): PlainDate {
  if (!isPlainDate(text)) throw invalidDate({ found: String(text).slice(0, 40), field });
  return text;
}

/** True for `YYYY-MM-DD` of a day that exists, from 1900-01-01 to 9999-12-31. */
export function isPlainDate(text: unknown): text is PlainDate {
  if (typeof text !== "string") return false;
  const match = shape.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const back = civil(epochDayOf(year, month, day));
  return back.month === month && back.day === day;
}

/** Year, month (1 to 12) and day of the month (1 to 31). */
export function parts(date: PlainDate): { year: number; month: number; day: number } {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  };
}

/** Days from 1970-01-01, below zero before it. */
export function toEpochDay(date: PlainDate): number {
  const { year, month, day } = parts(date);
  return epochDayOf(year, month, day);
}

/**
 * The date of an epoch day.
 *
 * @throws LendkitError `INVALID_DATE` outside 1900-01-01 to 9999-12-31.
 */
export function fromEpochDay(day: number): PlainDate {
  const { year, month, day: dayOfMonth } = civil(day);
  return plainDate(`${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`, `Epoch day ${day}`);
}

/** Days from `start` to `end`; the start is counted and the end is not. Below zero if reversed. */
export function daysBetween(start: PlainDate, end: PlainDate): number {
  return toEpochDay(end) - toEpochDay(start);
}

/** The date `days` later, or earlier for a number below zero. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromUtcDate(shiftDays(toUtcDate(date), days));
}

/**
 * The same day of the month `months` later, or the month's last day where it has no such day.
 *
 * @example
 * addMonths(plainDate("2024-01-31"), 1); //=> "2024-02-29"
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return fromUtcDate(shiftMonths(toUtcDate(date), months));
}

function toUtcDate(date: PlainDate): UTCDate {
  const { year, month, day } = parts(date);
  return new UTCDate(year, month - 1, day);
}

function fromUtcDate(date: UTCDate): PlainDate {
  const year = String(date.getFullYear()).padStart(4, "0");
  return plainDate(`${year}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
