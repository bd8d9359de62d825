import { type ErrorType, errorType } from "../errors.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { advance, silent } from "./advance.ts";
import { awaitingDisbursal, beginServicing } from "./beginServicing.ts";
import { evolveServicing } from "./evolveServicing.ts";
import type { Amended, Imported, LoanFact, Opened } from "./facts.ts";
import { begins, countsAfter, rankOf } from "./foldOrder.ts";
import type { Journal } from "./journal.ts";
import type { LoanState } from "./loanState.ts";

/** The calculation rules of a loan that was taken over, until it is moved to others. */
const IMPORTED_CALCULATION_VERSION = 1;

export const factOutOfOrder: ErrorType<{ readonly sequence: number; readonly kind: string }> =
  errorType("FACT_OUT_OF_ORDER", {
    kind: "invalid",
    message: ({ sequence, kind }) =>
      `Fact ${sequence} (${kind}) counts before what the loan was carried forward to. Replay all ` +
      "facts instead.",
  });

/**
 * The loan after one more fact. It never refuses a fact that `decide` made: what is refused never
 * becomes a fact.
 *
 * @param state the loan before it; undefined for its first fact
 * @throws LendkitError `FACT_OUT_OF_ORDER` for a fact of the past, which goes through `replay`;
 *   see `countsInOrder`
 */
export function evolve(state: LoanState | undefined, fact: LoanFact): LoanState {
  return evolveWith(state, fact, { byTime: silent, byFact: silent });
}

/** True where `evolve` takes the fact; where it is false, all facts are to be replayed. */
export function countsInOrder({ servicing, origin }: LoanState, fact: LoanFact): boolean {
  if (servicing === null) {
    return origin === "imported" ? fact.kind !== "amended" : fact.kind !== "opened";
  }
  return countsAfter(fact, servicing.asOf, servicing.rank);
}

/** The same, and tells one journal what follows from the days before the fact, one what from it. */
export function evolveWith(
  state: LoanState | undefined,
  fact: LoanFact,
  { byTime, byFact }: { readonly byTime: Journal; readonly byFact: Journal },
): LoanState {
  if (begins(fact)) return begin(state, fact);
  if (state === undefined || !countsInOrder(state, fact)) {
    throw factOutOfOrder({ sequence: fact.sequence, kind: fact.kind });
  }
  const lastSequence = Math.max(state.lastSequence, fact.sequence);
  if (fact.kind === "openingBalanceGiven") {
    return beginServicing({ ...state, lastSequence }, fact, byFact);
  }
  if (fact.kind === "movedToCalculationVersion") {
    return { ...state, lastSequence, calculationVersion: fact.calculationVersion };
  }
  const before = advance(state, fact.effectiveOn, byTime);
  const servicing = before.servicing;
  if (servicing === null) return { ...before, lastSequence };
  const ranked = { ...servicing, rank: rankOf(fact) };
  return { ...before, lastSequence, servicing: evolveServicing(before, ranked, fact, byFact) };
}

/** The facts that say what the loan is. */
function begin(state: LoanState | undefined, fact: Opened | Imported | Amended): LoanState {
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
    lastSequence: Math.max(state?.lastSequence ?? 0, fact.sequence),
  };
}

type ByOrigin = Pick<
  LoanState,
  "origin" | "paidOnTime" | "sourceNumber" | "cutoverOn" | "calculationVersion" | "servicing"
>;

function byOrigin(state: LoanState | undefined, fact: Opened | Imported | Amended): ByOrigin {
  if (fact.kind === "imported") {
    return {
      origin: "imported",
      paidOnTime: fact.paidOnTime,
      sourceNumber: fact.sourceNumber,
      cutoverOn: fact.cutoverOn,
      calculationVersion: state?.calculationVersion ?? IMPORTED_CALCULATION_VERSION,
      servicing: null,
    };
  }
  const { servicing } = fact;
  return {
    origin: "opened",
    paidOnTime: 0,
    sourceNumber: null,
    cutoverOn: null,
    calculationVersion:
      fact.kind === "opened" ? fact.calculationVersion : (state?.calculationVersion ?? 1),
    servicing: servicing === undefined ? null : awaitingDisbursal(servicing, fact.terms.startedOn),
  };
}
