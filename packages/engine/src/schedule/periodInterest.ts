/**
 * What part of a balance each period bears as interest: the day count's part of a year, times the
 * rates in force.
 *
 * @module
 */
import { gridDay } from "../calendar/dateGrid.ts";
import type { DatePeriod, DayCountContext, DayCountRule } from "../calendar/dayCount/rule.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { civil } from "../calendar/epochDay.ts";
import { parseFrequency } from "../calendar/frequency.ts";
import { fromEpochDay } from "../calendar/plainDate.ts";
import {
  addBigRatios,
  type BigRatio,
  bigRatio,
  multiplyBigRatios,
  toBigRatio,
} from "../money/bigRatio.ts";
import {
  bigMultiplier,
  type Multiplier,
  multiplier,
  productMultiplier,
} from "../money/minorUnits.ts";
import { multiplyRatios, type Ratio, ratio } from "../money/ratio.ts";
import type { CheckedLoanTerms, CheckedRate } from "./checkLoanTerms.ts";
import { type Periods, periodOfDay, periodStart } from "./periods.ts";

export const NO_INTEREST: BigRatio = bigRatio(0n, 1n);

/** A factor for each period; kept once where all are the same, as they are for most loans. */
export type Factors =
  | { readonly same: Multiplier; readonly each?: never }
  | { readonly same?: never; readonly each: readonly Multiplier[] };

/** The factor of a period. */
export function factorOf({ same, each }: Factors, index: number): Multiplier {
  const factor = same ?? each?.[index];
  if (factor === undefined) throw new RangeError(`There is no period ${index}.`);
  return factor;
}

/** A time within one period and under one rate. */
export interface InterestPiece {
  readonly annual: Ratio;
  /** Of a year. */
  readonly part: Ratio;
  readonly from: number;
  readonly to: number;
}

/** The interest of a loan's periods, under rates that change on given days. */
export class PeriodInterest {
  readonly #loan: CheckedLoanTerms;
  readonly #rates: readonly CheckedRate[];
  readonly #periods: Periods;
  readonly #columns: (Factors | undefined)[] = [];

  constructor(loan: CheckedLoanTerms, rates: readonly CheckedRate[], periods: Periods) {
    this.#loan = loan;
    this.#rates = rates;
    this.#periods = periods;
  }

  /** The rate in force on a day, as its place in the list. */
  rateOn(day: number): number {
    let found = 0;
    while (found + 1 < this.#rates.length && (this.#rates[found + 1]?.from ?? 0) <= day) found += 1;
    return found;
  }

  /** Every whole period, if one rate were in force throughout. */
  atRate(rate: number): Factors {
    const known = this.#columns[rate];
    if (known !== undefined) return known;
    const annual = this.#rates[rate]?.annual ?? ratio(0, 1);
    const column = this.#column(annual);
    this.#columns[rate] = column;
    return column;
  }

  /** Every whole period, under the rates as they change. */
  actual(): Factors {
    if (this.#rates.length === 1) return this.atRate(0);
    const { end, length } = this.#periods;
    const each = Array.from({ length }, (_, index) => {
      const [from, to] = [periodStart(this.#periods, index), end[index] ?? Number.NaN];
      const rate = this.rateOn(from);
      const next = this.#rates[rate + 1]?.from ?? Number.POSITIVE_INFINITY;
      if (next >= to) return factorOf(this.atRate(rate), index);
      return bigMultiplier(this.between(from, to), this.#loan.mode);
    });
    return { each };
  }

  /** From one day to another, under the rates as they change. */
  between(from: number, to: number): BigRatio {
    return this.pieces(from, to).reduce(
      (sum, { annual, part }) =>
        addBigRatios(sum, multiplyBigRatios(toBigRatio(annual), toBigRatio(part))),
      NO_INTEREST,
    );
  }

  /** The same period by period and rate by rate. */
  pieces(from: number, to: number): readonly InterestPiece[] {
    const pieces: InterestPiece[] = [];
    let day = from;
    for (let index = periodOfDay(this.#periods, from); day < to; index += 1) {
      const periodEnd = Math.min(to, this.#periods.end[index] ?? to);
      for (let rate = this.rateOn(day); day < periodEnd; rate += 1) {
        const until = Math.min(periodEnd, this.#rates[rate + 1]?.from ?? periodEnd);
        const annual = this.#rates[rate]?.annual ?? ratio(0, 1);
        pieces.push({ annual, part: this.#fraction(index, day, until), from: day, to: until });
        day = until;
      }
    }
    return pieces;
  }

  #column(annual: Ratio): Factors {
    const { dayCount, frequency, mode } = this.#loan;
    const { length, beforeFirst } = this.#periods;
    if (dayCount === "PLAIN_PERIOD" || dayCount === "1/1") {
      const { numerator, denominator } = parseFrequency(frequency).periodsPerYear;
      const part =
        dayCount === "1/1" ? ratio(1, 1) : { numerator: denominator, denominator: numerator };
      const same = productMultiplier(annual, part, mode);
      if (beforeFirst === 0) return { same };
      return { each: [multiplier(0, 1, mode), ...new Array<Multiplier>(length - 1).fill(same)] };
    }
    const { dayFraction } = dayCountRules[dayCount];
    const each =
      dayFraction === undefined
        ? this.#byFraction(annual)
        : this.#byDays(multiplyRatios(annual, dayFraction));
    return { each };
  }

  /** Periods of as many days bear the same. */
  #byDays(ofDay: Ratio): readonly Multiplier[] {
    const { mode } = this.#loan;
    const { length, start, end } = this.#periods;
    const rule = this.#rule();
    const byDays = new Map<number, Multiplier>();
    const column: Multiplier[] = [];
    let from = start;
    for (let index = 0; index < length; index += 1) {
      const to = end[index] ?? Number.NaN;
      const days = rule.days(from, to, this.#context(index));
      let known = byDays.get(days);
      if (known === undefined) {
        known = productMultiplier(ofDay, { numerator: days, denominator: 1 }, mode);
        byDays.set(days, known);
      }
      column.push(known);
      from = to;
    }
    return column;
  }

  #byFraction(annual: Ratio): readonly Multiplier[] {
    const { length, end } = this.#periods;
    return Array.from({ length }, (_, index) => {
      const from = periodStart(this.#periods, index);
      const fraction = this.#fraction(index, from, end[index] ?? Number.NaN);
      return productMultiplier(annual, fraction, this.#loan.mode);
    });
  }

  #fraction(index: number, from: number, to: number): Ratio {
    if (from === to) return ratio(0, 1);
    return this.#rule().fraction(from, to, this.#context(index));
  }

  /** One in which no month is too short for the day that dates fall on: others follow from it. */
  #regularPeriod(): DatePeriod {
    const { dates } = this.#loan;
    const latestDay = (index: number): number =>
      Math.max(civil(gridDay(dates, index)).day, civil(gridDay(dates, index + 1)).day);
    const nearest = Array.from({ length: 24 }, (_, index) => index);
    const whole = nearest.find((index) => latestDay(index) >= dates.rollDay) ?? 0;
    return {
      start: fromEpochDay(gridDay(dates, whole)),
      end: fromEpochDay(gridDay(dates, whole + 1)),
    };
  }

  #rule(): DayCountRule {
    return dayCountRules[this.#loan.dayCount];
  }

  #context(index: number): DayCountContext {
    if (this.#rule().needs.length === 0) return NO_CONTEXT;
    const { frequency, endOfMonth } = this.#loan;
    const { end, length } = this.#periods;
    return {
      period: {
        start: fromEpochDay(periodStart(this.#periods, index)),
        end: fromEpochDay(end[index] ?? Number.NaN),
      },
      regularPeriod: this.#regularPeriod(),
      frequency,
      endOfMonth,
      terminationDate: fromEpochDay(end[length - 1] ?? Number.NaN),
    };
  }
}

/** For the conventions that look at nothing but two dates; their type asks for one all the same. */
const NO_CONTEXT: DayCountContext = {
  period: { start: fromEpochDay(0), end: fromEpochDay(0) },
  regularPeriod: { start: fromEpochDay(0), end: fromEpochDay(0) },
  frequency: "P1Y",
  endOfMonth: false,
  terminationDate: null,
};
