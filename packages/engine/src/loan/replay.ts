import { type ErrorType, errorType } from "../errors.ts";
import { evolve } from "./evolve.ts";
import type { LoanFact } from "./facts.ts";
import type { LoanState } from "./loanState.ts";

export const noFacts: ErrorType<Record<string, never>> = errorType("NO_FACTS", {
  kind: "invalid",
  message: () =>
    "There are no facts to replay, and a loan has at least the one that it began with. " +
    "Pass all facts of one loan, by sequence.",
});

/**
 * The loan as its facts make it. Equal facts give an equal state, and equal `snapshotText`.
 *
 * @param facts all facts of one loan, by sequence
 * @throws LendkitError `NO_FACTS`
 */
export function replay(facts: readonly LoanFact[]): LoanState {
  const state = facts.reduce<LoanState | undefined>(evolve, undefined);
  if (state === undefined) throw noFacts({});
  return state;
}
