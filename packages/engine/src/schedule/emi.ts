/**
 * The equated installment of an annuity, exact to the rounding unit.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { annuityInstallment } from "./annuity.ts";

/** The most installments one schedule may have: a hundred years of days. */
export const MAX_INSTALLMENTS = 36_600;

/** A rounding mode, and the unit it rounds to. */
export interface Rounding {
  readonly mode: RoundingMode;
  /** Above zero: "0.01" for a cent, "1" for a whole rupee, "5" for Swiss five-franc steps. */
  readonly unit: Amount;
}

export const installmentsOutOfRange: ErrorType<{ readonly found: string; readonly field: string }> =
  errorType("INSTALLMENTS_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, field }) =>
      `${field} is ${found}, expected a whole number from 1 to ${MAX_INSTALLMENTS}.`,
  });

export const principalNotPositive: ErrorType<{ readonly found: string }> = errorType(
  "PRINCIPAL_NOT_POSITIVE",
  {
    kind: "invalid",
    message: ({ found }) => `principal is ${found}, expected an amount above zero.`,
  },
);

export const unitNotPositive: ErrorType<{ readonly found: string }> = errorType(
  "UNIT_NOT_POSITIVE",
  {
    kind: "invalid",
    message: ({ found }) => `The rounding unit is ${found}, expected an amount above zero.`,
  },
);

/**
 * The equated monthly installment: P·r·(1+r)^n / ((1+r)^n − 1) with r the annual percent / 1200,
 * and P/n where the rate is zero. Rounded once, at the end, from the exact value.
 *
 * @param loan.principal above zero, in the currency's major unit
 * @param loan.annualRatePercent percent a year, 0 to 1000
 * @param loan.tenorMonths whole months, 1 to 36600
 * @param loan.rounding default: to 0.01, ties to even
 * @throws LendkitError `UNKNOWN_OPTION`, `NOT_A_NUMBER`, `PRINCIPAL_NOT_POSITIVE`, `RATE_OUT_OF_RANGE`,
 *   `RATE_TOO_PRECISE`, `INSTALLMENTS_OUT_OF_RANGE`, `UNIT_NOT_POSITIVE`, `AMOUNT_TOO_LARGE`
 *
 * @example
 * emi({ principal: 500000, annualRatePercent: "8.5", tenorMonths: 24 }).toFixed(2);
 * //=> "22727.84"
 */
export function emi(loan: {
  readonly principal: Amount;
  readonly annualRatePercent: Amount;
  readonly tenorMonths: number;
  readonly rounding?: Rounding;
}): Decimal {
  const rounding = loan.rounding ?? { mode: "halfEven", unit: "0.01" };
  checkOption("rounding.mode", rounding.mode, roundingModes);
  const principal = exactDecimal(loan.principal, "principal");
  const unit = exactDecimal(rounding.unit, "rounding.unit");
  if (principal.coefficient <= 0n) throw principalNotPositive({ found: String(loan.principal) });
  if (unit.coefficient <= 0n) throw unitNotPositive({ found: String(rounding.unit) });
  checkInstallments(loan.tenorMonths, "tenorMonths");

  const places = Math.max(principal.places, unit.places);
  const scaled = (value: typeof principal, field: string): number =>
    toSafe(value.coefficient * 10n ** BigInt(places - value.places), field);
  const installment = annuityInstallment({
    principal: scaled(principal, "principal"),
    periodRate: plainPeriodRate(loan.annualRatePercent, 12),
    installments: loan.tenorMonths,
    unit: scaled(unit, "rounding.unit"),
    mode: rounding.mode,
  });
  return new Decimal(`${installment}e-${places}`);
}

/** @throws LendkitError `INSTALLMENTS_OUT_OF_RANGE` */
export function checkInstallments(count: number, field: string): void {
  if (!Number.isInteger(count) || count < 1 || count > MAX_INSTALLMENTS) {
    throw installmentsOutOfRange({ found: String(count), field });
  }
}
