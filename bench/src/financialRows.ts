import { ipmt, ppmt } from "financial";

export interface FinancialRow {
  readonly interestCents: number;
  readonly principalCents: number;
}

/** The schedule as users of `financial` make it: one call for each part of each row, rounded. */
export function financialRows(
  principal: number,
  annualRatePercent: number,
  installments: number,
): readonly FinancialRow[] {
  const rate = annualRatePercent / 1200;
  const rows: FinancialRow[] = [];
  for (let number = 1; number <= installments; number += 1) {
    rows.push({
      interestCents: Math.round(-ipmt(rate, number, installments, principal) * 100),
      principalCents: Math.round(-ppmt(rate, number, installments, principal) * 100),
    });
  }
  return rows;
}
