import { type ErrorType, errorType } from "../errors.ts";
import { Decimal } from "../money/decimal.ts";

export const creditValueOutOfRange: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}> = errorType("CREDIT_VALUE_OUT_OF_RANGE", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

/** Amounts from 10^-100 to 10^100: a bound on the work that one sum can ask for. */
const LARGEST_EXPONENT = 100;

/**
 * Sums and products of amounts without any rounding: its precision lies beyond all that amounts of
 * the range below reach. Put it on the left of an operation, where decimal.js takes the settings.
 */
export const Unrounded: typeof Decimal = Decimal.clone({ precision: 1e9 });

/** True for a finite amount of 0 or more. */
export function isAmountOrZero(amount: Decimal): boolean {
  return isBounded(amount) && (!amount.isNegative() || amount.isZero());
}

/** True for a finite amount above 0. */
export function isPositiveAmount(amount: Decimal): boolean {
  return isBounded(amount) && !amount.isNegative() && !amount.isZero();
}

function isBounded(amount: Decimal): boolean {
  return Decimal.isDecimal(amount) && Math.abs(amount.e) <= LARGEST_EXPONENT;
}
