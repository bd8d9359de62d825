import {
  type CurrencyCode,
  type ErrorType,
  errorType,
  type ImportRun,
  type PlainDate,
  type RowCounts,
  type RowNote,
  type RowOutcome,
} from "@lendkit/engine";

/** How an import is run. */
export interface ImportOptions {
  /** Of every amount in the file. */
  readonly currency: CurrencyCode;
  /**
   * The lender's date by which debts are summed, and the last day that the file speaks for. A run
   * that is resumed keeps the date that it began with.
   */
  readonly asOf: PlainDate;
  /** The instant, in ISO 8601; recorded and never computed with. */
  readonly now: () => string;
  /** A new, never repeated opaque id, such as `crypto.randomUUID`. */
  readonly newId: () => string;
  /** Rows in one transaction, 1 or more; 500 if not given. */
  readonly batchSize?: number;
  /** Called when the rows are counted, and after each batch has committed. */
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops between batches, with its reason. What is done stays; run again to go on. */
  readonly signal?: AbortSignal;
}

export interface ImportProgress {
  /** Data rows that are done, of `total`. */
  readonly done: number;
  readonly total: number;
  readonly counts: RowCounts;
}

/** What became of every row of a file. */
export interface ImportReport {
  readonly kind: ImportRun["kind"];
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** Of the whole run, its parts before a resume included. The outcomes add up to `read`. */
  readonly counts: RowCounts;
  /** One for each rejected row, by row. */
  readonly rejections: readonly RowNote[];
  /** What else is to be said of rows that are in, by row. */
  readonly notices: readonly RowNote[];
  /** Headers that nothing was looked for under. */
  readonly ignoredColumns: readonly string[];
  /** Whether an earlier call, or another process, had begun this run. */
  readonly resumed: boolean;
}

export const countsDiffer: ErrorType<{ readonly rows: number; readonly outcomes: number }> =
  errorType("COUNTS_DIFFER", {
    kind: "conflict",
    message: ({ rows, outcomes }) =>
      `${rows} rows were handed over and ${outcomes} outcomes came back, where each row has ` +
      "exactly one. Nothing of them was kept. This is a defect: please report it.",
  });

/** Counts that the outcomes of further rows are added to. */
export function addOutcomes(counts: RowCounts, outcomes: readonly RowOutcome[]): RowCounts {
  const sums = { ...counts, read: counts.read + outcomes.length };
  for (const { outcome } of outcomes) sums[outcome] += 1;
  return sums;
}

/** The report of a completed run. */
export function importReport(
  run: ImportRun,
  notes: readonly RowNote[],
  beside: Pick<ImportReport, "ignoredColumns" | "resumed">,
): ImportReport {
  const { kind, fingerprint, counts } = run;
  const outcomes = counts.imported + counts.updated + counts.unchanged + counts.rejected;
  if (outcomes !== counts.read) throw countsDiffer({ rows: counts.read, outcomes });
  return {
    kind,
    fingerprint,
    counts,
    rejections: notes.filter(({ severity }) => severity === "rejected"),
    notices: notes.filter(({ severity }) => severity === "notice"),
    ...beside,
  };
}
