import { checkFileKind } from "./checkFileKind.ts";
import { checkParts } from "./checkParts.ts";
import { sheetNotFound } from "./errors.ts";
import { excelRows } from "./excelRows.ts";
import { fileFailure } from "./fileFailure.ts";
import { defaultReadLimits, type ReadLimits } from "./readLimits.ts";
import type { SheetRow } from "./sheetRow.ts";
import { checkIsWorkbook, readWorkbookParts, type WorkbookSheet } from "./workbookParts.ts";
import { openZip } from "./zipArchive.ts";

export interface ReadXlsxOptions {
  /** The sheet's name, as its tab shows it. Default: the first that is not hidden. */
  readonly sheet?: string;
  /** Those left out are as in `defaultReadLimits`. */
  readonly limits?: Partial<ReadLimits>;
}

/**
 * The rows of one sheet of a workbook, one after the other: memory grows with the workbook's
 * distinct texts, not with its rows. Blank rows are left out; row numbers are as in the sheet.
 *
 * Before the first row, the whole file is unpacked once to see that it is sound, so a bad file
 * costs its reader a typed error and nothing else. Leaving the loop early closes the file.
 *
 * @throws LendkitError on iteration: `FILE_NOT_FOUND`, `FILE_UNREADABLE`,
 *   `WORKBOOK_IS_LOCK_FILE`, `NOT_A_WORKBOOK`, `WORKBOOK_ENCRYPTED`, `WORKBOOK_CORRUPT`,
 *   `WORKBOOK_UNSUPPORTED`, `WORKBOOK_TOO_LARGE`, `WORKBOOK_UNSAFE`, `SHEET_NOT_FOUND`
 *
 * @example
 * for await (const { row, cells } of readXlsx("customers.xlsx", { sheet: "2026" })) {
 *   console.log(row, cells.map(cellText));
 * }
 */
export async function* readXlsx(
  path: string,
  options: ReadXlsxOptions = {},
): AsyncGenerator<SheetRow, void, undefined> {
  const limits = { ...defaultReadLimits, ...options.limits };
  await checkFileKind(path).catch((error: unknown) => {
    throw fileFailure(path, error) ?? error;
  });
  const archive = await openZip(path, limits);
  try {
    checkIsWorkbook(archive);
    await checkParts(archive);
    const parts = await readWorkbookParts(archive);
    yield* excelRows(archive, parts, chooseSheet(path, parts.sheets, options.sheet));
  } finally {
    archive.file.close();
  }
}

function chooseSheet(
  path: string,
  sheets: readonly [WorkbookSheet, ...WorkbookSheet[]],
  name: string | undefined,
): WorkbookSheet {
  if (name === undefined) return sheets.find((sheet) => !sheet.hidden) ?? sheets[0];
  const found = sheets.find((sheet) => sheet.name === name);
  if (found !== undefined) return found;
  throw sheetNotFound({ path, sheet: name, sheets: sheets.map((sheet) => sheet.name) });
}
