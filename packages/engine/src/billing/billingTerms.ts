import type { DayCountRule } from "../calendar/dayCount/rule.ts";
import { dayCountRules, dayCounts } from "../calendar/dayCount.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal, toMinorUnits } from "../money/amount.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import type { TwoDateDayCount } from "../rate/xirr.ts";

/**
 * How a credit is billed: interest accrues by the day, and at the end of each cycle a bill asks for
 * a part of the principal with the interest. Plain data; every rule is spelled out.
 */
export interface BillingTerms {
  /** Tells these terms from those of a loan with a schedule. */
  readonly method: "billed";
  readonly cycle: CycleRule;
  /** A bill is payable to this many days after its day, included: whole, 1 or more. */
  readonly payWithinDays: number;
  readonly installment: BilledInstallment;
  readonly interest: InterestTerms;
  /**
   * `never`: every day bears interest. `whilePaidInFull`: the interest of a cycle is forgone where
   * the bill before it, if any, and the one that ends it are each paid whole by their last day,
   * which then lies before the next bill.
   */
  readonly interestFree: "never" | "whilePaidInFull";
  /** Whether what is repaid can be drawn again; such a line stays open when nothing is owed. */
  readonly revolving: boolean;
  /** How far drawings may go beyond the limit, in percent of it, 0 to 100. */
  readonly overlimitPercent: Amount;
}

/**
 * When a cycle ends and its bill is made.
 *
 * - `days`: each time this many days after the first drawing, 1 or more.
 * - `dayOfMonth`: on this day, 1 to 31, of the shorter months their last; the first time at least
 *   `firstAfterDays` days after the first drawing.
 */
export type CycleRule =
  | { readonly kind: "days"; readonly days: number }
  | { readonly kind: "dayOfMonth"; readonly day: number; readonly firstAfterDays: number };

/**
 * What of the principal a bill asks for beside the cycle's interest. The last cycle of the term
 * asks for all of it.
 *
 * - `percentOfBalance`: a percentage of the principal that is owed, 0 to 100, and so much more that
 *   principal and interest come to `least`, or to all that is owed.
 * - `level`: what is left of the level installment of an annuity over the cycles to come.
 */
export type BilledInstallment =
  | { readonly kind: "percentOfBalance"; readonly percent: Amount; readonly least: Amount }
  | { readonly kind: "level" };

export interface InterestTerms {
  /** An additive one: splitting a cycle at any day changes nothing. */
  readonly dayCount: TwoDateDayCount;
  /**
   * Decimals of the daily rate in percent, to which it is rounded, ties to even: 0 to 12. Null for
   * the exact rate.
   */
  readonly dailyRatePlaces: number | null;
  /** Of a cycle's interest, summed exactly, when it is billed. */
  readonly rounding: RoundingMode;
}

export const invalidBillingTerms: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}> = errorType("INVALID_BILLING_TERMS", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

/**
 * @throws LendkitError `INVALID_BILLING_TERMS`, `UNKNOWN_OPTION`; of amounts `NOT_A_NUMBER`,
 *   `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`
 */
export function checkBillingTerms(terms: BillingTerms, places: number): void {
  const { cycle, payWithinDays, installment, interest, interestFree, overlimitPercent } = terms;
  checkCycle(cycle);
  checkWhole("payWithinDays", payWithinDays, 1, 366);
  checkInstallment(installment, places);
  checkInterestTerms(interest);
  checkOption("interestFree", interestFree, ["never", "whilePaidInFull"]);
  checkFreeTime(terms);
  checkPercent("overlimitPercent", overlimitPercent);
}

/** Whether a bill was paid whole is known when the next one is made. */
function checkFreeTime({ interestFree, payWithinDays, cycle }: BillingTerms): void {
  const shortest = cycle.kind === "days" ? cycle.days : 28;
  if (interestFree === "never" || payWithinDays < shortest) return;
  const expected = `fewer days than the shortest cycle has, ${shortest}, where bills can be free`;
  throw wrong("payWithinDays", String(payWithinDays), expected);
}

function checkCycle(cycle: CycleRule): void {
  checkOption("cycle.kind", cycle.kind, ["days", "dayOfMonth"]);
  if (cycle.kind === "days") checkWhole("cycle.days", cycle.days, 1, 366);
  else {
    checkWhole("cycle.day", cycle.day, 1, 31);
    checkWhole("cycle.firstAfterDays", cycle.firstAfterDays, 1, 366);
  }
}

/** @throws LendkitError as `checkBillingTerms` */
export function checkInstallment(installment: BilledInstallment, places: number): void {
  checkOption("installment.kind", installment.kind, ["percentOfBalance", "level"]);
  if (installment.kind === "level") return;
  checkPercent("installment.percent", installment.percent);
  const least = toMinorUnits(installment.least, places, "installment.least");
  if (least < 0) throw wrong("installment.least", String(installment.least), "zero or more");
}

/** @throws LendkitError as `checkBillingTerms` */
export function checkInterestTerms({ dayCount, dailyRatePlaces, rounding }: InterestTerms): void {
  checkOption("interest.dayCount", dayCount, dayCounts);
  checkOption("interest.rounding", rounding, roundingModes);
  const rule: DayCountRule<never> = dayCountRules[dayCount];
  if (!rule.additive) throw wrong("interest.dayCount", dayCount, "an additive day count");
  if (dailyRatePlaces === null) return;
  checkWhole("interest.dailyRatePlaces", dailyRatePlaces, 0, 12);
  if (rule.dayFraction === undefined) {
    throw wrong("interest.dayCount", dayCount, "a day count of a fixed year for a daily rate");
  }
}

function checkPercent(field: string, percent: Amount): void {
  const { coefficient, places } = exactDecimal(percent, field);
  const scale = 10n ** BigInt(places);
  if (places <= 6 && coefficient >= 0n && coefficient <= 100n * scale) return;
  throw wrong(field, String(percent), "a percentage from 0 to 100 with at most six decimals");
}

function checkWhole(field: string, found: number, least: number, most: number): void {
  if (Number.isInteger(found) && found >= least && found <= most) return;
  throw wrong(field, String(found), `a whole number from ${least} to ${most}`);
}

function wrong(field: string, found: string, expected: string): Error {
  return invalidBillingTerms({ field, found, expected });
}
