/**
 * Policies, applicants and requests of every kind, for the laws of decisions.
 *
 * @module
 */
import fc from "fast-check";
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { anyAmount, anyHistory, policy } from "./creditSamples.ts";
import type { Applicant, CreditRequest } from "./decision.ts";
import type { HardRule } from "./hardRule.ts";

/** A row of each kind, all on; bounds that about half of the requests below keep. */
export const everyRule: readonly HardRule[] = [
  { code: "LEAST_SCORE", on: true, sentence: "Score.", rule: "leastScore", score: 20 },
  { code: "LEAST_INCOME", on: true, sentence: "Income.", rule: "leastIncome", monthlyIncome: 9000 },
  { code: "MOST", on: true, sentence: "Amount.", rule: "largestAmount", principal: "700000.50" },
  {
    code: "BY_TYPE",
    on: true,
    sentence: "Type.",
    rule: "amountsByLoanType",
    amounts: [
      { loanType: "car", least: "1000", most: "900000" },
      { loanType: "education", least: "0", most: "250000.05" },
    ],
  },
  {
    code: "LEAST_RATE",
    on: true,
    sentence: "Rate.",
    rule: "leastRate",
    annualRatePercent: "7.125",
  },
  { code: "LEAST_INTEREST", on: true, sentence: "Small.", rule: "leastInterest", interest: 5000 },
  {
    code: "ANNUAL_INCOME",
    on: true,
    sentence: "Income of a year.",
    rule: "leastAnnualIncome",
    annualIncome: "240000.60",
  },
  { code: "MOST_RATE", on: true, sentence: "Dear.", rule: "mostRate", annualRatePercent: "18.5" },
  {
    code: "SHARE",
    on: true,
    sentence: "Share.",
    rule: "installmentsOfIncome",
    percentOfIncome: "62.5",
  },
  { code: "AGE", on: true, sentence: "Age.", rule: "age", least: 18, most: 70 },
];

/** Any switch, cap and step, with any of the hard rules on. */
export const anyPolicy: fc.Arbitrary<CreditPolicy> = fc
  .record({
    score: fc.oneof(fc.nat(100), fc.integer({ min: 10, max: 100 })),
    rateBelowSlab: fc.constantFrom("correct" as const, "refuse" as const),
    capCounts: fc.boolean(),
    limitCounts: fc.boolean(),
    currentLoans: fc.constantFrom("byDate" as const, "byBalance" as const),
    percentOfIncome: fc.integer({ min: 0, max: 100 }),
    on: fc.array(fc.boolean(), { minLength: everyRule.length, maxLength: everyRule.length }),
    amountStep: fc.constantFrom("0.01", "1", "250", "1000.10"),
    unit: fc.constantFrom("0.01", "1", "10"),
    mode: fc.constantFrom("halfEven" as const, "up" as const, "floor" as const),
  })
  .map(({ score, rateBelowSlab, capCounts, limitCounts, percentOfIncome, on, ...rest }) =>
    policy(score, {
      rateBelowSlab,
      installmentCap: { percentOfIncome, countsProposed: capCounts },
      limit: { countsProposed: limitCounts },
      installmentRounding: { mode: rest.mode, unit: rest.unit },
      hardRules: everyRule.map((row, index) => ({ ...row, on: on[index] ?? false })),
      amountStep: rest.amountStep,
      currentLoans: rest.currentLoans,
    }),
  );

export const anyApplicant: fc.Arbitrary<Applicant> = fc.record({
  monthlyIncome: anyAmount(300_000),
  approvedLimit: anyAmount(9_000_000),
  history: fc.oneof(fc.constant([]), anyHistory),
  age: fc.integer({ min: 17, max: 72 }),
});

export const anyRate: fc.Arbitrary<Decimal> = fc
  .integer({ min: 0, max: 2_000 })
  .map((each) => new Decimal(each).div(100));

export const anyRequest: fc.Arbitrary<CreditRequest> = fc.record({
  principal: anyAmount(1_000_000),
  annualRatePercent: anyRate,
  tenorMonths: fc.integer({ min: 1, max: 180 }),
  loanType: fc.constantFrom("car", "education", "boat"),
});
