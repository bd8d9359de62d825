/**
 * Reads lending workbooks and CSV files: validated rows in, a report of every row out.
 *
 * @packageDocumentation
 */
export { importCustomers } from "./importCustomers.ts";
export { importLoans } from "./importLoans.ts";
export { type ImportTransactionsOptions, importTransactions } from "./importTransactions.ts";
export type { CsvSource } from "./read/csvBytes.ts";
export { type CsvLimits, defaultCsvLimits } from "./read/csvLimits.ts";
export { fingerprintFile } from "./read/fingerprintFile.ts";
export { type CsvDelimiter, type ReadCsvOptions, readCsv } from "./read/readCsv.ts";
export { defaultReadLimits, type ReadLimits } from "./read/readLimits.ts";
export { type ReadXlsxOptions, readXlsx } from "./read/readXlsx.ts";
export { type CellValue, cellText, type DateSystem, type SheetRow } from "./read/sheetRow.ts";
export type { ImportOptions, ImportProgress, ImportReport } from "./report.ts";
export {
  type AccountScore,
  type ScoreTransactionsOptions,
  scoreTransactions,
  type TransactionScores,
} from "./scoreTransactions.ts";
