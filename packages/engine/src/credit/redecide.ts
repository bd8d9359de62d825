import { type ErrorType, errorType } from "../errors.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { decideCredit } from "./decideCredit.ts";
import type { Decision, DecisionSnapshot } from "./decision.ts";
import { readSnapshot } from "./decisionSnapshot.ts";
import { policyHash } from "./policyHash.ts";

export const policyDiffers: ErrorType<{ readonly found: string; readonly expected: string }> =
  errorType("POLICY_DIFFERS", {
    kind: "conflict",
    message: ({ found, expected }) =>
      `The policy's hash is ${found}, but the decision was made under ${expected}. ` +
      "Give the policy of that hash; to try another one, call decideCredit.",
  });

/**
 * Makes a decision again from its snapshot, however much later.
 *
 * @param policy the very rules of the first time, known by their hash
 * @throws LendkitError `POLICY_DIFFERS`, `NOT_A_NUMBER`, `INVALID_DATE`, or one of `decideCredit`
 *
 * @example
 * const kept = JSON.stringify(decideCredit(policy, applicant, request, asOf).snapshot);
 * redecide(policy, JSON.parse(kept)).approved; //=> as before
 */
export function redecide(policy: CreditPolicy, snapshot: DecisionSnapshot): Decision {
  const found = policyHash(policy);
  const expected = snapshot.policyHash;
  if (found !== expected) throw policyDiffers({ found, expected });
  const { applicant, request, asOf } = readSnapshot(snapshot);
  return decideCredit(policy, applicant, request, asOf);
}
