import type { PlainDate } from "../calendar/plainDate.ts";

export interface ImportRunKey {
  readonly kind: "customers" | "loans" | "transactions";
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly fingerprint: string;
}

/** Rows by what became of them. The four outcomes add up to `read`. */
export interface RowCounts {
  readonly read: number;
  readonly imported: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** One pass over one file, and how far it has come. */
export interface ImportRun extends ImportRunKey {
  readonly id: string;
  /** Counts the passes over this kind; a later run has a higher one. */
  readonly ordinal: number;
  readonly status: "running" | "completed";
  /** The lender's date by which debts are summed. */
  readonly asOf: PlainDate;
  /** Data rows that are done; the next batch starts after them. */
  readonly rowsDone: number;
  readonly counts: RowCounts;
}

export type NewImportRun = Pick<ImportRun, "id" | "kind" | "fingerprint" | "asOf">;

/** What is to be said of one row: why it was rejected, or what it was given. */
export interface RowNote {
  /** As a person counts in the sheet: the header is row 1. */
  readonly row: number;
  readonly sheet: string;
  readonly severity: "rejected" | "notice";
  /** Stable, in capitals. */
  readonly code: string;
  /** The file's own header of the cell at fault; null where the whole row is. */
  readonly column: string | null;
  /** What the cell held; personal numbers masked, long text cut. Null where no cell is at fault. */
  readonly value: string | null;
  readonly reason: string;
}
