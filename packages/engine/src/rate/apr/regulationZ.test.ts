import { describe, expect, test } from "vitest";
import { parseFrequency } from "../../calendar/frequency.ts";
import { plainDate, toEpochDay } from "../../calendar/plainDate.ts";
import type { RateSolution } from "../rateSolution.ts";
import { regulationZ } from "./regulationZ.ts";

/** Advances above zero, payments below; the unit period is a month if not given. */
const solve = (
  rows: readonly (readonly [on: string, amount: number])[],
  period: "P1M" | "P3W" = "P1M",
): RateSolution =>
  regulationZ(
    rows.map(([on, amount]) => ({ day: toEpochDay(plainDate(on)), amount })),
    parseFrequency(period),
  );

const percent = (solution: RateSolution): number => {
  if (solution.outcome !== "found") throw new Error(`It was ${solution.outcome}.`);
  return solution.ratePercent;
};

const none = { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };

describe("one advance and one payment: the term is the unit period, whatever period is named", () => {
  // (b)(5)(v) to (vii).
  test.each<[term: string, end: string, payment: number, wanted: number]>([
    // 1 % in 28 days, of 365 to a year; as four weeks, of 52, it were 13.
    ["28 days", "1978-02-07", 1010, 365 / 28],
    // 12 % in eight months: 12 · 12/8.
    ["eight months", "1978-09-10", 1120, 18],
    // A year at 10 % and 10 days of 365 at a 10/365 of it: 1,000 · 1.1 · (1 + 0.1 · 10/365).
    ["a year and ten days", "1979-01-20", 1100 * (1 + 1 / 365), 10],
    // Exactly a year, at 10 %.
    ["a year", "1979-01-10", 1100, 10],
    // Two years, at 10 % each.
    ["two years", "1980-01-10", 1210, 10],
  ])("%s", (_, end, payment, wanted) => {
    const rows = [
      ["1978-01-10", 1000],
      [end, -payment],
    ] as const;
    expect(percent(solve(rows, "P3W"))).toBeCloseTo(wanted, 9);
  });

  test("what is paid back on the same day has no rate", () => {
    const [on, amount] = ["1978-01-10", 500];
    const rows = [
      [on, amount],
      [on, -510],
    ] as const;
    expect(solve(rows)).toEqual(none);
  });

  // Rates are looked for up to e^20 times what was advanced, in each term.
  test.each<[term: string, end: string, perYear: number]>([
    ["a day", "1978-01-11", 365],
    ["29 days", "1978-02-08", 365 / 29],
    ["six months", "1978-07-10", 2],
    ["a year", "1979-01-10", 1],
  ])("even the dearest credit of %s has a rate", (_, end, perYear) => {
    const rows = [
      ["1978-01-10", 100],
      [end, -100 * Math.exp(19.9)],
    ] as const;
    expect(percent(solve(rows)) / (100 * perYear * Math.expm1(19.9))).toBeCloseTo(1, 9);
  });
});

describe("several flows", () => {
  test("of three weeks there are 52/3 in a year", () => {
    // 100 = 60·v + 60·v², so v = (√27600 − 60) / 120 and the rate of three weeks 13.066… %.
    const rows = [
      ["1978-01-10", 100],
      ["1978-01-31", -60],
      ["1978-02-21", -60],
    ] as const;
    const rate = 120 / (Math.sqrt(27_600) - 60) - 1;
    expect(percent(solve(rows, "P3W"))).toBeCloseTo((rate * 100 * 52) / 3, 9);
  });

  test("the fraction of a period bears simple interest", () => {
    // At 4 % a month: half a month is 1.02, and a month and a half 1.04 · 1.02.
    const rows = [
      ["1978-01-01", 200],
      ["1978-01-16", -102],
      ["1978-02-16", -106.08],
    ] as const;
    expect(percent(solve(rows))).toBeCloseTo(48, 9);
  });

  test("of two rates the one is found where the value rises with the rate", () => {
    // 100 − 230·v + 132·v² is zero where 1/v is 1.1 and 1.2, and rises at 1.2.
    const rows = [
      ["1978-01-10", 100],
      ["1978-02-10", -230],
      ["1978-03-10", 132],
    ] as const;
    expect(percent(solve(rows))).toBeCloseTo(240, 8);
  });

  test("near rates of a long credit are told apart", () => {
    // 10,000·(1 − 1.013·v)·(1 − 1.017·v); the last flow of nothing makes it long.
    const rows = [
      ["1970-01-01", 10_000],
      ["1970-02-01", -20_300],
      ["1970-03-01", 10_302.21],
      ["1978-04-01", 0],
    ] as const;
    expect(percent(solve(rows))).toBeCloseTo(1.7 * 12, 6);
  });

  test("nothing that is paid balances no advance", () => {
    const rows = [
      ["1978-01-10", 100],
      ["1978-02-10", 0],
      ["1978-03-10", 0],
    ] as const;
    expect(solve(rows)).toEqual(none);
  });
});

describe("where rates are looked for", () => {
  // No power leaves the range of doubles: over 120 periods (119 and a part) e^(600/120) is the most.
  const over120 = (log: number): RateSolution =>
    solve([
      ["1970-01-01", 100],
      ["1970-02-01", -100 * Math.exp(log)],
      ["1979-12-01", 0],
    ]);

  test.each([-4.95, 4.95])("e^%d a period is found over 120 of them", (log) => {
    expect(percent(over120(log)) / (1200 * Math.expm1(log))).toBeCloseTo(1, 9);
  });

  test.each([-5.05, 5.05])("e^%d is not", (log) => {
    expect(over120(log)).toEqual(none);
  });

  // (1 + i/2) for half a month: i = 2·(payment/100 − 1).
  const overThree = (log: number): RateSolution =>
    solve([
      ["1978-01-01", 100],
      ["1978-01-16", -100 * (1 + Math.expm1(log) / 2)],
      ["1978-03-01", 0],
    ]);

  test("over few periods it is e^20", () => {
    expect(percent(overThree(19.9)) / (1200 * Math.expm1(19.9))).toBeCloseTo(1, 9);
    expect(overThree(20.1)).toEqual(none);
  });
});
