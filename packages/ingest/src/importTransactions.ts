import { currencyPlaces, type Store, type TransactionRow } from "@lendkit/engine";
import { type TransactionField, transactionColumns } from "./columns/transactionColumns.ts";
import { openCsvPass } from "./csvPass.ts";
import { fingerprintFile } from "./read/fingerprintFile.ts";
import type { ReadCsvOptions } from "./read/readCsv.ts";
import type { ImportOptions, ImportReport } from "./report.ts";
import { transactionRow } from "./rows/transactionRow.ts";
import { runImport } from "./runImport.ts";
import { transactionSource } from "./transactionSource.ts";

export interface ImportTransactionsOptions
  extends ImportOptions,
    Pick<ReadCsvOptions, "delimiter" | "limits"> {
  /**
   * The key under which a user's transactions are kept; the user's id as it is, if left out. For a
   * file that knows people by a national number give their hash, so that the number itself is never
   * stored: `(user) => aadhaarHash(key, user)`. A row whose key it refuses with a `LendkitError` is
   * rejected.
   */
  readonly accountKey?: (user: string) => string;
}

/**
 * Brings the account transactions of a CSV file into a store, a batch at a time; memory does not
 * grow with the file. Columns are found by what their headers mean: user, date, transaction type
 * (CREDIT or DEBIT), amount. Every row ends as imported, unchanged or rejected, and the report says
 * why.
 *
 * A row is known by the file's bytes and its line: the same file again leaves all unchanged, and in
 * another file the same rows are other transactions. So give each transaction in one file only.
 *
 * Killed at any point and called again, it goes on where it was.
 *
 * @throws LendkitError, before anything is written: `BAD_BATCH_SIZE`, `UNKNOWN_CURRENCY`, what
 *   `readCsv` throws but for `CSV_ROW_UNREADABLE`, and `TABLE_EMPTY`, `COLUMNS_MISSING` or
 *   `COLUMN_TWICE`; later `FILE_CHANGED`, and what the store throws
 *
 * @example
 * const report = await importTransactions("transactions.csv", store, {
 *   currency: "INR",
 *   asOf: plainDate("2026-11-20"),
 *   now: () => new Date().toISOString(),
 *   newId: () => crypto.randomUUID(),
 * });
 * report.counts; //=> { read: 5203, imported: 5203, updated: 0, unchanged: 0, rejected: 0 }
 */
export async function importTransactions(
  path: string,
  store: Store,
  options: ImportTransactionsOptions,
): Promise<ImportReport> {
  const { delimiter, limits, accountKey = (user: string): string => user } = options;
  const places = { currencyPlaces: currencyPlaces(options.currency) };
  const csv = { ...(delimiter && { delimiter }), ...(limits && { limits }) };
  const open = () =>
    openCsvPass<TransactionRow, TransactionField>({
      path,
      columns: transactionColumns,
      read: (row, columns) => transactionRow(row, columns, places),
      csv,
    });
  const fingerprint = await fingerprintFile(path);
  return runImport(transactionSource(fingerprint, open, accountKey), store, options);
}
