/**
 * Test support: the annuity's formula in decimal.js, to 150 digits.
 *
 * @module
 */
import type { Decimal } from "decimal.js";
import { Witness } from "../money/decimalWitness.ts";

/**
 * P·r·(1+r)^n / ((1+r)^n − 1), r = percent / 1200; of the 150 digits the finest rate costs 16.
 *
 * A division that does not end leaves a true tie, or a whole multiple of the unit, a few units of
 * the last digit off, on either side. Cutting the answer to 100 decimals puts it back.
 */
export function exactInstallment(
  principal: Decimal.Value,
  annualRatePercent: Decimal.Value,
  months: number,
): Decimal {
  const amount = new Witness(principal);
  const rate = new Witness(annualRatePercent).div(1200);
  if (rate.isZero()) return amount.div(months);
  const growth = rate.plus(1).pow(months);
  return amount.times(rate).times(growth).div(growth.minus(1)).toDecimalPlaces(100);
}
