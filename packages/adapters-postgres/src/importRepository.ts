import { type ImportRepository, type ImportRun, importRunNotFound } from "@lendkit/engine";
import { bulk } from "./bulk.ts";
import { rowNotWritten } from "./errors.ts";
import { NOTE_SELECTION, noteColumns, noteOf, RUN_SELECTION, runOf } from "./importRows.ts";
import { holdLocks } from "./locks.ts";
import type { Param } from "./param.ts";
import { integerText } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

export function importRepository(session: Session, names: SchemaNames): ImportRepository {
  const { importRuns, importNotes } = names;
  return {
    lock: (kind) => holdLocks(session, names, "import", [kind]),

    async findLatest({ kind, fingerprint }) {
      const [row] = await session.query(
        `SELECT ${RUN_SELECTION} FROM ${importRuns} AS run
         WHERE run.kind = $1::text AND run.fingerprint = $2::text
         ORDER BY run.ordinal DESC LIMIT 1`,
        [kind, fingerprint],
      );
      return row === undefined ? undefined : runOf(row);
    },

    async latestOfEachKind() {
      const rows = await session.query(
        `SELECT DISTINCT ON (run.kind) ${RUN_SELECTION} FROM ${importRuns} AS run
         ORDER BY run.kind, run.ordinal DESC`,
      );
      return rows.map(runOf);
    },

    /** Locks the kind, so that two runs begun at once are counted one after the other. */
    async start({ id, kind, fingerprint, asOf }) {
      await holdLocks(session, names, "import", [kind]);
      const [row] = await session.query(
        `INSERT INTO ${importRuns} AS run (id, kind, ordinal, fingerprint, as_of)
         SELECT $1::text, $2::text, coalesce(max(earlier.ordinal), 0) + 1, $3::text, $4::text::date
         FROM ${importRuns} AS earlier WHERE earlier.kind = $2::text
         RETURNING ${RUN_SELECTION}`,
        [id, kind, fingerprint, asOf],
      );
      if (row === undefined) throw session.fail(rowNotWritten({ entity: "import", id }));
      return runOf(row);
    },

    async save(run) {
      const rows = await session.query(
        `UPDATE ${importRuns} SET status = $2::text, rows_done = $3::text::bigint,
           rows_read = $4::text::bigint, rows_imported = $5::text::bigint,
           rows_updated = $6::text::bigint, rows_unchanged = $7::text::bigint,
           rows_rejected = $8::text::bigint
         WHERE id = $1::text RETURNING id`,
        progressOf(run),
      );
      if (rows.length === 0) throw session.fail(importRunNotFound({ id: run.id }));
    },

    async addNotes(runId, notes) {
      if (notes.length === 0) return;
      const given = bulk(noteColumns, notes);
      const rows = await session.query(
        `INSERT INTO ${importNotes} (run_id, ${given.names})
         SELECT run.id, ${given.names} FROM ${given.source}
         JOIN ${importRuns} AS run ON run.id = $${given.params.length + 1}::text
         ORDER BY given.position RETURNING run_id`,
        [...given.params, runId],
      );
      if (rows.length === 0) throw session.fail(importRunNotFound({ id: runId }));
    },

    async listNotes(runId) {
      const rows = await session.query(
        `SELECT ${NOTE_SELECTION} FROM ${importNotes} AS note
         WHERE note.run_id = $1::text ORDER BY note.row_number, note.position`,
        [runId],
      );
      return rows.map(noteOf);
    },
  };
}

function progressOf({ id, status, rowsDone, counts }: ImportRun): readonly Param[] {
  const { read, imported, updated, unchanged, rejected } = counts;
  return [
    id,
    status,
    integerText(rowsDone, "rowsDone"),
    ...[read, imported, updated, unchanged, rejected].map((count) => integerText(count, "counts")),
  ];
}
