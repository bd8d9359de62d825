import type { ImportContext, ImportRunKey, RowNote, RowOutcome, UnitOfWork } from "@lendkit/engine";

/** What the rows of both files have in common. */
export interface NumberedRow {
  readonly row: number;
  readonly sheet: string;
  /** The file's id. */
  readonly number: number;
}

/** One pass over the data rows of a file, in file order. */
export interface RowPass<Row extends NumberedRow> {
  /** The file's own headers, by the field that they were found for. */
  readonly headers: ImportContext<Row>["headers"];
  readonly ignoredColumns: readonly string[];
  /** A checked row, or what is wrong with it. */
  readonly rows: AsyncIterable<Row | RowNote>;
  close(): Promise<void>;
}

/** A file of one kind, and how its rows are told apart and recorded. */
export interface ImportSource<Row extends NumberedRow> {
  readonly kind: ImportRunKey["kind"];
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** A new pass from the first row. Every pass gives the same rows. */
  open(): Promise<RowPass<Row>>;
  /** What a row is known by, as words for people; rows that share it must say the same. */
  identity(row: Row): string;
  /** All that a row says, as text: equal for equal rows. */
  content(row: Row): string;
  /** Called once, in the transaction that starts a run. */
  prepare(unit: UnitOfWork, highestNumber: number): Promise<void>;
  /** Records rows of one batch; one outcome for each, in order. */
  record(
    unit: UnitOfWork,
    rows: readonly Row[],
    context: ImportContext<Row>,
  ): Promise<readonly RowOutcome[]>;
}
