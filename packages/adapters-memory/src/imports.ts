import { type ImportRepository, type ImportRun, importRunNotFound } from "@lendkit/engine";
import { copyNote, copyRun } from "./copies.ts";
import { type Database, fileOf, type StoredNote } from "./database.ts";
import type { Transaction } from "./transaction.ts";
import { idKey, insertUnique } from "./uniqueRows.ts";

const nothingDone = { read: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0 };

export function memoryImports(database: Database, transaction: Transaction): ImportRepository {
  const runs = transaction.view(database.runs);
  const notes = transaction.view(database.notes);

  const startedRun = (id: string): ImportRun => {
    const run = runs.get(id);
    if (run === undefined) throw importRunNotFound({ id });
    return run;
  };

  return {
    lock: (kind) => transaction.verb(() => transaction.lock([{ kind: "imports", value: kind }])),

    findLatest: (key) => transaction.verb(() => newest(runs.by("file", fileOf(key)))),

    latestOfEachKind: () =>
      transaction.verb(() =>
        Object.keys(database.runOrdinals).flatMap((kind) => newest(runs.by("kind", kind)) ?? []),
      ),

    start: (run) =>
      transaction.verb(async () => {
        const ordinal = database.runOrdinals[run.kind].next();
        const row = copyRun({
          ...run,
          ordinal,
          status: "running",
          rowsDone: 0,
          counts: nothingDone,
        });
        const unique = { entity: "import", rules: database.runs.rules, fields: [] } as const;
        await insertUnique(transaction, runs, unique, [row]);
        return row;
      }),

    save: (run) =>
      transaction.verb(async () => {
        await transaction.lock([idKey("import", run.id)]);
        const { status, rowsDone, counts } = run;
        runs.put(copyRun({ ...startedRun(run.id), status, rowsDone, counts }));
      }),

    addNotes: (runId, added) =>
      transaction.verb(() => {
        if (added.length > 0) startedRun(runId);
        for (const note of added) {
          notes.put({ runId, position: database.notePositions.next(), note: copyNote(note) });
        }
      }),

    listNotes: (runId) =>
      transaction.verb(() =>
        notes
          .by("runId", runId)
          .sort(byRowThenPosition)
          .map(({ note }) => note),
      ),
  };
}

function newest(runs: readonly ImportRun[]): ImportRun | undefined {
  return [...runs].sort((one, other) => other.ordinal - one.ordinal)[0];
}

function byRowThenPosition(one: StoredNote, other: StoredNote): number {
  return one.note.row - other.note.row || one.position - other.position;
}
