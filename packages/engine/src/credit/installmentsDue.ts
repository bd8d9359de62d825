import { daysInMonth } from "../calendar/epochDay.ts";
import { type PlainDate, parts } from "../calendar/plainDate.ts";
import type { CreditRecord } from "./creditRecord.ts";

/**
 * How many installments of a loan have fallen due: the whole months from its start to `asOf`, at
 * most the tenor. An installment due on `asOf` itself is counted. Due dates keep the start's day of
 * the month, or take the month's last day where it has no such day.
 *
 * @example
 * // Due on 29 February, 31 March, 30 April …
 * installmentsDue({ startedOn: plainDate("2024-01-31"), tenorMonths: 12 }, plainDate("2024-03-30"));
 * //=> 1
 */
export function installmentsDue(
  loan: Pick<CreditRecord, "startedOn" | "tenorMonths">,
  asOf: PlainDate,
): number {
  if (asOf <= loan.startedOn) return 0;
  const [start, end] = [parts(loan.startedOn), parts(asOf)];
  const months = 12 * (end.year - start.year) + end.month - start.month;
  const dueDay = Math.min(start.day, daysInMonth(end.year, end.month));
  return Math.min(loan.tenorMonths, end.day < dueDay ? months - 1 : months);
}
