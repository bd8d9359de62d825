/**
 * Charges that are known from the start: kept back at disbursement, or due with installments.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { toMinorUnits } from "../money/amount.ts";
import { type Multiplier, multiply } from "../money/minorUnits.ts";
import type { RoundingMode } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import type { ScheduleFee } from "./loanTerms.ts";
import { percentMultiplier } from "./repaymentRule.ts";

export const invalidFee: ErrorType<{ readonly field: string; readonly found: string }> = errorType(
  "INVALID_FEE",
  {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected an amount of zero or more, due with every installment, with ` +
      "one of its numbers, or at disbursement; of what is lent, if it is a percentage then.",
  },
);

/** What a percentage may be taken of. */
export type FeeBase = "principal" | "interest" | "installment" | "openingBalance" | "loan";

const bases: readonly FeeBase[] = [
  "principal",
  "interest",
  "installment",
  "openingBalance",
  "loan",
];

export interface CheckedFee {
  readonly name: string;
  /** The installment's number, or all of them, or none: kept back at disbursement. */
  readonly due: number | "everyInstallment" | "disbursement";
  /** Minor units; where there is a percentage, zero. */
  readonly amount: number;
  readonly percent: Multiplier | undefined;
  readonly of: FeeBase;
}

/** A row's parts in minor units. */
export type FeeBases = Readonly<Record<FeeBase, number>>;

interface FeeContext {
  readonly places: number;
  readonly installments: number;
  readonly mode: RoundingMode;
}

/**
 * @throws LendkitError `INVALID_FEE`, `UNKNOWN_OPTION`, `PERCENT_OUT_OF_RANGE`, and of amounts
 *   `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`
 */
export function checkFees(
  fees: readonly ScheduleFee[],
  context: FeeContext,
): readonly CheckedFee[] {
  return fees.map((fee, index) => checkFee(fee, `fees.${index}`, context));
}

function checkFee(fee: ScheduleFee, field: string, context: FeeContext): CheckedFee {
  const due = typeof fee.due === "string" ? fee.due : fee.due.installment;
  const numbered = typeof due === "number";
  if (numbered && !(Number.isInteger(due) && due >= 1 && due <= context.installments)) {
    throw invalidFee({ field: `${field}.due.installment`, found: String(due) });
  }
  if (!numbered) checkOption(`${field}.due`, due, ["everyInstallment", "disbursement"]);
  if ("percent" in fee) {
    checkOption(`${field}.of`, fee.of, bases);
    if (due === "disbursement" && fee.of !== "loan") {
      throw invalidFee({ field: `${field}.of`, found: fee.of });
    }
    const percent = percentMultiplier(fee.percent, `${field}.percent`, context.mode);
    return { name: fee.name, due, amount: 0, percent, of: fee.of };
  }
  const amount = toMinorUnits(fee.amount, context.places, `${field}.amount`);
  if (amount < 0) throw invalidFee({ field: `${field}.amount`, found: String(fee.amount) });
  return { name: fee.name, due, amount, percent: undefined, of: "loan" };
}

/** What one fee comes to, rounded to the minor unit. */
export function feeAmount(fee: CheckedFee, bases: FeeBases): number {
  return fee.percent === undefined ? fee.amount : multiply(bases[fee.of], fee.percent);
}

/** The fees of the installment of a number. */
export function installmentFees(
  fees: readonly CheckedFee[],
  number: number,
  bases: FeeBases,
): number {
  return fees
    .filter(({ due }) => due === "everyInstallment" || due === number)
    .reduce((sum, fee) => sum + feeAmount(fee, bases), 0);
}

/** What is kept back of the money when it is lent. */
export function disbursementFees(fees: readonly CheckedFee[], loan: number): number {
  const bases = { principal: 0, interest: 0, installment: 0, openingBalance: 0, loan };
  return fees
    .filter(({ due }) => due === "disbursement")
    .reduce((sum, fee) => sum + feeAmount(fee, bases), 0);
}
