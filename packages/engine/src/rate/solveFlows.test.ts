import { describe, expect, test } from "vitest";
import { notANumber } from "../money/amount.ts";
import { irr } from "./irr.ts";
import type { RateSolution } from "./rateSolution.ts";
import { flowAmount, notAGuess, type RateOptions, solveFlows } from "./solveFlows.ts";

const solve = (times: number[], amounts: number[], options: RateOptions = {}): RateSolution =>
  solveFlows(
    { times: Float64Array.from(times), amounts: Float64Array.from(amounts) },
    { ...options },
  );

const found = (ratePercent: number, digits = 8): object => ({
  outcome: "found",
  ratePercent: expect.closeTo(ratePercent, digits),
});

/** The rate in percent of x = log(1 + rate). */
const percentOf = (x: number): number => Math.expm1(x) * 100;

describe("one step of Newton's, by hand", () => {
  // In x = log(1 + rate), where a·e^(−x·t) has the slope −t·a·e^(−x·t).
  test.each<[what: string, amounts: number[], guessPercent: number, x: number]>([
    // 600/11 + 6000/121 − 100 = 500/121, with the slope −(600/11 + 2·6000/121) = −18600/121.
    ["from 10 %", [-100, 60, 60], 10, Math.log(1.1) + 500 / 18_600],
    // 60 + 60 − 100 = 20, with the slope −(60 + 2·60) = −180.
    ["from 0 %", [-100, 60, 60], 0, 20 / 180],
    // At the end, below zero: −81 + 36 + 40 = −5, with the slope −2·81 + 36 = −126.
    ["from −10 %", [-100, 40, 40], -10, Math.log(0.9) - 5 / 126],
    // The same flows the other way have the same rates.
    ["from 10 %, received first", [100, -60, -60], 10, Math.log(1.1) + 500 / 18_600],
  ])("%s", (_, amounts, guessPercent, x) => {
    expect(irr(amounts, { guessPercent, maxSteps: 1 })).toEqual({
      outcome: "notConverged",
      ratePercent: expect.closeTo(percentOf(x), 10),
    });
  });

  test("times count from the earliest, whatever they are counted from", () => {
    // 121/1.1 − 100 = 10, with the slope −110.
    const once = solve([19_000, 19_001], [-100, 121], { maxSteps: 1 });
    expect(once).toMatchObject({
      ratePercent: expect.closeTo(percentOf(Math.log(1.1) + 1 / 11), 10),
    });
    expect(solve([19_000, 19_001], [-100, 121])).toMatchObject(found(21));
  });
});

describe("flows in any order", () => {
  // −100 = 60·v + 60·v²: 13.066… %, as 120 / (√27600 − 60) − 1.
  const wanted = found((120 / (Math.sqrt(27_600) - 60) - 1) * 100);

  test.each<[times: number[], amounts: number[]]>([
    [
      [0, 1, 2],
      [-100, 60, 60],
    ],
    [
      [2, 1, 0],
      [60, 60, -100],
    ],
    [
      [1, 0, 2],
      [60, -100, 60],
    ],
    [
      [8, 9, 7],
      [60, 60, -100],
    ],
    [
      [7, 9, 8],
      [-100, 60, 60],
    ],
    [
      [2, 0, 1, 0],
      [60, -70, 60, -30],
    ],
  ])("at %j", (times, amounts) => {
    expect(solve(times, amounts)).toMatchObject(wanted);
  });
});

describe("flows of nothing", () => {
  test("stand for no change of sign", () => {
    expect(irr([-100, 0, 121])).toMatchObject(found(10));
    expect(irr([0, -100, 110, 0])).toMatchObject(found(10));
    const oneWay = { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
    expect(irr([0, 100, 0, 10])).toEqual(oneWay);
    expect(irr([0, 0])).toEqual(oneWay);
  });

  test("do not come first", () => {
    expect(irr([0, 100, -121])).toMatchObject(found(21));
    expect(irr([0, 0, -100, 121])).toMatchObject(found(21));
  });
});

describe("of two rates", () => {
  // 100·(1 − 1.1·v)·(1 − 1.2·v) = 100 − 230·v + 132·v².
  test("the nearest is found if it is asked for, else the one that is a yield", () => {
    const flows = [-100, 230, -132];
    expect(irr(flows, { guessPercent: 8, root: "nearest" })).toMatchObject(found(10));
    expect(irr(flows, { guessPercent: 8, root: "yield" })).toMatchObject(found(20));
    expect(irr(flows, { guessPercent: 25, root: "nearest" })).toMatchObject(found(20));
  });

  test("what flows first is the sum of the first time's flows", () => {
    // −150 + 250 = 100 is received first: the value rises at 20 %, and falls at 10 %.
    expect(solve([0, 0, 1, 2], [-150, 250, -230, 132])).toMatchObject(found(20));
    expect(solve([0, 0, 1, 2], [150, -250, 230, -132])).toMatchObject(found(20));
  });

  test("first flows that cancel each other out are no flow", () => {
    expect(solve([0, 0, 1, 2, 3], [1, -1, -100, 230, -132])).toMatchObject(found(20));
  });

  test("near ones of long flows are told apart", () => {
    // 10,000·(1 − 1.013·v)·(1 − 1.017·v), then nothing for 97 periods.
    const flows = [10_000, -20_300, 10_302.21, ...Array<number>(97).fill(0)];
    expect(irr(flows, { guessPercent: 1 })).toMatchObject(found(1.7, 6));
  });
});

test.each([-100, -100.5, Number.NEGATIVE_INFINITY, Number.NaN])(
  "a guess of %d is none",
  (guess) => {
    const refusal = notAGuess({ found: String(guess) });
    expect(() => irr([-100, 110], { guessPercent: guess })).toThrow(refusal);
  },
);

test.each([-99.999999, 1e9])("a guess of %d percent leads there", (guessPercent) => {
  expect(irr([-100, 110], { guessPercent })).toMatchObject(found(10));
});

test("an amount is read as a double, or refused by its field", () => {
  expect(flowAmount("12.50", "amount")).toBe(12.5);
  expect(flowAmount(7n, "amount")).toBe(7);
  expect(flowAmount(-0.1, "amount")).toBe(-0.1);
  for (const bad of [Number.POSITIVE_INFINITY, Number.NaN, "1,000", ""]) {
    const refusal = notANumber({ found: String(bad), field: "amount" });
    expect(() => flowAmount(bad, "amount")).toThrow(refusal);
  }
});
