import {
  type AccountTotals,
  type AccountTransaction,
  type BalanceScoreRule,
  balanceScore,
  currencyPlaces,
  type RowNote,
  type SumAccountsOptions,
  sumAccounts,
} from "@lendkit/engine";
import { readTable, type Table } from "./columns/readTable.ts";
import { type TransactionField, transactionColumns } from "./columns/transactionColumns.ts";
import type { CsvSource } from "./read/csvBytes.ts";
import { type ReadCsvOptions, readCsv } from "./read/readCsv.ts";
import { isRowNote } from "./rows/rowResult.ts";
import { transactionRow } from "./rows/transactionRow.ts";

export interface ScoreTransactionsOptions extends ReadCsvOptions, SumAccountsOptions {
  readonly source: CsvSource;
  readonly rule: BalanceScoreRule;
  /** The most rejections in the answer, 1,000 if not given; `onRejected` takes every one. */
  readonly rejectionsKept?: number;
  /** Stops between rows, with its reason. */
  readonly signal?: AbortSignal;
}

/** A user's totals and what they score. */
export interface AccountScore extends AccountTotals {
  readonly score: number;
}

/** Every user's score, and what became of every row. */
export interface TransactionScores {
  /** By user, in order of first appearance. A user without accepted rows is not in it. */
  readonly scores: ReadonlyMap<string, AccountScore>;
  /** Data rows. Those accepted and those rejected add up to those read. */
  readonly counts: {
    readonly read: number;
    readonly accepted: number;
    readonly rejected: number;
  };
  /** Of the first rejected rows, by row; digits of a user's id are masked. */
  readonly rejections: readonly RowNote[];
  /** Headers that nothing was looked for under. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Scores every user of a CSV file of account transactions, in one pass; memory grows with the
 * users, not with the rows. Columns are found by what their headers mean: user, date, transaction
 * type (CREDIT or DEBIT), amount.
 *
 * A rejected row counts for nobody. Whether scores of an incomplete file are of use is the
 * caller's to decide, by `counts.rejected`. Nothing is taken twice for equal rows: a person may
 * spend the same amount twice in a day.
 *
 * @throws LendkitError before anything is read: `INVALID_CREDIT_POLICY`, `UNKNOWN_CURRENCY`; what
 *   `readCsv` throws but for `CSV_ROW_UNREADABLE`; `TABLE_EMPTY`, `COLUMNS_MISSING`, `COLUMN_TWICE`;
 *   `AMOUNT_TOO_LARGE`, `TOO_MANY_USERS`
 *
 * @example
 * const { scores, counts } = await scoreTransactions({
 *   source: "transactions.csv",
 *   currency: "INR",
 *   rule: {
 *     floor: 100_000, ceiling: 1_000_000, step: 15_000, pointsPerStep: 10, lowest: 300, highest: 900,
 *   },
 * });
 * scores.get("f5abc955-889d-4a17-87b9-45b362eb673b")?.score; //=> 300
 * counts; //=> { read: 5203, accepted: 5203, rejected: 0 }
 */
export async function scoreTransactions(
  options: ScoreTransactionsOptions,
): Promise<TransactionScores> {
  const { source, rule, rejectionsKept = 1_000 } = options;
  const places = currencyPlaces(options.currency);
  // A rule that cannot be used is told of now, not after a long file.
  balanceScore(rule, { balance: 0 });

  const counts = { read: 0, accepted: 0, rejected: 0 };
  const rejections: RowNote[] = [];
  const onRejected = (note: RowNote): void => {
    counts.read += 1;
    counts.rejected += 1;
    if (rejections.length < rejectionsKept) rejections.push(note);
    options.onRejected?.(note);
  };
  const table = await readTable(readCsv(source, { ...options, onRejected }), transactionColumns);
  const read = { places, signal: options.signal, onRejected };
  const accepted = acceptedRows(table, read, () => {
    counts.read += 1;
    counts.accepted += 1;
  });
  const scores = new Map<string, AccountScore>();
  for (const [user, totals] of await sumAccounts(accepted, options)) {
    scores.set(user, { ...totals, score: balanceScore(rule, totals) });
  }
  return { scores, counts, rejections, ignoredColumns: table.columns.ignored };
}

async function* acceptedRows(
  { rows, columns }: Table<TransactionField>,
  options: {
    readonly places: number;
    readonly signal: AbortSignal | undefined;
    readonly onRejected: (note: RowNote) => void;
  },
  onAccepted: () => void,
): AsyncGenerator<AccountTransaction> {
  const { places, signal, onRejected } = options;
  for await (const sheetRow of rows) {
    signal?.throwIfAborted();
    const row = transactionRow(sheetRow, columns, { currencyPlaces: places });
    if (isRowNote(row)) {
      onRejected(row);
    } else {
      onAccepted();
      yield row;
    }
  }
}
