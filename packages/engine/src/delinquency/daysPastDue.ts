import {
  datesOutOfOrder,
  daysBetween,
  type PlainDate,
  plainDate,
  toEpochDay,
} from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { checkOption } from "../money/unknownOption.ts";

/** Days that are not counted, both ends included. */
export interface Pause {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/**
 * When a due that is unpaid becomes past due.
 *
 * - `dayStart`: from the day after its due date, so the borrower has the whole day to pay it.
 * - `dayEnd`: once its due date is over, so a classification that is made in the evening of that
 *   day counts it already, with zero days.
 */
export type DayPoint = "dayStart" | "dayEnd";

/** How days past due are counted. */
export interface DaysPastDueRule {
  /** Whole days after a due date in which nothing is past due, zero or more. Default: 0. */
  readonly graceDays?: number;
  /** Default: `dayStart`. */
  readonly at?: DayPoint;
  /** Days that are not counted. Default: none. */
  readonly pauses?: readonly Pause[];
}

export const invalidGraceDays: ErrorType<{ readonly found: string }> = errorType(
  "INVALID_GRACE_DAYS",
  {
    kind: "invalid",
    message: ({ found }) => `graceDays is ${found}, expected a whole number of zero or more.`,
  },
);

/** @throws LendkitError `INVALID_GRACE_DAYS` */
export function checkGraceDays(graceDays: number): void {
  if (!Number.isSafeInteger(graceDays) || graceDays < 0) {
    throw invalidGraceDays({ found: String(graceDays) });
  }
}

/**
 * Days since the due date of the oldest due that is unpaid, pauses left out; undefined where
 * nothing is past due. Within the days of grace nothing is; after them, days count from the due
 * date.
 *
 * @param dueDates of what is unpaid, in any order; days after `asOf` are not looked at
 * @throws LendkitError `INVALID_GRACE_DAYS`, `UNKNOWN_OPTION`, `INVALID_DATE`,
 *   `DATES_OUT_OF_ORDER` for a pause that ends before it begins
 *
 * @example
 * daysPastDue([plainDate("2023-01-31")], plainDate("2023-04-05")); //=> 64
 */
export function daysPastDue(
  dueDates: readonly PlainDate[],
  asOf: PlainDate,
  rule: DaysPastDueRule = {},
): number | undefined {
  const { graceDays = 0, at = "dayStart", pauses = [] } = rule;
  checkGraceDays(graceDays);
  checkOption("at", at, ["dayStart", "dayEnd"]);
  plainDate(asOf, "asOf");
  for (const dueOn of dueDates) plainDate(dueOn, "dueOn");
  pauses.forEach(checkPause);
  const oldest = dueDates.reduce<PlainDate | undefined>(
    (first, dueOn) => (first === undefined || dueOn < first ? dueOn : first),
    undefined,
  );
  if (oldest === undefined) return undefined;
  const days = daysBetween(oldest, asOf) - pausedDays(pauses, oldest, asOf);
  const least = graceDays + (at === "dayEnd" ? 0 : 1);
  return oldest <= asOf && days >= least ? days : undefined;
}

/** @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER` */
function checkPause({ from, to }: Pause, index: number): void {
  plainDate(from, `pauses.${index}.from`);
  plainDate(to, `pauses.${index}.to`);
  if (to < from) throw datesOutOfOrder({ start: from, end: to });
}

/** Days after `start` up to `end`, `end` included, that stand in a pause; each counts once. */
function pausedDays(pauses: readonly Pause[], start: PlainDate, end: PlainDate): number {
  const last = toEpochDay(end);
  let days = 0;
  let counted = toEpochDay(start);
  for (const { from, to } of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const first = Math.max(toEpochDay(from), counted + 1);
    const until = Math.min(toEpochDay(to), last);
    days += Math.max(0, until - first + 1);
    counted = Math.max(counted, until);
  }
  return days;
}
