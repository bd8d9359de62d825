/**
 * The dates that a frequency makes from an anchor, as epoch days: the form that columns and loops
 * take. Each date is counted from the anchor and not from the one before, so a short month never
 * drags the later ones down.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { civil, daysInMonth, epochDay } from "./epochDay.ts";
import { type Frequency, type FrequencyStep, parseFrequency } from "./frequency.ts";
import { fromEpochDay, invalidDate, type PlainDate, toEpochDay } from "./plainDate.ts";

/**
 * The day of the month that dates fall on, for frequencies counted in months.
 *
 * - 1 to 31: this day, or the month's last where it has no such day. 31 is every month's last day.
 *   Half months fall on it and 15 days away from it.
 * - `EOM`: month ends follow month ends. If the date that is counted from is the last of its month
 *   (30 April), all dates are (31 May); if not, its own day is kept.
 */
export type Roll = number | "EOM";

/** The most dates that one column or schedule may have: a hundred years of days. */
export const MAX_PERIODS = 36_600;

/** The last epoch day that a date may have: 9999-12-31. */
export const LAST_DAY: number = epochDay(9999, 12, 31);

export const invalidRoll: ErrorType<{ readonly found: string }> = errorType("INVALID_ROLL", {
  kind: "invalid",
  message: ({ found }) =>
    `roll is ${JSON.stringify(found)}, expected a day of the month from 1 to 31, or "EOM".`,
});

export const rollNeedsMonths: ErrorType<{ readonly frequency: string }> = errorType(
  "ROLL_NEEDS_MONTHS",
  {
    kind: "invalid",
    message: ({ frequency }) =>
      `A roll is a day of the month, but ${frequency} counts days. Leave the roll out, or take a ` +
      "frequency of months.",
  },
);

export const rollMismatch: ErrorType<{ readonly date: string; readonly roll: Roll }> = errorType(
  "ROLL_MISMATCH",
  {
    kind: "invalid",
    message: ({ date, roll }) =>
      `Dates are counted from ${date}, which is not a day of roll ${roll}. Change the roll or the ` +
      "date, or name the first or last regular date that it starts from.",
  },
);

export const periodsOutOfRange: ErrorType<{
  readonly found: string;
  readonly field: string;
  readonly least: number;
}> = errorType("PERIODS_OUT_OF_RANGE", {
  kind: "invalid",
  message: ({ found, field, least }) =>
    `${field} is ${found}, expected a whole number from ${least} to ${MAX_PERIODS}.`,
});

/** Where dates are counted from, prepared once for many of them. */
export interface DateGrid {
  readonly step: FrequencyStep;
  /** Epoch day of the anchor. */
  readonly anchorDay: number;
  /** Months from January of year 0 to the anchor's month. */
  readonly anchorMonth: number;
  /** 1 to 31; for half months the later of the two days, 16 to 31. No matter for days. */
  readonly rollDay: number;
  /** Of half months: 1 if the anchor is the later of its month's two days, 0 if the earlier. */
  readonly anchorHalf: 0 | 1;
}

/**
 * Prepares the dates of a frequency.
 *
 * @param anchorDay epoch day that index 0 falls on
 * @param roll default: the anchor's day of the month
 * @throws LendkitError `INVALID_ROLL`; `ROLL_NEEDS_MONTHS` for a roll with days or weeks;
 *   `ROLL_MISMATCH` if the anchor is not a day of the roll.
 */
export function dateGrid(step: FrequencyStep, anchorDay: number, roll?: Roll): DateGrid {
  const { year, month, day } = civil(anchorDay);
  const anchorMonth = 12 * year + month - 1;
  if (step.unit === "day") {
    if (roll !== undefined) throw rollNeedsMonths({ frequency: `P${step.count}D` });
    return { step, anchorDay, anchorMonth, rollDay: day, anchorHalf: 0 };
  }
  const asked = rollDay(anchorDay, roll);
  const later = step.unit === "month" ? asked : laterHalf(asked);
  const days = step.unit === "month" ? [later] : [later, earlierHalf(later)];
  const length = daysInMonth(year, month);
  if (!days.some((each) => Math.min(each, length) === day)) {
    throw rollMismatch({ date: fromEpochDay(anchorDay), roll: roll ?? day });
  }
  const anchorHalf = day > earlierHalf(later) ? 1 : 0;
  return { step, anchorDay, anchorMonth, rollDay: later, anchorHalf };
}

/**
 * The day of the month, 1 to 31, that a roll means for dates counted from this one.
 *
 * @throws LendkitError `INVALID_ROLL`
 */
export function rollDay(countedFrom: number, roll: Roll | undefined): number {
  const { year, month, day } = civil(countedFrom);
  if (roll === undefined) return day;
  if (roll === "EOM") return day === daysInMonth(year, month) ? 31 : day;
  if (!Number.isInteger(roll) || roll < 1 || roll > 31) throw invalidRoll({ found: String(roll) });
  return roll;
}

/** The epoch day at an index: 0 is the anchor, 1 the next date, -1 the one before. */
export function gridDay(grid: DateGrid, index: number): number {
  const { step, anchorMonth, rollDay } = grid;
  if (step.unit === "day") return grid.anchorDay + index * step.count;
  if (step.unit === "month") return dayInMonth(anchorMonth + index * step.count, rollDay);
  const halves = index + grid.anchorHalf;
  const month = anchorMonth + Math.floor(halves / 2);
  return dayInMonth(month, halves % 2 === 0 ? earlierHalf(rollDay) : rollDay);
}

/**
 * Consecutive dates of a frequency, as epoch days.
 *
 * @param dates.anchor the date at index 0
 * @param dates.roll default: the anchor's day of the month
 * @param dates.first index of the first date wanted, 0 to 36600: 0 for the anchor, 1 for one
 *   period later
 * @param dates.count how many, 1 to 36600
 * @throws LendkitError `INVALID_FREQUENCY`, `INVALID_ROLL`, `ROLL_NEEDS_MONTHS`, `ROLL_MISMATCH`,
 *   `PERIODS_OUT_OF_RANGE`; `INVALID_DATE` if the last date is after 9999-12-31.
 *
 * @example
 * const anchor = plainDate("2024-01-31");
 * const days = dateColumn({ frequency: "P1M", anchor, first: 1, count: 3 });
 * [...days].map(fromEpochDay); //=> ["2024-02-29", "2024-03-31", "2024-04-30"]
 */
export function dateColumn(dates: {
  readonly frequency: Frequency;
  readonly anchor: PlainDate;
  readonly roll?: Roll;
  readonly first: number;
  readonly count: number;
}): Int32Array {
  const { anchor, roll, first, count } = dates;
  checkPeriods(count, "count", 1);
  checkPeriods(first, "first", 0);
  const grid = dateGrid(parseFrequency(dates.frequency), toEpochDay(anchor), roll);
  return gridColumn(grid, first, count);
}

/**
 * The epoch days at consecutive indices, from `first`.
 *
 * @throws LendkitError `INVALID_DATE` if the last is after 9999-12-31.
 */
export function gridColumn(grid: DateGrid, first: number, count: number): Int32Array {
  const lastDay = gridDay(grid, first + count - 1);
  if (lastDay > LAST_DAY) {
    throw invalidDate({ found: `epoch day ${lastDay}`, field: "The last date" });
  }
  const column = new Int32Array(count);
  if (grid.step.unit === "month") fillMonths(column, grid, first);
  else for (let index = 0; index < count; index += 1) column[index] = gridDay(grid, first + index);
  return column;
}

/** @throws LendkitError `PERIODS_OUT_OF_RANGE` */
export function checkPeriods(found: number, field: string, least: number): void {
  if (!Number.isInteger(found) || found < least || found > MAX_PERIODS) {
    throw periodsOutOfRange({ found: String(found), field, least });
  }
}

/** Walks from month to month by their lengths, at a fraction of the cost of `gridDay`. */
function fillMonths(column: Int32Array, grid: DateGrid, first: number): void {
  const { step, rollDay } = grid;
  const start = grid.anchorMonth + first * step.count;
  let year = Math.floor(start / 12);
  let month = start - 12 * year + 1;
  let length = daysInMonth(year, month);
  let firstOfMonth = epochDay(year, month, 1);
  for (let index = 0; index < column.length; index += 1) {
    column[index] = firstOfMonth + Math.min(rollDay, length) - 1;
    for (let passed = 0; passed < step.count; passed += 1) {
      firstOfMonth += length;
      month += 1;
      if (month > 12) {
        month = 1;
        year += 1;
      }
      length = daysInMonth(year, month);
    }
  }
}

function dayInMonth(monthSinceYear0: number, day: number): number {
  const year = Math.floor(monthSinceYear0 / 12);
  const month = monthSinceYear0 - 12 * year + 1;
  return epochDay(year, month, Math.min(day, daysInMonth(year, month)));
}

/** Both days of a month follow from the later one; the last day of the month goes with the 15th. */
function laterHalf(day: number): number {
  return day > 15 ? day : day + 15;
}

function earlierHalf(later: number): number {
  return Math.min(later - 15, 15);
}
