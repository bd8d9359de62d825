import type { ApplicationPolicy } from "./applicationPolicy.ts";
import { type BalanceScoreProblem, checkBalanceScoreRule } from "./balanceScore.ts";
import { hardRuleProblems } from "./checkHardRules.ts";
import { type MessageProblem, messageProblems } from "./checkMessages.ts";
import { checkScorecard, type ScorecardProblem } from "./checkScorecard.ts";
import { type SharedRuleProblem, sharedRuleProblems } from "./checkSharedRules.ts";
import { checkSlabs, type SlabProblem } from "./checkSlabs.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { decisionCodes, SCORE_PENDING } from "./decision.ts";
import { type DecisionMessages, englishDecisionMessages } from "./decisionMessages.ts";
import type { HardRuleProblem } from "./hardRuleProblem.ts";
import {
  amountOrNothing,
  type PolicyCheck,
  type PolicyProblem,
  policyCheck,
} from "./policyProblem.ts";
import { creditScores } from "./scorecard.ts";

/** What can be wrong with the rules that one kind of policy has alone. */
export interface RuleProblem extends PolicyProblem {
  readonly code:
    | "CAP_OUT_OF_RANGE"
    | "RATE_RULE_UNKNOWN"
    | "CURRENT_LOANS_UNKNOWN"
    | "SCORE_PENDING_SENTENCE_EMPTY";
}

export type CreditPolicyProblem =
  | ScorecardProblem
  | SlabProblem
  | BalanceScoreProblem
  | HardRuleProblem
  | SharedRuleProblem
  | RuleProblem
  | MessageProblem;

/**
 * Proves that a policy decides every request, or says everything that is wrong with it:
 *
 * - slabs cover each score from 0 to 100 once; the exact gap or overlap is named;
 * - the points of the scorecard's best bands add up to 100;
 * - every refusal has a code of its own and a sentence, the engine's refusals too;
 * - rules do not contradict one another, and none lets nothing pass;
 * - bounds, steps and roundings are numbers in their range.
 *
 * @param messages the table that the engine's own refusals are said by. Default: English
 */
export function checkPolicy(
  policy: CreditPolicy | ApplicationPolicy,
  messages: DecisionMessages = englishDecisionMessages,
): PolicyCheck<CreditPolicyProblem> {
  return policyCheck([
    ...("scorecard" in policy ? creditProblems(policy) : applicationProblems(policy)),
    ...messageProblems(messages),
  ]);
}

function creditProblems(policy: CreditPolicy): CreditPolicyProblem[] {
  const { scorecard, slabs, hardRules = [] } = policy;
  const takenCodes = [...decisionCodes, ...scorecard.parts.map(({ code }) => code)];
  return [
    ...problemsOf(checkScorecard(scorecard)),
    ...problemsOf(checkSlabs(slabs)),
    ...ruleProblems(policy),
    ...sharedRuleProblems(policy),
    ...hardRuleProblems(hardRules, { takenCodes, scores: creditScores, slabs }),
  ];
}

function applicationProblems(policy: ApplicationPolicy): CreditPolicyProblem[] {
  const { balanceScore, hardRules, scorePendingSentence } = policy;
  const problems: CreditPolicyProblem[] = [...problemsOf(checkBalanceScoreRule(balanceScore))];
  if (scorePendingSentence.trim() === "") {
    const message = "scorePendingSentence is empty, expected a sentence for the applicant.";
    problems.push({ code: "SCORE_PENDING_SENTENCE_EMPTY", message });
  }
  const takenCodes = [SCORE_PENDING];
  return [
    ...problems,
    ...sharedRuleProblems(policy),
    ...hardRuleProblems(hardRules, { takenCodes, scores: balanceScore }),
  ];
}

function problemsOf<Problem extends PolicyProblem>(
  check: PolicyCheck<Problem>,
): readonly Problem[] {
  return check.ok ? [] : check.problems;
}

function ruleProblems({
  installmentCap,
  rateBelowSlab,
  currentLoans = "byDate",
}: CreditPolicy): RuleProblem[] {
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
  if (currentLoans !== "byDate" && currentLoans !== "byBalance") {
    const found = JSON.stringify(currentLoans);
    add("CURRENT_LOANS_UNKNOWN", `currentLoans is ${found}, expected "byDate" or "byBalance".`);
  }
  return problems;
}
