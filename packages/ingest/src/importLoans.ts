import { currencyPlaces, type LoanRow, type Store } from "@lendkit/engine";
import { type LoanField, loanColumns } from "./columns/loanColumns.ts";
import { loanSource } from "./loanSource.ts";
import { fingerprintFile } from "./read/fingerprintFile.ts";
import type { ImportOptions, ImportReport } from "./report.ts";
import { loanRow } from "./rows/loanRow.ts";
import { runImport } from "./runImport.ts";
import { openWorkbookPass } from "./workbookPass.ts";

/**
 * Brings the loans of a workbook into a store, and sums the current debt of each customer who got
 * one. Import the customers first: a loan of an unknown customer is rejected.
 *
 * A loan is known by the file's ids of the loan and of the customer. Where two loans share a loan
 * id, the first keeps it as its number and the other gets one above all of the file's, with a
 * notice. A loan that has lived on here is never overwritten.
 *
 * Runs, resumes and runs again as `importCustomers` does, and throws the same.
 *
 * @example
 * const report = await importLoans("loans.xlsx", store, {
 *   currency: "INR",
 *   asOf: plainDate("2026-11-20"),
 *   now: () => new Date().toISOString(),
 *   newId: () => crypto.randomUUID(),
 * });
 * report.notices[0]?.code; //=> "NUMBER_SHARED"
 */
export async function importLoans(
  path: string,
  store: Store,
  options: ImportOptions,
): Promise<ImportReport> {
  const places = { currencyPlaces: currencyPlaces(options.currency) };
  const open = () =>
    openWorkbookPass<LoanRow, LoanField>({
      path,
      columns: loanColumns,
      read: (row, columns) => loanRow(row, columns, places),
    });
  const fingerprint = await fingerprintFile(path);
  return runImport(loanSource(fingerprint, open), store, options);
}
