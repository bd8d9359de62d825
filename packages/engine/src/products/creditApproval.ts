import type { LendingProduct } from "../loan/product.ts";

/**
 * Approve or refuse installment loans by credit score, in rupees: limit of 36 monthly incomes,
 * four slabs, installments of current loans up to half the income. Its hard rules are all off, their
 * bounds a start for a lender who switches one on. The scorecard is argued in
 * docs/concepts/credit-score.md.
 */
export const creditApproval: LendingProduct = {
  name: "creditApproval",
  currency: "INR",
  calculationVersion: 1,
  minimumAge: 18,
  approvedLimit: { multiple: "36", nearest: "100000", mode: "halfEven" },
  credit: {
    name: "creditApproval",
    version: "1",
    scorecard: {
      name: "creditApproval",
      version: "1",
      noHistoryScore: 50,
      noHistorySentence: "You have had no loan yet, so there is no record of repayment to go by.",
      overLimitScore: 0,
      overLimitSentence: "Your current loans are above your approved limit.",
      parts: [
        {
          code: "PAID_ON_TIME",
          attribute: "onTimePercent",
          bands: [
            { atLeast: "0", points: 0 },
            { atLeast: "50", points: 10 },
            { atLeast: "60", points: 20 },
            { atLeast: "70", points: 30 },
            { atLeast: "80", points: 45 },
            { atLeast: "90", points: 60 },
            { atLeast: "95", points: 68 },
            { atLeast: "100", points: 75 },
          ],
          sentence: "Not all installments that have fallen due were paid on time.",
          missing: {
            points: 25,
            sentence: "No installment has fallen due yet, so none could be paid on time.",
          },
        },
        {
          code: "LIMIT_USE",
          attribute: "volumePercentOfLimit",
          bands: [
            { atLeast: "0", points: 12 },
            { atLeast: "25", points: 9 },
            { atLeast: "50", points: 6 },
            { atLeast: "75", points: 3 },
            { atLeast: "90", points: 0 },
          ],
          sentence: "Your current loans already use a good part of your approved limit.",
          missing: {
            points: 0,
            sentence: "You have no approved limit to borrow against.",
          },
        },
        {
          code: "LOANS_THIS_YEAR",
          attribute: "loansThisYear",
          bands: [
            { atLeast: "0", points: 8 },
            { atLeast: "2", points: 5 },
            { atLeast: "3", points: 2 },
            { atLeast: "4", points: 0 },
          ],
          sentence: "You have taken more than one loan this year.",
        },
        {
          code: "NUMBER_OF_LOANS",
          attribute: "loanCount",
          bands: [
            { atLeast: "1", points: 1 },
            { atLeast: "2", points: 3 },
            { atLeast: "3", points: 5 },
          ],
          sentence: "You have had few loans so far, so your record is short.",
        },
      ],
    },
    slabs: [
      {
        from: { score: 50, inclusive: false },
        to: { score: 100, inclusive: true },
        decision: "accept",
        minimumRatePercent: "0",
      },
      {
        from: { score: 30, inclusive: true },
        to: { score: 50, inclusive: true },
        decision: "accept",
        minimumRatePercent: "12",
      },
      {
        from: { score: 10, inclusive: true },
        to: { score: 30, inclusive: false },
        decision: "accept",
        minimumRatePercent: "16",
      },
      {
        from: { score: 0, inclusive: true },
        to: { score: 10, inclusive: false },
        decision: "refuse",
      },
    ],
    installmentCap: { percentOfIncome: "50", countsProposed: false },
    currentLoans: "byDate",
    limit: { countsProposed: true },
    rateBelowSlab: "correct",
    installmentRounding: { mode: "halfEven", unit: "0.01" },
    hardRules: [
      {
        code: "SCORE_BELOW_LEAST",
        on: false,
        rule: "leastScore",
        score: 30,
        sentence: "Your credit score is below the least that we lend at.",
      },
      {
        code: "INCOME_BELOW_LEAST",
        on: false,
        rule: "leastIncome",
        monthlyIncome: "12500",
        sentence: "Your income is below the least that we lend at.",
      },
      {
        code: "ANNUAL_INCOME_BELOW_LEAST",
        on: false,
        rule: "leastAnnualIncome",
        annualIncome: "150000",
        sentence: "Your income of a year is below the least that we lend at.",
      },
      {
        code: "AMOUNT_ABOVE_LARGEST",
        on: false,
        rule: "largestAmount",
        principal: "1000000",
        sentence: "The amount is above the largest loan that we give.",
      },
      {
        code: "AMOUNT_OUTSIDE_TYPE",
        on: false,
        rule: "amountsByLoanType",
        amounts: [
          { loanType: "personal", least: "10000", most: "1000000" },
          { loanType: "car", least: "50000", most: "750000" },
          { loanType: "education", least: "10000", most: "50000" },
        ],
        sentence: "We do not give this amount for this type of loan.",
      },
      {
        code: "RATE_BELOW_LEAST",
        on: false,
        rule: "leastRate",
        annualRatePercent: "8",
        sentence: "The interest rate is below the lowest that we lend at.",
      },
      {
        code: "RATE_ABOVE_MOST",
        on: false,
        rule: "mostRate",
        annualRatePercent: "36",
        sentence: "The interest rate is above the highest that we lend at.",
      },
      {
        code: "INTEREST_BELOW_LEAST",
        on: false,
        rule: "leastInterest",
        interest: "1000",
        sentence: "The loan is too small or too short for us.",
      },
      {
        code: "INSTALLMENTS_ABOVE_SHARE",
        on: false,
        rule: "installmentsOfIncome",
        percentOfIncome: "60",
        sentence: "With this loan your installments would take too much of your income.",
      },
      {
        code: "AGE_OUTSIDE_RANGE",
        on: false,
        rule: "age",
        least: 18,
        most: 70,
        sentence: "We lend to people from 18 to 70 years of age.",
      },
    ],
    amountStep: "0.01",
    rateStep: "0.01",
  },
  repayment: {
    method: "annuity",
    frequency: "P1M",
    dayCount: "PLAIN_PERIOD",
    rounding: { mode: "halfEven", installmentMode: "halfEven", installmentUnit: "0.01" },
    lastInstallment: "absorb",
  },
};
