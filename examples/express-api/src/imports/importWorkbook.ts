import type { Clock, CurrencyCode, ImportRunKey, Store } from "@lendkit/engine";
import { type ImportReport, importCustomers, importLoans } from "@lendkit/ingest";
import type { WorkbookProgress } from "./progressDisplay.ts";

export type ImportKind = Exclude<ImportRunKey["kind"], "transactions">;

/** Customers first: a loan whose customer is not there is rejected. */
export const importOrder: readonly ImportKind[] = ["customers", "loans"];

export interface ImportSettings {
  readonly store: Store;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly onProgress: (progress: WorkbookProgress) => void;
  /** Ends the import between two batches; the next one goes on there. */
  readonly signal: AbortSignal;
}

/** Brings one workbook into the store, whatever of it is not there yet. */
export function importWorkbook(
  kind: ImportKind,
  path: string,
  settings: ImportSettings,
): Promise<ImportReport> {
  const { store, currency, clock, newId, onProgress, signal } = settings;
  const run = kind === "customers" ? importCustomers : importLoans;
  return run(path, store, {
    currency,
    asOf: clock.today(),
    now: clock.now,
    newId,
    signal,
    onProgress: ({ done, total }) => onProgress({ kind, done, total: total ?? done }),
  });
}
