/**
 * How often something falls due, and how many such periods a year has.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type Ratio, ratio } from "../money/ratio.ts";

/**
 * An ISO 8601 duration of one unit, `P<n>D`, `P<n>W`, `P<n>M` or `P<n>Y`, such as "P14D", "P1W",
 * "P1M", "P3M", "P1Y"; n is 1 or more and the whole at most 100 years. ISO 8601 has no word for
 * twice a month: `SEMI_MONTHLY` is two days of every month, 15 days apart (the 1st and the 16th,
 * the 10th and the 25th), or the 15th and the month's last day.
 */
export type Frequency = `P${number}${"D" | "W" | "M" | "Y"}` | "SEMI_MONTHLY";

/** A frequency that was read once. */
export interface FrequencyStep {
  /** Weeks are counted in days, and years in months. */
  readonly unit: "day" | "month" | "halfMonth";
  /** How many units from one date to the next, 1 or more. */
  readonly count: number;
  /** Plain periods in a year. See `plainPeriodsPerYear`. */
  readonly periodsPerYear: Ratio;
}

interface Unit {
  readonly unit: "day" | "month";
  readonly size: number;
  readonly perYear: number;
}

const units: Readonly<Record<string, Unit>> = {
  D: { unit: "day", size: 1, perYear: 365 },
  W: { unit: "day", size: 7, perYear: 52 },
  M: { unit: "month", size: 1, perYear: 12 },
  Y: { unit: "month", size: 12, perYear: 1 },
};

const LONGEST_YEARS = 100;

const shape = /^P([1-9]\d{0,4})([DWMY])$/;

export const invalidFrequency: ErrorType<{ readonly found: string; readonly field: string }> =
  errorType("INVALID_FREQUENCY", {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${JSON.stringify(found)}, expected an ISO 8601 duration of one unit, up to ` +
      `${LONGEST_YEARS} years, such as "P1M", "P2W" or "P30D", or "SEMI_MONTHLY".`,
  });

/**
 * Reads a frequency.
 *
 * @param field names the value in an error
 * @throws LendkitError `INVALID_FREQUENCY`
 *
 * @example
 * parseFrequency("P2W"); //=> { unit: "day", count: 14, periodsPerYear: 26/1 }
 */
export function parseFrequency(frequency: Frequency, field = "frequency"): FrequencyStep {
  if (frequency === "SEMI_MONTHLY") {
    return { unit: "halfMonth", count: 1, periodsPerYear: ratio(24, 1) };
  }
  const match = shape.exec(frequency);
  const [count, found] = [Number(match?.[1]), units[match?.[2] ?? ""]];
  if (found === undefined || count > LONGEST_YEARS * found.perYear) {
    throw invalidFrequency({ found: String(frequency).slice(0, 40), field });
  }
  const { unit, size, perYear } = found;
  return { unit, count: count * size, periodsPerYear: ratio(perYear, count) };
}

/**
 * By what a year's rate is divided for one plain period: 12 for a month, 4 for a quarter, 52 for a
 * week, 24 for half a month, 365 for a day; for several units, their part of it. The year is then
 * 12 months, 52 weeks or 365 days whatever the calendar says, so that 14 days (365/14 periods)
 * and 2 weeks (26) bear different interest (12 CFR 1026, Appendix J (b)(5), counts unit-periods
 * in the same way).
 *
 * @throws LendkitError `INVALID_FREQUENCY`
 *
 * @example
 * plainPeriodsPerYear("P3M"); //=> { numerator: 4, denominator: 1 }
 * plainPeriodsPerYear("P30D"); //=> { numerator: 73, denominator: 6 }
 */
export function plainPeriodsPerYear(frequency: Frequency): Ratio {
  return parseFrequency(frequency).periodsPerYear;
}
