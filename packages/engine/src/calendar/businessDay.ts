/**
 * What becomes of a date that is not a business day.
 *
 * @module
 */
import { checkPeriods } from "./dateGrid.ts";
import { civil, daysInMonth, epochDay } from "./epochDay.ts";
import { findBusinessDay, type HolidayCalendar, noHolidays } from "./holidayCalendar.ts";
import { fromEpochDay, type PlainDate, toEpochDay } from "./plainDate.ts";
import { unknownConvention } from "./unknownConvention.ts";

/**
 * Names as in FpML's `businessDayConventionScheme` in words; clause numbers are of the 2006 ISDA
 * Definitions. A business day is never moved.
 *
 * - `noAdjust` (NONE): the date stays.
 * - `following` (4.12(a)(i)): the next business day.
 * - `modifiedFollowing` (4.12(a)(ii)): the next one, or the one before if that is another month.
 * - `halfMonthModifiedFollowing`: as before, and the one before also where the next would lead
 *   from the month's first half (up to the 15th) into its second. Also called bi-monthly.
 * - `preceding` (4.12(a)(iii)): the business day before.
 * - `modifiedPreceding`: the one before, or the next if that is another month.
 * - `nearest`: the nearer of the two; if both are equally far, the next.
 * - `nearestByWeekday` (FpML's NEAREST): the next for a Sunday or Monday, the one before for any
 *   other day. Both readings agree but around holidays: Saturday 2 May 2015, when Friday was a
 *   holiday, is Monday 4 May by `nearest` (a tie) and Thursday 30 April by this.
 */
export type BusinessDayConvention =
  | "noAdjust"
  | "following"
  | "modifiedFollowing"
  | "halfMonthModifiedFollowing"
  | "preceding"
  | "modifiedPreceding"
  | "nearest"
  | "nearestByWeekday";

/** A convention with the calendar it looks at. */
export interface BusinessDayAdjustment {
  readonly convention: BusinessDayConvention;
  readonly calendar: HolidayCalendar;
}

/** Leaves every date where it is. */
export const noAdjustment: BusinessDayAdjustment = {
  convention: "noAdjust",
  calendar: noHolidays,
};

type Rule = (day: number, next: number, previous: number) => number;

/** What to take of the next and the previous business day, for a day that is none. */
const rules: Readonly<Record<BusinessDayConvention, Rule>> = {
  noAdjust: (day) => day,
  following: (_, next) => next,
  modifiedFollowing: (day, next, previous) => (sameMonth(day, next) ? next : previous),
  halfMonthModifiedFollowing: (day, next, previous) =>
    sameMonth(day, next) && inFirstHalf(day) === inFirstHalf(next) ? next : previous,
  preceding: (_, __, previous) => previous,
  modifiedPreceding: (day, next, previous) => (sameMonth(day, previous) ? previous : next),
  nearest: (day, next, previous) => (next - day <= day - previous ? next : previous),
  nearestByWeekday: (day, next, previous) => (isSundayOrMonday(day) ? next : previous),
};

/** Every convention, in the order shown to users. */
export const businessDayConventions = Object.keys(rules) as readonly BusinessDayConvention[];

/**
 * The date that a convention makes of a date.
 *
 * @throws LendkitError `UNKNOWN_CONVENTION`; `NO_BUSINESS_DAY` if the calendar has none within
 *   366 days before or after; `INVALID_DATE` if the result lies after 9999-12-31.
 *
 * @example
 * // 31 August 2024 is a Saturday.
 * const adjustment = { convention: "modifiedFollowing", calendar: satSun } as const;
 * adjustDate(plainDate("2024-08-31"), adjustment); //=> "2024-08-30"
 */
export function adjustDate(date: PlainDate, adjustment: BusinessDayAdjustment): PlainDate {
  return fromEpochDay(adjustEpochDay(toEpochDay(date), adjustment));
}

/** `adjustDate` for epoch days. */
export function adjustEpochDay(day: number, adjustment: BusinessDayAdjustment): number {
  const { convention, calendar } = adjustment;
  if (!Object.hasOwn(rules, convention)) {
    throw unknownConvention({
      field: "convention",
      found: String(convention),
      expected: businessDayConventions,
    });
  }
  if (convention === "noAdjust" || calendar.isBusinessEpochDay(day)) return day;
  const next = findBusinessDay(calendar, day, 1);
  const previous = findBusinessDay(calendar, day, -1);
  return rules[convention](day, next, previous);
}

/**
 * The date that many business days later, or earlier for a number below zero. Days that are none
 * are passed over, also the date itself; 0 gives the date, or the next business day if it is none.
 *
 * @param businessDays a whole number, -36600 to 36600
 * @throws LendkitError `PERIODS_OUT_OF_RANGE`, `NO_BUSINESS_DAY`, `INVALID_DATE`
 *
 * @example
 * addBusinessDays(plainDate("2024-08-30"), 1, satSun); //=> "2024-09-02", from Friday to Monday
 */
export function addBusinessDays(
  date: PlainDate,
  businessDays: number,
  calendar: HolidayCalendar,
): PlainDate {
  checkPeriods(Math.abs(businessDays), "The size of businessDays", 0);
  const direction = businessDays < 0 ? -1 : 1;
  let day = toEpochDay(date);
  if (businessDays === 0) return fromEpochDay(findBusinessDay(calendar, day, 1));
  for (let passed = 0; passed < Math.abs(businessDays); passed += 1) {
    day = findBusinessDay(calendar, day + direction, direction);
  }
  return fromEpochDay(day);
}

/**
 * The last business day of the date's month: where dates that fall on month ends fall under an
 * end-of-month rule.
 *
 * @throws LendkitError `NO_BUSINESS_DAY`
 *
 * @example
 * lastBusinessDayOfMonth(plainDate("2015-02-03"), satSun); //=> "2015-02-27", a Friday
 */
export function lastBusinessDayOfMonth(date: PlainDate, calendar: HolidayCalendar): PlainDate {
  const { year, month } = civil(toEpochDay(date));
  const last = epochDay(year, month, daysInMonth(year, month));
  return fromEpochDay(findBusinessDay(calendar, last, -1));
}

function sameMonth(a: number, b: number): boolean {
  const [left, right] = [civil(a), civil(b)];
  return left.month === right.month && left.year === right.year;
}

function inFirstHalf(day: number): boolean {
  return civil(day).day <= 15;
}

function isSundayOrMonday(day: number): boolean {
  return [3, 4].includes(((day % 7) + 7) % 7);
}
