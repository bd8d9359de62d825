/**
 * Rates that change on given days: resets of a floating rate, promotional periods.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import type { Amount } from "../money/amount.ts";

/** A rate from a day on, that day included, to the next one's. */
export interface RateFrom {
  readonly from: PlainDate;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
}

/** In the order of their days. */
export type RateSchedule = readonly RateFrom[];

/** From a day, included, to another, excluded. */
export interface RateSegment {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly annualRatePercent: Amount;
}

export const invalidRateSchedule: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("INVALID_RATE_SCHEDULE", {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected a day after the one before it; a rate schedule has at least ` +
      "one rate.",
  });

export const noRateYet: ErrorType<{ readonly on: string; readonly first: string }> = errorType(
  "NO_RATE_YET",
  {
    kind: "invalid",
    message: ({ on, first }) => `There is no rate on ${on}: the first one is from ${first} on.`,
  },
);

/**
 * Checks that the rates stand in the order of their days.
 *
 * @throws LendkitError `INVALID_RATE_SCHEDULE`, `INVALID_DATE`
 */
export function checkRateSchedule(schedule: RateSchedule): void {
  if (schedule.length === 0) throw invalidRateSchedule({ field: "rates", found: "empty" });
  for (const [index, { from }] of schedule.entries()) {
    const before = schedule[index - 1]?.from;
    plainDate(from, `rates.${index}.from`);
    if (before !== undefined && from <= before) {
      throw invalidRateSchedule({ field: `rates.${index}.from`, found: from });
    }
  }
}

/**
 * The rate in force on a day.
 *
 * @throws LendkitError `NO_RATE_YET`, `INVALID_RATE_SCHEDULE`, `INVALID_DATE`
 *
 * @example
 * const rates = [
 *   { from: plainDate("2024-01-01"), annualRatePercent: "0" },
 *   { from: plainDate("2024-04-01"), annualRatePercent: "18" },
 * ];
 * rateOn(rates, plainDate("2024-03-31")); //=> "0"
 */
export function rateOn(schedule: RateSchedule, date: PlainDate): Amount {
  checkRateSchedule(schedule);
  const day = plainDate(date);
  const found = schedule.filter(({ from }) => from <= day).at(-1);
  if (found === undefined) throw noRateYet({ on: day, first: schedule[0]?.from ?? "" });
  return found.annualRatePercent;
}

/**
 * The rates in force from one day, included, to another, excluded; none for an empty time.
 *
 * @throws LendkitError `NO_RATE_YET`, `INVALID_RATE_SCHEDULE`, `INVALID_DATE`
 */
export function rateSegments(
  schedule: RateSchedule,
  from: PlainDate,
  to: PlainDate,
): readonly RateSegment[] {
  if (plainDate(to, "to") <= plainDate(from, "from")) return [];
  const first = { from, annualRatePercent: rateOn(schedule, from) };
  const later = schedule.filter((rate) => rate.from > from && rate.from < to);
  const all = [first, ...later];
  return all.map((rate, index) => ({ ...rate, to: all[index + 1]?.from ?? to }));
}
