/**
 * Conventions that look at the schedule: what a day is worth depends on the period that it is in.
 *
 * @module
 */
import { type ErrorType, errorType } from "../../errors.ts";
import { addRatios, multiplyRatios, type Ratio, ratio } from "../../money/ratio.ts";
import { type DateGrid, dateGrid, gridDay } from "../dateGrid.ts";
import { civil, daysInMonth } from "../epochDay.ts";
import { type Frequency, parseFrequency } from "../frequency.ts";
import { fromEpochDay, toEpochDay } from "../plainDate.ts";
import { leapDays } from "./leapYears.ts";
import { actualDays, type DatePeriod, type DayCountContext, type DayCountRules } from "./rule.ts";

export const outsidePeriod: ErrorType<{
  readonly start: string;
  readonly end: string;
  readonly period: DatePeriod;
}> = errorType("OUTSIDE_PERIOD", {
  kind: "invalid",
  message: ({ start, end, period }) =>
    `${start} to ${end} does not lie in the period ${period.start} to ${period.end}, by which it ` +
    "is counted. Count each period's part on its own.",
});

export const notARegularPeriod: ErrorType<{
  readonly regularPeriod: DatePeriod;
  readonly frequency: string;
  readonly expectedEnd: string;
}> = errorType("NOT_A_REGULAR_PERIOD", {
  kind: "invalid",
  message: ({ regularPeriod: { start, end }, frequency, expectedEnd }) =>
    `${start} to ${end} is no regular period of ${frequency}, which would end on ${expectedEnd}. ` +
    "Take a full period before business days are applied; for a stub, the one beside it.",
});

export const byPeriodRules: DayCountRules<"1/1" | "ACT/365L" | "ACT/ACT.ICMA" | "PLAIN_PERIOD"> = {
  // Whatever the dates: a rate that is stated for the whole period, an empty one too.
  "1/1": {
    reference: "2006 ISDA Definitions 4.16(a)",
    additive: false,
    needs: [],
    days: () => 1,
    fraction: () => ratio(1, 1),
  },

  /**
   * All days of a period over 365 or 366. With annual periods 366 if 29 February is in the period,
   * its start excluded and its end included; with others, if the year of the period's end is a
   * leap year. By another reading the end's year decides for annual periods too:
   *
   *     1 February 2003 to 1 February 2004   here 365/365   by the other 365/366
   *     1 March 2003 to 1 March 2004         both 366/366
   *
   * We take the first, which is ICMA's. A part of a period is over the period's 365 or 366.
   */
  "ACT/365L": {
    reference: "2006 ISDA Definitions 4.16(i); ICMA Rule 251.1(i) part 2",
    additive: true,
    needs: ["period", "frequency"],
    days: actualDays,
    fraction: (start, end, { period, frequency }) => {
      const whole = periodAround(start, end, period);
      const leap = isAnnual(frequency)
        ? leapDays(whole.start + 1, whole.end + 1) > 0
        : daysInMonth(civil(whole.end).year, 2) === 29;
      return ratio(end - start, leap ? 366 : 365);
    },
  },

  /**
   * Each day is the same part of the regular period that it falls in, and every regular period the
   * same part of a year. A stub is measured by the regular periods that it would have been part
   * of. The short period 15 August 2002 to 15 January 2003, before a half-year:
   *
   *     within the half-year from 15 July (184 days)   153 / (184 * 2)
   *     by its own length, which is the other reading   153 / (153 * 2), a half for any stub
   *
   * We take the first, as ISDA's 1998 memorandum on EMU and market conventions clarified.
   */
  "ACT/ACT.ICMA": {
    reference: "2006 ISDA Definitions 4.16(c); ICMA Rule 251.1(iii) and 251.3",
    additive: true,
    needs: ["regularPeriod", "frequency", "endOfMonth"],
    days: actualDays,
    fraction: byRegularPeriods,
  },

  /**
   * A period of the schedule is one over the periods in a year, whatever its days: a month is
   * 1/12, in February as in March, and so is a stub. A part of it is its days over the period's:
   * 10 days of a February of 28 are 10 / (28 * 12). The other reading takes months of 30 days for
   * the part, 10/360, with which 28 parts of one day would not be a month. We take the first.
   */
  PLAIN_PERIOD: {
    reference: "Lending practice: the annual rate over the periods in a year",
    additive: true,
    needs: ["period", "frequency"],
    days: actualDays,
    fraction: (start, end, { period, frequency }) => {
      const whole = periodAround(start, end, period);
      const { periodsPerYear } = parseFrequency(frequency);
      return partOfPeriod(end - start, whole.end - whole.start, periodsPerYear);
    },
  },
};

function periodAround(
  start: number,
  end: number,
  period: DatePeriod,
): { start: number; end: number } {
  const around = { start: toEpochDay(period.start), end: toEpochDay(period.end) };
  if (start < around.start || end > around.end || around.start === around.end) {
    throw outsidePeriod({ start: fromEpochDay(start), end: fromEpochDay(end), period });
  }
  return around;
}

function isAnnual(frequency: Frequency): boolean {
  const { unit, count } = parseFrequency(frequency);
  return unit === "month" && count === 12;
}

function byRegularPeriods(
  start: number,
  end: number,
  context: Pick<DayCountContext, "regularPeriod" | "frequency" | "endOfMonth">,
): Ratio {
  const grid = gridOf(context);
  const { periodsPerYear } = grid.step;
  let index = 0;
  while (gridDay(grid, index) > start) index -= 1;
  while (gridDay(grid, index + 1) <= start) index += 1;

  let sum = ratio(0, 1);
  for (let from = start; from < end; index += 1) {
    const [periodStart, periodEnd] = [gridDay(grid, index), gridDay(grid, index + 1)];
    const to = Math.min(end, periodEnd);
    sum = addRatios(sum, partOfPeriod(to - from, periodEnd - periodStart, periodsPerYear));
    from = to;
  }
  return sum;
}

/**
 * Regular periods in both directions from the given one. Its later day of the month is the one
 * that they fall on: 28 February to 31 May rolls on the 31st.
 */
function gridOf({
  regularPeriod,
  frequency,
  endOfMonth,
}: Pick<DayCountContext, "regularPeriod" | "frequency" | "endOfMonth">): DateGrid {
  const [start, end] = [toEpochDay(regularPeriod.start), toEpochDay(regularPeriod.end)];
  const step = parseFrequency(frequency);
  const grid =
    endOfMonth && step.unit !== "day" ? dateGrid(step, start, "EOM") : dateGrid(step, start);
  const rolled = { ...grid, rollDay: Math.max(grid.rollDay, civil(end).day) };
  if (gridDay(rolled, 0) !== start || gridDay(rolled, 1) !== end) {
    const expectedEnd = fromEpochDay(gridDay(grid, 1));
    throw notARegularPeriod({ regularPeriod, frequency, expectedEnd });
  }
  return rolled;
}

/** `days` of a period of `periodDays` days, as a part of a year. */
function partOfPeriod(days: number, periodDays: number, periodsPerYear: Ratio): Ratio {
  const { numerator, denominator } = periodsPerYear;
  return multiplyRatios(ratio(days, periodDays), ratio(denominator, numerator));
}
