import type { DayRunCounts } from "@lendkit/engine";
import type { DayReport, NumberedFailure } from "./dayReport.ts";

/** How many failures a terminal shows; `--json` has all of them. */
const SHOWN_FAILURES = 20;

const lines: readonly (readonly [kind: keyof DayRunCounts, means: string])[] = [
  ["loans", "loans carried forward"],
  ["bills", "bills issued"],
  ["dues", "dues fallen"],
  ["overdue", "dues found overdue"],
  ["buckets", "changes of bucket"],
  ["closed", "loans closed"],
  ["notices", "notices written"],
];

/**
 * A report for a terminal, a line for each kind.
 *
 * @param taken the loans that this call has taken, of all that the report counts
 */
export function reportText(
  { asOf, counts, failures, finishedAt }: DayReport,
  taken: number,
): string {
  const now = finishedAt === null ? "Not all loans are done yet" : "All is done";
  return [
    `Day-end of ${asOf}: ${taken} ${taken === 1 ? "loan" : "loans"} taken now. ${now}; in all:`,
    ...lines.map(([kind, means]) => line(counts[kind], means)),
    line(failures.length, "failed"),
    ...failures.slice(0, SHOWN_FAILURES).map(failureLine),
    ...(failures.length > SHOWN_FAILURES
      ? [`    and ${failures.length - SHOWN_FAILURES} more; --json has all`]
      : []),
  ].join("\n");
}

function line(count: number, means: string): string {
  return `${String(count).padStart(9)} ${means}`;
}

function failureLine({ loanNumber, loanId, code, message }: NumberedFailure): string {
  const named = loanNumber === null ? `with the id ${loanId}` : String(loanNumber);
  // What stands in a broken record could drive the terminal.
  return `    loan ${named}: ${code}: ${message}`.replaceAll(/\p{Cc}/gu, "?");
}
