import { type HardRule, rowsOn } from "./hardRule.ts";
import type { HardRuleProblem } from "./hardRuleProblem.ts";
import { amountOrNothing } from "./policyProblem.ts";
import { lastScore, type Slab } from "./slabs.ts";

/** What is wrong with rules that are on at once, though each by itself may be right. */
export function contradictions(
  rows: readonly HardRule[],
  slabs: readonly Slab[] | undefined,
): HardRuleProblem[] {
  return [
    ...repeated(rows),
    ...(slabs === undefined ? [] : scoresAgainstSlabs(rows, slabs)),
    ...rates(rows, slabs ?? []),
    ...largestAmounts(rows),
    ...amountsByType(rows),
  ];
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

function scoresAgainstSlabs(rows: readonly HardRule[], slabs: readonly Slab[]): HardRuleProblem[] {
  const accepted = slabs.filter(({ decision }) => decision === "accept").map(lastScore);
  return rowsOn(rows, "leastScore").flatMap(({ code, score }) => {
    if (accepted.some((highest) => highest >= score)) return [];
    return clash(code, `asks for a score of ${score}, and no slab accepts one as high`);
  });
}

/** A lowest rate above the highest: of two rules, or of a rule and a slab. */
function rates(rows: readonly HardRule[], slabs: readonly Slab[]): HardRuleProblem[] {
  return rowsOn(rows, "mostRate").flatMap(({ code, annualRatePercent }) => {
    const most = amountOrNothing(annualRatePercent);
    if (most === undefined) return [];
    const lends = `lends at ${annualRatePercent} % at most`;
    const rules = rowsOn(rows, "leastRate").flatMap((row) => {
      if (!amountOrNothing(row.annualRatePercent)?.gt(most)) return [];
      return clash(code, `${lends}, and rule ${row.code} at ${row.annualRatePercent} % at least`);
    });
    const ofSlabs = slabs.flatMap((slab, index) => {
      if (slab.decision !== "accept") return [];
      const least = slab.minimumRatePercent;
      if (!amountOrNothing(least)?.gt(most)) return [];
      return clash(code, `${lends}, and slab ${index + 1} at ${least} % at least`);
    });
    return [...rules, ...ofSlabs];
  });
}

function largestAmounts(rows: readonly HardRule[]): HardRuleProblem[] {
  return rowsOn(rows, "largestAmount").flatMap(({ code, principal }) => {
    const most = amountOrNothing(principal);
    if (most === undefined) return [];
    const none = most.isZero() ? clash(code, "lets no amount pass, its largest is 0") : [];
    const types = rowsOn(rows, "amountsByLoanType").flatMap(({ amounts }) => amounts);
    const beyond = types.flatMap(({ loanType, least }) => {
      if (!amountOrNothing(least)?.gt(most)) return [];
      return clash(code, `lends ${principal} at most, and ${loanType} begins at ${least}`);
    });
    return [...none, ...beyond];
  });
}

function amountsByType(rows: readonly HardRule[]): HardRuleProblem[] {
  return rowsOn(rows, "amountsByLoanType").flatMap(({ code, amounts }) => {
    if (amounts.length === 0) return clash(code, "lets no amount pass, it lists no type of loan");
    return amounts.flatMap(({ loanType, most }) => {
      if (!amountOrNothing(most)?.isZero()) return [];
      return clash(code, `lets no amount of ${loanType} pass, its largest is 0`);
    });
  });
}

function clash(rule: string, what: string): HardRuleProblem[] {
  return [{ code: "RULES_CONTRADICT", rule, message: `Rule ${rule} ${what}.` }];
}
