import { expect, test } from "vitest";
import { type Explanation, explanation, recompute, renderExplanation } from "./explanation.ts";
import { constant, type Expression, named, product, sum } from "./expression.ts";

const balance = named("opening balance", "1000.00", "USD");
const rate = named("annual rate", "10", "% a year");
const part = named("part of the year", "31/365", "ACT/365.FIXED");
const fee = named("fee", "2.50", "USD");

function explained(expression: Expression): Explanation {
  return explanation({
    subject: "interest of installment 1",
    currency: "USD",
    places: 2,
    rule: "Interest runs on the opening balance.",
    source: "terms",
    expression,
  });
}

// 1000 * 0.1 * 31/365 = 620/73 = 8.49315068493150…
const interest = product(balance, rate, part);
const rounded: Expression = { kind: "rounded", of: interest, mode: "halfEven", unit: "0.01" };

test("an amount with its formula, its inputs and its last rounding", () => {
  expect(explained(rounded)).toEqual({
    subject: "interest of installment 1",
    amount: "8.49",
    currency: "USD",
    formula: "opening balance · annual rate · part of the year",
    figures: "1000.00 · 10 % · 31/365",
    inputs: [balance, rate, part],
    unrounded: "620/73",
    rounding: { mode: "halfEven", unit: "0.01" },
    rule: "Interest runs on the opening balance.",
    source: "terms",
    expression: rounded,
  });
});

test("the same as lines of text", () => {
  expect(renderExplanation(explained(rounded)).split("\n")).toEqual([
    "interest of installment 1: 8.49 USD",
    "  = opening balance · annual rate · part of the year",
    "  = 1000.00 · 10 % · 31/365",
    "  = 620/73 = 8.4931506849315…, rounded halfEven to 0.01",
    "  Interest runs on the opening balance.",
    "  Source: terms",
  ]);
});

test("what was not rounded says nothing of a rounding", () => {
  const whole = explained(sum(balance, fee));
  expect(whole).toMatchObject({ amount: "1002.50", unrounded: "1002.5" });
  expect(whole).not.toHaveProperty("rounding");
  expect(renderExplanation(whole)).toContain("  = 1000.00 + 2.50\n  = 1002.5\n  Interest");
});

const less: Expression = { kind: "difference", from: balance, less: fee };
const grown: Expression = {
  kind: "grown",
  start: balance,
  steps: [
    { rate, added: fee },
    { rate, added: constant(0) },
  ],
};

test.each<[formula: string, figures: string, expression: Expression]>([
  ["opening balance + fee", "1000.00 + 2.50", sum(balance, fee)],
  ["(opening balance + fee) · 2", "(1000.00 + 2.50) · 2", product(sum(balance, fee), constant(2))],
  ["opening balance − fee", "1000.00 − 2.50", less],
  ["(opening balance − fee) · 2", "(1000.00 − 2.50) · 2", product(less, constant(2))],
  [
    "opening balance − (opening balance − fee)",
    "1000.00 − (1000.00 − 2.50)",
    { kind: "difference", from: balance, less },
  ],
  ["fee · 2 + fee", "2.50 · 2 + 2.50", sum(product(fee, constant(2)), fee)],
  [
    "opening balance / (fee + 1)",
    "1000.00 / (2.50 + 1)",
    { kind: "quotient", of: balance, by: sum(fee, constant(1)) },
  ],
  ["(fee)^3", "(2.50)^3", { kind: "power", of: fee, exponent: 3 }],
  ["[opening balance grown over 2 periods]", "[1000.00 grown over 2 periods]", grown],
  [
    "least of (opening balance; fee)",
    "least of (1000.00; 2.50)",
    { kind: "least", of: [balance, fee] },
  ],
  [
    "greatest of (opening balance; fee)",
    "greatest of (1000.00; 2.50)",
    { kind: "greatest", of: [balance, fee] },
  ],
  [
    "2 · rounded(fee)",
    "2 · rounded(2.50)",
    product(constant(2), { kind: "rounded", of: fee, mode: "up", unit: "1" }),
  ],
])("%s", (formula, figures, expression) => {
  expect(explained(expression)).toMatchObject({ formula, figures });
});

test.each<[name: string, expression: Expression, inputs: readonly Expression[]]>([
  ["each value once", sum(balance, fee, balance), [balance, fee]],
  [
    "one name with two values twice",
    sum(fee, named("fee", "3", "USD")),
    [fee, named("fee", "3", "USD")],
  ],
  ["no number of the formula itself", product(fee, constant(12)), [fee]],
  ["both sides of a difference", less, [balance, fee]],
  ["both sides of a quotient", { kind: "quotient", of: fee, by: balance }, [fee, balance]],
  ["the base of a power", { kind: "power", of: fee, exponent: 2 }, [fee]],
  ["what is rounded", rounded, [balance, rate, part]],
  ["the start and the steps of what grows", grown, [balance, rate, fee]],
  ["each of the least", { kind: "least", of: [fee, balance] }, [fee, balance]],
])("inputs: %s", (_, expression, inputs) => {
  expect(explained(expression).inputs).toEqual(inputs);
});

test.each<[value: string, unrounded: string]>([
  // A denominator of twos and fives ends as a decimal: 7/40, 1/1024, 3/125.
  ["7/40", "0.175"],
  ["1/1024", "0.0009765625"],
  ["3/125", "0.024"],
  ["6/3", "2"],
  ["1/3", "1/3"],
  ["2/6", "1/3"],
  ["-1/15", "-1/15"],
  // 60 characters are told as a fraction, 61 by their 40 digits.
  [`1/${"3".repeat(58)}`, `1/${"3".repeat(58)}`],
  // 3/(10^59 - 1), whose decimals repeat 3 after 58 zeros.
  [`1/${"3".repeat(59)}`, `0.${"0".repeat(58)}3…`],
])("the exact value of %s is told as %s", (value, unrounded) => {
  expect(explained(named("value", value)).unrounded).toBe(unrounded);
});

test("the amount is computed again from the data alone, after a trip through JSON", () => {
  const kept: Explanation = JSON.parse(JSON.stringify(explained(rounded)));
  expect(recompute(kept.expression).toFixed(2)).toBe("8.49");
});
