/**
 * The terms of an installment loan, and their checked form.
 *
 * @module
 */
import { type DateGrid, dateGrid } from "../calendar/dateGrid.ts";
import { parseFrequency } from "../calendar/frequency.ts";
import {
  datesOutOfOrder,
  invalidDate,
  type PlainDate,
  parts,
  plainDate,
  toEpochDay,
} from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { type Multiplier, multiplier } from "../money/minorUnits.ts";
import type { Ratio } from "../money/ratio.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkInstallments, principalNotPositive, unitNotPositive } from "./emi.ts";

/**
 * How often installments fall due, as an ISO 8601 duration.
 *
 * - `P1M`: every month.
 */
export type InstallmentFrequency = "P1M";

const periodsPerYear: Readonly<Record<InstallmentFrequency, number>> = { P1M: 12 };

/**
 * How the balance is repaid.
 *
 * - `annuity`: level installments, of which interest takes less and principal more each time.
 */
export type AmortizationMethod = "annuity";

/**
 * How much of a year's interest a period earns.
 *
 * - `PLAIN_PERIOD`: the annual rate divided by the periods in a year, whatever their days.
 */
export type ScheduleDayCount = "PLAIN_PERIOD";

/**
 * What becomes of the residue that rounding every row leaves for the last installment.
 *
 * - `absorb`: the last installment takes it. Beyond `maxResidue` it is smoothed.
 * - `smooth`: the level installment is moved, in its rounding unit, to where the last one differs
 *   least from the others.
 */
export type LastInstallment = "absorb" | "smooth";

export interface ScheduleRounding {
  /** Rounds each period's interest to the currency's minor unit, and the installment. */
  readonly mode: RoundingMode;
  /** Rounds the level installment. Default: `mode`. */
  readonly installmentMode?: RoundingMode;
  /** What the level installment is a multiple of, above zero. Default: one minor unit. */
  readonly installmentUnit?: Amount;
}

export interface LoanTerms {
  readonly currency: CurrencyCode;
  /** Above zero, in the currency's major unit. */
  readonly principal: Amount;
  /** Percent a year, 0 to 1000, both included: "10.5" is 10.5 %. */
  readonly annualRatePercent: Amount;
  /** How many, 1 to 36600. */
  readonly installments: number;
  readonly frequency: InstallmentFrequency;
  /** Interest runs from this day, included. */
  readonly disbursedOn: PlainDate;
  /** Default: one period after `disbursedOn`; its day of the month is kept where months allow. */
  readonly firstDueOn?: PlainDate;
  readonly method: AmortizationMethod;
  readonly dayCount: ScheduleDayCount;
  readonly rounding: ScheduleRounding;
  /** Default: `absorb`. */
  readonly lastInstallment?: LastInstallment;
  /**
   * The most by which the last installment may differ from the level one, zero or more. Default:
   * one of it.
   */
  readonly maxResidue?: Amount;
}

export const maxResidueNegative: ErrorType<{ readonly found: string }> = errorType(
  "MAX_RESIDUE_NEGATIVE",
  {
    kind: "invalid",
    message: ({ found }) => `maxResidue is ${found}, expected an amount of zero or more.`,
  },
);

/** Loan terms that were checked once; `amortize` takes them without checking again. */
export class CheckedLoanTerms {
  readonly currency: CurrencyCode;
  readonly places: number;
  /** Minor units, above zero. */
  readonly principal: number;
  readonly periodRate: Ratio;
  readonly interest: Multiplier;
  readonly installments: number;
  readonly disbursedOn: PlainDate;
  /** Due dates, counted from the anchor: the first due date if it is given, else the start. */
  readonly dates: DateGrid;
  /** Periods from the anchor to the first due date. */
  readonly firstPeriod: number;
  readonly installmentMode: RoundingMode;
  /** Minor units, above zero. */
  readonly installmentUnit: number;
  readonly lastInstallment: LastInstallment;
  /** Minor units, zero or more; absent where the bound is one installment. */
  readonly maxResidue: number | undefined;

  /**
   * @throws LendkitError, the first that applies in this order: `UNKNOWN_CURRENCY`;
   *   `UNKNOWN_OPTION`; of the principal `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`,
   *   `PRINCIPAL_NOT_POSITIVE`; of the rate `NOT_A_NUMBER`, `RATE_OUT_OF_RANGE`,
   *   `RATE_TOO_PRECISE`; `INSTALLMENTS_OUT_OF_RANGE`; of the installment's unit the first three
   *   of the principal, then `UNIT_NOT_POSITIVE`; of `maxResidue` the same three, then
   *   `MAX_RESIDUE_NEGATIVE`; of the dates `INVALID_DATE`, `DATES_OUT_OF_ORDER`, then
   *   `INVALID_DATE` where the last due date would be after 9999-12-31.
   */
  constructor(terms: LoanTerms) {
    const { rounding } = terms;
    this.currency = terms.currency;
    this.places = currencyPlaces(terms.currency);
    checkOptions(terms);

    this.principal = toMinorUnits(terms.principal, this.places, "principal");
    if (this.principal <= 0) throw principalNotPositive({ found: String(terms.principal) });
    this.periodRate = plainPeriodRate(terms.annualRatePercent, periodsPerYear[terms.frequency]);
    const { numerator, denominator } = this.periodRate;
    this.interest = multiplier(numerator, denominator, rounding.mode);
    checkInstallments(terms.installments, "installments");
    this.installments = terms.installments;

    this.installmentMode = rounding.installmentMode ?? rounding.mode;
    this.installmentUnit = installmentUnit(rounding, this.places);
    this.lastInstallment = terms.lastInstallment ?? "absorb";
    this.maxResidue = maxResidue(terms, this.places);

    this.disbursedOn = plainDate(terms.disbursedOn, "disbursedOn");
    const { firstDueOn } = terms;
    if (firstDueOn !== undefined && plainDate(firstDueOn, "firstDueOn") <= terms.disbursedOn) {
      throw datesOutOfOrder({ start: terms.disbursedOn, end: firstDueOn });
    }
    const anchor = firstDueOn ?? this.disbursedOn;
    this.firstPeriod = firstDueOn === undefined ? 1 : 0;
    checkLastYear(anchor, this.firstPeriod + this.installments - 1);
    this.dates = dateGrid(parseFrequency(terms.frequency), toEpochDay(anchor));
    Object.freeze(this);
  }
}

/**
 * Checks loan terms once, for many schedules of them or to refuse them early.
 *
 * @throws LendkitError as listed at `CheckedLoanTerms`.
 */
export function checkLoanTerms(terms: LoanTerms): CheckedLoanTerms {
  return new CheckedLoanTerms(terms);
}

function checkOptions(terms: LoanTerms): void {
  checkOption("frequency", terms.frequency, Object.keys(periodsPerYear));
  checkOption("method", terms.method, ["annuity"]);
  checkOption("dayCount", terms.dayCount, ["PLAIN_PERIOD"]);
  checkOption("rounding.mode", terms.rounding.mode, roundingModes);
  checkOption(
    "rounding.installmentMode",
    terms.rounding.installmentMode ?? terms.rounding.mode,
    roundingModes,
  );
  checkOption("lastInstallment", terms.lastInstallment ?? "absorb", ["absorb", "smooth"]);
}

function installmentUnit(rounding: ScheduleRounding, places: number): number {
  if (rounding.installmentUnit === undefined) return 1;
  const unit = toMinorUnits(rounding.installmentUnit, places, "rounding.installmentUnit");
  if (unit <= 0) throw unitNotPositive({ found: String(rounding.installmentUnit) });
  return unit;
}

function maxResidue(terms: LoanTerms, places: number): number | undefined {
  if (terms.maxResidue === undefined) return undefined;
  const residue = toMinorUnits(terms.maxResidue, places, "maxResidue");
  if (residue < 0) throw maxResidueNegative({ found: String(terms.maxResidue) });
  return residue;
}

/** @param months from the anchor to the last due date */
function checkLastYear(anchor: PlainDate, months: number): void {
  const { year, month } = parts(anchor);
  const lastYear = year + Math.floor((month - 1 + months) / 12);
  if (lastYear > 9999) {
    throw invalidDate({ found: `a last due date in the year ${lastYear}`, field: "installments" });
  }
}
