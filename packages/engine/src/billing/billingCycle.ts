import { addMonths } from "../calendar/addMonths.ts";
import { addDays, daysBetween, type PlainDate, parts, plainDate } from "../calendar/plainDate.ts";
import { type BillingTerms, type CycleRule, invalidBillingTerms } from "./billingTerms.ts";

/** One cycle of a billed credit. */
export interface BillingCycle {
  /** From 1. */
  readonly number: number;
  /** The first day whose interest it bears: of the drawing, or of the bill before. */
  readonly start: PlainDate;
  /** The day of the bill, whose interest belongs to the next cycle. */
  readonly billedOn: PlainDate;
  /** The last day on which the bill is paid in time. */
  readonly payBy: PlainDate;
}

/**
 * The days of one cycle.
 *
 * @param startedOn the day of the first drawing
 * @param number from 1
 * @throws LendkitError `INVALID_DATE`; `INVALID_BILLING_TERMS` for a number that is not whole or
 *   below 1; `DATE_OUT_OF_RANGE` beyond the year 9999
 *
 * @example
 * const terms = { cycle: { kind: "days", days: 30 }, payWithinDays: 15 } as const;
 * billingCycle(terms, plainDate("2024-01-01"), 1);
 * //=> { number: 1, start: "2024-01-01", billedOn: "2024-01-31", payBy: "2024-02-15" }
 */
export function billingCycle(
  { cycle, payWithinDays }: Pick<BillingTerms, "cycle" | "payWithinDays">,
  startedOn: PlainDate,
  number: number,
): BillingCycle {
  if (!Number.isInteger(number) || number < 1) {
    const expected = "a whole number from 1";
    throw invalidBillingTerms({ field: "number", found: String(number), expected });
  }
  const first = plainDate(startedOn, "startedOn");
  const billedOn = billingDay(cycle, first, number);
  const start = number === 1 ? first : billingDay(cycle, first, number - 1);
  return { number, start, billedOn, payBy: addDays(billedOn, payWithinDays) };
}

/** The first cycle whose bill is made after a day. */
export function cycleAfter(
  terms: Pick<BillingTerms, "cycle" | "payWithinDays">,
  startedOn: PlainDate,
  day: PlainDate,
): BillingCycle {
  let number = Math.max(1, cyclesBefore(terms.cycle, startedOn, day));
  while (billingDay(terms.cycle, startedOn, number) <= day) number += 1;
  return billingCycle(terms, startedOn, number);
}

/** At most the number of bills made by a day, and near it. */
function cyclesBefore(cycle: CycleRule, startedOn: PlainDate, day: PlainDate): number {
  if (day <= startedOn) return 1;
  const days = daysBetween(startedOn, day);
  return cycle.kind === "days" ? Math.floor(days / cycle.days) : Math.floor(days / 31) - 12;
}

function billingDay(cycle: CycleRule, startedOn: PlainDate, number: number): PlainDate {
  if (cycle.kind === "days") return addDays(startedOn, cycle.days * number);
  const earliest = addDays(startedOn, cycle.firstAfterDays);
  const inItsMonth = dayOfMonth(earliest, cycle.day, 0);
  const skipped = inItsMonth < earliest ? 1 : 0;
  return dayOfMonth(earliest, cycle.day, number - 1 + skipped);
}

/** A day of a later month, or the last day of one that is too short. */
function dayOfMonth(from: PlainDate, day: number, monthsLater: number): PlainDate {
  const monthStart = addDays(from, 1 - parts(from).day);
  const next = addMonths(monthStart, monthsLater + 1);
  const length = daysBetween(addMonths(monthStart, monthsLater), next);
  return addDays(addMonths(monthStart, monthsLater), Math.min(day, length) - 1);
}
