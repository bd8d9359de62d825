/**
 * Penalties: what a borrower is charged for paying late. They never bear interest or a penalty.
 *
 * @module
 */
import { daysBetween, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { checkGraceDays } from "../delinquency/daysPastDue.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, fromMinorUnits, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { type BigRatio, bigRatio } from "../money/bigRatio.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { constant, type Expression, named, product } from "../money/expression.ts";
import { toSafe } from "../money/minorUnits.ts";
import { type RoundingMode, roundingModes, roundRatio } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";

/** What a due costs once it is overdue. Plain data: amounts and rates as text are kept as they are. */
export type PenaltyRule = PenaltyFrame &
  (
    | {
        /** One amount for each due, whatever is overdue of it. */
        readonly kind: "flat";
        readonly amount: Amount;
      }
    | {
        /** Percent of what is overdue when the days of grace are over, once for each due. */
        readonly kind: "percentOnce";
        readonly percent: Amount;
      }
    | {
        /** Percent a month of what is overdue, day by day: a day is the 30th part of a month. */
        readonly kind: "percentMonthly";
        readonly percent: Amount;
      }
    | {
        /** Percent a year of what is overdue, day by day: a day is the 365th part of a year. */
        readonly kind: "annualDaily";
        readonly annualRatePercent: Amount;
      }
  );

interface PenaltyFrame {
  /** Whole days after the due date in which a due can be paid without a penalty, zero or more. */
  readonly graceDays: number;
  /** Whether, once they are over, the days of grace are charged too. */
  readonly graceDaysCount: boolean;
  /** What of a due bears the penalty. */
  readonly on: "principal" | "principalAndInterest";
  readonly rounding: RoundingMode;
  /** The most for one due. Default: no limit. */
  readonly mostPerDue?: Amount;
  /** The most for a loan in all. Default: no limit. */
  readonly mostPerLoan?: Amount;
}

export const negativePenalty: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("NEGATIVE_PENALTY", {
    kind: "invalid",
    message: ({ field, found }) => `${field} is ${found}, expected zero or more.`,
  });

/** A penalty rule that was checked once. Amounts are minor units. */
export interface CheckedPenaltyRule {
  readonly rule: PenaltyRule;
  readonly places: number;
  readonly flat: number;
  /** Of what is overdue: once, or for each day. */
  readonly rate: BigRatio;
  readonly mostPerDue: number;
  readonly mostPerLoan: number;
}

/** How much of a due was overdue, and how long. */
export interface Exposure {
  /** What was overdue when the days of grace were over. */
  readonly once: number;
  /** The sum over days of what was overdue. */
  readonly amountDays: number;
}

/** @throws LendkitError `UNKNOWN_OPTION`, `INVALID_GRACE_DAYS`, `NEGATIVE_PENALTY`; of amounts and rates */
export function checkPenaltyRule(rule: PenaltyRule, places: number): CheckedPenaltyRule {
  checkOption("penalty.kind", rule.kind, ["flat", "percentOnce", "percentMonthly", "annualDaily"]);
  checkOption("penalty.on", rule.on, ["principal", "principalAndInterest"]);
  checkOption("penalty.rounding", rule.rounding, roundingModes);
  checkGraceDays(rule.graceDays);
  const most = (field: "mostPerDue" | "mostPerLoan"): number => {
    const amount = rule[field];
    return amount === undefined
      ? Number.MAX_SAFE_INTEGER
      : amountOf(amount, `penalty.${field}`, places);
  };
  return {
    rule,
    places,
    flat: rule.kind === "flat" ? amountOf(rule.amount, "penalty.amount", places) : 0,
    rate: rateOf(rule),
    mostPerDue: most("mostPerDue"),
    mostPerLoan: most("mostPerLoan"),
  };
}

function amountOf(amount: Amount, field: string, places: number): number {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits < 0) throw negativePenalty({ field, found: String(amount) });
  return minorUnits;
}

/** Days in what the rate is for. */
const DAYS_IN_MONTH = 30;
const DAYS_IN_YEAR = 365;

function rateOf(rule: PenaltyRule): BigRatio {
  if (rule.kind === "flat") return bigRatio(0n);
  const percent = rule.kind === "annualDaily" ? rule.annualRatePercent : rule.percent;
  const field = rule.kind === "annualDaily" ? "penalty.annualRatePercent" : "penalty.percent";
  const { numerator, denominator } = plainPeriodRate(percent, 1, field);
  const days =
    rule.kind === "percentMonthly" ? DAYS_IN_MONTH : rule.kind === "annualDaily" ? DAYS_IN_YEAR : 1;
  return bigRatio(BigInt(numerator), BigInt(denominator) * BigInt(days));
}

/**
 * The penalty of one due so far, in minor units. It depends on the exposure alone, so it is the
 * same however often it is asked for.
 *
 * @param left what the limit for the loan leaves for this due
 */
export function penaltyOf(rule: CheckedPenaltyRule, exposure: Exposure, left: number): number {
  const base = exposedBase(rule, exposure);
  if (exposure.once <= 0) return 0;
  const { numerator, denominator } = rule.rate;
  const percent = roundRatio(BigInt(base) * numerator, denominator, rule.rule.rounding);
  const penalty = rule.rule.kind === "flat" ? rule.flat : toSafe(percent, "The penalty");
  return Math.max(0, Math.min(penalty, rule.mostPerDue, left));
}

function exposedBase({ rule }: CheckedPenaltyRule, { once, amountDays }: Exposure): number {
  return rule.kind === "percentOnce" ? once : amountDays;
}

/** The same as an expression that computes it again. */
export function penaltyExpression(rule: CheckedPenaltyRule, exposure: Exposure): Expression {
  const { places, mostPerDue, mostPerLoan } = rule;
  const money = (name: string, minorUnits: number): Expression =>
    named(name, minorUnitsText(minorUnits, places));
  const limit = Math.min(mostPerDue, mostPerLoan);
  const uncapped = uncappedExpression(rule, exposure, money);
  return limit === Number.MAX_SAFE_INTEGER
    ? uncapped
    : { kind: "least", of: [uncapped, money("limit", limit)] };
}

function uncappedExpression(
  rule: CheckedPenaltyRule,
  exposure: Exposure,
  money: (name: string, minorUnits: number) => Expression,
): Expression {
  if (exposure.once <= 0) return constant(0);
  if (rule.rule.kind === "flat") return money("amount for each due", rule.flat);
  const once = rule.rule.kind === "percentOnce";
  const { numerator, denominator } = rule.rate;
  return {
    kind: "rounded",
    of: product(
      money(once ? "overdue" : "overdue, summed over days", exposedBase(rule, exposure)),
      named(once ? "rate" : "rate of one day", `${numerator}/${denominator}`),
    ),
    mode: rule.rule.rounding,
    unit: minorUnitsText(1, rule.places),
  };
}

/** Something that has been overdue since its due date, in one amount. */
export interface Overdue {
  readonly id: string;
  readonly dueOn: PlainDate;
  /** What of it bears the penalty, zero or more. */
  readonly amount: Amount;
}

export interface AssessedPenalty {
  readonly id: string;
  readonly penalty: Decimal;
}

/**
 * What a rule charges for dues that nothing was paid of since they were due. For a loan with
 * payments in between ask the loan: it knows what was overdue on each day.
 *
 * @param options.overdue in the order in which the limit for the loan is used up
 * @throws LendkitError `UNKNOWN_CURRENCY`, `UNKNOWN_OPTION`, `INVALID_GRACE_DAYS`,
 *   `NEGATIVE_PENALTY`, `INVALID_DATE`, `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`,
 *   `RATE_OUT_OF_RANGE`, `RATE_TOO_PRECISE`
 *
 * @example
 * assessPenalty({
 *   currency: "INR",
 *   rule: {
 *     kind: "percentOnce",
 *     percent: 2,
 *     graceDays: 0,
 *     graceDaysCount: true,
 *     on: "principalAndInterest",
 *     rounding: "halfEven",
 *   },
 *   overdue: [{ id: "installment 1", dueOn: plainDate("2024-02-29"), amount: "22727.84" }],
 *   asOf: plainDate("2024-03-01"),
 * }); //=> [{ id: "installment 1", penalty: 454.56 }]
 */
export function assessPenalty(options: {
  readonly currency: CurrencyCode;
  readonly rule: PenaltyRule;
  readonly overdue: readonly Overdue[];
  readonly asOf: PlainDate;
}): readonly AssessedPenalty[] {
  const places = currencyPlaces(options.currency);
  const rule = checkPenaltyRule(options.rule, places);
  const asOf = plainDate(options.asOf, "asOf");
  let left = rule.mostPerLoan;
  return options.overdue.map(({ id, dueOn, amount }) => {
    const base = amountOf(amount, `overdue ${id}`, places);
    const penalty = penaltyOf(rule, exposureOf(rule, base, plainDate(dueOn, "dueOn"), asOf), left);
    left -= penalty;
    return { id, penalty: fromMinorUnits(penalty, places) };
  });
}

function exposureOf(
  { rule }: CheckedPenaltyRule,
  base: number,
  dueOn: PlainDate,
  asOf: PlainDate,
): Exposure {
  const late = daysBetween(dueOn, asOf);
  if (late <= rule.graceDays) return { once: 0, amountDays: 0 };
  const days = rule.graceDaysCount ? late : late - rule.graceDays;
  return { once: base, amountDays: toSafe(BigInt(base) * BigInt(days), "The overdue amount") };
}
