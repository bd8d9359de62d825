import { describe, expect, test } from "vitest";
import { explanation, recompute, renderExplanation } from "./explanation.ts";
import { constant, type Expression, evaluate, named, product, sum } from "./expression.ts";

const [three, four] = [constant(3), constant(4)];

// Every kind of expression, worked out in the head.
test.each<[Expression, string]>([
  [named("rate", "12.5", "% a year"), "0.125"],
  [named("part", "31/365"), "0.08493150684931506849"],
  [sum(three, four, four), "11"],
  [sum(three), "3"],
  [product(three, four), "12"],
  [{ kind: "difference", from: three, less: four }, "-1"],
  [{ kind: "quotient", of: three, by: four }, "0.75"],
  [{ kind: "quotient", of: three, by: constant(-4) }, "-0.75"],
  [{ kind: "power", of: { kind: "quotient", of: three, by: four }, exponent: 3 }, "0.421875"],
  [{ kind: "least", of: [four, three] }, "3"],
  [{ kind: "greatest", of: [three, four] }, "4"],
  [{ kind: "rounded", of: named("amount", "2.5"), mode: "halfEven", unit: "1" }, "2"],
  [{ kind: "rounded", of: named("amount", "2.51"), mode: "up", unit: "0.05" }, "2.55"],
  // 100 · 1.1 + 5 = 115; 115 · 1.1 + 5 = 131.5
  [
    {
      kind: "grown",
      start: constant(100),
      steps: [
        { rate: named("interest", "1/10"), added: constant(5) },
        { rate: named("interest", "1/10"), added: constant(5) },
      ],
    },
    "131.5",
  ],
])("%j is %s", (expression, value) => {
  expect(recompute(expression).toDecimalPlaces(20).toFixed()).toBe(value);
});

test("a value that is no number is refused, named", () => {
  expect(() => evaluate(named("balance", "much"))).toThrow(/balance is "much"/);
});

describe("an explanation", () => {
  const interest: Expression = {
    kind: "rounded",
    of: product(
      named("balance", "1000.00", "USD"),
      named("annual rate", "10", "% a year"),
      named("part of the year", "31/365", "ACT/365.FIXED"),
    ),
    mode: "halfEven",
    unit: "0.01",
  };
  const why = explanation({
    subject: "interest",
    currency: "USD",
    places: 2,
    rule: "Rounded once.",
    source: "the terms",
    expression: interest,
  });

  test("says formula, figures, unrounded value and rounding", () => {
    expect(why).toMatchObject({
      amount: "8.49",
      formula: "balance · annual rate · part of the year",
      figures: "1000.00 · 10 % · 31/365",
      unrounded: "620/73",
      rounding: { mode: "halfEven", unit: "0.01" },
    });
    expect(why.inputs.map(({ name }) => name)).toEqual([
      "balance",
      "annual rate",
      "part of the year",
    ]);
  });

  test("is plain data that computes the same after it was stored", () => {
    const stored = JSON.parse(JSON.stringify(why));
    expect(stored).toEqual(why);
    expect(recompute(stored.expression).toFixed(2)).toBe("8.49");
  });

  test("as text", () => {
    expect(renderExplanation(why).split("\n")).toEqual([
      "interest: 8.49 USD",
      "  = balance · annual rate · part of the year",
      "  = 1000.00 · 10 % · 31/365",
      "  = 620/73 = 8.4931506849315…, rounded halfEven to 0.01",
      "  Rounded once.",
      "  Source: the terms",
    ]);
  });

  test("a changed input is found out", () => {
    const text = JSON.stringify(why.expression).replace("1000.00", "1001.00");
    expect(recompute(JSON.parse(text)).toFixed(2)).not.toBe(why.amount);
  });

  test("formulas of other kinds read as such", () => {
    const of = (expression: Expression): string =>
      explanation({ subject: "", currency: "USD", places: 2, rule: "", source: "", expression })
        .formula;
    const [a, b] = [named("a", 1), named("b", 2)];
    expect(of({ kind: "difference", from: sum(a, b), less: a })).toBe("(a + b) − a");
    expect(of({ kind: "quotient", of: a, by: sum(a, b) })).toBe("a / (a + b)");
    expect(of({ kind: "power", of: sum(a, b), exponent: 3 })).toBe("(a + b)^3");
    expect(of({ kind: "least", of: [a, b] })).toBe("least of (a; b)");
    expect(of({ kind: "greatest", of: [a, b] })).toBe("greatest of (a; b)");
    expect(of({ kind: "grown", start: a, steps: [] })).toBe("[a grown over 0 periods]");
    expect(of(sum(interest, a))).toBe("rounded(balance · annual rate · part of the year) + a");
  });
});
