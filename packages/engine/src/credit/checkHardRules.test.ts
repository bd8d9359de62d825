import { expect, test } from "vitest";
import { checkPolicy } from "./checkPolicy.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { policy } from "./creditSamples.ts";
import { everyRule } from "./decisionSamples.ts";
import type { HardRule } from "./hardRule.ts";

const framed = { code: "RULE", on: true, sentence: "No." };
const largest = (principal: string | number): HardRule => ({
  ...framed,
  rule: "largestAmount",
  principal,
});
const score = (least: number): HardRule => ({ ...framed, rule: "leastScore", score: least });
const age = (least: number, most: number): HardRule => ({ ...framed, rule: "age", least, most });
const rate = (annualRatePercent: string): HardRule => ({
  ...framed,
  rule: "leastRate",
  annualRatePercent,
});
const car = (least: string, most: string): HardRule => ({
  ...framed,
  code: "TYPES",
  rule: "amountsByLoanType",
  amounts: [{ loanType: "car", least, most }],
});

test.each<[string, readonly HardRule[]]>([
  ["none", []],
  ["one of each kind", everyRule],
  ["bounds at their ends", [score(100), largest("0.01"), rate("1000"), age(0, 0)]],
  ["two of a kind, one off", [largest(5), { ...largest(7), code: "OTHER", on: false }]],
  ["a type that begins at the largest amount", [largest(5), car("5", "9")]],
])("%s pass", (_what, hardRules) => {
  const rows = hardRules.map((row, index) => ({ ...row, code: `${row.code}_${index}` }));
  expect(checkPolicy(policy(50, { hardRules: rows }))).toEqual({ ok: true });
});

test.each<[HardRule, code: string, message: string]>([
  [{ ...largest(5), code: " " }, "RULE_CODE_TAKEN", '" "'],
  [{ ...largest(5), code: "SCORE_TOO_LOW" }, "RULE_CODE_TAKEN", "SCORE_TOO_LOW"],
  [{ ...largest(5), code: "NO_HISTORY" }, "RULE_CODE_TAKEN", "NO_HISTORY"],
  // The part of the sample's scorecard.
  [{ ...largest(5), code: "FIXED" }, "RULE_CODE_TAKEN", "FIXED"],
  [{ ...largest(5), sentence: " " }, "RULE_SENTENCE_EMPTY", "RULE"],
  // What a policy file without types could hold.
  [{ ...framed, rule: "luck" as "largestAmount", principal: 5 }, "RULE_UNKNOWN", "luck"],
  [largest(-1), "RULE_BOUND_UNUSABLE", "-1"],
  [largest("lots"), "RULE_BOUND_UNUSABLE", "lots"],
  [{ ...framed, rule: "leastIncome", monthlyIncome: "-0.01" }, "RULE_BOUND_UNUSABLE", "-0.01"],
  [{ ...framed, rule: "leastInterest", interest: "x" }, "RULE_BOUND_UNUSABLE", "bound of x"],
  [score(50.5), "RULE_BOUND_UNUSABLE", "from 0 to 100"],
  [score(-1), "RULE_BOUND_UNUSABLE", "-1"],
  [rate("1000.01"), "RULE_BOUND_UNUSABLE", "1000.01"],
  [rate("-1"), "RULE_BOUND_UNUSABLE", "-1"],
  [rate("1.1234567890123"), "RULE_BOUND_UNUSABLE", "12 decimals"],
  [age(-1, 70), "RULE_BOUND_UNUSABLE", "-1"],
  [age(18, 70.5), "RULE_BOUND_UNUSABLE", "70.5"],
  [age(18, 17), "RULE_BOUND_UNUSABLE", "18, its least, or more"],
  [car("-1", "5"), "RULE_BOUND_UNUSABLE", "-1"],
  [car("5", "4.99"), "RULE_BOUND_UNUSABLE", "lends 5 to 4.99 of car"],
])("%o is named as %s, on or off", (row, code, message) => {
  for (const on of [true, false]) {
    const check = checkPolicy(policy(50, { hardRules: [{ ...row, on }] }));
    const problems = check.ok ? [] : check.problems;
    expect(problems).toEqual([expect.objectContaining({ code })]);
    expect(problems[0]?.message).toContain(message);
  }
});

const twice: HardRule = {
  ...framed,
  rule: "amountsByLoanType",
  amounts: [
    { loanType: "car", least: "1", most: "2" },
    { loanType: "car", least: "3", most: "4" },
  ],
};

test.each<[string, Partial<CreditPolicy>, code: string]>([
  ["two rules of one code", { hardRules: [score(5), largest(5)] }, "RULE_CODE_TAKEN"],
  ["two of a kind", { hardRules: [score(5), { ...score(6), code: "B" }] }, "RULE_REPEATED"],
  ["a type twice", { hardRules: [twice] }, "LOAN_TYPE_REPEATED"],
  ["no amount", { hardRules: [largest(0)] }, "RULES_CONTRADICT"],
  ["a type beyond the largest", { hardRules: [largest(5), car("5.01", "9")] }, "RULES_CONTRADICT"],
  [
    "a score that no slab accepts",
    {
      hardRules: [score(50)],
      slabs: [
        {
          from: { score: 0, inclusive: true },
          to: { score: 50, inclusive: false },
          decision: "accept",
          minimumRatePercent: "12",
        },
        {
          from: { score: 50, inclusive: true },
          to: { score: 100, inclusive: true },
          decision: "refuse",
        },
      ],
    },
    "RULES_CONTRADICT",
  ],
  ["an amount step of 0", { amountStep: 0 }, "STEP_UNUSABLE"],
  ["an amount step finer than any currency", { amountStep: "0.00001" }, "STEP_UNUSABLE"],
  ["a rate step below 0", { rateStep: "-0.01" }, "STEP_UNUSABLE"],
  ["a rate step beyond a rate's decimals", { rateStep: "1e-13" }, "STEP_UNUSABLE"],
  ["an amount step that is no number", { amountStep: "paisa" }, "STEP_UNUSABLE"],
])("%s", (_what, changes, code) => {
  expect(checkPolicy(policy(50, changes))).toEqual({
    ok: false,
    problems: [expect.objectContaining({ code })],
  });
});

test.each([{ amountStep: "0.0001" }, { rateStep: "1e-12" }])("%o passes", (changes) => {
  expect(checkPolicy(policy(50, changes))).toEqual({ ok: true });
});

test("rules that clash while one is off pass", () => {
  const hardRules = [{ ...largest(5), on: false }, car("5.01", "9")];
  expect(checkPolicy(policy(50, { hardRules }))).toEqual({ ok: true });
});
