import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import { balanceScore } from "../credit/balanceScore.ts";
import { type ApplicationApplicant, decideApplication } from "../credit/decideApplication.ts";
import type { CreditRequest } from "../credit/decision.ts";
import { Decimal } from "../money/decimal.ts";
import { creditServicePolicy, creditServiceScore } from "./creditService.ts";

// 300 + 10 for every whole 15,000 above 1,00,000.
test.each<[balance: string, working: string, score: number]>([
  ["-823373", "below zero", 300],
  ["-0.01", "below zero", 300],
  ["0", "no transactions", 300],
  ["100000", "at the floor", 300],
  ["114999", "14,999: no whole step", 300],
  ["115000", "15,000: one step", 310],
  ["324999.99", "2,24,999.99: 14 steps", 440],
  ["325000", "2,25,000: 15 steps, the least that is lent at", 450],
  ["568450", "4,68,450 / 15,000 = 31.23: 31 steps", 610],
  ["999999", "8,99,999 / 15,000 = 59.9999: 59 steps", 890],
  ["999999.99", "59 steps", 890],
  ["1000000", "at the ceiling", 900],
  ["1000000.01", "above it", 900],
])("a balance of %s (%s) scores %i", (balance, _working, score) => {
  expect(balanceScore(creditServiceScore, { balance })).toBe(score);
  expect(creditServicePolicy.balanceScore).toBe(creditServiceScore);
});

const who = (score: number | null, annualIncome: string): ApplicationApplicant => ({
  score,
  annualIncome: new Decimal(annualIncome),
});
const asked = (principal: string, changes: Partial<CreditRequest> = {}): CreditRequest => ({
  principal: new Decimal(principal),
  annualRatePercent: new Decimal(12),
  tenorMonths: 12,
  ...changes,
});
const ask = (
  applicant: ApplicationApplicant,
  request: CreditRequest,
  policy = creditServicePolicy,
) => decideApplication(policy, applicant, request);

const [score, income, amount] = ["SCORE_BELOW_LEAST", "INCOME_BELOW_LEAST", "AMOUNT_ABOVE_LARGEST"];

test.each<[number, string, string, refusals: string[]]>([
  [450, "150000", "5000", []],
  [450, "150000", "5000.01", [amount]],
  [450, "149999.99", "5000", [income]],
  [449, "150000", "5000", [score]],
  [449, "149999.99", "5000", [score, income]],
  [449, "150000", "5000.01", [score, amount]],
  [450, "149999.99", "5000.01", [income, amount]],
  [449, "149999.99", "5000.01", [score, income, amount]],
  [900, "1e9", "0.01", []],
  [300, "0", "5000", [score, income]],
])("score %i, income %s, amount %s: %j", (points, annualIncome, principal, refusals) => {
  const decision = ask(who(points, annualIncome), asked(principal));
  expect(decision.outcome).toBe(refusals.length === 0 ? "approved" : "refused");
  expect(decision.reasons.map(({ code }) => code)).toEqual(refusals);
  for (const { code, sentence } of decision.reasons) {
    expect(creditServicePolicy.hardRules.find((row) => row.code === code)?.sentence).toBe(sentence);
  }
  // 5,000 is what would be approved, unless something else refuses whatever the amount.
  const instead = refusals.some((code) => code !== amount) ? undefined : "5000";
  expect(decision.largestPrincipal?.toFixed()).toBe(instead);
});

test("a score that is not there yet is no refusal: try again", () => {
  expect(ask(who(null, "1"), asked("9000"))).toEqual({
    outcome: "scorePending",
    reasons: [
      {
        code: "SCORE_PENDING",
        sentence: "Your credit score is still being worked out. Please try again later.",
      },
    ],
    // 9,000 × 0.01 × 1.01^12 / (1.01^12 − 1) = 799.639…
    levelInstallment: new Decimal("799.64"),
  });
});

describe("the rows that are off", () => {
  const on = (...codes: string[]): ApplicationPolicy => ({
    ...creditServicePolicy,
    hardRules: creditServicePolicy.hardRules.map((row) => ({
      ...row,
      on: row.on || codes.includes(row.code),
    })),
  });
  const sound = who(450, "150000");

  test("are the ones for lenders who want them", () => {
    const off = creditServicePolicy.hardRules.filter((row) => !row.on).map(({ rule }) => rule);
    expect(off).toEqual([
      "leastRate",
      "installmentsOfIncome",
      "leastInterest",
      "amountsByLoanType",
    ]);
  });

  // 5,000 at 12 % over 12 months: 444.24 a month (444.2439…), 12 × 444.24 − 5,000 = 330.88.
  // A fifth of 1,50,000 / 12 is 2,500 a month. At 0 % 5,000 over 2 months is 2,500.
  test.each<[string, ApplicationApplicant, CreditRequest, refusals: string[], instead?: string]>([
    ["RATE_BELOW_LEAST", sound, asked("5000"), [], "5000"],
    [
      "RATE_BELOW_LEAST",
      sound,
      asked("5000", { annualRatePercent: new Decimal("11.99") }),
      ["RATE_BELOW_LEAST"],
    ],
    [
      "INSTALLMENTS_ABOVE_SHARE",
      sound,
      asked("5000", { annualRatePercent: new Decimal(0), tenorMonths: 2 }),
      [],
      "5000",
    ],
    [
      "INSTALLMENTS_ABOVE_SHARE",
      { ...sound, currentInstallments: new Decimal("0.01") },
      asked("5000", { annualRatePercent: new Decimal(0), tenorMonths: 2 }),
      ["INSTALLMENTS_ABOVE_SHARE"],
      // 2,499.99 a month and half a paisa, which goes to the even 2,499.98: 4,999.97 / 2 = 2,499.985.
      "4999.98",
    ],
    [
      "INSTALLMENTS_ABOVE_SHARE",
      sound,
      asked("5000", { annualRatePercent: new Decimal(0), tenorMonths: 1 }),
      ["INSTALLMENTS_ABOVE_SHARE"],
      "2500",
    ],
    [
      "INTEREST_BELOW_LEAST",
      sound,
      asked("5000", { annualRatePercent: new Decimal(0) }),
      ["INTEREST_BELOW_LEAST"],
    ],
    ["INTEREST_BELOW_LEAST", sound, asked("5000"), [], "5000"],
    ["AMOUNT_OUTSIDE_TYPE", sound, asked("5000", { loanType: "Car" }), [], "5000"],
    ["AMOUNT_OUTSIDE_TYPE", sound, asked("5000", { loanType: "Boat" }), ["AMOUNT_OUTSIDE_TYPE"]],
    [
      "AMOUNT_OUTSIDE_TYPE",
      sound,
      asked("0.99", { loanType: "Car" }),
      ["AMOUNT_OUTSIDE_TYPE"],
      "5000",
    ],
  ])("%s for %o asking for %o", (code, applicant, request, refusals, instead) => {
    const decision = ask(applicant, request, on(code));
    expect(decision.reasons.map((reason) => reason.code)).toEqual(refusals);
    expect(decision.largestPrincipal?.toFixed()).toBe(instead);
    expect(ask(applicant, request).outcome).toBe("approved");
  });
});

describe("docs/concepts", () => {
  /** The cells of a page's table rows, without the padding of the table. */
  const rowsOf = (page: string): string[][] =>
    readFileSync(new URL(`../../../../docs/concepts/${page}`, import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => line.split("|").slice(1, -1))
      .map((cells) => cells.map((cell) => cell.trim().replaceAll(",", "").replace("−", "-")));

  test("have the rows of the policy, in their order", () => {
    const shown = rowsOf("credit-decisions.md").filter((cells) =>
      /^(on|off)$/.test(cells[2] ?? ""),
    );
    const bounds = ["450", "150000 a year", "5000", "12 %", "20 %", "50", "1 to 5000 each"];
    expect(shown).toEqual(
      creditServicePolicy.hardRules.map(({ rule, on }, index) => [
        `\`${rule}\``,
        bounds[index],
        on ? "on" : "off",
      ]),
    );
  });

  test("have balances with their scores", () => {
    const shown = rowsOf("credit-score.md").filter((cells) => /^-?\d+$/.test(cells[0] ?? ""));
    expect(shown).toHaveLength(6);
    for (const [balance = "", , points] of shown) {
      expect(String(balanceScore(creditServiceScore, { balance }))).toBe(points);
    }
  });
});
