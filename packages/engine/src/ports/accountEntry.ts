import type { PlainDate } from "../calendar/plainDate.ts";
import type { AccountTotals, TransactionType } from "../credit/accountTransaction.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";

/** What tells a stored account transaction from all others: one row of one source. */
export interface AccountEntryPlace {
  /** Stands for the source, such as the SHA-256 of a file's bytes. */
  readonly source: string;
  /** Of the row in its source; 1 or more. */
  readonly position: number;
}

/** An account transaction as stored. Never personal: the key is a hash, or an opaque id. */
export interface AccountEntry extends AccountEntryPlace {
  /** Whose account it is. */
  readonly accountKey: string;
  readonly on: PlainDate;
  readonly kind: TransactionType;
  readonly currency: CurrencyCode;
  /** Zero or more, in the major unit of `currency`; `kind` says the direction. */
  readonly amount: Decimal;
}

/**
 * What became of an entry:
 *
 * - `inserted`: it is new.
 * - `unchanged`: the same is there already.
 * - `differs`: something else is there from the same row of the same source, and stays.
 */
export type AccountEntryOutcome = "inserted" | "unchanged" | "differs";

/** What the transactions under one key come to. */
export interface AccountKeyTotals extends AccountTotals {
  readonly accountKey: string;
}
