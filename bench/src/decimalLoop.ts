import { Decimal } from "decimal.js";

export interface DecimalRow {
  readonly interest: Decimal;
  readonly principal: Decimal;
  readonly balance: Decimal;
}

/**
 * The schedule as decimal.js is commonly used for it, with the library's own settings: each row's
 * interest rounded to the cent, ties to even, and the last row paying off the balance.
 */
export function decimalLoop(
  principal: number,
  annualRatePercent: number,
  installments: number,
): readonly DecimalRow[] {
  const rate = new Decimal(annualRatePercent).div(1200);
  const growth = rate.plus(1).pow(installments);
  const emi = toCents(rate.times(principal).times(growth).div(growth.minus(1)));
  const rows: DecimalRow[] = [];
  let balance = new Decimal(principal);
  for (let number = 1; number <= installments; number += 1) {
    const interest = toCents(balance.times(rate));
    const paid = number === installments ? balance : emi.minus(interest);
    balance = balance.minus(paid);
    rows.push({ interest, principal: paid, balance });
  }
  return rows;
}

function toCents(amount: Decimal): Decimal {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
}
