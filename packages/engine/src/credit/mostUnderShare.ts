import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { Unrounded } from "./creditValue.ts";

/** A part of the income that installments may take. */
export interface IncomeShare {
  readonly annualIncome: Decimal;
  readonly percentOfIncome: Amount;
  /** Of current loans, monthly. */
  readonly currentInstallments: Decimal;
  /** Of the proposed loan. */
  readonly tenorMonths: number;
  /** That its installment is rounded to. */
  readonly unit: Amount;
}

const Upward = Decimal.clone({ rounding: Decimal.ROUND_CEIL });

/**
 * At or above every principal whose installment keeps within a part of the income: an installment
 * is the tenor's part of its principal at least, less a unit of rounding.
 */
export function mostUnderShare(share: IncomeShare): Decimal {
  const { annualIncome, percentOfIncome, currentInstallments, tenorMonths, unit } = share;
  const yearly = new Unrounded(annualIncome).times(String(percentOfIncome)).times("0.01");
  const left = yearly.minus(new Unrounded(currentInstallments).times(12));
  const monthly = new Upward(new Upward(left).div(12));
  return new Decimal(new Unrounded(monthly).plus(String(unit)).times(tenorMonths));
}
