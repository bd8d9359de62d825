import type { AccountTransaction } from "../credit/accountTransaction.ts";
import { creditValueOutOfRange } from "../credit/creditValue.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { AccountEntry } from "../ports/accountEntry.ts";
import type { UnitOfWork } from "../ports/store.ts";
import {
  attempt,
  type ImportContext,
  type RowOutcome,
  type RowPlace,
  rejectedRow,
} from "./importRows.ts";

/** An account transaction as the file states it. */
export interface TransactionRow extends AccountTransaction, RowPlace {}

export interface TransactionContext
  extends Pick<ImportContext<TransactionRow>, "currency" | "headers"> {
  /** Stands for the file, such as the SHA-256 of its bytes. */
  readonly source: string;
  /**
   * The key under which a user's transactions are kept, not empty. A `LendkitError` that it throws
   * rejects the row, with its code and message.
   */
  readonly accountKey: (user: string) => string;
}

/**
 * Records rows of account transactions inside a transaction that the caller commits. A row is known
 * by its file and its place in it, so it counts once, however often it is recorded; equal rows of
 * one file are two transactions.
 *
 * Rejected: `TRANSACTION_DIFFERS`, the same row of the same file was recorded with something else,
 * such as another key or currency; what `accountKey` throws, and `CREDIT_VALUE_OUT_OF_RANGE` for an empty key; `AMOUNT_TOO_PRECISE` and
 * `AMOUNT_TOO_LARGE` for the currency.
 *
 * @returns one outcome for each row, in the order given
 */
export async function recordTransactions(
  unit: UnitOfWork,
  rows: readonly TransactionRow[],
  context: TransactionContext,
): Promise<readonly RowOutcome[]> {
  const attempts = rows.map((row) =>
    attempt<TransactionRow, AccountEntry>(() => entryOf(row, context)),
  );
  const entries = attempts.flatMap((tried) => ("value" in tried ? [tried.value] : []));
  const told = (await unit.accounts.insert(entries)).values();
  return attempts.flatMap((tried, at): readonly RowOutcome[] => {
    const row = rows[at];
    if (row === undefined) return [];
    if ("rejection" in tried) return [rejectedRow(row, tried.rejection, context.headers)];
    const outcome = told.next().value;
    if (outcome === "inserted") return [{ row: row.row, outcome: "imported" }];
    if (outcome === "unchanged") return [{ row: row.row, outcome }];
    return [rejectedRow(row, differs, context.headers)];
  });
}

const differs = {
  code: "TRANSACTION_DIFFERS",
  reason:
    "This row of this file was recorded before, with another account key, date, type, currency or " +
    "amount, and that stays. Import with the currency and the account keys of the first time.",
};

function entryOf(
  { row, user, date, type, amount }: TransactionRow,
  { source, currency, accountKey }: TransactionContext,
): AccountEntry {
  const places = currencyPlaces(currency);
  const key = accountKey(user);
  if (key === "") {
    const expected = "text of one character or more for each user";
    throw creditValueOutOfRange({ field: "accountKey", found: '""', expected });
  }
  return {
    source,
    position: row,
    accountKey: key,
    on: date,
    kind: type,
    currency,
    amount: fromMinorUnits(toMinorUnits(amount, places, "amount"), places),
  };
}
