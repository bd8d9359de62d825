import { plainDate } from "../calendar/plainDate.ts";
import { explained, growing, inTranches, loan, moratorium } from "../testing/explainedLoans.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 24 % from 10 April, ten days of 30 into the third period. */
const atTwoRates = (): Schedule =>
  loan({ dayCount: "30E/360", rates: [{ from: plainDate("2024-04-10"), annualRatePercent: 24 }] });

/**
 * 300 on 10 April. By 30E/360 the first period, from 31 January to 29 February, has 29 days, so that
 * 1004.55 and then 807.88 are left.
 */
const repaidWithin = (): Schedule =>
  reschedule(
    loan({ dayCount: "30E/360" }),
    { kind: "prepayment", on: plainDate("2024-04-10"), amount: 300 },
    "reduceTenor",
  ).schedule;

/** 300 with the second installment. */
const repaidWhenDue = (schedule: Schedule): Schedule =>
  reschedule(
    schedule,
    { kind: "prepayment", on: plainDate("2024-03-31"), amount: 300 },
    "reduceTenor",
  ).schedule;

/** 1,250 at 15 % over four: 15.625 → 15.62 three times, and 62.50 − 46.86 = 15.64 at the end. */
const flat = (changes: Partial<LoanTerms> = {}): Schedule =>
  loan({ method: "flat", principal: 1250, annualRatePercent: 15, installments: 4, ...changes });

const onOpening = "opening balance · annual rate · part of the year";
const rounding = "A period's interest is computed exactly and rounded once.";

explained([
  [
    "interest that the moratorium waives",
    () => moratorium("waived"),
    1,
    "interest",
    "0",
    "0",
    "0.00",
    "The moratorium forgoes the interest of this period.",
  ],
  [
    "interest that the moratorium adds to the balance",
    () => moratorium("capitalized"),
    2,
    "interest",
    "0",
    "0",
    "0.00",
    "The moratorium adds the interest of this period to the balance.",
  ],
  [
    "as what is added, on 1200 + 12",
    () => moratorium("capitalized"),
    2,
    "capitalized",
    onOpening,
    "1212 · 12 % · 1/12",
    "12.12",
    "The moratorium adds the period's interest to the balance.",
  ],
  [
    "interest that the moratorium leaves to pay",
    () => moratorium("paid"),
    2,
    "interest",
    onOpening,
    "1200 · 12 % · 1/12",
    "12.00",
    rounding,
  ],
  [
    "nothing is added where all interest is paid",
    () => moratorium("paid"),
    2,
    "capitalized",
    "0",
    "0",
    "0.00",
    "All interest of the period is paid.",
  ],
  [
    "interest that the installment does not cover",
    growing,
    1,
    "interest",
    `least of (rounded(${onOpening}); installment)`,
    "least of (rounded(1200 · 12 % · 61/24); 267.54)",
    "267.54",
    "Interest that the installment does not cover is added to the balance.",
  ],
  [
    "and what is added of it",
    growing,
    1,
    "capitalized",
    `rounded(${onOpening}) − installment`,
    "rounded(1200 · 12 % · 61/24) − 267.54",
    "98.46",
    "Interest that the installment does not cover is added to the balance.",
  ],
  [
    // 502.22 · 0.12 · 31/365 + 600 · 0.12 · 16/365 = 5.118… + 3.156…
    "interest on what is lent meanwhile",
    inTranches,
    2,
    "interest",
    `${onOpening} + lent from 2024-03-15 · annual rate · part of the year`,
    "502.22 · 12 % · 31/365 + 600.00 · 12 % · 16/365",
    "8.27",
    rounding,
  ],
  [
    // 807.88 · 1 % − 300 · 12 % · 20/360 = 8.0788 − 2
    "interest on what is repaid meanwhile",
    repaidWithin,
    3,
    "interest",
    `${onOpening} + repaid from 2024-04-10 · annual rate · part of the year`,
    "807.88 · 12 % · 1/12 + -300.00 · 12 % · 1/18",
    "6.08",
    rounding,
  ],
  [
    "repaid on the due date, it bore interest to the end",
    () => repaidWhenDue(loan({})),
    2,
    "interest",
    `${onOpening} + repaid from 2024-03-31 · 0`,
    "1004.94 · 12 % · 1/12 + -300.00 · 0",
    "10.05",
    rounding,
  ],
  [
    // 807.88 · 0.12 / 36 + 807.88 · 0.24 / 18 = 2.692… + 10.771…
    "interest at two rates",
    atTwoRates,
    3,
    "interest",
    `${onOpening} + ${onOpening}`,
    "807.88 · 12 % · 1/36 + 807.88 · 24 % · 1/18",
    "13.46",
    rounding,
  ],
  [
    "a down payment bears none",
    () => loan({ downPaymentPercent: 25 }),
    1,
    "interest",
    "opening balance · 0",
    "1200 · 0",
    "0.00",
    rounding,
  ],
  [
    "flat interest, on the whole principal",
    flat,
    2,
    "interest",
    "least of (rounded(principal · annual rate · part of the year); " +
      "rounded(principal · annual rate · part of the year + principal · annual rate · part of the year + " +
      "principal · annual rate · part of the year + principal · annual rate · part of the year) " +
      "− interest of the rows before)",
    "least of (rounded(1250.00 · 15 % · 1/12); rounded(1250.00 · 15 % · 1/12 + " +
      "1250.00 · 15 % · 1/12 + 1250.00 · 15 % · 1/12 + 1250.00 · 15 % · 1/12) − 15.62)",
    "15.62",
    "Flat interest is charged on the whole principal in every period.",
  ],
  [
    "the last of it, 62.50 less three times 15.62",
    flat,
    4,
    "interest",
    "rounded(principal · annual rate · part of the year + principal · annual rate · part of the year + " +
      "principal · annual rate · part of the year + principal · annual rate · part of the year) " +
      "− interest of the rows before",
    "rounded(1250.00 · 15 % · 1/12 + 1250.00 · 15 % · 1/12 + 1250.00 · 15 % · 1/12 + " +
      "1250.00 · 15 % · 1/12) − 46.86",
    "15.64",
    "The last row takes what is left of the interest in all.",
  ],
  [
    // 1250 − 20 % is 1000, of which 15 % / 12 is 12.50.
    "flat interest after a down payment",
    () => flat({ downPaymentPercent: 20, installments: 2 }),
    3,
    "interest",
    "rounded(principal · annual rate · part of the year + principal · annual rate · part of the year) " +
      "− interest of the rows before",
    "rounded(1000.00 · 15 % · 1/12 + 1000.00 · 15 % · 1/12) − 12.50",
    "12.50",
    "The last row takes what is left of the interest in all.",
  ],
]);
