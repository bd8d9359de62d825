import { daysInMonth, epochDay } from "./epochDay.ts";
import { type PlainDate, parts } from "./plainDate.ts";

/**
 * How often installments fall due, as an ISO 8601 duration.
 *
 * - `P1M`: every month.
 */
export type Frequency = "P1M";

/** Plain periods in a year, by which an annual rate is divided. */
export const periodsPerYear: Readonly<Record<Frequency, number>> = { P1M: 12 };

/**
 * Due dates of consecutive months, as epoch days. Each is counted from the anchor and not from
 * the one before, so a short month never drags the later ones down: 31 January is followed by
 * 29 February and then by 31 March.
 *
 * @param anchor gives the day of the month
 * @param firstMonth months from the anchor to the first date: 0 or more
 * @param count how many dates
 */
export function monthlyEpochDays(anchor: PlainDate, firstMonth: number, count: number): Int32Array {
  const { year, month, day } = parts(anchor);
  const dates = new Int32Array(count);
  let monthIndex = month - 1 + firstMonth;
  let currentYear = year + Math.floor(monthIndex / 12);
  monthIndex %= 12;
  let firstOfMonth = epochDay(currentYear, monthIndex + 1, 1);
  for (let index = 0; index < count; index += 1) {
    const length = daysInMonth(currentYear, monthIndex + 1);
    dates[index] = firstOfMonth + Math.min(day, length) - 1;
    firstOfMonth += length;
    monthIndex += 1;
    if (monthIndex === 12) {
      monthIndex = 0;
      currentYear += 1;
    }
  }
  return dates;
}
