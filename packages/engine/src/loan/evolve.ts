import type { PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { advanceToFact, silent } from "./advance.ts";
import { awaitingDisbursal, beginServicing } from "./beginServicing.ts";
import { evolveServicing } from "./evolveServicing.ts";
import type { Amended, Imported, LifeFact, LoanFact, Opened } from "./facts.ts";
import { begins, countsAfter, rankOf } from "./foldOrder.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";

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
  if (isToIssue(servicing, fact)) return true;
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
  if (isToIssue(state.servicing, fact)) return recordBill({ ...state, lastSequence });
  const before = advanceToFact(state, fact.effectiveOn, byTime);
  const servicing = before.servicing;
  if (servicing === null) return { ...before, lastSequence };
  const ranked = { ...servicing, rank: rankOf(fact) };
  const after = evolveServicing(before, ranked, fact, byFact);
  return { ...before, lastSequence, servicing: noted(after, fact) };
}

/** True of a bill that the loan was carried past: what it changes is in the state. */
function isToIssue(servicing: LoanState["servicing"], fact: LoanFact): boolean {
  const next = servicing?.credit?.toIssue[0];
  return fact.kind === "billIssued" && next?.cycle === fact.bill.cycle;
}

function recordBill(state: LoanState): LoanState {
  const { servicing } = state;
  if (servicing === null || servicing.credit === null) return state;
  const [bill, ...toIssue] = servicing.credit.toIssue;
  const bookedTo = latest(servicing.credit.bookedTo, bill?.billedOn);
  return {
    ...state,
    servicing: { ...servicing, credit: { ...servicing.credit, toIssue, bookedTo } },
  };
}

/** A credit remembers what was recorded since its last bill, and until when. */
export function noted(
  servicing: Servicing,
  { kind, sequence, bookedOn }: Pick<LifeFact, "kind" | "sequence" | "bookedOn">,
): Servicing {
  const { credit } = servicing;
  if (credit === null) return servicing;
  const facts = kind === "billIssued" ? [] : [sequence];
  const sinceBill = [...credit.sinceBill, ...facts].sort((a, b) => a - b);
  const bookedTo = latest(credit.bookedTo, bookedOn);
  return { ...servicing, credit: { ...credit, sinceBill, bookedTo } };
}

function latest(a: PlainDate, b: PlainDate | undefined): PlainDate {
  return b === undefined || a > b ? a : b;
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
    servicing: servicing === undefined ? null : awaitingDisbursal(servicing, fact.terms),
  };
}
