/**
 * The equated installment of an annuity, exact to the rounding unit.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import type { Ratio } from "../money/ratio.ts";
import {
  directionAboveZero,
  type RoundingMode,
  roundingModes,
  roundRatio,
} from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";

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
  const installment = levelInstallment({
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

interface Annuity {
  /** Whole units of money, above zero. */
  readonly principal: number;
  readonly periodRate: Ratio;
  readonly installments: number;
  /** What the installment is a multiple of, in the same units. */
  readonly unit: number;
  readonly mode: RoundingMode;
}

/**
 * The installment in whole units of money: a multiple of `unit`, rounded from the exact value.
 *
 * @throws LendkitError `AMOUNT_TOO_LARGE`
 */
export function levelInstallment(annuity: Annuity): number {
  const guess = annuity.principal / annuityFactor(annuity) / annuity.unit;
  const settled = settleRounding(guess, guess * relativeError(annuity.installments), annuity.mode);
  if (settled !== undefined && Number.isSafeInteger(settled * annuity.unit)) {
    return settled * annuity.unit;
  }
  const { numerator, denominator } = exactInstallment(annuity);
  const unit = BigInt(annuity.unit);
  return toSafe(roundRatio(numerator, denominator * unit, annuity.mode) * unit, "The installment");
}

/**
 * The present value of `installments` payments of 1, (1 − v^n)/r with v = 1/(1+r), by doubling:
 * a(2m) = a(m)·(1 + v^m) and a(m+1) = v·(1 + a(m)). Only positive terms are added, so nothing
 * cancels, and a rate of zero needs no case of its own.
 */
function annuityFactor({ periodRate, installments }: Annuity): number {
  const discount = 1 / (1 + periodRate.numerator / periodRate.denominator);
  let factor = 0;
  let power = 1;
  for (let bit = 31 - Math.clz32(installments); bit >= 0; bit -= 1) {
    factor *= 1 + power;
    power *= power;
    if ((installments >>> bit) & 1) {
      factor = discount * (1 + factor);
      power *= discount;
    }
  }
  return factor;
}

/**
 * A bound on the relative error of principal / annuityFactor / unit. With u = 2^-53: v is within
 * 3u; squaring doubles an error and adds u, so v^m is within 4m·u; a doubling step adds at most
 * half the error of v^m and 2u, so a(n) is within (4n + 4·log2 n)·u; the two divisions add 2u.
 * 8n + 64 is above all of that for every n.
 */
function relativeError(installments: number): number {
  return (8 * installments + 64) * 2 ** -53;
}

/** The rounded guess where no value within the margin would round otherwise. */
function settleRounding(guess: number, margin: number, mode: RoundingMode): number | undefined {
  const whole = Math.floor(guess);
  const part = guess - whole;
  const direction = directionAboveZero(mode);
  if (direction === "nearest") {
    if (Math.abs(part - 0.5) <= margin) return undefined;
    return part > 0.5 ? whole + 1 : whole;
  }
  if (part <= margin || part >= 1 - margin) return undefined;
  return direction === "ceiling" ? whole + 1 : whole;
}

/** With r = N/D: P·N·(D+N)^n / (D·((D+N)^n − D^n)), and P/n where N is zero. */
function exactInstallment({ principal, periodRate, installments }: Annuity): {
  numerator: bigint;
  denominator: bigint;
} {
  const n = BigInt(installments);
  if (periodRate.numerator === 0) return { numerator: BigInt(principal), denominator: n };
  const [rate, one] = [BigInt(periodRate.numerator), BigInt(periodRate.denominator)];
  const growth = (one + rate) ** n;
  return {
    numerator: BigInt(principal) * rate * growth,
    denominator: one * (growth - one ** n),
  };
}
