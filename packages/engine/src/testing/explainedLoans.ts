/**
 * Test support: loans whose amounts are explained, and tables of the words that explain them.
 *
 * @module
 */
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { Explanation } from "../money/explanation.ts";
import { amortize } from "../schedule/amortize.ts";
import type { ExplainedAmount } from "../schedule/explainedRow.ts";
import { explainSchedule } from "../schedule/explainSchedule.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";
import type { Schedule } from "../schedule/schedule.ts";

/**
 * 1,200 at 12 % over six months, 1 % a month, 207.06 each time: 12.00 and 195.06 leave 1004.94,
 * 10.05 and 197.01 leave 807.93, 8.08 and 198.98 leave 608.95.
 */
export const base: LoanTerms = {
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

export const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

type Words = Pick<Explanation, "formula" | "figures" | "amount" | "rule">;

export function wordsOf(schedule: Schedule, row: number, amount: ExplainedAmount): Words {
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

export function explained(cases: readonly Case[]): void {
  test.each(cases)("%s", (_, schedule, row, amount, formula, figures, comesTo, rule) => {
    expect(wordsOf(schedule(), row, amount)).toEqual({ formula, figures, amount: comesTo, rule });
  });
}

export const moratorium = (interest: "capitalized" | "waived" | "paid"): Schedule =>
  loan({ moratorium: { installments: 2, interest } });

/**
 * 1200 · 12 % · 915/360 = 366.00 for a first period of 2 years, 6 months and 15 days of 30. The
 * annuity that follows from it, 267.535…, pays 267.54 of that, and 98.46 is added.
 */
export const growing = (): Schedule =>
  loan({
    dayCount: "30E/360",
    firstDueOn: plainDate("2026-08-15"),
    negativeAmortization: "capitalize",
  });

/** 600 of the 1,200 on 15 March, 16 days before the second due date. */
export const inTranches = (): Schedule =>
  loan({ dayCount: "ACT/365.FIXED", tranches: [{ on: plainDate("2024-03-15"), amount: 600 }] });
