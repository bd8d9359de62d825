import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { recompute } from "../money/explanation.ts";
import type { Expression } from "../money/expression.ts";
import { amortize } from "./amortize.ts";
import { explainSchedule } from "./explainSchedule.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 1,200 at 12 % over six months, 1 % a month. */
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

const level = "The installment repays the balance in level payments.";
const none = "This method has no level installment: the row pays its principal and its interest.";
const kept = "The installment was kept, and the number of installments follows from it.";
const ofAnnuity =
  "balance · rate of one period · (1 + rate of one period)^6 / ((1 + rate of one period)^6 − 1)";
const grown = (steps: number): string =>
  `([balance grown over ${steps} periods] − balloon) / [0 grown over ${steps} periods]`;

test.each<
  [
    what: string,
    schedule: () => Schedule,
    row: number,
    formula: string,
    figures: string,
    amount: string,
    rule: string,
  ]
>([
  [
    "an annuity: 207.058…",
    () => loan({}),
    1,
    ofAnnuity,
    "1200.00 · 1/100 · (1 + 1/100)^6 / ((1 + 1/100)^6 − 1)",
    "207.06",
    level,
  ],
  [
    "without interest",
    () => loan({ annualRatePercent: 0 }),
    4,
    "balance / installments",
    "1200.00 / 6",
    "200.00",
    level,
  ],
  [
    // 1200 / 7 = 171.428… → 172 to whole units
    "rounded to its own unit",
    () =>
      loan({
        annualRatePercent: 0,
        installments: 7,
        rounding: { mode: "halfEven", installmentMode: "up", installmentUnit: 1 },
      }),
    4,
    "balance / installments",
    "1200.00 / 7",
    "172.00",
    level,
  ],
  [
    // 1200 less 300 that is paid first
    "after a down payment",
    () => loan({ annualRatePercent: 0, downPaymentPercent: 25 }),
    2,
    "([balance grown over 6 periods] − balloon) / [0 grown over 6 periods]",
    "([900.00 grown over 6 periods] − 0.00) / [0 grown over 6 periods]",
    "150.00",
    level,
  ],
  [
    "level principal",
    () => loan({ method: "equalPrincipal" }),
    2,
    "principal / installments",
    "1200.00 / 6",
    "200.00",
    level,
  ],
  [
    // Set anew from the second on: (1000 − 1000/6 + 200) / 5 = 206.666…
    "level principal with what is lent later",
    () =>
      loan({
        method: "equalPrincipal",
        tranches: [{ on: plainDate("2024-03-15"), amount: 200 }],
      }),
    2,
    "principal / installments",
    "1033.33 / 5",
    "206.67",
    level,
  ],
  [
    "flat: 1 % of 1200 six times",
    () => loan({ method: "flat" }),
    2,
    "(principal + interest in all) / installments",
    "(1200.00 + 72.00) / 6",
    "212.00",
    level,
  ],
  [
    // The same on 900, after 300 that is paid first.
    "flat after a down payment",
    () => loan({ method: "flat", downPaymentPercent: 25 }),
    2,
    "(principal + interest in all) / installments",
    "(900.00 + 54.00) / 6",
    "159.00",
    level,
  ],
  [
    "interest only",
    () => loan({ method: "interestOnly" }),
    1,
    "principal + interest",
    "0 + 12",
    "12.00",
    none,
  ],
  [
    "a minimum due",
    () => loan({ method: { name: "minimumDue", percentOfBalance: 3 } }),
    1,
    "principal + interest",
    "36 + 12",
    "48.00",
    none,
  ],
  [
    // Before any installment: the down payment is of a level that starts after it.
    "a down payment has none either",
    () => loan({ downPaymentPercent: 25 }),
    1,
    "principal + interest",
    "300 + 0",
    "300.00",
    none,
  ],
  [
    // (1200 · 1.01^6 − 500) · 0.01 / (1.01^6 − 1) = 125.783…
    "a balloon",
    () => loan({ method: { name: "balloon", balloon: 500 } }),
    1,
    grown(6),
    "([1200.00 grown over 6 periods] − 500.00) / [0 grown over 6 periods]",
    "125.78",
    level,
  ],
  [
    // 1004.94 − 197.01 − 300 = 507.93 over the four rows that are left.
    "set anew after a prepayment: 130.173…",
    () =>
      reschedule(
        loan({}),
        { kind: "prepayment", on: plainDate("2024-03-31"), amount: 300 },
        "reduceInstallment",
      ).schedule,
    3,
    "balance · rate of one period · (1 + rate of one period)^4 / ((1 + rate of one period)^4 − 1)",
    "507.93 · 1/100 · (1 + 1/100)^4 / ((1 + 1/100)^4 − 1)",
    "130.17",
    level,
  ],
  [
    "set anew at another rate: 212.181…",
    () => loan({ rates: [{ from: plainDate("2024-03-31"), annualRatePercent: 24 }] }),
    3,
    "balance · rate of one period · (1 + rate of one period)^4 / ((1 + rate of one period)^4 − 1)",
    "807.93 · 1/50 · (1 + 1/50)^4 / ((1 + 1/50)^4 − 1)",
    "212.18",
    level,
  ],
  [
    "kept after one",
    () =>
      reschedule(
        loan({}),
        { kind: "prepayment", on: plainDate("2024-03-31"), amount: 300 },
        "reduceTenor",
      ).schedule,
    3,
    "installment before the change",
    "207.06",
    "207.06",
    kept,
  ],
  [
    // 1200 / 7 = 171.43 to the next 10 up is 180, which leaves 120 for the last; 170 leaves 180.
    "moved to where the last one is nearest",
    () =>
      loan({
        annualRatePercent: 0,
        installments: 7,
        rounding: { mode: "up", installmentUnit: 10 },
        lastInstallment: "smooth",
      }),
    1,
    "rounded(balance / installments) + moved by",
    "rounded(1200.00 / 7) + -10/1",
    "170.00",
    "The rounded installment was moved so that the last one keeps to its bound (smooth).",
  ],
])("%s", (_, schedule, row, formula, figures, amount, rule) => {
  const why = explainSchedule(schedule(), { row, amount: "installment" });
  expect({
    formula: why.formula,
    figures: why.figures,
    amount: why.amount,
    rule: why.rule,
  }).toEqual({ formula, figures, amount, rule });
  expect(recompute(why.expression).toFixed(2)).toBe(amount);
});

test("what is no level installment is of its row", () => {
  const why = explainSchedule(loan({ method: "interestOnly" }), { row: 2, amount: "installment" });
  expect(why.inputs).toEqual([
    { kind: "value", name: "principal", value: "0", unit: "of row 2" },
    { kind: "value", name: "interest", value: "12", unit: "of row 2" },
  ]);
});

/** Each row of what is owed, or of what payments of 1 grow to: its growth, and what is added. */
function stepsOf(expression: Expression, side: "owed" | "payments"): string[] {
  if (expression.kind !== "rounded" || expression.of.kind !== "quotient")
    throw new Error("Not linear.");
  const { of, by } = expression.of;
  const all = side === "payments" ? by : of.kind === "difference" ? of.from : of;
  if (all.kind !== "grown") throw new Error("Not grown.");
  return all.steps.map(({ rate, added }) => `${textOf(rate)}, ${textOf(added)}`);
}

function textOf(expression: Expression): string {
  if (expression.kind === "value") {
    return expression.name === expression.value
      ? expression.value
      : `${expression.name} ${expression.value}`;
  }
  if (expression.kind === "sum") return `(${expression.of.map(textOf).join(" + ")})`;
  return expression.kind === "product" ? expression.of.map(textOf).join(" · ") : expression.kind;
}

const linear = (changes: Partial<LoanTerms>, side: "owed" | "payments"): string[] =>
  stepsOf(
    explainSchedule(loan({ installments: 3, ...changes }), { row: 1, amount: "installment" })
      .expression,
    side,
  );

test("what is owed grows with each period, and payments with it", () => {
  const steps = [
    { fromInstallment: 1, times: 1 },
    { fromInstallment: 3, times: "1.5" },
  ];
  const stepped = { method: { name: "stepped", steps } } as const;
  expect(linear(stepped, "owed")).toEqual([
    "interest of period 1 1/100, 0",
    "interest of period 2 1/100, 0",
    "interest of period 3 1/100, 0",
  ]);
  expect(linear(stepped, "payments")).toEqual([
    "interest of period 1 1/100, times the installment 1000000/1000000",
    "interest of period 2 1/100, times the installment 1000000/1000000",
    "interest of period 3 1/100, times the installment 1500000/1000000",
  ]);
});

test.each([
  ["paid", "0, 0", "0, 0"],
  ["waived", "0, 0", "0, 0"],
  ["capitalized", "interest of period 2 1/100, 0", "interest of period 2 1/100, 0"],
] as const)("in a moratorium with interest %s", (interest, owed, payments) => {
  const moratorium = { installments: 1, fromInstallment: 2, interest };
  expect(linear({ moratorium }, "owed")).toEqual([
    "interest of period 1 1/100, 0",
    owed,
    "interest of period 3 1/100, 0",
  ]);
  expect(linear({ moratorium }, "payments")).toEqual([
    "interest of period 1 1/100, times the installment 1/1",
    payments,
    "interest of period 3 1/100, times the installment 1/1",
  ]);
});

test("what is lent later is added with its interest: 16 of 30 days at 12 %", () => {
  const later = {
    dayCount: "30E/360",
    onChange: "level",
    tranches: [{ on: plainDate("2024-03-14"), amount: 600 }],
  } as const;
  expect(linear(later, "owed")).toEqual([
    "interest of period 1 29/3000, 0",
    "interest of period 2 31/3000, lent later 600.00 · (1 + its interest 2/375)",
    "interest of period 3 1/100, 0",
  ]);
});

test("in a row of a moratorium that is paid it bears interest apart", () => {
  const later = {
    onChange: "level",
    moratorium: { installments: 2, interest: "paid" },
    tranches: [{ on: plainDate("2024-02-29"), amount: 600 }],
  } as const;
  expect(linear(later, "owed")).toEqual([
    "0, 0",
    "0, lent later 600.00 · (1 + 0)",
    "interest of period 3 1/100, 0",
  ]);
});

test("what is repaid within a period is taken off with its interest: 15 of 30 days at 12 %", () => {
  const { schedule } = reschedule(
    loan({ dayCount: "30E/360", disbursedOn: plainDate("2024-01-01"), installments: 3 }),
    { kind: "prepayment", on: plainDate("2024-02-16"), amount: 300 },
    "reduceInstallment",
  );
  const { expression } = explainSchedule(schedule, { row: 2, amount: "installment" });
  expect(stepsOf(expression, "owed")).toEqual([
    "interest of period 2 1/100, repaid early -300.00 · (1 + its interest 1/200)",
    "interest of period 3 1/100, 0",
  ]);
});
