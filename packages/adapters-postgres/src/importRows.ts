import { type ImportRun, plainDate, type RowNote } from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integer, integerText, oneOf, type Row, text, textOrNull } from "./rows.ts";

/** What is read of `import_runs AS run`, each as text. */
export const RUN_SELECTION = `run.id, run.kind, run.ordinal::text, run.fingerprint, run.status,
  to_char(run.as_of, 'YYYY-MM-DD') AS as_of, run.rows_done::text, run.rows_read::text,
  run.rows_imported::text, run.rows_updated::text, run.rows_unchanged::text,
  run.rows_rejected::text`;

export function runOf(row: Row): ImportRun {
  return {
    id: text(row, "id"),
    kind: oneOf(row, "kind", ["customers", "loans", "transactions"]),
    ordinal: integer(row, "ordinal"),
    fingerprint: text(row, "fingerprint"),
    status: oneOf(row, "status", ["running", "completed"]),
    asOf: plainDate(text(row, "as_of"), "as_of"),
    rowsDone: integer(row, "rows_done"),
    counts: {
      read: integer(row, "rows_read"),
      imported: integer(row, "rows_imported"),
      updated: integer(row, "rows_updated"),
      unchanged: integer(row, "rows_unchanged"),
      rejected: integer(row, "rows_rejected"),
    },
  };
}

/** What is written of a note, beside its run. */
export const noteColumns: readonly Column<RowNote>[] = [
  { name: "row_number", type: "bigint", text: ({ row }) => integerText(row, "row") },
  { name: "sheet", type: "text", text: ({ sheet }) => sheet },
  { name: "severity", type: "text", text: ({ severity }) => severity },
  { name: "code", type: "text", text: ({ code }) => code },
  { name: "column_header", type: "text", text: ({ column }) => column },
  { name: "cell_value", type: "text", text: ({ value }) => value },
  { name: "reason", type: "text", text: ({ reason }) => reason },
];

/** What is read of `import_notes AS note`, each as text. */
export const NOTE_SELECTION = `note.row_number::text, note.sheet, note.severity, note.code,
  note.column_header, note.cell_value, note.reason`;

export function noteOf(row: Row): RowNote {
  return {
    row: integer(row, "row_number"),
    sheet: text(row, "sheet"),
    severity: oneOf(row, "severity", ["rejected", "notice"]),
    code: text(row, "code"),
    column: textOrNull(row, "column_header"),
    value: textOrNull(row, "cell_value"),
    reason: text(row, "reason"),
  };
}
