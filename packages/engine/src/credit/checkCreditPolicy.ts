import { roundingModes } from "../money/rounding.ts";
import { checkScorecard, type ScorecardProblem } from "./checkScorecard.ts";
import { checkSlabs, type SlabProblem } from "./checkSlabs.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import {
  amountOrNothing,
  type PolicyCheck,
  type PolicyProblem,
  policyCheck,
} from "./policyProblem.ts";

/** What can be wrong with the rules of a policy beside its scorecard and its slabs. */
export interface RuleProblem extends PolicyProblem {
  readonly code: "CAP_OUT_OF_RANGE" | "RATE_RULE_UNKNOWN" | "ROUNDING_UNUSABLE";
}

export type CreditPolicyProblem = ScorecardProblem | SlabProblem | RuleProblem;

/**
 * Proves that a policy decides every request, or says everything that is wrong with it: its
 * scorecard, its slabs over 0 to 100, and its other rules.
 */
export function checkCreditPolicy(policy: CreditPolicy): PolicyCheck<CreditPolicyProblem> {
  const checks = [checkScorecard(policy.scorecard), checkSlabs(policy.slabs)];
  return policyCheck([
    ...checks.flatMap((check): readonly CreditPolicyProblem[] => (check.ok ? [] : check.problems)),
    ...ruleProblems(policy),
  ]);
}

function ruleProblems(policy: CreditPolicy): RuleProblem[] {
  const { installmentCap, rateBelowSlab, installmentRounding } = policy;
  const problems: RuleProblem[] = [];
  const add = (code: RuleProblem["code"], message: string): void => {
    problems.push({ code, message });
  };
  const percent = amountOrNothing(installmentCap.percentOfIncome);
  if (!(percent?.gte(0) && percent.lte(100))) {
    const found = String(installmentCap.percentOfIncome);
    add("CAP_OUT_OF_RANGE", `The cap is ${found} % of income, expected 0 to 100, both included.`);
  }
  if (rateBelowSlab !== "correct" && rateBelowSlab !== "refuse") {
    const found = JSON.stringify(rateBelowSlab);
    add("RATE_RULE_UNKNOWN", `rateBelowSlab is ${found}, expected "correct" or "refuse".`);
  }
  if (!roundingModes.includes(installmentRounding.mode)) {
    const found = String(installmentRounding.mode);
    const known = roundingModes.join(", ");
    add("ROUNDING_UNUSABLE", `The rounding mode is ${found}, expected one of ${known}.`);
  }
  if (!amountOrNothing(installmentRounding.unit)?.gt(0)) {
    const found = String(installmentRounding.unit);
    add("ROUNDING_UNUSABLE", `The rounding unit is ${found}, expected an amount above 0.`);
  }
  return problems;
}
