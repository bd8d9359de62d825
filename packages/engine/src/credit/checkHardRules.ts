import type { Amount } from "../money/amount.ts";
import { MAX_ANNUAL_RATE_PERCENT, MAX_RATE_PLACES } from "../rate/interestRate.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { decisionCodes } from "./decision.ts";
import { type HardRule, type LoanTypeAmounts, rowsOn } from "./hardRule.ts";
import { amountOrNothing, type PolicyProblem } from "./policyProblem.ts";
import { creditScores } from "./scorecard.ts";
import { lastScore } from "./slabs.ts";

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
 * - `RULES_CONTRADICT`: whatever one lets pass another refuses.
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

/** Proves that every hard rule can refuse with a code and a sentence, and that none clash. */
export function hardRuleProblems(policy: CreditPolicy): HardRuleProblem[] {
  const rows = policy.hardRules ?? [];
  return [
    ...rows.flatMap((row, index) => [
      ...saidProblems(row, rows.slice(0, index), policy),
      ...boundProblems(row),
    ]),
    ...repeated(rows),
    ...contradictions(policy),
  ];
}

function saidProblems(
  row: HardRule,
  before: readonly HardRule[],
  { scorecard }: CreditPolicy,
): HardRuleProblem[] {
  const taken = [...decisionCodes, ...scorecard.parts.map(({ code }) => code)];
  const problems: HardRuleProblem[] = [];
  const { code } = row;
  if (code.trim() === "" || [...taken, ...before.map((other) => other.code)].includes(code)) {
    const message = `The rule code ${JSON.stringify(code)} is empty or in use; each rule needs its own.`;
    problems.push({ code: "RULE_CODE_TAKEN", rule: code, message });
  }
  if (row.sentence.trim() === "") {
    const message = `The sentence of rule ${code} is empty, expected one for the applicant.`;
    problems.push({ code: "RULE_SENTENCE_EMPTY", rule: code, message });
  }
  return problems;
}

function boundProblems(row: HardRule): HardRuleProblem[] {
  const unusable = (found: unknown, expected: string): HardRuleProblem[] => {
    const message = `Rule ${row.code} has a bound of ${String(found)}, expected ${expected}.`;
    return [{ code: "RULE_BOUND_UNUSABLE", rule: row.code, message }];
  };
  const amount = (found: Amount): HardRuleProblem[] =>
    amountOrNothing(found)?.gte(0) ? [] : unusable(found, "an amount of 0 or more");
  const kind: string = row.rule;
  switch (row.rule) {
    case "leastScore": {
      const { lowest, highest } = creditScores;
      const whole = Number.isInteger(row.score) && row.score >= lowest && row.score <= highest;
      return whole ? [] : unusable(row.score, `a whole number from ${lowest} to ${highest}`);
    }
    case "leastIncome":
      return amount(row.monthlyIncome);
    case "largestAmount":
      return amount(row.principal);
    case "leastInterest":
      return amount(row.interest);
    case "amountsByLoanType":
      return [
        ...row.amounts.flatMap(({ least, most }) => [...amount(least), ...amount(most)]),
        ...typeProblems(row.code, row.amounts),
      ];
    case "leastRate": {
      const rate = amountOrNothing(row.annualRatePercent);
      if (
        rate?.gte(0) &&
        rate.lte(MAX_ANNUAL_RATE_PERCENT) &&
        rate.decimalPlaces() <= MAX_RATE_PLACES
      ) {
        return [];
      }
      const expected = `0 to ${MAX_ANNUAL_RATE_PERCENT} percent a year, ${MAX_RATE_PLACES} decimals at most`;
      return unusable(row.annualRatePercent, expected);
    }
    case "age": {
      const wrong = [row.least, row.most].find((age) => !Number.isInteger(age) || age < 0);
      if (wrong !== undefined) return unusable(wrong, "a whole number of years, 0 or more");
      return row.most < row.least ? unusable(row.most, `${row.least}, its least, or more`) : [];
    }
    default:
      return [{ code: "RULE_UNKNOWN", rule: kind, message: `There is no rule ${kind}.` }];
  }
}

function typeProblems(code: string, amounts: readonly LoanTypeAmounts[]): HardRuleProblem[] {
  return amounts.flatMap(({ loanType, least, most }, index): HardRuleProblem[] => {
    const problems: HardRuleProblem[] = [];
    if (amounts.slice(0, index).some((other) => other.loanType === loanType)) {
      const message = `Rule ${code} has two rows for the loan type ${JSON.stringify(loanType)}.`;
      problems.push({ code: "LOAN_TYPE_REPEATED", rule: code, message });
    }
    const [from, to] = [amountOrNothing(least), amountOrNothing(most)];
    if (from !== undefined && to?.lt(from)) {
      const message = `Rule ${code} lends ${least} to ${most} of ${loanType}, which is no amount.`;
      problems.push({ code: "RULE_BOUND_UNUSABLE", rule: code, message });
    }
    return problems;
  });
}

function repeated(rows: readonly HardRule[]): HardRuleProblem[] {
  const on = rows.filter((row) => row.on);
  return on.flatMap((row, index): HardRuleProblem[] => {
    const first = on.slice(0, index).find((other) => other.rule === row.rule);
    if (first === undefined) return [];
    const message = `Rules ${first.code} and ${row.code} are both a ${row.rule}; put one of them off.`;
    return [{ code: "RULE_REPEATED", rule: row.code, message }];
  });
}

function contradictions(policy: CreditPolicy): HardRuleProblem[] {
  const problems: HardRuleProblem[] = [];
  const accepted = policy.slabs.filter(({ decision }) => decision === "accept").map(lastScore);
  for (const { code, score } of rowsOn(policy.hardRules, "leastScore")) {
    if (accepted.some((highest) => highest >= score)) continue;
    const message = `Rule ${code} asks for a score of ${score}, and no slab accepts one as high.`;
    problems.push({ code: "RULES_CONTRADICT", rule: code, message });
  }
  for (const { code, principal } of rowsOn(policy.hardRules, "largestAmount")) {
    const most = amountOrNothing(principal);
    if (most?.isZero()) {
      const message = `Rule ${code} lets no amount pass, its largest is 0.`;
      problems.push({ code: "RULES_CONTRADICT", rule: code, message });
    }
    for (const { amounts } of rowsOn(policy.hardRules, "amountsByLoanType")) {
      for (const { loanType, least } of amounts) {
        if (!amountOrNothing(least)?.gt(most ?? least)) continue;
        const message = `Rule ${code} lends ${principal} at most, and ${loanType} begins at ${least}.`;
        problems.push({ code: "RULES_CONTRADICT", rule: code, message });
      }
    }
  }
  return problems;
}
