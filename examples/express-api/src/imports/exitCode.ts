import type { ImportReport } from "@lendkit/ingest";

/** 0: every row is in; 2: some were rejected; 1: all were, so nothing was written. */
export function exitCode(reports: readonly Pick<ImportReport, "counts">[]): 0 | 1 | 2 {
  const sum = (count: (counts: ImportReport["counts"]) => number): number =>
    reports.reduce((total, { counts }) => total + count(counts), 0);
  const rejected = sum((counts) => counts.rejected);
  if (rejected === 0) return 0;
  return sum((counts) => counts.read) === rejected ? 1 : 2;
}
