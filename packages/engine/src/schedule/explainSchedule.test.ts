import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { Explanation } from "../money/explanation.ts";
import { amortize } from "./amortize.ts";
import type { ExplainedAmount } from "./explainedRow.ts";
import { explainSchedule } from "./explainSchedule.ts";
import type { LoanTerms } from "./loanTerms.ts";
import type { Schedule } from "./schedule.ts";

/**
 * 1,200 at 12 % over six months, 1 % a month, 207.06 each time: 12.00 and 195.06 leave 1004.94,
 * 10.05 and 197.01 leave 807.93, 8.08 and 198.98 leave 608.95.
 */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

test("an explanation says where its amount stands, what came in and from where", () => {
  const why = explainSchedule(loan({}), { row: 2, amount: "interest" });
  expect(why).toMatchObject({
    subject: "interest of row 2, due on 2024-03-31",
    amount: "10.05",
    currency: "USD",
    inputs: [
      { name: "opening balance", value: "1004.94", unit: "of row 2" },
      { name: "annual rate", value: "12", unit: "% a year" },
      { name: "part of the year", value: "1/12", unit: "PLAIN_PERIOD" },
    ],
    unrounded: "10.0494",
    rounding: { mode: "halfEven", unit: "0.01" },
    source:
      "the loan's terms; PLAIN_PERIOD: Lending practice: the annual rate over the periods in a year",
  });
});

type Words = Pick<Explanation, "formula" | "figures" | "amount" | "rule">;

function wordsOf(schedule: Schedule, row: number, amount: ExplainedAmount): Words {
  const { formula, figures, amount: found, rule } = explainSchedule(schedule, { row, amount });
  return { formula, figures, amount: found, rule };
}

type Case = readonly [
  what: string,
  schedule: () => Schedule,
  row: number,
  amount: ExplainedAmount,
  formula: string,
  figures: string,
  comesTo: string,
  rule: string,
];

function explained(cases: readonly Case[]): void {
  test.each(cases)("%s", (_, schedule, row, amount, formula, figures, comesTo, rule) => {
    expect(wordsOf(schedule(), row, amount)).toEqual({ formula, figures, amount: comesTo, rule });
  });
}

const ownRounding = "Each fee is rounded on its own; fees bear no interest.";
const ofEverything = (): Schedule =>
  loan({
    fees: [
      { name: "file", due: "disbursement", amount: 9 },
      { name: "a", due: "everyInstallment", percent: 10, of: "principal" },
      { name: "b", due: { installment: 2 }, percent: "10.0", of: "interest" },
      { name: "c", due: "everyInstallment", percent: 10, of: "installment" },
      { name: "d", due: "everyInstallment", percent: 10, of: "openingBalance" },
      { name: "e", due: "everyInstallment", percent: "12.5", of: "loan" },
      { name: "f", due: { installment: 2 }, amount: 7 },
      { name: "g", due: { installment: 3 }, amount: 8 },
    ],
  });

explained([
  ["no fees", () => loan({}), 1, "fees", "0", "0", "0.00", ownRounding],
  [
    // 19.70, 1.005 → 1.00 to even, 20.71, 100.49, 150.00 and 7.00
    "fees of each part of a row",
    ofEverything,
    2,
    "fees",
    "rounded(principal · a) + rounded(interest · b) + rounded(installment · c) + " +
      "rounded(opening balance · d) + rounded(loan · e) + f",
    "rounded(197.01 · 10 %) + rounded(10.05 · 10 %) + rounded(207.06 · 10 %) + " +
      "rounded(1004.94 · 10 %) + rounded(1200.00 · 12.5 %) + 7.00",
    "298.90",
    ownRounding,
  ],
  [
    "a down payment bears no fees",
    () =>
      loan({
        downPaymentPercent: 25,
        fees: [{ name: "service", due: "everyInstallment", amount: 2 }],
      }),
    1,
    "fees",
    "0",
    "0",
    "0.00",
    ownRounding,
  ],
  [
    "and counts for no installment",
    () =>
      loan({
        downPaymentPercent: 25,
        fees: [
          { name: "first", due: { installment: 1 }, amount: 2 },
          { name: "second", due: { installment: 2 }, amount: 3 },
        ],
      }),
    2,
    "fees",
    "first",
    "2.00",
    "2.00",
    ownRounding,
  ],
]);
