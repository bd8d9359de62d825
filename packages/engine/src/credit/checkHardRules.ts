import type { Amount } from "../money/amount.ts";
import { MAX_ANNUAL_RATE_PERCENT, MAX_RATE_PLACES } from "../rate/interestRate.ts";
import { contradictions } from "./checkRulesTogether.ts";
import type { HardRule, LoanTypeAmounts } from "./hardRule.ts";
import type { HardRuleProblem } from "./hardRuleProblem.ts";
import { amountOrNothing } from "./policyProblem.ts";
import type { ScoreRange } from "./scorecard.ts";
import type { Slab } from "./slabs.ts";

/** What the rest of a policy says that hard rules have to fit. */
export interface RuleSurroundings {
  /** Codes that are not for hard rules. */
  readonly takenCodes: readonly string[];
  readonly scores: ScoreRange;
  /** Where the policy has any. */
  readonly slabs?: readonly Slab[];
}

/** Proves that every hard rule can refuse with a code and a sentence, and that none clash. */
export function hardRuleProblems(
  rows: readonly HardRule[],
  surroundings: RuleSurroundings,
): HardRuleProblem[] {
  return [
    ...rows.flatMap((row, index) => [
      ...saidProblems(row, rows.slice(0, index), surroundings),
      ...boundProblems(row, surroundings.scores),
    ]),
    ...contradictions(rows, surroundings.slabs),
  ];
}

function saidProblems(
  row: HardRule,
  before: readonly HardRule[],
  { takenCodes }: RuleSurroundings,
): HardRuleProblem[] {
  const problems: HardRuleProblem[] = [];
  const { code } = row;
  if (code.trim() === "" || [...takenCodes, ...before.map((other) => other.code)].includes(code)) {
    const message = `The rule code ${JSON.stringify(code)} is empty or in use; each rule needs its own.`;
    problems.push({ code: "RULE_CODE_TAKEN", rule: code, message });
  }
  if (row.sentence.trim() === "") {
    const message = `The sentence of rule ${code} is empty, expected one for the applicant.`;
    problems.push({ code: "RULE_SENTENCE_EMPTY", rule: code, message });
  }
  return problems;
}

function boundProblems(row: HardRule, scores: ScoreRange): HardRuleProblem[] {
  const unusable = (found: unknown, expected: string): HardRuleProblem[] => {
    const message = `Rule ${row.code} has a bound of ${String(found)}, expected ${expected}.`;
    return [{ code: "RULE_BOUND_UNUSABLE", rule: row.code, message }];
  };
  const amount = (found: Amount): HardRuleProblem[] =>
    amountOrNothing(found)?.gte(0) ? [] : unusable(found, "an amount of 0 or more");
  const kind: string = row.rule;
  switch (row.rule) {
    case "leastScore": {
      const { lowest, highest } = scores;
      const whole = Number.isInteger(row.score) && row.score >= lowest && row.score <= highest;
      return whole ? [] : unusable(row.score, `a whole number from ${lowest} to ${highest}`);
    }
    case "leastIncome":
      return amount(row.monthlyIncome);
    case "leastAnnualIncome":
      return amount(row.annualIncome);
    case "largestAmount":
      return amount(row.principal);
    case "leastInterest":
      return amount(row.interest);
    case "amountsByLoanType":
      return [
        ...row.amounts.flatMap(({ least, most }) => [...amount(least), ...amount(most)]),
        ...typeProblems(row.code, row.amounts),
      ];
    case "installmentsOfIncome": {
      const percent = amountOrNothing(row.percentOfIncome);
      const usable = percent?.gt(0) && percent.lte(100);
      return usable ? [] : unusable(row.percentOfIncome, "percent above 0, at most 100");
    }
    case "leastRate":
    case "mostRate": {
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
