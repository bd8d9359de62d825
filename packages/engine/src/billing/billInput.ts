import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, toMinorUnits } from "../money/amount.ts";

export const cannotBill: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}> = errorType("CANNOT_BILL", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

/**
 * In whole minor units.
 *
 * @throws LendkitError `CANNOT_BILL` below zero; of amounts
 */
export function zeroOrMore(amount: Amount, places: number, field: string): number {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits >= 0) return minorUnits;
  throw cannotBill({ field, found: String(amount), expected: "zero or more" });
}
