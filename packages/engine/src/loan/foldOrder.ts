/**
 * In which order facts count: first those that say what the loan is, as recorded; then by the day
 * from which they do, by kind, and as recorded.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Amended, Imported, LoanFact, Opened, PaymentReceived } from "./facts.ts";

/**
 * Within a day, what sets terms counts before what is owed by them, and that before what pays it,
 * so that the order in which a day's facts are recorded does not matter. A bill comes before them: its
 * period ends before its day.
 */
const rankByKind: Readonly<Record<LoanFact["kind"], number>> = {
  opened: 0,
  imported: 0,
  amended: 1,
  movedToCalculationVersion: 2,
  openingBalanceGiven: 3,
  billIssued: 4,
  limitChanged: 5,
  disbursed: 6,
  rateChanged: 7,
  rescheduled: 8,
  moratoriumGranted: 9,
  delinquencyPaused: 10,
  chargeAdded: 11,
  paymentReceived: 12,
  paymentReversed: 12,
  chargeWaived: 13,
  refunded: 14,
  writtenOff: 15,
  recovered: 16,
  voided: 17,
};

export function rankOf({ kind }: Pick<LoanFact, "kind">): number {
  return rankByKind[kind];
}

/** True where a fact counts after all of a state that was folded up to a day and a rank in it. */
export function countsAfter(
  fact: Pick<LoanFact, "kind" | "effectiveOn">,
  asOf: PlainDate,
  rank: number,
): boolean {
  if (fact.kind === "paymentReversed" || fact.kind === "amended") return false;
  return fact.effectiveOn > asOf || (fact.effectiveOn === asOf && rankOf(fact) >= rank);
}

/**
 * The facts that count, in the order in which they do. A payment that came back counts as never
 * made.
 *
 * @param facts all facts of one loan, by sequence
 */
export function foldOrder(facts: readonly LoanFact[]): readonly LoanFact[] {
  return withReversals(facts).filter(({ kind }) => kind !== "paymentReversed");
}

/** The same, and the reversals, which change nothing of themselves. */
export function withReversals(facts: readonly LoanFact[]): readonly LoanFact[] {
  const reversed = new Set(
    facts.flatMap((fact) => (fact.kind === "paymentReversed" ? [fact.payment] : [])),
  );
  return facts
    .filter(({ sequence }) => !reversed.has(sequence))
    .sort(
      (a, b) =>
        Number(begins(b)) - Number(begins(a)) ||
        (begins(a) ? 0 : byDay(a, b) || rankOf(a) - rankOf(b)) ||
        a.sequence - b.sequence,
    );
}

/** Says what the loan is, from its first day on. */
export function begins(fact: LoanFact): fact is Opened | Imported | Amended {
  return fact.kind === "opened" || fact.kind === "imported" || fact.kind === "amended";
}

function byDay(a: LoanFact, b: LoanFact): number {
  return a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0;
}

/** The payment of a sequence, if there is one that did not come back. */
export function standingPayment(
  facts: readonly LoanFact[],
  sequence: number,
): PaymentReceived | undefined {
  const payment = facts.find((fact) => fact.sequence === sequence);
  const reversed = facts.some(
    (fact) => fact.kind === "paymentReversed" && fact.payment === sequence,
  );
  return payment?.kind === "paymentReceived" && !reversed ? payment : undefined;
}
