import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { applicant, asOf, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";
import { anyApplicant, anyPolicy, anyRequest } from "./decisionSamples.ts";

// At a score of 50 an asked 10 % becomes 12 %: 8884.88 a month.
// 8884.88 / 60000 = 14.80813… %; 20000 / 60000 = 33.33… %; 28884.88 / 60000 = 48.14146… %;
// 7.5 / 60000 = 0.0125 %, a tie that goes to the even 0.01; 22.5 / 60000 = 0.0375 % goes to 0.04.
test.each([
  ["0", "0", "8884.88", "14.81"],
  ["20000", "33.33", "28884.88", "48.14"],
  ["30000", "50", "38884.88", "64.81"],
  ["7.5", "0.01", "8892.38", "14.82"],
  ["22.5", "0.04", "8907.38", "14.85"],
])("current installments of %s", (installment, currentPercent, together, percentTogether) => {
  const history = [loan({ installment: new Decimal(installment) })];
  const decision = decideCredit(policy(50), applicant(history), request("10"), asOf);
  const { affordability } = decision;
  expect({
    current: affordability.currentInstallments.toFixed(),
    currentPercent: affordability.currentPercentOfIncome.toFixed(),
    together: affordability.installmentsWithProposed.toFixed(),
    percentTogether: affordability.percentOfIncomeWithProposed.toFixed(),
  }).toEqual({ current: installment, currentPercent, together, percentTogether });
});

test("the proposed loan adds its installment, and never lowers the part of the income", () => {
  fc.assert(
    fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
      const { affordability, installment } = decideCredit(rules, who, asked, asOf);
      const { currentInstallments, installmentsWithProposed } = affordability;
      expect(installmentsWithProposed.minus(currentInstallments).eq(installment)).toBe(true);
      const { currentPercentOfIncome, percentOfIncomeWithProposed } = affordability;
      expect(percentOfIncomeWithProposed.gte(currentPercentOfIncome)).toBe(true);
      const exact = currentInstallments.times(100).div(who.monthlyIncome);
      expect(currentPercentOfIncome.minus(exact).abs().lte("0.005")).toBe(true);
    }),
  );
});
