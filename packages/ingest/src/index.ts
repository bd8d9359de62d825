/**
 * Reads lending workbooks into a LendKit store: validated rows in, a report of every row out.
 *
 * @packageDocumentation
 */
export { importCustomers } from "./importCustomers.ts";
export { importLoans } from "./importLoans.ts";
export { fingerprintFile } from "./read/fingerprintFile.ts";
export { defaultReadLimits, type ReadLimits } from "./read/readLimits.ts";
export { type ReadXlsxOptions, readXlsx } from "./read/readXlsx.ts";
export { type CellValue, cellText, type DateSystem, type SheetRow } from "./read/sheetRow.ts";
export type { ImportOptions, ImportProgress, ImportReport } from "./report.ts";
