/**
 * Actual days over a year of one length: the calendar's days, or those that are no leap day, each
 * the same part of a year.
 *
 * @module
 */
import { type Ratio, ratio } from "../../money/ratio.ts";
import { leapDays } from "./leapYears.ts";
import { actualDays, countedDays, type DayCountRule, type DayCountRules } from "./rule.ts";

const actual = (reference: string, dayFraction: Ratio): DayCountRule<never> =>
  countedDays({ reference, additive: true, needs: [], days: actualDays, dayFraction });

const withoutLeapDays = (reference: string, yearDays: number): DayCountRule<never> =>
  countedDays({
    reference,
    additive: true,
    needs: [],
    days: (start, end) => end - start - leapDays(start + 1, end + 1),
    dayFraction: ratio(1, yearDays),
  });

export const actualRules: DayCountRules<
  "ACT/360" | "ACT/365.FIXED" | "ACT/364" | "ACT/365.25" | "ACT/366" | "NL/365" | "NL/360"
> = {
  // Twelve months earn 365/360 or 366/360 of the annual rate.
  "ACT/360": actual("2006 ISDA Definitions 4.16(e); ICMA Rule 251.1(i) part 1", ratio(1, 360)),

  // 365 in leap years too: a leap year earns 366/365 of the annual rate.
  "ACT/365.FIXED": actual("2006 ISDA Definitions 4.16(d)", ratio(1, 365)),

  // 52 weeks are a year.
  "ACT/364": actual("Market practice, for contracts of whole weeks", ratio(1, 364)),

  "ACT/365.25": actual("Market practice: the mean year of the Julian calendar", ratio(4, 1461)),

  // A common year earns 365/366 of the annual rate.
  "ACT/366": actual("Market practice", ratio(1, 366)),

  /**
   * "No leap": 29 February bears no interest. Which day is that? By the usual reading (ISO 20022
   * A014, exclusive of the start and inclusive of the end) it is the day that ends on the 29th; by
   * the other, the day that starts on it.
   *
   *     2011-12-28 to 2012-02-29, 63 actual days: 62 by the first, 63 by the second
   *     2012-02-29 to 2012-03-28, 28 actual days: 28 by the first, 27 by the second
   *
   * We take the first. A period that starts at the leap day or ends after it is one day shorter
   * or longer than by the other; over both they agree.
   */
  "NL/365": withoutLeapDays("ISO 20022 InterestComputationMethod A014", 365),

  // The days of NL/365 over 360.
  "NL/360": withoutLeapDays("Market practice: the days of NL/365 over 360", 360),
};
