/**
 * How much a customer may borrow in all, from what they earn.
 *
 * @module
 */
import { type Amount, type ExactDecimal, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { type RoundingMode, roundingModes, roundRatio } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { creditValueOutOfRange } from "./creditValue.ts";

/** A multiple of the monthly income, rounded to a step. */
export interface ApprovedLimitRule {
  /** Months of income: zero or more, decimals allowed. */
  readonly multiple: Amount;
  /** The step that the limit is a multiple of, above zero: 100000 is one lakh. */
  readonly nearest: Amount;
  readonly mode: RoundingMode;
}

/**
 * `monthlyIncome × multiple`, rounded once, from the exact product, to a multiple of `nearest`.
 *
 * The default is the rule of `round(36 * monthly_salary, -5)` in Python, which sends ties to the
 * even lakh: 4.5 lakh becomes 4, not 5.
 *
 * @param rule.monthlyIncome zero or more
 * @throws LendkitError `NOT_A_NUMBER`, `CREDIT_VALUE_OUT_OF_RANGE`, `UNKNOWN_OPTION`
 *
 * @example
 * approvedLimit({ monthlyIncome: 62500 }).toString(); //=> "2200000": 22.5 lakh to the even lakh
 */
export function approvedLimit(
  rule: { readonly monthlyIncome: Amount } & Partial<ApprovedLimitRule>,
): Decimal {
  const { monthlyIncome, multiple = 36, nearest = 100_000, mode = "halfEven" } = rule;
  const income = notNegative(monthlyIncome, "monthlyIncome");
  const factor = notNegative(multiple, "multiple");
  const step = notNegative(nearest, "nearest");
  if (step.coefficient === 0n) throw outOfRange("nearest", nearest, "an amount above 0");
  checkOption("mode", mode, roundingModes);
  const steps = roundRatio(
    income.coefficient * factor.coefficient * 10n ** BigInt(step.places),
    step.coefficient * 10n ** BigInt(income.places + factor.places),
    mode,
  );
  return new Decimal(`${steps * step.coefficient}e-${step.places}`);
}

function notNegative(amount: Amount, field: string): ExactDecimal {
  const exact = exactDecimal(amount, field);
  if (exact.coefficient < 0n) throw outOfRange(field, amount, "an amount of 0 or more");
  return exact;
}

function outOfRange(field: string, found: Amount, expected: string): Error {
  return creditValueOutOfRange({ field, found: String(found), expected });
}
