import {
  type DayCount,
  type DayCountContext,
  dayCountDays,
  type PlainDate,
  yearFraction,
} from "@lendkit/engine";

/** A suite's name for a convention: ours, and the part of the context that the name implies. */
export interface NamedDayCount {
  readonly dayCount: DayCount;
  readonly endOfMonth?: boolean;
  readonly terminationDate?: (end: PlainDate) => PlainDate;
}

export type DayCountNames = Readonly<Record<string, NamedDayCount>>;

/** @throws Error for a name that is not listed */
export function named(names: DayCountNames, name: string): NamedDayCount {
  const found = names[name];
  if (found === undefined) throw new Error(`No convention is known by the name ${name}.`);
  return found;
}

export function fractionOf(convention: NamedDayCount, start: PlainDate, end: PlainDate): number {
  const context = contextOf(convention, start, end);
  return yearFraction(convention.dayCount, start, end, context).toNumber();
}

export function daysOf(convention: NamedDayCount, start: PlainDate, end: PlainDate): number {
  return dayCountDays(convention.dayCount, start, end, contextOf(convention, start, end));
}

/** The suites give no schedule: the two dates are the period, and the contract goes on. */
function contextOf(
  { endOfMonth = false, terminationDate }: NamedDayCount,
  start: PlainDate,
  end: PlainDate,
): DayCountContext {
  const period = { start, end };
  return {
    period,
    regularPeriod: period,
    frequency: "P1Y",
    endOfMonth,
    terminationDate: terminationDate?.(end) ?? null,
  };
}
