import type { ImportReport } from "@lendkit/ingest";
import type { Workbooks } from "../config.ts";
import { checkWorkbook } from "./checkWorkbook.ts";
import { type ImportKind, type ImportSettings, importWorkbook } from "./importWorkbook.ts";

/**
 * Imports these workbooks one after the other, once all of them have been looked through.
 *
 * @param onReport is given each report as soon as its workbook is in
 */
export async function importWorkbooks(
  kinds: readonly ImportKind[],
  workbooks: Workbooks,
  settings: ImportSettings,
  onReport: (report: ImportReport) => void,
): Promise<void> {
  for (const kind of kinds) await checkWorkbook(kind, workbooks[kind], settings);
  for (const kind of kinds) onReport(await importWorkbook(kind, workbooks[kind], settings));
}
