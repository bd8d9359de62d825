/**
 * Times in unit periods, as Appendix J to 12 CFR 1026 counts them: whole periods back from the
 * later date, and what is left as a fraction of one, in months of 30 days.
 *
 * @module
 */
import { civil, daysInMonth, epochDay } from "../../calendar/epochDay.ts";
import { type Frequency, type FrequencyStep, parseFrequency } from "../../calendar/frequency.ts";
import type { CreditFlow } from "./creditFlows.ts";

/** A time from the beginning. */
export interface UnitPeriods {
  readonly whole: number;
  /** Zero or more, below one. */
  readonly fraction: number;
}

/**
 * From one day to a later one.
 *
 * (b)(5)(iii): months back from the later date, then days of a 30-day month. (b)(5)(iv) half
 * months: two a month, then 15 days one more. Days and weeks are counted out.
 */
export function unitPeriods(start: number, end: number, period: FrequencyStep): UnitPeriods {
  if (period.unit === "day") {
    const days = end - start;
    const whole = Math.floor(days / period.count);
    return { whole, fraction: (days - whole * period.count) / period.count };
  }
  const { months, days } = monthsAndDays(start, end);
  if (period.unit === "halfMonth") {
    const more = Math.floor(days / 15);
    return { whole: 2 * months + more, fraction: (days - 15 * more) / 15 };
  }
  const whole = Math.floor(months / period.count);
  if (period.count === 12) {
    const fraction =
      days === 0 ? (months - 12 * whole) / 12 : (monthsBefore(end, 12 * whole) - start) / 365;
    return { whole, fraction };
  }
  const left = 30 * (months - whole * period.count) + days;
  return { whole, fraction: Math.min(left / (30 * period.count), 1 - Number.EPSILON) };
}

/**
 * The most whole months that end on the later day, and the days before them. The last day of a
 * month stands for the days that the month does not have: (b)(3), of a series on the last days of
 * months, and of February in one on the 29th or 30th.
 */
export function monthsAndDays(start: number, end: number): { months: number; days: number } {
  const [from, to] = [civil(start), civil(end)];
  let months = 12 * (to.year - from.year) + to.month - from.month;
  if (from.day >= to.day && isMonthEnd(to)) return { months, days: 0 };
  while (months > 0 && monthsBefore(end, months) < start) months -= 1;
  return { months, days: monthsBefore(end, months) - start };
}

/** The same day of the month, or the month's last. */
export function monthsBefore(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civil(day);
  const count = 12 * year + month - 1 - months;
  const [inYear, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return epochDay(inYear, inMonth, Math.min(dayOfMonth, daysInMonth(inYear, inMonth)));
}

/**
 * The period that lies most often between flows that follow each other, of several the shortest;
 * at most a year. (b)(4)(i). Half months are not recognized among days: name them.
 */
export function commonPeriod(flows: readonly CreditFlow[]): FrequencyStep {
  const days = [...new Set(flows.map(({ day }) => day))];
  const counts = new Map<Frequency, { times: number; days: number }>();
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    if (before === undefined) continue;
    const period = periodBetween(before, day);
    const times = (counts.get(period)?.times ?? 0) + 1;
    counts.set(period, { times, days: day - before });
  }
  const [common] = [...counts].sort(([, a], [, b]) => b.times - a.times || a.days - b.days);
  return parseFrequency(common?.[0] ?? "P1Y");
}

function periodBetween(start: number, end: number): Frequency {
  const { months, days } = monthsAndDays(start, end);
  if (months > 0 && days === 0) return `P${Math.min(12, months)}M`;
  const count = Math.min(365, end - start);
  return count % 7 === 0 ? `P${count / 7}W` : `P${count}D`;
}

function isMonthEnd({ year, month, day }: ReturnType<typeof civil>): boolean {
  return day === daysInMonth(year, month);
}
