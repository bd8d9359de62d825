import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import type { BalanceScoreRule } from "../credit/balanceScore.ts";
import { smaBuckets } from "../delinquency/bucket.ts";
import type { BilledProduct } from "../loan/product.ts";

/**
 * A score of 300 to 900 from account transactions, in rupees: 10 points for every whole 15,000 that
 * credits exceed debits by above 1,00,000; from 10,00,000 on the highest.
 */
export const creditServiceScore: BalanceScoreRule = {
  floor: "100000",
  ceiling: "1000000",
  step: "15000",
  pointsPerStep: 10,
  lowest: 300,
  highest: 900,
};

/**
 * Small loans by score, income and amount, in rupees: a score of 450 or more, 1,50,000 a year or
 * more, 5,000 at most. The other rows are off, their bounds a start for a lender who switches one
 * on.
 */
export const creditServicePolicy: ApplicationPolicy = {
  name: "creditService",
  version: "1",
  balanceScore: creditServiceScore,
  scorePendingSentence: "Your credit score is still being worked out. Please try again later.",
  hardRules: [
    {
      code: "SCORE_BELOW_LEAST",
      on: true,
      rule: "leastScore",
      score: 450,
      sentence: "Your credit score is below the least that we lend at.",
    },
    {
      code: "INCOME_BELOW_LEAST",
      on: true,
      rule: "leastAnnualIncome",
      annualIncome: "150000",
      sentence: "Your income of a year is below the least that we lend at.",
    },
    {
      code: "AMOUNT_ABOVE_LARGEST",
      on: true,
      rule: "largestAmount",
      principal: "5000",
      sentence: "The amount is above the largest loan that we give.",
    },
    {
      code: "RATE_BELOW_LEAST",
      on: false,
      rule: "leastRate",
      annualRatePercent: "12",
      sentence: "The interest rate is below the lowest that we lend at.",
    },
    {
      code: "INSTALLMENTS_ABOVE_SHARE",
      on: false,
      rule: "installmentsOfIncome",
      percentOfIncome: "20",
      sentence: "The installments would take too much of your income.",
    },
    {
      code: "INTEREST_BELOW_LEAST",
      on: false,
      rule: "leastInterest",
      interest: "50",
      sentence: "The loan is too small or too short for us.",
    },
    {
      code: "AMOUNT_OUTSIDE_TYPE",
      on: false,
      rule: "amountsByLoanType",
      amounts: [
        { loanType: "Car", least: "1", most: "5000" },
        { loanType: "Home", least: "1", most: "5000" },
        { loanType: "Education", least: "1", most: "5000" },
        { loanType: "Personal", least: "1", most: "5000" },
      ],
      sentence: "We do not give this amount for this type of loan.",
    },
  ],
  installmentRounding: { mode: "halfEven", unit: "0.01" },
  amountStep: "0.01",
};

/**
 * Small loans in rupees that are billed every 30 days: interest by the day at a daily rate rounded
 * to three decimals of a percent, 3 % of the balance with the interest, at least 100, payable within
 * 15 days; no penalty. Money beyond what was asked for repays principal.
 */
export const creditService: BilledProduct = {
  name: "creditService",
  currency: "INR",
  calculationVersion: 1,
  application: creditServicePolicy,
  servicing: {
    repayment: {
      method: "billed",
      cycle: { kind: "days", days: 30 },
      payWithinDays: 15,
      installment: { kind: "percentOfBalance", percent: "3", least: "100" },
      interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
      interestFree: "never",
      revolving: false,
      overlimitPercent: "0",
    },
    rules: {
      waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
      excess: "reduceInstallment",
      refuseWhileEarlierUnpaid: false,
      penalty: null,
      delinquency: { buckets: smaBuckets, graceDays: 0 },
      payoff: { interest: { kind: "accrued" }, chargePercent: "0" },
      bounceCharge: "0",
    },
  },
  reminders: { daysBeforeDue: 3 },
};
