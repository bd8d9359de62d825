/**
 * Calendar dates without a time and without a zone. The caller says what day it is for the
 * borrower; nothing here reads a clock.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { civil, daysInMonth, epochDay as epochDayOf } from "./epochDay.ts";

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
    message: ({ start, end }) => `The end ${end} is not after the start ${start}.`,
  });

export const notWholeNumber: ErrorType<{ readonly found: number; readonly field: string }> =
  errorType("NOT_A_WHOLE_NUMBER", {
    kind: "invalid",
    message: ({ found, field }) => `${field} is ${found}, expected a whole number.`,
  });

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
  return typeof text === "string" && !Number.isNaN(parseEpochDay(text));
}

/** The epoch day of a date as text, checked and read at once; `NaN` for any other text. */
export function parseEpochDay(text: string): number {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) {
    return Number.NaN;
  }
  const year = 100 * twoDigitsAt(text, 0) + twoDigitsAt(text, 2);
  const month = twoDigitsAt(text, 5);
  const day = twoDigitsAt(text, 8);
  if (!(year >= 1900 && month >= 1 && month <= 12)) return Number.NaN;
  return day >= 1 && day <= daysInMonth(year, month) ? epochDayOf(year, month, day) : Number.NaN;
}

const HYPHEN = 45;
const ZERO = 48;

/** The number that two digits of a text make; `NaN` where anything else stands there. */
function twoDigitsAt(text: string, index: number): number {
  const tens = text.charCodeAt(index) - ZERO;
  const ones = text.charCodeAt(index + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/** Year, month (1 to 12) and day of the month (1 to 31). */
export function parts(date: PlainDate): { year: number; month: number; day: number } {
  return {
    year: 100 * twoDigitsAt(date, 0) + twoDigitsAt(date, 2),
    month: twoDigitsAt(date, 5),
    day: twoDigitsAt(date, 8),
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
  const date = dateOf(day);
  if (date !== undefined) return date;
  throw invalidDate({ found: civilText(civil(day)), field: `Epoch day ${day}` });
}

function dateOf(day: number): PlainDate | undefined {
  if (!(Number.isInteger(day) && day >= 0 && day < SHARED_DAYS)) return newDate(day);
  shared ??= new Array(SHARED_DAYS);
  shared[day] ??= newDate(day);
  return shared[day];
}

/** By epoch day: schedules have most of their dates in common, so the text of one is made once. */
let shared: (PlainDate | undefined)[] | undefined;

/** 1970 to 2099, the years that loans are in: 2 MB once all have been asked for. */
const SHARED_DAYS = epochDayOf(2100, 1, 1);

function newDate(epochDay: number): PlainDate | undefined {
  const date = civil(epochDay);
  const isKnown = date.year >= 1900 && date.year <= 9999 && Number.isInteger(epochDay);
  return isKnown ? (civilText(date) as PlainDate) : undefined;
}

function civilText({ year, month, day }: ReturnType<typeof civil>): string {
  return `${year}${MONTHS[month]}${TWO_DIGITS[day]}`;
}

/** "00" to "31". */
const TWO_DIGITS: readonly string[] = Array.from({ length: 32 }, (_, value) =>
  String(value).padStart(2, "0"),
);

/** "-01-" to "-12-". */
const MONTHS: readonly string[] = TWO_DIGITS.map((digits) => `-${digits}-`);

/** Days from `start` to `end`; the start is counted and the end is not. Below zero if reversed. */
export function daysBetween(start: PlainDate, end: PlainDate): number {
  return toEpochDay(end) - toEpochDay(start);
}

/**
 * The date `days` later, or earlier for a number below zero.
 *
 * @throws LendkitError `NOT_A_WHOLE_NUMBER`; `INVALID_DATE` beyond the calendar's ends.
 */
export function addDays(date: PlainDate, days: number): PlainDate {
  if (!Number.isInteger(days)) throw notWholeNumber({ found: days, field: "days" });
  const day = toEpochDay(date) + days;
  const later = dateOf(day);
  if (later !== undefined) return later;
  throw invalidDate({ found: civilText(civil(day)), field: `${date} and ${days} days` });
}
