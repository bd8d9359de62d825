/**
 * What can be wrong with the rules that every kind of policy has.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { roundingModes } from "../money/rounding.ts";
import { MAX_RATE_PLACES } from "../rate/interestRate.ts";
import type { Rounding } from "../schedule/emi.ts";
import { amountOrNothing, type PolicyProblem } from "./policyProblem.ts";

export interface SharedRuleProblem extends PolicyProblem {
  readonly code: "POLICY_UNNAMED" | "ROUNDING_UNUSABLE" | "STEP_UNUSABLE";
}

/** No currency of ISO 4217 has more decimal places. */
const MOST_CURRENCY_PLACES = 4;

/** The rules themselves, and a name and a version that tell them from others. */
export function sharedRuleProblems(policy: {
  readonly name: string;
  readonly version: string;
  readonly installmentRounding: Rounding;
  readonly amountStep?: Amount;
  readonly rateStep?: Amount;
}): SharedRuleProblem[] {
  const { installmentRounding: rounding, amountStep, rateStep } = policy;
  const problems: SharedRuleProblem[] = [];
  const add = (code: SharedRuleProblem["code"], message: string): void => {
    problems.push({ code, message });
  };
  for (const field of ["name", "version"] as const) {
    if (policy[field].trim() !== "") continue;
    add(
      "POLICY_UNNAMED",
      `The policy's ${field} is empty, expected one that tells it from others.`,
    );
  }
  if (!roundingModes.includes(rounding.mode)) {
    const known = roundingModes.join(", ");
    const message = `The rounding mode is ${String(rounding.mode)}, expected one of ${known}.`;
    add("ROUNDING_UNUSABLE", message);
  }
  if (!amountOrNothing(rounding.unit)?.gt(0)) {
    const found = String(rounding.unit);
    add("ROUNDING_UNUSABLE", `The rounding unit is ${found}, expected an amount above 0.`);
  }
  const steps = [
    { field: "amountStep", step: amountStep, places: MOST_CURRENCY_PLACES },
    { field: "rateStep", step: rateStep, places: MAX_RATE_PLACES },
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
