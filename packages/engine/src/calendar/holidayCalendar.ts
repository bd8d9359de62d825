/**
 * Which days are business days, as data: the days of the week that are none, and a list of
 * holidays. Weekends and no holidays at all are shipped; holidays are the host's own data.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { fromEpochDay, type PlainDate, plainDate, toEpochDay } from "./plainDate.ts";

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A calendar as plain data, for a file or a table. */
export interface HolidayCalendarData {
  /** Names the calendar in errors. */
  readonly name: string;
  /** Days of every week that are no business days; may be empty. */
  readonly weekend: readonly Weekday[];
  /** Further days that are none, in any order. A day of the weekend may stand among them. */
  readonly holidays: readonly PlainDate[];
}

/** A calendar that was checked once and answers fast. Made by `holidayCalendar`. */
export interface HolidayCalendar extends HolidayCalendarData {
  /** Whether an epoch day is a business day. */
  readonly isBusinessEpochDay: (day: number) => boolean;
}

/** How far a search for a business day goes, in days. */
export const LONGEST_SEARCH = 366;

export const invalidWeekday: ErrorType<{ readonly found: string; readonly calendar: string }> =
  errorType("INVALID_WEEKDAY", {
    kind: "invalid",
    message: ({ found, calendar }) =>
      `The weekend of calendar ${calendar} has ${found}, expected ISO weekdays from 1 (Monday) to ` +
      "7 (Sunday).",
  });

export const noBusinessDay: ErrorType<{ readonly calendar: string; readonly from: string }> =
  errorType("NO_BUSINESS_DAY", {
    kind: "invalid",
    message: ({ calendar, from }) =>
      `Calendar ${calendar} has no business day within ${LONGEST_SEARCH} days of ${from}. Check ` +
      "its weekend and its holidays.",
  });

/**
 * Checks a calendar once.
 *
 * @throws LendkitError `INVALID_WEEKDAY`, `INVALID_DATE`
 *
 * @example
 * const southAfrica = holidayCalendar({
 *   name: "ZA",
 *   weekend: [6, 7],
 *   holidays: [plainDate("2015-04-03"), plainDate("2015-04-06")],
 * });
 * isBusinessDay(southAfrica, plainDate("2015-04-03")); //=> false
 */
export function holidayCalendar(data: HolidayCalendarData): HolidayCalendar {
  const { name } = data;
  for (const found of data.weekend) {
    if (!Number.isInteger(found) || found < 1 || found > 7) {
      throw invalidWeekday({ found: String(found), calendar: name });
    }
  }
  const field = `A holiday of calendar ${name}`;
  const days = new Set(data.holidays.map((holiday) => toEpochDay(plainDate(holiday, field))));
  const weekend = [1, 2, 3, 4, 5, 6, 7].map((day) => data.weekend.some((each) => each === day));
  return Object.freeze({
    name,
    weekend: Object.freeze([...data.weekend]),
    holidays: Object.freeze([...data.holidays]),
    isBusinessEpochDay: (day: number) => weekend[weekdayIndex(day)] === false && !days.has(day),
  });
}

/**
 * The calendar on which a day is a business day if it is one on all of them, such as the lender's
 * and the borrower's.
 *
 * @example
 * combineCalendars("IN + AE", india, emirates);
 */
export function combineCalendars(
  name: string,
  ...calendars: readonly HolidayCalendarData[]
): HolidayCalendar {
  return holidayCalendar({
    name,
    weekend: [...new Set(calendars.flatMap(({ weekend }) => weekend))],
    holidays: [...new Set(calendars.flatMap(({ holidays }) => holidays))],
  });
}

/** Every day is a business day. */
export const noHolidays: HolidayCalendar = holidayCalendar({
  name: "none",
  weekend: [],
  holidays: [],
});

/** Every day but Saturdays and Sundays. */
export const satSun: HolidayCalendar = holidayCalendar({
  name: "Sat/Sun",
  weekend: [6, 7],
  holidays: [],
});

export function isBusinessDay(calendar: HolidayCalendar, date: PlainDate): boolean {
  return calendar.isBusinessEpochDay(toEpochDay(date));
}

/**
 * The nearest business day in one direction, as an epoch day: the day itself if it is one.
 *
 * @param direction 1 for later, -1 for earlier
 * @throws LendkitError `NO_BUSINESS_DAY` if there is none within 366 days.
 */
export function findBusinessDay(
  calendar: HolidayCalendar,
  from: number,
  direction: 1 | -1,
): number {
  for (let distance = 0; distance <= LONGEST_SEARCH; distance += 1) {
    const day = from + direction * distance;
    if (calendar.isBusinessEpochDay(day)) return day;
  }
  throw noBusinessDay({ calendar: calendar.name, from: fromEpochDay(from) });
}

/** 0 for Monday to 6 for Sunday; 1970-01-01, day 0, was a Thursday. */
function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
