import type { LoanState } from "./loanState.ts";

/**
 * A state as canonical JSON: keys sorted at every level, no spaces. Equal states give the same
 * text, whatever made them, so a stored snapshot can be compared byte for byte.
 */
export function snapshotText(state: LoanState): string {
  return JSON.stringify(state, (_key, value: unknown) => sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
