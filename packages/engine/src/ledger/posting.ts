/**
 * One movement between two accounts. Debit, credit and a positive amount stand in one value, so
 * whatever is posted balances; a correction is a posting of its own.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { JournalEvent } from "../loan/journal.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { LedgerAccount } from "./chartOfAccounts.ts";

export interface Posting {
  /**
   * Loan, day, and which of the loan's postings of that day it is: `L-1/2024-02-29/1`. In books it
   * never changes.
   */
  readonly id: string;
  readonly loanId: string;
  readonly currency: CurrencyCode;
  /** The day that it stands under in the books. */
  readonly on: PlainDate;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Whole minor units, above zero. */
  readonly amount: number;
  readonly cause: PostingCause;
  /** Null for what happened on that day as far as was known on it. */
  readonly adjusts: Adjustment | null;
}

/** What happened to the loan. */
export interface PostingCause {
  readonly kind: JournalEvent["kind"];
  /** The fact that it follows from; null for what follows from the day alone. */
  readonly sequence: number | null;
  /** Null for what concerns no single due. */
  readonly dueId: string | null;
}

/** What a fact changes of what had been posted, or would have been, had it been known. */
export interface Adjustment {
  /** The day that it is for. */
  readonly day: PlainDate;
  /** The fact whose recording made it necessary. */
  readonly because: number;
}

/** A posting whose place in its day is still open. */
export type UnnumberedPosting = Omit<Posting, "id">;

/** @param postings of one loan, by day */
export function numbered(postings: readonly UnnumberedPosting[]): readonly Posting[] {
  let ofDay = 0;
  return postings.map((posting, index) => {
    const { loanId, on } = posting;
    ofDay = postings[index - 1]?.on === on ? ofDay + 1 : 1;
    return { ...posting, id: `${loanId}/${on}/${ofDay}` };
  });
}
