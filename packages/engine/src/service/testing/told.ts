import type { RowOutcome } from "../importRows.ts";

/** Outcomes in short, each with the code of its note. */
export function told(outcomes: readonly RowOutcome[]): readonly string[] {
  return outcomes.map(({ outcome, note }) => (note ? `${outcome} ${note.code}` : outcome));
}
