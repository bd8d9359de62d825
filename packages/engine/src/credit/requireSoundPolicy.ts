import type { ApplicationPolicy } from "./applicationPolicy.ts";
import { checkPolicy } from "./checkPolicy.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { oncePerObject } from "./oncePerObject.ts";
import { requireSound } from "./policyProblem.ts";

/**
 * Refuses a policy that `checkPolicy` does not pass. A sound one is remembered.
 *
 * @throws LendkitError `INVALID_CREDIT_POLICY`
 */
export const requireSoundPolicy: (policy: CreditPolicy | ApplicationPolicy) => true = oncePerObject(
  (policy) => {
    requireSound(checkPolicy(policy));
    return true;
  },
);
