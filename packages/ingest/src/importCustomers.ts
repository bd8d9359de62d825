import { type CustomerRow, currencyPlaces, type Store } from "@lendkit/engine";
import { type CustomerField, customerColumns } from "./columns/customerColumns.ts";
import { customerSource } from "./customerSource.ts";
import { fingerprintFile } from "./read/fingerprintFile.ts";
import type { ImportOptions, ImportReport } from "./report.ts";
import { customerRow } from "./rows/customerRow.ts";
import { runImport } from "./runImport.ts";
import { openWorkbookPass } from "./workbookPass.ts";

/**
 * Brings the customers of a workbook into a store. Columns are found by what their headers mean.
 * Every row ends as imported, updated, unchanged or rejected, and the report says why; nobody's
 * approved limit is computed anew.
 *
 * Killed at any point and called again, it goes on where it was. Called again after it completed,
 * it finds what changed in the file.
 *
 * @throws LendkitError, before anything is written: `BAD_BATCH_SIZE`, `UNKNOWN_CURRENCY`, what
 *   `readXlsx` throws, and `TABLE_EMPTY`, `COLUMNS_MISSING` or `COLUMN_TWICE`; later
 *   `FILE_CHANGED`, and what the store throws
 *
 * @example
 * const report = await importCustomers("customers.xlsx", store, {
 *   currency: "INR",
 *   asOf: plainDate("2026-11-20"),
 *   now: () => new Date().toISOString(),
 *   newId: () => crypto.randomUUID(),
 * });
 * report.counts; //=> { read: 300, imported: 300, updated: 0, unchanged: 0, rejected: 0 }
 */
export async function importCustomers(
  path: string,
  store: Store,
  options: ImportOptions,
): Promise<ImportReport> {
  const places = { currencyPlaces: currencyPlaces(options.currency) };
  const open = () =>
    openWorkbookPass<CustomerRow, CustomerField>({
      path,
      columns: customerColumns,
      read: (row, columns) => customerRow(row, columns, places),
    });
  const fingerprint = await fingerprintFile(path);
  return runImport(customerSource(fingerprint, open), store, options);
}
