/**
 * Months later, apart from `plainDate`: a schedule counts its months over whole columns, so it needs
 * no library of dates.
 *
 * @module
 */
import { UTCDate } from "@date-fns/utc";
import { addMonths as shiftMonths } from "date-fns/addMonths";
import { notWholeNumber, type PlainDate, parts, plainDate } from "./plainDate.ts";

/**
 * The same day of the month `months` later, or the month's last day where it has no such day.
 *
 * @throws LendkitError `NOT_A_WHOLE_NUMBER`; `INVALID_DATE` beyond the calendar's ends.
 *
 * @example
 * addMonths(plainDate("2024-01-31"), 1); //=> "2024-02-29"
 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  if (!Number.isInteger(months)) throw notWholeNumber({ found: months, field: "months" });
  const { year, month, day } = parts(date);
  const shifted = shiftMonths(new UTCDate(year, month - 1, day), months);
  return plainDate(isoText(shifted), `${date} and ${months} months`);
}

function isoText(date: UTCDate): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const padded = [String(year).padStart(4, "0"), ...[month, day].map(twoDigits)];
  return padded.join("-");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
