import type { PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { advance, silent } from "./advance.ts";
import { evolveWith, noted } from "./evolve.ts";
import type { LoanFact, PaymentReversed } from "./facts.ts";
import { withReversals } from "./foldOrder.ts";
import type { Journal, JournalEntry } from "./journal.ts";
import type { LoanState } from "./loanState.ts";

export const noFacts: ErrorType<Record<string, never>> = errorType("NO_FACTS", {
  kind: "invalid",
  message: () =>
    "There are no facts to replay, and a loan has at least the one that it began with. " +
    "Pass all facts of one loan, by sequence.",
});

/**
 * The loan as its facts make it. Equal facts give an equal state, and equal `snapshotText`.
 *
 * @param facts all facts of one loan, by sequence
 * @param asOf the day to carry the loan forward to. Default: that of the last fact
 * @throws LendkitError `NO_FACTS`; `DATES_OUT_OF_ORDER` for a day before the last fact's
 */
export function replay(facts: readonly LoanFact[], asOf?: PlainDate): LoanState {
  return replayWith(facts, asOf, () => silent);
}

/** The same, and what happened on the way, in the order in which it did. */
export function replayEntries(
  facts: readonly LoanFact[],
  asOf?: PlainDate,
): { readonly state: LoanState; readonly entries: readonly JournalEntry[] } {
  const entries: JournalEntry[] = [];
  const state = replayWith(facts, asOf, (sequence) => (on, event) => {
    entries.push({ ...event, on, sequence });
  });
  return { state, entries };
}

function replayWith(
  facts: readonly LoanFact[],
  asOf: PlainDate | undefined,
  journalOf: (sequence: number | null) => Journal,
): LoanState {
  const byTime = journalOf(null);
  let state: LoanState | undefined;
  for (const fact of withReversals(facts)) {
    state =
      fact.kind === "paymentReversed"
        ? reversalNoted(state, fact)
        : evolveWith(state, fact, { byTime, byFact: journalOf(fact.sequence) });
  }
  if (state === undefined) throw noFacts({});
  const last = facts.reduce((most, { sequence }) => Math.max(most, sequence), 0);
  const whole = state.lastSequence === last ? state : { ...state, lastSequence: last };
  return asOf === undefined ? whole : advance(whole, asOf, byTime);
}

/** Its payment is left out. A credit's next bill names it as the cause of what it corrects. */
function reversalNoted(state: LoanState | undefined, fact: PaymentReversed): LoanState | undefined {
  if (state === undefined || state.servicing === null) return state;
  return { ...state, servicing: noted(state.servicing, fact) };
}
