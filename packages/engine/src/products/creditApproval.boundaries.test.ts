/** Every bound of the credit approval product: at it, a step below and a step above. */
import { describe, expect, test } from "vitest";
import { approvedLimit } from "../credit/approvedLimit.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import { asOf, codes, fixedScorecard, loan } from "../credit/creditSamples.ts";
import { decideCredit } from "../credit/decideCredit.ts";
import type { Applicant, Decision } from "../credit/decision.ts";
import { Decimal } from "../money/decimal.ts";
import { creditApproval } from "./creditApproval.ts";

const { credit } = creditApproval;

const who = (history: Applicant["history"] = []): Applicant => ({
  monthlyIncome: new Decimal(50_000),
  // 36 × 50,000
  approvedLimit: new Decimal(1_800_000),
  history,
});

const decide = (
  policy: CreditPolicy,
  rate: string,
  principal: string,
  applicant = who(),
): Decision =>
  decideCredit(
    policy,
    applicant,
    {
      principal: new Decimal(principal),
      annualRatePercent: new Decimal(rate),
      tenorMonths: 12,
    },
    asOf,
  );

describe("scores and rates", () => {
  const refused = "refused";
  // Over 50 any rate; 30 to 50 at least 12 %; 10 to under 30 at least 16 %; under 10 refused.
  test.each<[score: number, rates: Readonly<Record<string, string>>]>([
    [0, { "0": refused, "11.99": refused, "12": refused, "16": refused, "100": refused }],
    [9, { "0": refused, "15.99": refused, "16": refused, "16.01": refused }],
    [10, { "0": "16", "12": "16", "15.99": "16", "16": "16", "16.01": "16.01" }],
    [29, { "0": "16", "12.01": "16", "15.99": "16", "16": "16", "16.01": "16.01" }],
    [30, { "0": "12", "11.99": "12", "12": "12", "12.01": "12.01", "16": "16" }],
    [49, { "0": "12", "11.99": "12", "12": "12", "12.01": "12.01" }],
    [50, { "0": "12", "11.99": "12", "12": "12", "12.01": "12.01" }],
    [51, { "0": "0", "0.01": "0.01", "11.99": "11.99", "12": "12" }],
    [100, { "0": "0", "0.01": "0.01", "11.99": "11.99", "100": "100" }],
  ])("a score of %i: %j", (score, rates) => {
    const policy = { ...credit, scorecard: fixedScorecard(score) };
    for (const [asked, expected] of Object.entries(rates)) {
      const decision = decide(policy, asked, "100000");
      expect(decision.score).toBe(score);
      expect(decision.approved ? decision.correctedRatePercent.toFixed() : refused).toBe(expected);
      expect(codes(decision, "refusal")).toEqual(expected === refused ? ["SCORE_TOO_LOW"] : []);
      const corrected = expected === refused || expected === asked ? [] : ["RATE_CORRECTED"];
      expect(codes(decision, "correction")).toEqual(corrected);
    }
  });
});

// 36 × income in lakh, with ties to the even lakh.
test.each([
  ["12499.99", "4.4999964", "400000"],
  ["12500", "4.5, to the even 4", "400000"],
  ["12500.01", "4.5000036", "500000"],
  ["37499.99", "13.4999964", "1300000"],
  ["37500", "13.5, to the even 14", "1400000"],
  ["62500", "22.5, to the even 22", "2200000"],
  ["62500.01", "22.5000036", "2300000"],
  ["112500", "40.5, to the even 40", "4000000"],
  ["1388.88", "0.4999968", "0"],
  ["1388.89", "0.5000004", "100000"],
])("an income of %s is %s lakh: a limit of %s", (monthlyIncome, _working, limit) => {
  expect(approvedLimit({ ...creditApproval.approvedLimit, monthlyIncome }).toFixed()).toBe(limit);
});

const lent = (principal: string, installment: string) =>
  loan({ principal: new Decimal(principal), installment: new Decimal(installment) });

test.each([
  ["24999.99", []],
  ["25000", []],
  ["25000.01", ["INSTALLMENTS_OVER_CAP"]],
])("installments of %s a month, of an income of 50,000: %j", (installment, refusals) => {
  const decision = decide(credit, "20", "100000", who([lent("100000", installment)]));
  expect(codes(decision, "refusal")).toEqual(refusals);
});

test("the proposed loan's installment does not count towards the half", () => {
  // 1,00,000 over 12 months is above 8,333 a month, on top of exactly half.
  const decision = decide(credit, "20", "100000", who([lent("100000", "25000")]));
  expect(decision.approved).toBe(true);
  expect(decision.affordability.currentPercentOfIncome.toFixed()).toBe("50");
  expect(decision.affordability.percentOfIncomeWithProposed.gt(66)).toBe(true);
});

test.each([
  ["1699999.99", "100000.01", []],
  ["1700000", "100000", []],
  ["1700000", "100000.01", ["LIMIT_WOULD_BE_EXCEEDED"]],
  ["1700000.01", "100000", ["LIMIT_WOULD_BE_EXCEEDED"]],
  ["1800000", "0.01", ["LIMIT_WOULD_BE_EXCEEDED"]],
  // Current loans alone above the limit: a score of 0.
  ["1800000.01", "0.01", ["SCORE_TOO_LOW", "LIMIT_EXCEEDED"]],
])("current loans of %s and %s asked for, of a limit of 18,00,000: %j", (now, asked, refusals) => {
  const decision = decide(credit, "20", asked, who([lent(now, "1000")]));
  expect(codes(decision, "refusal")).toEqual(refusals);
});
