import type { CaseResult } from "./caseResult.ts";

/** The count of one file. Every case counts once; what does not apply is not passed. */
export interface FileReport {
  readonly file: string;
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly notApplicable: number;
  readonly failures: readonly {
    readonly id: string;
    readonly expected: string;
    readonly got: string;
  }[];
}

export function fileReport(file: string, results: readonly CaseResult[]): FileReport {
  const count = (outcome: CaseResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  return {
    file,
    total: results.length,
    passed: count("passed"),
    failed: count("failed"),
    notApplicable: count("notApplicable"),
    failures: results.flatMap((result) =>
      result.outcome === "failed"
        ? [{ id: result.id, expected: result.expected, got: result.got }]
        : [],
    ),
  };
}
