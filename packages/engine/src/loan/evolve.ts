import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { LoanFact } from "./facts.ts";
import type { LoanState } from "./loanState.ts";

/** The calculation rules of a loan that was taken over, which it keeps for life. */
const IMPORTED_CALCULATION_VERSION = 1;

/**
 * The loan after one more fact. It never refuses: what is refused never becomes a fact.
 *
 * @param state the loan before it; undefined for its first fact
 */
export function evolve(state: LoanState | undefined, fact: LoanFact): LoanState {
  const { terms } = fact;
  const places = currencyPlaces(terms.currency);
  return {
    loanId: fact.loanId,
    customerId: terms.customerId,
    currency: terms.currency,
    principalMinor: toMinorUnits(terms.principal, places),
    annualRatePercent: terms.annualRatePercent,
    tenorMonths: terms.tenorMonths,
    installmentMinor: toMinorUnits(terms.installment, places),
    startedOn: terms.startedOn,
    endsOn: terms.endsOn,
    ...byOrigin(state, fact),
    lastSequence: fact.sequence,
  };
}

type ByOrigin = Pick<
  LoanState,
  "origin" | "paidOnTime" | "sourceNumber" | "cutoverOn" | "calculationVersion"
>;

function byOrigin(state: LoanState | undefined, fact: LoanFact): ByOrigin {
  switch (fact.kind) {
    case "opened":
      return {
        origin: "opened",
        paidOnTime: 0,
        sourceNumber: null,
        cutoverOn: null,
        calculationVersion: fact.calculationVersion,
      };
    case "imported":
      return {
        origin: "imported",
        paidOnTime: fact.paidOnTime,
        sourceNumber: fact.sourceNumber,
        cutoverOn: fact.cutoverOn,
        calculationVersion: state?.calculationVersion ?? IMPORTED_CALCULATION_VERSION,
      };
  }
}
