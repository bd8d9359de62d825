import type { Decimal } from "../money/decimal.ts";
import { roundingModes } from "../money/rounding.ts";
import { MAX_RATE_PLACES } from "../rate/interestRate.ts";
import { type HardRuleProblem, hardRuleProblems } from "./checkHardRules.ts";
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
  readonly code: "CAP_OUT_OF_RANGE" | "RATE_RULE_UNKNOWN" | "ROUNDING_UNUSABLE" | "STEP_UNUSABLE";
}

/** No currency of ISO 4217 has more decimal places. */
const MOST_CURRENCY_PLACES = 4;

export type CreditPolicyProblem = ScorecardProblem | SlabProblem | RuleProblem | HardRuleProblem;

/**
 * Proves that a policy decides every request, or says everything that is wrong with it: its
 * scorecard, its slabs over 0 to 100, its hard rules and its other rules. Every refusal of a policy
 * that passes has a code and a sentence.
 */
export function checkCreditPolicy(policy: CreditPolicy): PolicyCheck<CreditPolicyProblem> {
  const checks = [checkScorecard(policy.scorecard), checkSlabs(policy.slabs)];
  return policyCheck([
    ...checks.flatMap((check): readonly CreditPolicyProblem[] => (check.ok ? [] : check.problems)),
    ...ruleProblems(policy),
    ...hardRuleProblems(policy),
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
  const steps = [
    { field: "amountStep", step: policy.amountStep, places: MOST_CURRENCY_PLACES },
    { field: "rateStep", step: policy.rateStep, places: MAX_RATE_PLACES },
  ];
  for (const { field, step, places } of steps) {
    if (step === undefined || isStep(amountOrNothing(step), places)) continue;
    const expected = `above 0 with at most ${places} decimal places`;
    add("STEP_UNUSABLE", `${field} is ${String(step)}, expected a number ${expected}.`);
  }
  return problems;
}

function isStep(step: Decimal | undefined, places: number): boolean {
  return step?.gt(0) === true && step.decimalPlaces() <= places;
}
