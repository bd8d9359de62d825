import { Decimal } from "../money/decimal.ts";
import { Unrounded } from "./creditValue.ts";
import type { Affordability } from "./decision.ts";
import type { Judged } from "./judgeRequest.ts";

/** Places of the percentages; the cap itself is held against exact amounts. */
const PERCENT_PLACES = 2;

/** What the installments take of the income, with and without the proposed loan. */
export function affordability({ applicant, scored, installment }: Judged): Affordability {
  const { monthlyIncome } = applicant;
  const { currentInstallments } = scored.figures;
  const withProposed = new Decimal(new Unrounded(currentInstallments).plus(installment));
  return {
    currentInstallments,
    currentPercentOfIncome: percentOf(currentInstallments, monthlyIncome),
    installmentsWithProposed: withProposed,
    percentOfIncomeWithProposed: percentOf(withProposed, monthlyIncome),
  };
}

/**
 * The division has 40 digits. A quotient of amounts within 2^53 minor units that is no tie lies
 * further than 10^-19 from one, so that rounding twice cannot differ from rounding once.
 */
function percentOf(part: Decimal, income: Decimal): Decimal {
  return new Decimal(new Unrounded(part).times(100)).div(income).toDecimalPlaces(PERCENT_PLACES);
}
