/**
 * The same schedule as users of other libraries make it.
 *
 * @module
 */
import { CUMIPMT, CUMPRINC } from "@formulajs/formulajs";
import { Loan } from "loanjs";
import type { BenchLoan } from "./benchLoans.ts";
import { type FinancialRow, financialRows } from "./financialRows.ts";
import type { Side } from "./sideBySide.ts";

export const financialSide: Side<BenchLoan, readonly FinancialRow[]> = {
  run: ({ principalCents, annualRatePercent, installments }) =>
    financialRows(principalCents / 100, annualRatePercent, installments),
  check: (rows) => rows[6]?.interestCents ?? Number.NaN,
};

/** One call for each part of each row. */
export const formulajsSide: Side<BenchLoan, readonly FinancialRow[]> = {
  run: ({ principalCents, annualRatePercent, installments }) => {
    const rate = annualRatePercent / 1200;
    const cents = (part: typeof CUMIPMT, number: number): number =>
      Math.round(-Number(part(rate, installments, principalCents / 100, number, number, 0)) * 100);
    return Array.from({ length: installments }, (_, index) => ({
      interestCents: cents(CUMIPMT, index + 1),
      principalCents: cents(CUMPRINC, index + 1),
    }));
  },
  check: (rows) => rows[6]?.interestCents ?? Number.NaN,
};

export const loanjsSide: Side<BenchLoan, ReturnType<typeof Loan>> = {
  run: ({ principalCents, annualRatePercent, installments }) =>
    Loan(principalCents / 100, installments, annualRatePercent, "annuity"),
  check: ({ installments }) => installments[6]?.interest ?? Number.NaN,
};
