import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Posting } from "./posting.ts";

/** A posting as one flat row of plain values, for a CSV or JSON file. */
export interface PostingRow {
  readonly id: string;
  readonly loanId: string;
  readonly on: string;
  readonly debit: string;
  readonly credit: string;
  /** Decimal text with all the currency's decimals. */
  readonly amount: string;
  readonly currency: string;
  /** What happened: `PostingCause`. */
  readonly kind: string;
  readonly sequence: number | null;
  readonly dueId: string | null;
  /** The day and the fact of an `Adjustment`. */
  readonly adjustsDay: string | null;
  readonly adjustedBecause: number | null;
}

/**
 * @example
 * postingRows(postingsOf(facts))[0];
 * //=> { id: "L-1/2024-01-31/1", loanId: "L-1", on: "2024-01-31", debit: "principal", credit: "cash",
 * //     amount: "12000.00", currency: "INR", kind: "disbursed", sequence: 2, dueId: null,
 * //     adjustsDay: null, adjustedBecause: null }
 */
export function postingRows(postings: readonly Posting[]): readonly PostingRow[] {
  return postings.map(({ id, loanId, on, debit, credit, amount, currency, cause, adjusts }) => ({
    id,
    loanId,
    on,
    debit,
    credit,
    amount: minorUnitsText(amount, currencyPlaces(currency)),
    currency,
    ...cause,
    adjustsDay: adjusts?.day ?? null,
    adjustedBecause: adjusts?.because ?? null,
  }));
}
