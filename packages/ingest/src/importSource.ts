import type {
  ImportContext,
  ImportRunKey,
  RowNote,
  RowOutcome,
  RowPlace,
  UnitOfWork,
} from "@lendkit/engine";

/** One pass over the data rows of a file, in file order. */
export interface RowPass<Row extends RowPlace> {
  /** The file's own headers, by the field that they were found for. */
  readonly headers: ImportContext<Row>["headers"];
  readonly ignoredColumns: readonly string[];
  /** A checked row, or what is wrong with it. */
  readonly rows: AsyncIterable<Row | RowNote>;
  close(): Promise<void>;
}

/** What one look at all rows tells before any is recorded. */
export interface RowScan<Row extends RowPlace> {
  /** Data rows in the file, faulty ones included. */
  readonly total: number;
  /** The highest file id, of rows without fault and of ids that are taken over; 0 without any. */
  readonly highestNumber: number;
  /**
   * Why a row contradicts others of the file; undefined where it does not.
   *
   * @throws LendkitError `FILE_CHANGED` for a row that was not there at the scan.
   */
  contradiction(row: Row, headers: ImportContext<Row>["headers"]): RowNote | undefined;
}

/** A file of one kind, and how its rows are told apart and recorded. */
export interface ImportSource<Row extends RowPlace> {
  readonly kind: ImportRunKey["kind"];
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** A new pass from the first row. Every pass gives the same rows. */
  open(): Promise<RowPass<Row>>;
  /** Looks at all rows of a pass, and writes nothing. */
  scan(pass: RowPass<Row>, signal: AbortSignal | undefined): Promise<RowScan<Row>>;
  /** Called once, in the transaction that starts a run. */
  prepare(unit: UnitOfWork, highestNumber: number): Promise<void>;
  /** Records rows of one batch; one outcome for each, in order. */
  record(
    unit: UnitOfWork,
    rows: readonly Row[],
    context: ImportContext<Row>,
  ): Promise<readonly RowOutcome[]>;
}
