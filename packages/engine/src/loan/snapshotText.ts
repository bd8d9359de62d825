import { canonicalJson } from "../money/canonicalJson.ts";
import type { LoanState } from "./loanState.ts";

/** A state as text that can be stored and compared byte for byte with another replay's. */
export function snapshotText(state: LoanState): string {
  return canonicalJson(state);
}
