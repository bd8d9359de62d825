/**
 * Loan terms, checked once.
 *
 * @module
 */
import type { BusinessDayAdjustment } from "../calendar/businessDay.ts";
import { type DateGrid, dateGrid, gridDay, LAST_DAY } from "../calendar/dateGrid.ts";
import type { DayCount } from "../calendar/dayCount/rule.ts";
import { dayCounts } from "../calendar/dayCount.ts";
import { type Frequency, parseFrequency } from "../calendar/frequency.ts";
import {
  datesOutOfOrder,
  fromEpochDay,
  invalidDate,
  plainDate,
  toEpochDay,
} from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { multiply } from "../money/minorUnits.ts";
import type { Ratio } from "../money/ratio.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkInstallments, principalNotPositive, unitNotPositive } from "./emi.ts";
import type { LastInstallment, LoanTerms, Moratorium, ScheduleRounding } from "./loanTerms.ts";
import {
  checkCombination,
  type Feature,
  methodName,
  percentMultiplier,
  type RepaymentRule,
  repaymentRule,
} from "./repaymentRule.ts";
import { type CheckedFee, checkFees } from "./scheduleFees.ts";

export const maxResidueNegative: ErrorType<{ readonly found: string }> = errorType(
  "MAX_RESIDUE_NEGATIVE",
  {
    kind: "invalid",
    message: ({ found }) => `maxResidue is ${found}, expected an amount of zero or more.`,
  },
);

export const changeOutOfOrder: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly after: string;
  readonly before: string;
}> = errorType("CHANGE_OUT_OF_ORDER", {
  kind: "invalid",
  message: ({ field, found, after, before }) =>
    `${field} is ${found}, expected a day after ${after} and before ${before}.`,
});

export const tranchesTooLarge: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("TRANCHES_TOO_LARGE", {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected amounts above zero that are together less than the ` +
      "principal: what is lent on disbursedOn is the rest.",
  });

export const moratoriumOutOfRange: ErrorType<{ readonly found: string; readonly most: number }> =
  errorType("MORATORIUM_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, most }) =>
      `The moratorium is ${found}, expected whole numbers from 1 that leave at least one ` +
      `installment after it: it may end with number ${most} at the latest.`,
  });

/** A rate from a day on. */
export interface CheckedRate {
  /** Epoch day. */
  readonly from: number;
  /** Of the balance, for a year. */
  readonly annual: Ratio;
}

/** Money that is lent (above zero) or repaid early (below zero) on a day. */
export interface BalanceChange {
  /** Epoch day. */
  readonly day: number;
  /** Minor units. */
  readonly amount: number;
}

/** Loan terms that were checked once; `amortize` takes them without checking again. */
export class CheckedLoanTerms {
  readonly currency: CurrencyCode;
  readonly places: number;
  /** Minor units, above zero. */
  readonly principal: number;
  /** Rounds interest. */
  readonly mode: RoundingMode;
  /** The first from `disbursedDay`. */
  readonly rates: readonly CheckedRate[];
  readonly installments: number;
  readonly frequency: Frequency;
  /** Epoch day. */
  readonly disbursedDay: number;
  /** Due dates, counted from the anchor: the first due date if it is given, else the start. */
  readonly dates: DateGrid;
  /** Due dates follow month ends. */
  readonly endOfMonth: boolean;
  /** Periods from the anchor to the first due date. */
  readonly firstPeriod: number;
  readonly dayCount: DayCount;
  readonly rule: RepaymentRule;
  readonly installmentMode: RoundingMode;
  /** Minor units, above zero. */
  readonly installmentUnit: number;
  readonly lastInstallment: LastInstallment;
  /** Minor units, zero or more; absent where the bound is one installment. */
  readonly maxResidue: number | undefined;
  readonly moratorium: Required<Moratorium> | undefined;
  /** In the order of their days. */
  readonly tranches: readonly BalanceChange[];
  readonly recomputes: boolean;
  /** Minor units, zero or more. */
  readonly downPayment: number;
  readonly fees: readonly CheckedFee[];
  readonly businessDay: BusinessDayAdjustment | undefined;
  readonly interestUntilAdjusted: boolean;
  readonly balanceMayGrow: boolean;

  /**
   * @throws LendkitError, the first that applies in this order: `UNKNOWN_CURRENCY`;
   *   `UNKNOWN_OPTION`, `INVALID_FREQUENCY`; of the principal `NOT_A_NUMBER`,
   *   `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`, `PRINCIPAL_NOT_POSITIVE`; of the rate
   *   `NOT_A_NUMBER`, `RATE_OUT_OF_RANGE`, `RATE_TOO_PRECISE`; `INSTALLMENTS_OUT_OF_RANGE`; of the
   *   installment's unit the first three of the principal, then `UNIT_NOT_POSITIVE`; of
   *   `maxResidue` the same three, then `MAX_RESIDUE_NEGATIVE`; of the dates `INVALID_DATE`,
   *   `DATES_OUT_OF_ORDER`, of the roll `INVALID_ROLL`, `ROLL_NEEDS_MONTHS`, `ROLL_MISMATCH`, then
   *   `INVALID_DATE` where the last due date would be after 9999-12-31; of the method what
   *   `repaymentRule` says; `NOT_COMBINABLE`; of the rates, tranches, moratorium, down payment and
   *   fees `CHANGE_OUT_OF_ORDER`, `TRANCHES_TOO_LARGE`, `MORATORIUM_OUT_OF_RANGE`,
   *   `PERCENT_OUT_OF_RANGE`, `INVALID_FEE`.
   */
  constructor(terms: LoanTerms) {
    const { rounding } = terms;
    this.currency = terms.currency;
    this.places = currencyPlaces(terms.currency);
    checkOptions(terms);
    const step = parseFrequency(terms.frequency);

    this.principal = toMinorUnits(terms.principal, this.places, "principal");
    if (this.principal <= 0) throw principalNotPositive({ found: String(terms.principal) });
    const annual = plainPeriodRate(terms.annualRatePercent, 1);
    checkInstallments(terms.installments, "installments");
    this.installments = terms.installments;
    this.frequency = terms.frequency;

    this.mode = rounding.mode;
    this.installmentMode = rounding.installmentMode ?? rounding.mode;
    this.installmentUnit = installmentUnit(rounding, this.places);
    this.lastInstallment = terms.lastInstallment ?? "absorb";
    this.maxResidue = maxResidue(terms, this.places);

    const disbursedOn = plainDate(terms.disbursedOn, "disbursedOn");
    this.disbursedDay = toEpochDay(disbursedOn);
    const { firstDueOn } = terms;
    if (firstDueOn !== undefined && plainDate(firstDueOn, "firstDueOn") <= disbursedOn) {
      throw datesOutOfOrder({ start: disbursedOn, end: firstDueOn });
    }
    this.firstPeriod = firstDueOn === undefined ? 1 : 0;
    this.dates = dateGrid(step, toEpochDay(firstDueOn ?? disbursedOn), terms.roll);
    const asked = terms.roll === "EOM" || terms.roll === 31;
    this.endOfMonth = asked && this.dates.rollDay === 31;
    checkLastYear(this.dates, this.firstPeriod + this.installments - 1);
    this.dayCount = terms.dayCount;

    this.rule = repaymentRule(terms.method, this);
    checkCombinations(terms);
    this.rates = ratesOf(terms, annual, this);
    this.tranches = tranchesOf(terms, this);
    this.recomputes = terms.onChange !== "level";
    this.moratorium = moratoriumOf(terms);
    this.downPayment = downPaymentOf(terms, this);
    this.fees = checkFees(terms.fees ?? [], this);
    this.businessDay = terms.businessDay;
    this.interestUntilAdjusted = terms.businessDay?.interestUntil === "adjusted";
    this.balanceMayGrow = terms.negativeAmortization === "capitalize";
    Object.freeze(this);
  }

  /** What is lent on `disbursedDay`, in minor units. */
  get lentFirst(): number {
    return this.tranches.reduce((rest, { amount }) => rest - amount, this.principal);
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
  const { rounding } = terms;
  methodName(terms.method);
  checkOption("dayCount", terms.dayCount, dayCounts);
  checkOption("rounding.mode", rounding.mode, roundingModes);
  const installmentMode = rounding.installmentMode ?? rounding.mode;
  checkOption("rounding.installmentMode", installmentMode, roundingModes);
  const policies = ["absorb", "smooth", "lower", "higher"];
  checkOption("lastInstallment", terms.lastInstallment ?? "absorb", policies);
  checkOption("onChange", terms.onChange ?? "level", ["recompute", "level"]);
  const growth = terms.negativeAmortization ?? "refuse";
  checkOption("negativeAmortization", growth, ["refuse", "capitalize"]);
  const interest = terms.moratorium?.interest ?? "paid";
  checkOption("moratorium.interest", interest, ["paid", "capitalized", "waived"]);
  const until = terms.businessDay?.interestUntil ?? "adjusted";
  checkOption("businessDay.interestUntil", until, ["unadjusted", "adjusted"]);
}

function checkCombinations(terms: LoanTerms): void {
  const method = methodName(terms.method);
  const features: readonly Feature[] = ["moratorium", "tranches", "rates", "downPaymentPercent"];
  for (const feature of features) {
    if (terms[feature as keyof LoanTerms] !== undefined) checkCombination(method, feature);
  }
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

/** @param periods from the anchor to the last due date */
function checkLastYear(dates: DateGrid, periods: number): void {
  if (gridDay(dates, periods) > LAST_DAY) {
    const found = `${periods} periods, the last of them due after 9999-12-31`;
    throw invalidDate({ found, field: "installments" });
  }
}

type DatesOfLoan = Pick<
  CheckedLoanTerms,
  "dates" | "firstPeriod" | "installments" | "disbursedDay" | "places" | "principal" | "mode"
>;

function lastDueDay({ dates, firstPeriod, installments }: DatesOfLoan): number {
  return gridDay(dates, firstPeriod + installments - 1);
}

function ratesOf(terms: LoanTerms, annual: Ratio, loan: DatesOfLoan): readonly CheckedRate[] {
  const later = (terms.rates ?? []).map(({ from, annualRatePercent }, index) => ({
    from: toEpochDay(plainDate(from, `rates.${index}.from`)),
    annual: plainPeriodRate(annualRatePercent, 1, `rates.${index}.annualRatePercent`),
  }));
  const rates = [{ from: loan.disbursedDay, annual }, ...later];
  checkOrder(
    "rates",
    "from",
    rates.map(({ from }) => from),
    Number.POSITIVE_INFINITY,
  );
  return rates;
}

function tranchesOf(terms: LoanTerms, loan: DatesOfLoan): readonly BalanceChange[] {
  const tranches = (terms.tranches ?? []).map(({ on, amount }, index) => ({
    day: toEpochDay(plainDate(on, `tranches.${index}.on`)),
    amount: toMinorUnits(amount, loan.places, `tranches.${index}.amount`),
  }));
  const days = [loan.disbursedDay, ...tranches.map(({ day }) => day)];
  checkOrder("tranches", "on", days, lastDueDay(loan));
  const sum = tranches.reduce((total, { amount }) => total + amount, 0);
  const small = tranches.findIndex(({ amount }) => amount <= 0);
  if (small >= 0 || sum >= loan.principal) {
    const found = (terms.tranches ?? []).map(({ amount }) => String(amount)).join(" + ");
    throw tranchesTooLarge({ field: "tranches", found });
  }
  return tranches;
}

/** Each day after the one before, and the last before a limit. */
function checkOrder(list: string, name: string, days: readonly number[], limit: number): void {
  for (let index = 1; index < days.length; index += 1) {
    const [before = 0, day = 0] = [days[index - 1], days[index]];
    if (day > before && day < limit) continue;
    throw changeOutOfOrder({
      field: `${list}.${index - 1}.${name}`,
      found: fromEpochDay(day),
      after: fromEpochDay(before),
      before: limit > LAST_DAY ? "10000-01-01" : fromEpochDay(limit),
    });
  }
}

function moratoriumOf({ moratorium, installments }: LoanTerms): Required<Moratorium> | undefined {
  if (moratorium === undefined) return undefined;
  const checked = { fromInstallment: 1, ...moratorium };
  const { fromInstallment: from, installments: count } = checked;
  const whole = Number.isInteger(from) && Number.isInteger(count) && from >= 1 && count >= 1;
  if (whole && from + count - 1 < installments) return checked;
  const found = `${count} installments from number ${from}`;
  throw moratoriumOutOfRange({ found, most: installments - 1 });
}

function downPaymentOf(terms: LoanTerms, loan: CheckedLoanTerms): number {
  const { downPaymentPercent: percent } = terms;
  if (percent === undefined) return 0;
  return multiply(loan.lentFirst, percentMultiplier(percent, "downPaymentPercent", loan.mode));
}
