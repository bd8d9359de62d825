import { expect, test } from "vitest";
import type { RoundingMode } from "../money/rounding.ts";
import { checkPolicy } from "./checkPolicy.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { policy } from "./creditSamples.ts";

test("a sound policy passes", () => {
  expect(checkPolicy(policy(50))).toEqual({ ok: true });
});

test.each(["0", "100", 33.5])("a cap of %s percent passes", (percentOfIncome) => {
  const installmentCap = { percentOfIncome, countsProposed: true };
  expect(checkPolicy(policy(50, { installmentCap }))).toEqual({ ok: true });
});

const cap = (percentOfIncome: string): Partial<CreditPolicy> => ({
  installmentCap: { percentOfIncome, countsProposed: false },
});

const rounding = (mode: string, unit: string): Partial<CreditPolicy> => ({
  // What a policy file without types could hold.
  installmentRounding: { mode: mode as RoundingMode, unit },
});

test.each<[Partial<CreditPolicy>, code: string, message: string]>([
  [cap("-0.01"), "CAP_OUT_OF_RANGE", "-0.01 %"],
  [cap("100.01"), "CAP_OUT_OF_RANGE", "100.01 %"],
  [cap("half"), "CAP_OUT_OF_RANGE", "half %"],
  [{ rateBelowSlab: "fix" as "correct" }, "RATE_RULE_UNKNOWN", '"fix"'],
  [rounding("bankers", "0.01"), "ROUNDING_UNUSABLE", "bankers"],
  [rounding("halfUp", "0"), "ROUNDING_UNUSABLE", "unit is 0"],
  [rounding("halfUp", "-1"), "ROUNDING_UNUSABLE", "unit is -1"],
  [rounding("halfUp", "cent"), "ROUNDING_UNUSABLE", "unit is cent"],
])("%o is named as %s", (changes, code, message) => {
  const check = checkPolicy(policy(50, changes));
  const problems = check.ok ? [] : check.problems;
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  expect(problems[0]?.message).toContain(message);
});

test("problems of the scorecard, the slabs and the rules are all named", () => {
  const sound = policy(50);
  const faulty = {
    ...sound,
    ...cap("101"),
    scorecard: { ...sound.scorecard, noHistoryScore: -1 },
    slabs: sound.slabs.slice(0, 3),
  };
  expect(checkPolicy(faulty)).toMatchObject({
    ok: false,
    problems: [
      { code: "SCORE_OUT_OF_RANGE" },
      { code: "SLAB_GAP", from: 0, to: 9 },
      { code: "CAP_OUT_OF_RANGE" },
    ],
  });
});
