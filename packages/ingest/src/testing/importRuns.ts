import type { CustomerRow, ImportRun, RowCounts, RowNote, Store } from "@lendkit/engine";
import type { ImportReport } from "../report.ts";
import { runImport } from "../runImport.ts";
import { customersOf, importOptions } from "./importRows.ts";

/** The newest run of each kind. */
export function latestRuns(store: Store): Promise<readonly ImportRun[]> {
  return store.transact((unit) => unit.imports.latestOfEachKind());
}

/** A whole import of customers. */
export function importRows(store: Store, rows: readonly CustomerRow[]): Promise<ImportReport> {
  return runImport(customersOf(rows), store, importOptions());
}

/** Counts of zero but for the changes. */
export function counts(changes: Partial<RowCounts>): RowCounts {
  return { read: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0, ...changes };
}

/** Notes in short. */
export function codes(notes: readonly RowNote[]): readonly string[] {
  return notes.map(({ row, code }) => `${row} ${code}`);
}
