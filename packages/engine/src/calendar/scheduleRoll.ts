/**
 * Which day of the month a periodic schedule falls on, where its terms leave that open.
 *
 * @module
 */
import { adjustEpochDay, type BusinessDayAdjustment } from "./businessDay.ts";
import { type Roll, rollDay } from "./dateGrid.ts";
import { civil, daysInMonth, epochDay } from "./epochDay.ts";

/**
 * The day of the month, 1 to 31, of a schedule between two regular dates.
 *
 * It is the roll, or else that of the date which is counted from. If no stub is allowed and only
 * one of the two days can be the day (31 January to 30 April, 28 February to 30 May), it is the
 * larger, or with `EOM` the month's end.
 */
export function scheduleRollDay(
  regular: { readonly start: number; readonly end: number },
  roll: Roll | undefined,
  stub: { readonly countedFrom: "start" | "end"; readonly none: boolean },
): number {
  const [start, end] = [civil(regular.start), civil(regular.end)];
  const open = roll === undefined || roll === "EOM";
  const apart = start.month !== end.month || start.year !== end.year;
  const cutShort = endsMonth(regular.start) || endsMonth(regular.end);
  if (open && stub.none && start.day !== end.day && apart && cutShort) {
    return roll === "EOM" ? 31 : Math.max(start.day, end.day);
  }
  return rollDay(stub.countedFrom === "start" ? regular.start : regular.end, roll);
}

/**
 * What a given date was before somebody moved it to a business day: the day of its month that the
 * roll asks for, if that adjusts to the given date, else the date as it is.
 *
 * @param given an epoch day
 */
export function beforeAdjustment(
  given: number,
  roll: Roll | undefined,
  adjustment: BusinessDayAdjustment,
): number {
  const { year, month } = civil(given);
  const asked = Math.min(roll === "EOM" ? 31 : rollDay(given, roll), daysInMonth(year, month));
  const date = epochDay(year, month, asked);
  return adjustEpochDay(date, adjustment) === given ? date : given;
}

function endsMonth(epochDay: number): boolean {
  const { year, month, day } = civil(epochDay);
  return day === daysInMonth(year, month);
}
