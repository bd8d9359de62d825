import { describe, expect, test } from "vitest";
import { reduceBigRatio } from "./bigRatio.ts";
import { constant, type Expression, evaluate, named, product, sum } from "./expression.ts";

/** As a fraction in lowest terms. */
function worth(expression: Expression): string {
  const { numerator, denominator } = reduceBigRatio(evaluate(expression));
  return `${numerator}/${denominator}`;
}

const balance = named("balance", "1000.50", "INR");
const rate = named("annual rate", 18, "% a year");
const part = named("part of the year", "31/365", "ACT/365.FIXED");
const step = (rate: Expression, added: number) => ({ rate, added: constant(added) });

test.each<[name: string, expression: Expression, fraction: string]>([
  ["a decimal", balance, "2001/2"],
  ["a fraction", part, "31/365"],
  ["a fraction of decimals", named("half", "-1.5/0.75"), "-2/1"],
  ["a fraction below a negative", named("odd", "3/-4"), "-3/4"],
  ["a percentage", rate, "9/50"],
  ["a number of the formula", constant(12), "12/1"],
  // 1000.5 * 0.18 * 31/365 = 5582.79/365
  ["a product", product(balance, rate, part), "558279/36500"],
  ["an empty product", product(), "1/1"],
  ["a sum", sum(constant(1), constant(-4), named("half", "0.5")), "-5/2"],
  ["an empty sum", sum(), "0/1"],
  ["a difference", { kind: "difference", from: constant(3), less: constant(5) }, "-2/1"],
  ["a quotient", { kind: "quotient", of: constant(7), by: constant(4) }, "7/4"],
  ["a quotient by a negative", { kind: "quotient", of: constant(7), by: constant(-4) }, "-7/4"],
  ["a power", { kind: "power", of: named("growth", "3/2"), exponent: 3 }, "27/8"],
  ["a power of zero", { kind: "power", of: constant(5), exponent: 0 }, "1/1"],
  ["the least", { kind: "least", of: [constant(2), constant(-3), constant(1)] }, "-3/1"],
  ["the least of fractions", { kind: "least", of: [part, named("month", "1/12")] }, "1/12"],
  ["the greatest", { kind: "greatest", of: [constant(-2), constant(4), constant(1)] }, "4/1"],
  ["the greatest of fractions", { kind: "greatest", of: [named("month", "1/12"), part] }, "31/365"],
  // ((100 * 1.1) + 5) * 1.2 - 8 = 130
  [
    "a sum that grows",
    {
      kind: "grown",
      start: constant(100),
      steps: [step(named("first", 10, "%"), 5), step(named("second", 20, "%"), -8)],
    },
    "130/1",
  ],
])("%s", (_, expression, fraction) => {
  expect(worth(expression)).toBe(fraction);
});

describe("rounded", () => {
  test.each([
    // 12.345 lies halfway between 12.34 and 12.35; between 12.30 and 12.35 it is nearer to 12.35.
    ["12.345", "halfEven", "0.01", "617/50"],
    ["12.345", "halfUp", "0.01", "247/20"],
    ["12.345", "down", "0.05", "123/10"],
    ["12.345", "halfEven", "0.05", "247/20"],
    ["-12.345", "floor", "1", "-13/1"],
    ["12.345", "up", "5", "15/1"],
    // 7 / -4 = -1.75
    ["7/-4", "halfUp", "1", "-2/1"],
    ["7/-4", "ceiling", "1", "-1/1"],
  ] as const)("%s %s to %s", (value, mode, unit, fraction) => {
    expect(worth({ kind: "rounded", of: named("value", value), mode, unit })).toBe(fraction);
  });

  test("within a formula it counts where it stands: 3 * round(0.5) is 0, not 2", () => {
    const rounded = { kind: "rounded", of: named("half", "0.5"), mode: "halfEven", unit: "1" };
    expect(worth(product(constant(3), rounded as Expression))).toBe("0/1");
  });
});

test("a sum of one part is that part", () => {
  expect(sum(balance)).toBe(balance);
  expect(sum(balance, rate)).toEqual({ kind: "sum", of: [balance, rate] });
});

test("a value without a unit has an empty one", () => {
  expect(named("days", 31)).toEqual({ kind: "value", name: "days", value: "31", unit: "" });
  expect(constant(12)).toEqual({ kind: "value", name: "12", value: "12", unit: "" });
});

test("a value that is no number is refused by its name", () => {
  const refusal = { code: "NOT_A_NUMBER", details: { found: "much", field: "balance" } };
  expect(() => evaluate(named("balance", "much"))).toThrow(expect.objectContaining(refusal));
  expect(() => evaluate(named("balance", "1/much"))).toThrow(expect.objectContaining(refusal));
  const rounded: Expression = { kind: "rounded", of: balance, mode: "up", unit: "cent" };
  const unit = { code: "NOT_A_NUMBER", details: { found: "cent", field: "unit" } };
  expect(() => evaluate(rounded)).toThrow(expect.objectContaining(unit));
});

test("a quotient by zero is refused", () => {
  const none: Expression = { kind: "quotient", of: constant(1), by: constant(0) };
  expect(() => evaluate(none)).toThrow(expect.objectContaining({ code: "DIVISION_BY_ZERO" }));
});
