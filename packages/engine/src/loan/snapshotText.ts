import { canonicalJson } from "../money/canonicalJson.ts";
import type { LoanState } from "./loanState.ts";

/**
 * Of the shape of a state, and of how facts are folded into it. It changes with either; a snapshot of
 * another version is not read but made again from the facts.
 */
export const SNAPSHOT_VERSION: number = 2;

/** A state as text that can be compared byte for byte with another replay's. */
export function snapshotText(state: LoanState): string {
  return canonicalJson(state);
}

/** A state as text that is stored: with the version by which it is known again. */
export function storedSnapshot(state: LoanState): string {
  return canonicalJson({ ...state, schemaVersion: SNAPSHOT_VERSION });
}

/** The state of a stored text; undefined where it is of another version, and facts are replayed. */
export function readSnapshot(text: string): LoanState | undefined {
  const { schemaVersion, ...state }: LoanState & { schemaVersion?: number } = JSON.parse(text);
  return schemaVersion === SNAPSHOT_VERSION ? state : undefined;
}
