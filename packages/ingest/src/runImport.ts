import {
  type ErrorType,
  errorType,
  type ImportContext,
  type ImportRun,
  type RowPlace,
  type Store,
} from "@lendkit/engine";
import { batches } from "./batches.ts";
import type { ImportSource, RowScan } from "./importSource.ts";
import { recordBatch } from "./recordBatch.ts";
import { type ImportOptions, type ImportReport, importReport } from "./report.ts";
import { fileChanged } from "./scanRows.ts";
import { transactPatiently } from "./transactPatiently.ts";

const DEFAULT_BATCH_SIZE = 500;

export const badBatchSize: ErrorType<{ readonly found: number }> = errorType("BAD_BATCH_SIZE", {
  kind: "invalid",
  message: ({ found }) => `batchSize is ${found}, expected a whole number of rows, 1 or more.`,
});

/**
 * Imports a file: looks at all rows once, then records them batch by batch, each in a transaction
 * that keeps the progress with the rows. So it may be killed at any point and run again, and any
 * number of processes may run it at once: each row is recorded once, and the report is that of
 * one undisturbed run.
 *
 * A run of the same file that was not completed is resumed; after a completed one a new run
 * begins, in which everything that has not changed since is unchanged.
 *
 * @throws LendkitError `BAD_BATCH_SIZE`, and what opening the file throws, before anything is
 *   written; `FILE_CHANGED`; what the store throws, once trying again no longer helps
 */
export async function runImport<Row extends RowPlace>(
  source: ImportSource<Row>,
  store: Store,
  options: ImportOptions,
): Promise<ImportReport> {
  const { batchSize: found = DEFAULT_BATCH_SIZE } = options;
  if (!Number.isSafeInteger(found) || found < 1) throw badBatchSize({ found });
  const { scan, ignoredColumns } = await look(source, options.signal);
  const { run: begun, resumed } = await begin(source, store, scan, options);

  let run: ImportRun | undefined = begun;
  while (run?.status !== "completed") {
    run ??= (await begin(source, store, scan, options)).run;
    run = await goOn(source, store, { scan, run, batchSize: found, options });
  }
  const { id } = run;
  const notes = await transactPatiently(store, (unit) => unit.imports.listNotes(id));
  return importReport(run, notes, { ignoredColumns, resumed });
}

/** A pass over the file in which nothing is written. */
async function look<Row extends RowPlace>(
  source: ImportSource<Row>,
  signal: AbortSignal | undefined,
): Promise<{ scan: RowScan<Row>; ignoredColumns: readonly string[] }> {
  const pass = await source.open();
  try {
    const { ignoredColumns } = pass;
    return { scan: await source.scan(pass, signal), ignoredColumns };
  } finally {
    await pass.close();
  }
}

/** The run of this file that is not complete, or a new one. */
async function begin<Row extends RowPlace>(
  source: ImportSource<Row>,
  store: Store,
  scan: RowScan<Row>,
  options: ImportOptions,
): Promise<{ run: ImportRun; resumed: boolean }> {
  const { kind, fingerprint } = source;
  const begun = await transactPatiently(store, async (unit) => {
    await unit.imports.lock(kind);
    const latest = await unit.imports.findLatest({ kind, fingerprint });
    if (latest?.status === "running") return { run: latest, resumed: true };
    await source.prepare(unit, scan.highestNumber);
    const { asOf, newId } = options;
    return {
      run: await unit.imports.start({ id: newId(), kind, fingerprint, asOf }),
      resumed: false,
    };
  });
  tell(begun.run, scan.total, options);
  return begun;
}

interface Going<Row extends RowPlace> {
  readonly scan: RowScan<Row>;
  readonly run: ImportRun;
  readonly batchSize: number;
  readonly options: ImportOptions;
}

/** The run, completed; undefined if a later one of the file took its place meanwhile. */
async function goOn<Row extends RowPlace>(
  source: ImportSource<Row>,
  store: Store,
  { scan, run, batchSize, options }: Going<Row>,
): Promise<ImportRun | undefined> {
  const pass = await source.open();
  let row = run.rowsDone;
  try {
    for await (const batch of batches(pass.rows, run.rowsDone, batchSize)) {
      options.signal?.throwIfAborted();
      row = batch.items.at(-1)?.row ?? row;
      if (batch.last !== (batch.start + batch.items.length === scan.total)) break;
      const context = importContext(run, pass.headers, options);
      const plan = { source, scan, context, runId: run.id };
      const now = await transactPatiently(store, (unit) => recordBatch(unit, batch, plan));
      if (now) tell(now, scan.total, options);
      if (now?.status !== "running") return now;
    }
  } finally {
    await pass.close();
  }
  throw fileChanged({ row });
}

function importContext<Row extends RowPlace>(
  run: ImportRun,
  headers: ImportContext<Row>["headers"],
  { currency, now }: ImportOptions,
): ImportContext<Row> {
  const commandId = ({ row }: { readonly row: number }): string => `import ${run.id} row ${row}`;
  return { currency, asOf: run.asOf, recordedAt: now(), headers, commandId };
}

function tell(run: ImportRun, total: number, { onProgress }: ImportOptions): void {
  onProgress?.({ done: run.rowsDone, total, counts: run.counts });
}
