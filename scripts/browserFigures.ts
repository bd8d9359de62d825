/**
 * What Node and the browser both compute. It is bundled, so it imports the engine alone.
 *
 * @module
 */
import { amortize, emi, isLendkitError, type LoanTerms } from "@lendkit/engine";

/** One line for each loan, its EMI, and each row, in the order of the loans. */
export function figureLines(loans: readonly LoanTerms[]): string[] {
  return loans.flatMap((terms, index) => linesOf(terms).map((line) => `loan ${index} ${line}`));
}

function linesOf(terms: LoanTerms): string[] {
  const installment = emi({
    principal: terms.principal,
    annualRatePercent: terms.annualRatePercent,
    tenorMonths: terms.installments,
  });
  return [`emi ${installment.toFixed()}`, ...scheduleLines(terms)];
}

function scheduleLines(terms: LoanTerms): string[] {
  try {
    const { emi: level, totals, rows } = amortize(terms).toJSON();
    return [
      `level ${level} totals ${Object.values(totals).join(" ")}`,
      ...rows.map((row) => `row ${Object.values(row).join(" ")}`),
    ];
  } catch (error) {
    if (!isLendkitError(error)) throw error;
    return [`refused ${error.code}`];
  }
}
