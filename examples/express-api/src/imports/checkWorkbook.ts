import { type ImportKind, type ImportSettings, importWorkbook } from "./importWorkbook.ts";

/**
 * Looks through a workbook and writes nothing, so that of two that belong together neither is
 * begun while the other cannot be read.
 *
 * @throws what an import of it would throw before it writes: no such file, not a workbook, a
 *   column that is missing.
 */
export async function checkWorkbook(
  kind: ImportKind,
  path: string,
  settings: ImportSettings,
): Promise<void> {
  const looked = new Error("The workbook was looked through.");
  const store = { transact: () => Promise.reject(looked) };
  try {
    await importWorkbook(kind, path, { ...settings, store, onProgress: () => {} });
  } catch (error) {
    if (error !== looked) throw error;
  }
}
