import type { PlainDate } from "../calendar/plainDate.ts";
import type { LoanFact } from "../loan/facts.ts";
import { replayEntries } from "../loan/replay.ts";
import { type Movement, movementsOf } from "./movements.ts";
import { numbered, type Posting, type UnnumberedPosting } from "./posting.ts";

/**
 * What a loan's life comes to in double entry, each posting on the day that it is for: the books as
 * they would be had every fact been recorded on its own day. Facts about the past change postings
 * of the past; for books that are only ever added to, see `bookPostings`.
 *
 * @param facts all facts of one loan, by sequence
 * @param asOf the day to carry the loan forward to, included. Default: that of the last fact
 * @throws LendkitError `NO_FACTS`; `DATES_OUT_OF_ORDER` for a day before the last fact's
 *
 * @example
 * const [lent] = postingsOf(facts);
 * //=> { id: "L-1/2024-01-31/1", on: "2024-01-31", debit: "principal", credit: "cash", amount: 1200000,
 * //     cause: { kind: "disbursed", sequence: 2, dueId: null }, … }
 */
export function postingsOf(facts: readonly LoanFact[], asOf?: PlainDate): readonly Posting[] {
  const { state, entries } = replayEntries(facts, asOf);
  const { loanId, currency } = state;
  const postings: UnnumberedPosting[] = [];
  for (const entry of entries) {
    const { on, kind, sequence } = entry;
    const movements = kind === "voided" ? undone(postings) : movementsOf(entry);
    for (const { dueId, ...movement } of movements) {
      const cause = { kind, sequence, dueId };
      postings.push({ loanId, currency, on, ...movement, cause, adjusts: null });
    }
  }
  return numbered(postings);
}

/** A voided loan was never made: all goes back but money that came in or was paid back. */
function undone(postings: readonly UnnumberedPosting[]): readonly Movement[] {
  return postings
    .filter(({ cause }) => cause.kind !== "received" && cause.kind !== "refunded")
    .map(({ debit, credit, amount, cause }) => ({
      debit: credit,
      credit: debit,
      amount,
      dueId: cause.dueId,
    }));
}
