/**
 * A score from what came into a customer's account less what went out of it.
 *
 * @module
 */
import { type Amount, type ExactDecimal, exactDecimal } from "../money/amount.ts";
import { oncePerObject } from "./oncePerObject.ts";
import {
  amountOrNothing,
  type PolicyCheck,
  type PolicyProblem,
  policyCheck,
  requireSound,
} from "./policyProblem.ts";

/** Points for every whole step of the balance above a floor, as plain data that does not change. */
export interface BalanceScoreRule {
  /** At this balance or under it the score is the lowest. */
  readonly floor: Amount;
  /** At this balance or over it the score is the highest; above the floor. */
  readonly ceiling: Amount;
  /** Above zero. */
  readonly step: Amount;
  /** Whole number above zero. */
  readonly pointsPerStep: number;
  /** Whole number. */
  readonly lowest: number;
  /** Whole number above the lowest, which no balance passes. */
  readonly highest: number;
}

/** What can be wrong with a rule. */
export interface BalanceScoreProblem extends PolicyProblem {
  readonly code:
    | "BALANCE_AMOUNT_UNUSABLE"
    | "BALANCE_CEILING_OUT_OF_RANGE"
    | "BALANCE_STEP_OUT_OF_RANGE"
    | "BALANCE_POINTS_OUT_OF_RANGE"
    | "BALANCE_SCORES_OUT_OF_RANGE";
}

/**
 * `lowest + pointsPerStep × floor((balance − rule.floor) / step)`, at most `highest`; at or under
 * the floor the lowest, at or over the ceiling the highest. Exact: no step is gained or lost to
 * rounding.
 *
 * @param rule checked on first use, then remembered; do not change it afterwards
 * @param totals such as `sumAccounts` gives; a customer without transactions has a balance of 0
 * @returns a whole number from `lowest` to `highest`
 * @throws LendkitError `INVALID_CREDIT_POLICY` for a rule that `checkBalanceScoreRule` does not
 *   pass, `NOT_A_NUMBER` for a balance that is none.
 *
 * @example
 * const rule = {
 *   floor: 100_000, ceiling: 1_000_000, step: 15_000, pointsPerStep: 10, lowest: 300, highest: 900,
 * };
 * balanceScore(rule, { balance: 568_450 }); //=> 610: 31 whole steps above the floor
 */
export function balanceScore(rule: BalanceScoreRule, totals: { readonly balance: Amount }): number {
  const { floor, ceiling, step } = exactAmounts(rule);
  const balance = exactDecimal(totals.balance, "balance");
  const places = Math.max(balance.places, floor.places, ceiling.places, step.places);
  const units = unitsOf(balance, places);
  if (units <= unitsOf(floor, places)) return rule.lowest;
  if (units >= unitsOf(ceiling, places)) return rule.highest;
  const steps = (units - unitsOf(floor, places)) / unitsOf(step, places);
  const score = BigInt(rule.lowest) + BigInt(rule.pointsPerStep) * steps;
  return score < BigInt(rule.highest) ? Number(score) : rule.highest;
}

/**
 * Proves that a rule gives every balance a score, or says everything that is wrong with it.
 *
 * @example
 * checkBalanceScoreRule({ ...rule, step: 0 });
 * //=> { ok: false, problems: [{ code: "BALANCE_STEP_OUT_OF_RANGE",
 * //     message: "The step is 0, expected an amount above 0." }] }
 */
export function checkBalanceScoreRule(rule: BalanceScoreRule): PolicyCheck<BalanceScoreProblem> {
  const problems: BalanceScoreProblem[] = [];
  const add = (code: BalanceScoreProblem["code"], message: string): void => {
    problems.push({ code, message });
  };
  for (const field of ["floor", "ceiling", "step"] as const) {
    if (amountOrNothing(rule[field]) !== undefined) continue;
    const found = String(rule[field]);
    add("BALANCE_AMOUNT_UNUSABLE", `The ${field} is ${found}, expected a plain decimal.`);
  }
  const [floor, ceiling] = [amountOrNothing(rule.floor), amountOrNothing(rule.ceiling)];
  if (floor !== undefined && ceiling?.lte(floor)) {
    const message = `The ceiling is ${ceiling}, expected an amount above the floor, ${floor}.`;
    add("BALANCE_CEILING_OUT_OF_RANGE", message);
  }
  const step = amountOrNothing(rule.step);
  if (step?.lte(0)) {
    add("BALANCE_STEP_OUT_OF_RANGE", `The step is ${step}, expected an amount above 0.`);
  }
  const { pointsPerStep, lowest, highest } = rule;
  if (!(Number.isSafeInteger(pointsPerStep) && pointsPerStep > 0)) {
    const message = `A step is worth ${pointsPerStep} points, expected a whole number above 0.`;
    add("BALANCE_POINTS_OUT_OF_RANGE", message);
  }
  if (!(Number.isSafeInteger(lowest) && Number.isSafeInteger(highest) && lowest < highest)) {
    const message = `Scores go from ${lowest} to ${highest}, expected whole numbers, the lowest first.`;
    add("BALANCE_SCORES_OUT_OF_RANGE", message);
  }
  return policyCheck(problems);
}

const exactAmounts: (rule: BalanceScoreRule) => {
  readonly floor: ExactDecimal;
  readonly ceiling: ExactDecimal;
  readonly step: ExactDecimal;
} = oncePerObject((rule) => {
  requireSound(checkBalanceScoreRule(rule));
  return {
    floor: exactDecimal(rule.floor, "floor"),
    ceiling: exactDecimal(rule.ceiling, "ceiling"),
    step: exactDecimal(rule.step, "step"),
  };
});

/** In units of 10^-places, of which an amount has no fraction. */
function unitsOf({ coefficient, places }: ExactDecimal, to: number): bigint {
  return coefficient * 10n ** BigInt(to - places);
}
