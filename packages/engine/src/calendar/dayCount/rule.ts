/**
 * The shape of a day count convention: one row of a table, with what it needs to know.
 *
 * @module
 */
import { multiplyRatios, type Ratio, ratio } from "../../money/ratio.ts";
import type { Frequency } from "../frequency.ts";
import type { PlainDate } from "../plainDate.ts";

/** From `start`, included, to `end`, excluded. */
export interface DatePeriod {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

/** What some conventions must know of the schedule, beyond the two dates. */
export interface DayCountContext {
  /** The period of the schedule, regular or not, that the two dates lie in. */
  readonly period: DatePeriod;
  /**
   * Any one period of full length, unadjusted by business days: the period itself where it is
   * regular, and for a stub the regular one beside it. Others are counted from it.
   */
  readonly regularPeriod: DatePeriod;
  readonly frequency: Frequency;
  /** The schedule falls on month ends because it started on one. */
  readonly endOfMonth: boolean;
  /** The contract's last day; null where none is set, as for a revolving credit. */
  readonly terminationDate: PlainDate | null;
}

/** Every convention, with the parts of the context that it cannot do without. */
export interface DayCountNeeds {
  "ACT/360": never;
  "ACT/365.FIXED": never;
  "ACT/365.ACTUAL": never;
  "ACT/365L": "period" | "frequency";
  "ACT/364": never;
  "ACT/365.25": never;
  "ACT/366": never;
  "ACT/ACT.ISDA": never;
  "ACT/ACT.END_INCLUDED": never;
  "ACT/ACT.ICMA": "regularPeriod" | "frequency" | "endOfMonth";
  "ACT/ACT.AFB": never;
  "ACT/ACT.YEAR": never;
  "NL/365": never;
  "NL/360": never;
  "30/360": never;
  "30U/360": "endOfMonth";
  "30/360.PSA": never;
  "30E/360": never;
  "30E/360.ISDA": "terminationDate";
  "30E/365": never;
  "30E+/360": never;
  "1/1": never;
  PLAIN_PERIOD: "period" | "frequency";
}

/** Named as FpML names them where it does, so code, contract and data file agree. */
export type DayCount = keyof DayCountNeeds;

/** One convention. Dates are epoch days with `start <= end`; the end date is not counted. */
export interface DayCountRule<Needs extends keyof DayCountContext = keyof DayCountContext> {
  /** Where the convention is defined. */
  readonly reference: string;
  /**
   * Whether splitting a period at any day, in the same context, leaves its length unchanged.
   * Interest by a convention that is not additive depends on when it is posted.
   */
  readonly additive: boolean;
  readonly needs: readonly Needs[];
  /** What part of a year one counted day is; absent where that differs from day to day. */
  readonly dayFraction?: Ratio;
  /** The days that the convention counts. */
  readonly days: (start: number, end: number, context: Pick<DayCountContext, Needs>) => number;
  /** The part of a year, exactly; `days` times `dayFraction` where there is one. */
  readonly fraction: (start: number, end: number, context: Pick<DayCountContext, Needs>) => Ratio;
}

export type DayCountRules<Names extends DayCount = DayCount> = {
  readonly [Name in Names]: DayCountRule<DayCountNeeds[Name]>;
};

/** A rule of counted days, each the same part of a year. */
export function countedDays<Needs extends keyof DayCountContext>(
  rule: Omit<DayCountRule<Needs>, "fraction" | "dayFraction"> & { readonly dayFraction: Ratio },
): DayCountRule<Needs> {
  const { days, dayFraction } = rule;
  return {
    ...rule,
    fraction: (start, end, context) =>
      multiplyRatios(ratio(days(start, end, context), 1), dayFraction),
  };
}

/** The calendar's own days. */
export function actualDays(start: number, end: number): number {
  return end - start;
}
