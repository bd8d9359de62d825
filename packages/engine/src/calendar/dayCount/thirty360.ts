/**
 * Months of 30 days. All count `360 * years + 30 * months + days` between two dates and differ in
 * which days of the month they first read as the 30th. From a date to itself there are no days,
 * however it is read.
 *
 * @module
 */
import { type Ratio, ratio } from "../../money/ratio.ts";
import { civil, daysInMonth } from "../epochDay.ts";
import { toEpochDay } from "../plainDate.ts";
import {
  countedDays,
  type DayCountContext,
  type DayCountRule,
  type DayCountRules,
} from "./rule.ts";

type Civil = ReturnType<typeof civil>;

const over360 = ratio(1, 360);

/** 31 is read as 30; the end's only after a start on the 30th or 31st. */
const bondBasis = (startDay: number, endDay: number): number =>
  startDay >= 30 ? upTo30(endDay) - 30 : endDay - startDay;

export const thirty360Rules: DayCountRules<
  "30/360" | "30U/360" | "30/360.PSA" | "30E/360" | "30E/360.ISDA" | "30E/365" | "30E+/360"
> = {
  // Bond Basis. Not additive: the start decides how the end's 31st is read.
  "30/360": thirty("2006 ISDA Definitions 4.16(f)", false, [], (start, end) =>
    bondBasis(start.day, end.day),
  ),

  /**
   * As 30/360, but on a schedule of month ends February's last day is read as the 30th: the
   * start's always, the end's only after such a start.
   *
   *     2007-02-28 to 2007-03-31   endOfMonth 30 days   else 33, as 30/360
   *     2008-02-29 to 2009-02-28   endOfMonth 360 days  else 359
   */
  "30U/360": thirty(
    "Securities Industry Association, Standard Securities Calculation Methods (30/360 SIA)",
    false,
    ["endOfMonth"],
    (start, end, { endOfMonth }) => {
      if (!endOfMonth || !endsFebruary(start)) return bondBasis(start.day, end.day);
      return endsFebruary(end) ? 0 : upTo30(end.day) - 30;
    },
  ),

  /**
   * As 30/360, but a start on February's last day is always read as the 30th, and an end never.
   * So 29 February 2008 to 28 February 2009 has 358 days. Spreadsheets' DAYS360 by the US method.
   */
  "30/360.PSA": thirty(
    "Public Securities Association; Standard Securities Calculation Methods, vol. 2 (1995)",
    false,
    [],
    (start, end) => bondBasis(endsFebruary(start) ? 30 : start.day, end.day),
  ),

  // Eurobond Basis: a 31st is always read as the 30th, and February as it is.
  "30E/360": thirty(
    "2006 ISDA Definitions 4.16(g); ICMA Rule 251.1(ii)",
    true,
    [],
    (start, end) => upTo30(end.day) - upTo30(start.day),
  ),

  /**
   * Every month's last day is read as the 30th, but for an end in February that is the contract's
   * last day. For that day's sake it is not additive: a contract that ends on 28 February ends two
   * days short, and what accrues after it starts from the 30th.
   */
  "30E/360.ISDA": thirty(
    "2006 ISDA Definitions 4.16(h)",
    false,
    ["terminationDate"],
    (start, end, { terminationDate }, endDay) => {
      const ends = terminationDate !== null && toEpochDay(terminationDate) === endDay;
      return (ends && end.month === 2 ? end.day : lastAs30(end)) - lastAs30(start);
    },
  ),

  // Every month's last day is read as the 30th, over 365: twelve months earn 360/365.
  "30E/365": thirty(
    "German practice",
    true,
    [],
    (start, end) => lastAs30(end) - lastAs30(start),
    ratio(1, 365),
  ),

  // A start's 31st is read as the 30th, an end's as the first of the next month, which is 31 days
  // after the first of its own. Not additive: a split on the 31st counts that day twice.
  "30E+/360": thirty("Market practice", false, [], (start, end) => end.day - upTo30(start.day)),
};

/** @param days from the start's day of the month to the end's, as the convention reads them */
function thirty<Needs extends keyof DayCountContext>(
  reference: string,
  additive: boolean,
  needs: readonly Needs[],
  days: (start: Civil, end: Civil, context: Pick<DayCountContext, Needs>, endDay: number) => number,
  dayFraction: Ratio = over360,
): DayCountRule<Needs> {
  return countedDays({
    reference,
    additive,
    needs,
    dayFraction,
    days: (startDay, endDay, context) => {
      if (startDay === endDay) return 0;
      const start = civil(startDay);
      const end = civil(endDay);
      const months = 12 * (end.year - start.year) + end.month - start.month;
      return 30 * months + days(start, end, context, endDay);
    },
  });
}

function upTo30(day: number): number {
  return Math.min(day, 30);
}

function lastAs30({ year, month, day }: Civil): number {
  return day === daysInMonth(year, month) ? 30 : day;
}

function endsFebruary({ year, month, day }: Civil): boolean {
  return month === 2 && day === daysInMonth(year, 2);
}
