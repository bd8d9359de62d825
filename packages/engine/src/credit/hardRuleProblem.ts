import type { PolicyProblem } from "./policyProblem.ts";

/**
 * What can be wrong with hard rules, on or off:
 *
 * - `RULE_CODE_TAKEN`: a code is empty, a decision's own, a scorecard part's or another rule's.
 * - `RULE_SENTENCE_EMPTY`: a refusal would say nothing.
 * - `RULE_UNKNOWN`: no such kind of rule.
 * - `RULE_BOUND_UNUSABLE`: a bound is not what `HardRule` says of it.
 * - `LOAN_TYPE_REPEATED`: two rows of amounts are for one type.
 *
 * And with those that are on together:
 *
 * - `RULE_REPEATED`: two of one kind, so that one of them is never the reason.
 * - `RULES_CONTRADICT`: whatever one lets pass another refuses, or one lets nothing pass.
 */
export interface HardRuleProblem extends PolicyProblem {
  readonly code:
    | "RULE_CODE_TAKEN"
    | "RULE_SENTENCE_EMPTY"
    | "RULE_UNKNOWN"
    | "RULE_BOUND_UNUSABLE"
    | "LOAN_TYPE_REPEATED"
    | "RULE_REPEATED"
    | "RULES_CONTRADICT";
  /** Code of the rule at fault. */
  readonly rule: string;
}
