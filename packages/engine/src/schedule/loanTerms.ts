/**
 * The terms of an installment loan, as a caller states them.
 *
 * @module
 */
import type { BusinessDayAdjustment } from "../calendar/businessDay.ts";
import type { Roll } from "../calendar/dateGrid.ts";
import type { DayCount } from "../calendar/dayCount/rule.ts";
import type { Frequency } from "../calendar/frequency.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { RoundingMode } from "../money/rounding.ts";
import type { AmortizationMethod } from "./method.ts";

export interface LoanTerms {
  readonly currency: CurrencyCode;
  /** All that is lent, tranches included: above zero, in the currency's major unit. */
  readonly principal: Amount;
  /** Percent a year, 0 to 1000, both included: "10.5" is 10.5 %. */
  readonly annualRatePercent: Amount;
  /** How many periods, those of a moratorium included: 1 to 36600. */
  readonly installments: number;
  readonly frequency: Frequency;
  /** Interest runs from this day, included. */
  readonly disbursedOn: PlainDate;
  /**
   * Default: one period after `disbursedOn`. An earlier or later day makes the first period
   * irregular: day counts that count days charge it by them, `ACT/ACT.ICMA` by the regular periods
   * that it would be part of, and `PLAIN_PERIOD` as one whole period.
   */
  readonly firstDueOn?: PlainDate;
  /** The day of the month. Default: that of `firstDueOn`, or else of `disbursedOn`. */
  readonly roll?: Roll;
  readonly method: AmortizationMethod;
  readonly dayCount: DayCount;
  readonly rounding: ScheduleRounding;
  /** Default: `absorb`. */
  readonly lastInstallment?: LastInstallment;
  /**
   * The most by which the last installment may differ from the level one, zero or more. Default:
   * one of it.
   */
  readonly maxResidue?: Amount;
  /** A time in which nothing is repaid. */
  readonly moratorium?: Moratorium;
  /** Rates from later days on, in the order of their days. */
  readonly rates?: readonly RateChange[];
  /** Parts of the principal that are lent later, in the order of their days. */
  readonly tranches?: readonly Tranche[];
  /** Default: `recompute`. */
  readonly onChange?: ChangePolicy;
  /** Percent of what is lent on `disbursedOn`, paid back on that day in a row of its own. */
  readonly downPaymentPercent?: Amount;
  readonly fees?: readonly ScheduleFee[];
  readonly businessDay?: DueDateAdjustment;
  /** Default: `refuse`. */
  readonly negativeAmortization?: NegativeAmortization;
}

/**
 * What becomes of the residue that rounding every row leaves for the last installment.
 *
 * - `absorb`: the last installment takes it. Beyond `maxResidue` it is smoothed.
 * - `smooth`: the level installment is moved, in its rounding unit, to where the last one differs
 *   least from the others.
 * - `lower`: the least level installment with which the last one is not above it.
 * - `higher`: the greatest level installment with which the last one is not below it.
 */
export type LastInstallment = "absorb" | "smooth" | "lower" | "higher";

export interface ScheduleRounding {
  /** Rounds each period's interest to the currency's minor unit, and the installment. */
  readonly mode: RoundingMode;
  /** Rounds the level installment. Default: `mode`. */
  readonly installmentMode?: RoundingMode;
  /** What the level installment is a multiple of, above zero. Default: one minor unit. */
  readonly installmentUnit?: Amount;
}

/** A time in which nothing is repaid. Its periods are among the installments. */
export interface Moratorium {
  /** How many, 1 or more, and fewer than there are installments. */
  readonly installments: number;
  /** The number of the first of them. Default: 1. */
  readonly fromInstallment?: number;
  /**
   * - `paid`: the borrower pays the interest of each period.
   * - `capitalized`: it is added to the balance, and bears interest from then on.
   * - `waived`: the lender forgoes it.
   */
  readonly interest: "paid" | "capitalized" | "waived";
}

/** The rate from a day on, that day included, to the next change. */
export interface RateChange {
  /** After `disbursedOn`. */
  readonly from: PlainDate;
  /** Percent a year, 0 to 1000, both included. */
  readonly annualRatePercent: Amount;
}

/** A part of the principal that is lent after `disbursedOn`; it bears interest from its day on. */
export interface Tranche {
  /** After `disbursedOn`, before the last due date. */
  readonly on: PlainDate;
  /** Above zero. Together less than the principal: the rest is lent on `disbursedOn`. */
  readonly amount: Amount;
}

/**
 * What a change of the rate or of the amount lent does to the level installment.
 *
 * - `recompute`: from the first one due after the change it is set anew, for what is then owed and
 *   the installments left, at the rate then in force.
 * - `level`: one installment for the whole loan, which takes every change into account.
 */
export type ChangePolicy = "recompute" | "level";

/** A charge that is known from the start. It bears no interest. */
export type ScheduleFee = {
  readonly name: string;
  /** With every installment, with the one of a number, or kept back when the money is lent. */
  readonly due: "everyInstallment" | "disbursement" | { readonly installment: number };
} & (
  | { readonly amount: Amount }
  | {
      /** Zero or more. */
      readonly percent: Amount;
      /** Of what: a part of the same row, its opening balance, or all that is lent. */
      readonly of: "principal" | "interest" | "installment" | "openingBalance" | "loan";
    }
);

/** Due dates that fall on no business day are moved. */
export interface DueDateAdjustment extends BusinessDayAdjustment {
  /**
   * Whether interest runs to the day as counted or to the day as moved. Default: `unadjusted`.
   */
  readonly interestUntil?: "unadjusted" | "adjusted";
}

/**
 * What becomes of interest that the level installment does not cover, as in a long first period.
 *
 * - `refuse`: such terms are refused.
 * - `capitalize`: the rest is added to the balance, which grows.
 */
export type NegativeAmortization = "refuse" | "capitalize";
