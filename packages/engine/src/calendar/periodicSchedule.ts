/**
 * Periodic schedules: from a start, an end or a count, and a frequency to the dates in between. A
 * schedule is defined first and then resolved into unadjusted dates and, beside them, the
 * business days that they fall on.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { adjustEpochDay, noAdjustment } from "./businessDay.ts";
import { fromEpochDay, type PlainDate, toEpochDay } from "./plainDate.ts";
import { type ScheduleDates, scheduleDates } from "./scheduleDates.ts";
import type { PeriodicScheduleTerms } from "./scheduleTerms.ts";

/** A resolved schedule. Each list has one more date than there are periods. */
export interface PeriodicSchedule extends Omit<ScheduleDates, "days"> {
  /** The start, the dates between, the end. */
  readonly unadjusted: readonly PlainDate[];
  /** The same dates after business day adjustment. */
  readonly adjusted: readonly PlainDate[];
}

/** A resolved schedule as columns of epoch days. */
export interface PeriodColumns extends Omit<ScheduleDates, "days"> {
  readonly unadjusted: Int32Array;
  readonly adjusted: Int32Array;
}

export const datesCollide: ErrorType<{
  readonly dates: readonly string[];
  readonly adjusted: readonly string[];
}> = errorType("DATES_COLLIDE", {
  kind: "invalid",
  message: ({ dates, adjusted }) =>
    `The period from ${dates.join(" to ")} would run from ${adjusted.join(" to ")} after business ` +
    "day adjustment. Take a longer frequency, another convention or another calendar.",
});

/**
 * Resolves a schedule.
 *
 * Dates are counted from the start or, for initial stubs, back from the end; each from that date
 * and not from the one before. With a `roll`, a given date is taken for the roll's day of its
 * month if a business day adjustment made it what it is: with roll 31, an end on Friday 29 August
 * 2014 means Sunday the 31st. For the start that holds with `EOM`, or if `startBusinessDay` is
 * `noAdjust`.
 *
 * @throws LendkitError `PERIODS_OUT_OF_RANGE`, `INVALID_FREQUENCY`, `SCHEDULE_DATES_OUT_OF_ORDER`,
 *   `INVALID_ROLL`, `ROLL_NEEDS_MONTHS`, `UNKNOWN_CONVENTION`, `STUB_CONTRADICTED`,
 *   `ROLL_MISMATCH`, `STUB_NOT_ALLOWED`, `NO_BUSINESS_DAY`, `DATES_COLLIDE`, `INVALID_DATE`
 *
 * @example
 * periodicSchedule({
 *   start: plainDate("2014-02-12"),
 *   end: plainDate("2014-08-31"),
 *   frequency: "P3M",
 *   stub: "shortInitial",
 *   businessDay: { convention: "modifiedFollowing", calendar: satSun },
 * }).adjusted; //=> ["2014-02-12", "2014-02-28", "2014-05-30", "2014-08-29"]
 */
export function periodicSchedule(terms: PeriodicScheduleTerms): PeriodicSchedule {
  const { unadjusted, adjusted, ...rest } = periodColumns(terms);
  return {
    unadjusted: Array.from(unadjusted, fromEpochDay),
    adjusted: Array.from(adjusted, fromEpochDay),
    ...rest,
  };
}

/** `periodicSchedule` as columns of epoch days. */
export function periodColumns(terms: PeriodicScheduleTerms): PeriodColumns {
  const { businessDay = noAdjustment } = terms;
  const { days, ...rest } = scheduleDates(terms);
  const adjusted = days.map((day) => adjustEpochDay(day, businessDay));
  const [last, lastDay = Number.NaN] = [days.length - 1, days.at(-1)];
  // The start may stand as it was given, after an adjustment already.
  adjusted[0] = adjustEpochDay(toEpochDay(terms.start), terms.startBusinessDay ?? businessDay);
  adjusted[last] = adjustEpochDay(lastDay, terms.endBusinessDay ?? businessDay);
  checkAscending(days, adjusted);
  return { unadjusted: days, adjusted, ...rest };
}

function checkAscending(unadjusted: Int32Array, adjusted: Int32Array): void {
  const clash = adjusted.findIndex((day, index) => {
    const previous = adjusted[index - 1];
    return previous !== undefined && day <= previous;
  });
  if (clash < 0) return;
  const period = (days: Int32Array): string[] =>
    Array.from(days.subarray(clash - 1, clash + 1), fromEpochDay);
  throw datesCollide({ dates: period(unadjusted), adjusted: period(adjusted) });
}
