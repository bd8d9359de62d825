import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { applicant, asOf, codes, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";
import type { Applicant, CreditRequest } from "./decision.ts";
import { anyApplicant, anyPolicy, anyRequest, everyRule } from "./decisionSamples.ts";
import type { HardRule } from "./hardRule.ts";

const framed = { code: "RULE", on: true, sentence: "A rule says no." };
const aged = (age: number): Applicant => ({ ...applicant(), age });
const typed = (loanType: string, principal: string): CreditRequest => ({
  ...request("12", principal),
  loanType,
});
const earning = (income: string): Applicant => applicant([], { income });

const leastIncome: HardRule = { ...framed, rule: "leastIncome", monthlyIncome: "12500" };
const largest: HardRule = { ...framed, rule: "largestAmount", principal: "5000" };
const leastRate: HardRule = { ...framed, rule: "leastRate", annualRatePercent: "12.5" };
const annualIncome: HardRule = {
  ...framed,
  rule: "leastAnnualIncome",
  annualIncome: "150000.06",
};
const mostRate: HardRule = { ...framed, rule: "mostRate", annualRatePercent: "16.5" };
/** Of 60,000 a month: 20,000 with 12 % of 100,000 over 12 months is 28,884.88, or 48.14146… %. */
const share = (percentOfIncome: string): HardRule => ({
  ...framed,
  rule: "installmentsOfIncome",
  percentOfIncome,
});
const paying: Applicant = applicant([loan({ installment: new Decimal(20_000) })]);
const age: HardRule = { ...framed, rule: "age", least: 18, most: 70 };
const byType: HardRule = {
  ...framed,
  rule: "amountsByLoanType",
  amounts: [
    { loanType: "car", least: "50000", most: "750000" },
    { loanType: "education", least: "1", most: "50000" },
  ],
};
/** 12 × 8884.88 − 100,000 = 6618.56, at the 12 % to which a score of 50 corrects. */
const interest = (least: string): HardRule => ({
  ...framed,
  rule: "leastInterest",
  interest: least,
});
const leastScore = (score: number): HardRule => ({ ...framed, rule: "leastScore", score });

test.each<[what: string, HardRule, Applicant, CreditRequest, refuses: boolean]>([
  ["a score of the least", leastScore(50), applicant(), request("12"), false],
  ["a score below it", leastScore(51), applicant(), request("12"), true],
  ["an income of the least", leastIncome, earning("12500"), request("12"), false],
  ["a paisa less", leastIncome, earning("12499.99"), request("12"), true],
  // 12 × 12,500.005 = 150,000.06
  ["a year's income of the least", annualIncome, earning("12500.005"), request("12"), false],
  ["less than that", annualIncome, earning("12500.0049"), request("12"), true],
  ["the highest rate", mostRate, applicant(), request("16.5"), false],
  ["a rate above it", mostRate, applicant(), request("16.51"), true],
  // 28,884.88 / 60,000 = 0.481414666…: the share in decimals is met from above and below; 28,800
  // would be 48 %, and 28,884.88 of 57,769.76 is exactly half.
  ["a share that is not reached", share("48.1415"), paying, request("12"), false],
  ["a share that is passed", share("48.1414"), paying, request("12"), true],
  [
    "exactly the share",
    share("50"),
    { ...paying, monthlyIncome: new Decimal("57769.76") },
    request("12"),
    false,
  ],
  [
    "an income a paisa less",
    share("50"),
    { ...paying, monthlyIncome: new Decimal("57769.75") },
    request("12"),
    true,
  ],
  ["the largest amount", largest, applicant(), request("12", "5000"), false],
  ["a paisa more", largest, applicant(), request("12", "5000.01"), true],
  ["the least rate", leastRate, applicant(), request("12.5"), false],
  ["a rate below it", leastRate, applicant(), request("12.49"), true],
  ["a rate that is corrected to less", leastRate, applicant(), request("3"), true],
  ["the least interest", interest("6618.56"), applicant(), request("3"), false],
  ["a paisa more than is earned", interest("6618.57"), applicant(), request("3"), true],
  ["the least age", age, aged(18), request("12"), false],
  ["below it", age, aged(17), request("12"), true],
  ["the highest age", age, aged(70), request("12"), false],
  ["above it", age, aged(71), request("12"), true],
  ["the most of a type", byType, applicant(), typed("car", "750000"), false],
  ["more than that", byType, applicant(), typed("car", "750000.01"), true],
  ["the least of a type", byType, applicant(), typed("car", "50000"), false],
  ["less than that", byType, applicant(), typed("car", "49999.99"), true],
  ["what another type may have", byType, applicant(), typed("education", "750000"), true],
  ["a type that is not listed", byType, applicant(), typed("boat", "50000"), true],
])("%s", (_what, row, who, asked, refuses) => {
  const decide = (rules: HardRule[]) =>
    decideCredit(policy(50, { hardRules: rules }), who, asked, asOf);
  expect(codes(decide([row]), "refusal")).toEqual(refuses ? ["RULE"] : []);
  expect(decide([row]).approved).toBe(!refuses);
  if (refuses) {
    expect(decide([row]).reasons[0]).toEqual({
      code: "RULE",
      effect: "refusal",
      pointsLost: 0,
      sentence: "A rule says no.",
      messageKey: "RULE",
      values: {},
    });
  }
  expect(codes(decide([{ ...row, on: false }]), "refusal")).toEqual([]);
});

test.each<[HardRule, field: string]>([
  [age, "age"],
  [byType, "loanType"],
])("%o needs to know the %s, unless it is off", (row, field) => {
  const decide = (on: boolean) =>
    decideCredit(policy(50, { hardRules: [{ ...row, on }] }), applicant(), request("12"), asOf);
  expect(() => decide(true)).toThrow(
    expect.objectContaining({
      code: "CREDIT_VALUE_OUT_OF_RANGE",
      details: expect.objectContaining({ field, found: "undefined" }),
    }),
  );
  expect(decide(false).approved).toBe(true);
});

test.each([-1, 17.5, Number.NaN])("an age of %s is refused", (years) => {
  const rules = policy(50, { hardRules: [age] });
  expect(() => decideCredit(rules, aged(years), request("12"), asOf)).toThrow(`age is ${years}`);
});

test("they come after the other refusals, in the policy's order", () => {
  const hardRules: HardRule[] = [
    { ...age, code: "Z" },
    { ...largest, code: "A" },
  ];
  const who = { ...applicant([], { limit: "60000" }), age: 80 };
  const decision = decideCredit(policy(9, { hardRules }), who, request("12"), asOf);
  expect(codes(decision)).toEqual([
    "SCORE_TOO_LOW",
    "LIMIT_WOULD_BE_EXCEEDED",
    "Z",
    "A",
    "NO_HISTORY",
  ]);
});

describe("for every policy, applicant and request", () => {
  const hardCodes = everyRule.map(({ code }) => code);

  test("a rule that is named refuses alone, one that is not changes nothing", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        anyPolicy,
        anyApplicant,
        anyRequest,
        fc.nat(hardCodes.length - 1),
        (rules, who, asked, index) => {
          const picked = hardCodes[index] ?? "";
          const refusals = codes(decideCredit(rules, who, asked, asOf), "refusal");
          const without = (rules.hardRules ?? []).map((row) =>
            row.code === picked ? { ...row, on: false } : row,
          );
          const rest = decideCredit({ ...rules, hardRules: without }, who, asked, asOf);
          expect(codes(rest, "refusal")).toEqual(refusals.filter((code) => code !== picked));
          if (refusals.includes(picked)) seen.add(picked);
        },
      ),
      { numRuns: 1000 },
    );
    expect([...seen].sort()).toEqual([...hardCodes].sort());
  });

  test("a smaller loan is not refused for its size, nor a higher rate for being low", () => {
    const sizeAndRate = ["MOST", "LEAST_RATE"];
    fc.assert(
      fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
        const easier = {
          ...asked,
          principal: Decimal.min(asked.principal, "700000.50"),
          annualRatePercent: Decimal.max(asked.annualRatePercent, "7.125"),
        };
        const refusals = codes(decideCredit(rules, who, easier, asOf), "refusal");
        expect(refusals.filter((code) => sizeAndRate.includes(code))).toEqual([]);
      }),
    );
  });
});
