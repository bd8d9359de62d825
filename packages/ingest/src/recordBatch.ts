import type {
  ImportContext,
  ImportRun,
  RowNote,
  RowOutcome,
  RowPlace,
  UnitOfWork,
} from "@lendkit/engine";
import type { Batch } from "./batches.ts";
import type { ImportSource, RowScan } from "./importSource.ts";
import { addOutcomes, countsDiffer } from "./report.ts";
import { isRowNote } from "./rows/rowResult.ts";

export interface BatchPlan<Row extends RowPlace> {
  readonly source: ImportSource<Row>;
  readonly scan: RowScan<Row>;
  readonly context: ImportContext<Row>;
  readonly runId: string;
}

/**
 * Records those rows of a batch that nobody has recorded yet, and how far that brings the run, in
 * one transaction.
 *
 * @returns the run as it then is; undefined if a later run of the file has taken its place, which
 *   begins only once this one is complete
 */
export async function recordBatch<Row extends RowPlace>(
  unit: UnitOfWork,
  batch: Batch<Row | RowNote>,
  plan: BatchPlan<Row>,
): Promise<ImportRun | undefined> {
  const { source, scan, runId } = plan;
  const { kind, fingerprint } = source;
  await unit.imports.lock(kind);
  const run = await unit.imports.findLatest({ kind, fingerprint });
  if (run?.id !== runId) return undefined;

  const pending = batch.items.slice(Math.max(0, run.rowsDone - batch.start));
  if (pending.length === 0 && scan.total > 0) return run;
  const outcomes = await settleRows(unit, pending, plan);
  const notes = outcomes.flatMap(({ note }) => (note ? [note] : []));
  if (notes.length > 0) await unit.imports.addNotes(runId, notes);
  const rowsDone = run.rowsDone + pending.length;
  const counts = addOutcomes(run.counts, outcomes);
  const status = rowsDone === scan.total ? "completed" : "running";
  const saved: ImportRun = { ...run, rowsDone, counts, status };
  await unit.imports.save(saved);
  return saved;
}

/** One outcome for each row, in order: of its own fault, of a contradiction, or of its record. */
async function settleRows<Row extends RowPlace>(
  unit: UnitOfWork,
  items: readonly (Row | RowNote)[],
  { source, scan, context }: BatchPlan<Row>,
): Promise<readonly RowOutcome[]> {
  const faulty = new Map<number, RowNote>();
  const sound: Row[] = [];
  for (const item of items) {
    const note = isRowNote(item) ? item : scan.contradiction(item, context.headers);
    if (note) faulty.set(item.row, note);
    else if (!isRowNote(item)) sound.push(item);
  }
  const recorded = sound.length > 0 ? await source.record(unit, sound, context) : [];
  const byRow = new Map(recorded.map((outcome) => [outcome.row, outcome]));
  const outcomes = items.flatMap(({ row }): readonly RowOutcome[] => {
    const note = faulty.get(row);
    const outcome = note ? { row, outcome: "rejected" as const, note } : byRow.get(row);
    return outcome ? [outcome] : [];
  });
  if (outcomes.length !== items.length || recorded.length !== sound.length) {
    throw countsDiffer({ rows: items.length, outcomes: faulty.size + recorded.length });
  }
  return outcomes;
}
