/**
 * Actual days over the actual length of a year, where they disagree on which year that is.
 *
 * @module
 */
import { addRatios, type Ratio, ratio } from "../../money/ratio.ts";
import { addYears, daysInLeapYears, leapDays } from "./leapYears.ts";
import { actualDays, type DayCountRules } from "./rule.ts";

export const actualActualRules: DayCountRules<
  "ACT/ACT.ISDA" | "ACT/ACT.END_INCLUDED" | "ACT/ACT.AFB" | "ACT/ACT.YEAR" | "ACT/365.ACTUAL"
> = {
  // Days in leap years over 366 and the others over 365; 31 December to 1 January is a day of the
  // old year.
  "ACT/ACT.ISDA": {
    reference: "2006 ISDA Definitions 4.16(b)",
    additive: true,
    needs: [],
    days: actualDays,
    fraction: bySharesOfYears,
  },

  /**
   * As ACT/ACT.ISDA, but a day belongs to the year of the date that it ends on: a period that
   * crosses the year is split at 31 December instead of 1 January. For 12 December 2023 to
   * 12 January 2024:
   *
   *     ACT/ACT.ISDA           20/365 + 11/366
   *     ACT/ACT.END_INCLUDED   19/365 + 12/366
   *
   * This is what lending systems do that post a day's interest at its end.
   */
  "ACT/ACT.END_INCLUDED": {
    reference: "Lending practice: 2006 ISDA Definitions 4.16(b) with the end date included",
    additive: true,
    needs: [],
    days: actualDays,
    fraction: (start, end) => bySharesOfYears(start + 1, end + 1),
  },

  /**
   * Whole years are counted back from the end; the days left over are over 366 if 29 February is
   * among them (start included, end excluded), else over 365. Where the end is the 29th, years
   * before it end on the 28th or 29th, whichever is February's last.
   *
   * ISDA's 1999 memorandum translates the French text so that an end on the 28th moves as well,
   * which gives one day the interest of two, and the next none. From 28 February 2004:
   *
   *     to 2008-02-27   here 3 + 365/366   by the memorandum 3 + 365/366
   *     to 2008-02-28   here 4             by the memorandum 4 + 1/366
   *     to 2008-02-29   here 4 + 1/365     by the memorandum 4 + 1/366
   *
   * We take the first, as the French text has it.
   */
  "ACT/ACT.AFB": {
    reference: "Association française des banques, Base exact/exact, September 1994",
    additive: false,
    needs: [],
    days: actualDays,
    fraction: yearsBackFromEnd,
  },

  // Whole years are counted on from the start; the days left over are over the length of the year
  // that begins where they do: ACT/ACT.ICMA of annual periods that begin with the start.
  "ACT/ACT.YEAR": {
    reference: "Market practice: years from the start date",
    additive: false,
    needs: [],
    days: actualDays,
    fraction: yearsOnFromStart,
  },

  /**
   * All days over 366 if 29 February is among the dates after the start, up to the end, else over
   * 365, however long the period. The other reading takes the start in and leaves the end out:
   *
   *     2011-12-28 to 2012-02-29   here 63/366   by the other 63/365
   *     2012-02-29 to 2012-03-28   here 28/365   by the other 28/366
   *
   * We take the first: it agrees with ACT/365L of annual periods, whose text says so.
   */
  "ACT/365.ACTUAL": {
    reference: "Market practice, also called ACT/365A",
    additive: false,
    needs: [],
    days: actualDays,
    fraction: (start, end) => ratio(end - start, leapDays(start + 1, end + 1) > 0 ? 366 : 365),
  },
};

function bySharesOfYears(first: number, last: number): Ratio {
  const inLeapYears = daysInLeapYears(first, last);
  return addRatios(ratio(inLeapYears, 366), ratio(last - first - inLeapYears, 365));
}

function yearsBackFromEnd(start: number, end: number): Ratio {
  let years = 0;
  while (addYears(end, -years - 1) >= start) years += 1;
  const rest = addYears(end, -years);
  const yearDays = leapDays(start, rest) > 0 ? 366 : 365;
  return addRatios(ratio(years, 1), ratio(rest - start, yearDays));
}

function yearsOnFromStart(start: number, end: number): Ratio {
  let years = 0;
  while (addYears(start, years + 1) <= end) years += 1;
  const rest = addYears(start, years);
  const yearDays = addYears(start, years + 1) - rest;
  return addRatios(ratio(years, 1), ratio(end - rest, yearDays));
}
