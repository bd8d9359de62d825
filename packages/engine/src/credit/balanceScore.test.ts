import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { type BalanceScoreRule, balanceScore, checkBalanceScoreRule } from "./balanceScore.ts";

const rule: BalanceScoreRule = {
  floor: 100_000,
  ceiling: 1_000_000,
  step: 15_000,
  pointsPerStep: 10,
  lowest: 300,
  highest: 900,
};

// 300 + 10 for every whole 15,000 above 1,00,000.
test.each<[balance: string, working: string, score: number]>([
  ["-823373", "under the floor", 300],
  ["-0.01", "under the floor", 300],
  ["0", "no transactions", 300],
  ["100000", "at the floor", 300],
  ["114999", "14,999: no whole step", 300],
  ["114999.99", "a paisa short of one step", 300],
  ["115000", "15,000: one step", 310],
  ["115000.01", "one step and a paisa", 310],
  ["568450", "4,68,450 / 15,000 = 31.23: 31 steps", 610],
  ["985000", "8,85,000 / 15,000 = 59: 300 + 590", 890],
  ["999999", "8,99,999 / 15,000 = 59.9999: 59 steps", 890],
  ["999999.99", "a paisa under the ceiling", 890],
  ["1000000", "at the ceiling", 900],
  ["1e60", "far over the ceiling", 900],
])("a balance of %s (%s) scores %i", (balance, _working, score) => {
  expect(balanceScore(rule, { balance })).toBe(score);
});

// 9,43,824 and 9,88,229 less 10,000: 62.25 and 65.21 steps, 920 and 950 without the clamp.
test.each([
  ["943824", 900],
  ["988229", 900],
  ["909999", 890], // 8,99,999 / 15,000: 59 steps
  ["910000", 900], // 60 steps, still under the ceiling
])("with a floor of 10,000 a balance of %s scores %i, never over the highest", (balance, score) => {
  expect(balanceScore({ ...rule, floor: "10000" }, { balance })).toBe(score);
});

test("a ceiling that comes before the steps reach the highest score lifts to it", () => {
  const early = { ...rule, ceiling: 200_000 };
  // 99,999 / 15,000 = 6.67: 6 steps.
  expect(balanceScore(early, { balance: 199_999 })).toBe(360);
  expect(balanceScore(early, { balance: 200_000 })).toBe(900);
});

test("amounts may be of any form and with any decimals", () => {
  const fine = { ...rule, floor: new Decimal("0.001"), ceiling: "1", step: 1e-3 };
  // (0.0039 − 0.001) / 0.001 = 2.9 and (0.004 − 0.001) / 0.001 = 3, where floats say 2.9999….
  expect(balanceScore(fine, { balance: "0.0039" })).toBe(320);
  expect(balanceScore(fine, { balance: 0.004 })).toBe(330);
  expect(balanceScore(rule, { balance: 568_450n })).toBe(610);
});

const anyPaise = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const anyRule: fc.Arbitrary<BalanceScoreRule> = fc
  .record({
    floor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    width: fc.integer({ min: 1, max: 100_000_000 }),
    step: fc.integer({ min: 1, max: 10_000_000 }),
    pointsPerStep: fc.integer({ min: 1, max: 100 }),
    lowest: fc.integer({ min: 0, max: 500 }),
    range: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ floor, width, step, pointsPerStep, lowest, range }) => ({
    floor,
    ceiling: floor + width,
    step: `${step}e-2`,
    pointsPerStep,
    lowest,
    highest: lowest + range,
  }));
const paise = (amount: bigint): string => `${amount}e-2`;

describe("of any sound rule", () => {
  test("the score is a whole number from the lowest to the highest", () => {
    fc.assert(
      fc.property(anyRule, anyPaise, (any, amount) => {
        const score = balanceScore(any, { balance: paise(amount) });
        expect(Number.isInteger(score)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(any.lowest);
        expect(score).toBeLessThanOrEqual(any.highest);
      }),
    );
  });

  test("a higher balance never lowers it", () => {
    fc.assert(
      fc.property(anyRule, anyPaise, anyPaise, (any, a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const scoreOf = (amount: bigint) => balanceScore(any, { balance: paise(amount) });
        expect(scoreOf(more)).toBeGreaterThanOrEqual(scoreOf(less));
      }),
    );
  });

  test("between floor and ceiling a paisa short of n steps is worth n - 1 of them, and n is n", () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 1, max: 1000 }), (any, steps) => {
        const at = new Decimal(String(any.step)).times(steps).plus(String(any.floor));
        fc.pre(at.lt(String(any.ceiling)));
        const worth = (n: number) => Math.min(any.highest, any.lowest + n * any.pointsPerStep);
        expect(balanceScore(any, { balance: at })).toBe(worth(steps));
        expect(balanceScore(any, { balance: at.minus("0.01") })).toBe(worth(steps - 1));
      }),
    );
  });
});

test.each<[Partial<BalanceScoreRule>, string, string]>([
  [{ floor: "1,00,000" }, "BALANCE_AMOUNT_UNUSABLE", "The floor is 1,00,000"],
  [{ ceiling: Number.NaN }, "BALANCE_AMOUNT_UNUSABLE", "The ceiling is NaN"],
  [{ step: "" }, "BALANCE_AMOUNT_UNUSABLE", "The step is "],
  [{ ceiling: 100_000 }, "BALANCE_CEILING_OUT_OF_RANGE", "above the floor, 100000"],
  [{ ceiling: 99_999 }, "BALANCE_CEILING_OUT_OF_RANGE", "The ceiling is 99999"],
  [{ step: 0 }, "BALANCE_STEP_OUT_OF_RANGE", "The step is 0"],
  [{ step: "-15000" }, "BALANCE_STEP_OUT_OF_RANGE", "The step is -15000"],
  [{ pointsPerStep: 0 }, "BALANCE_POINTS_OUT_OF_RANGE", "worth 0 points"],
  [{ pointsPerStep: 2.5 }, "BALANCE_POINTS_OUT_OF_RANGE", "worth 2.5 points"],
  [{ lowest: 900 }, "BALANCE_SCORES_OUT_OF_RANGE", "from 900 to 900"],
  [{ lowest: 300.5 }, "BALANCE_SCORES_OUT_OF_RANGE", "from 300.5 to 900"],
  [{ highest: Number.POSITIVE_INFINITY }, "BALANCE_SCORES_OUT_OF_RANGE", "to Infinity"],
])("a rule with %o is refused as %s", (change, code, message) => {
  const unsound = { ...rule, ...change };
  const problem = { code, message: expect.stringContaining(message) };
  expect(checkBalanceScoreRule(unsound)).toEqual({ ok: false, problems: [problem] });
  expect(() => balanceScore(unsound, { balance: 0 })).toThrow(
    expect.objectContaining({ code: "INVALID_CREDIT_POLICY", kind: "invalid", retryable: false }),
  );
});

test("a sound rule passes, and everything that is wrong is told at once", () => {
  expect(checkBalanceScoreRule(rule)).toEqual({ ok: true });
  const check = checkBalanceScoreRule({ ...rule, floor: "x", step: 0, pointsPerStep: -1 });
  expect(check.ok ? [] : check.problems.map(({ code }) => code)).toEqual([
    "BALANCE_AMOUNT_UNUSABLE",
    "BALANCE_STEP_OUT_OF_RANGE",
    "BALANCE_POINTS_OUT_OF_RANGE",
  ]);
});

test.each(["5,68,450", Number.NaN, ""])("a balance of %j is refused", (balance) => {
  const refusal = expect.objectContaining({ code: "NOT_A_NUMBER", kind: "invalid" });
  expect(() => balanceScore(rule, { balance })).toThrow(refusal);
});
