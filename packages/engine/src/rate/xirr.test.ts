import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, invalidDate, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { notANumber } from "../money/amount.ts";
import { irr } from "./irr.ts";
import type { RateSolution } from "./rateSolution.ts";
import { type DatedFlow, type TwoDateDayCount, xirr } from "./xirr.ts";

const percent = (solution: RateSolution): number => {
  if (solution.outcome !== "found") throw new Error(`It was ${solution.outcome}.`);
  return solution.ratePercent;
};

const flows = (...rows: readonly (readonly [string, number])[]): readonly DatedFlow[] =>
  rows.map(([on, amount]) => ({ on: plainDate(on), amount }));

/** The example of Microsoft's documentation of XIRR, which gives 0.373362535. */
const documented = flows(
  ["2008-01-01", -10000],
  ["2008-03-01", 2750],
  ["2008-10-30", 4250],
  ["2009-02-15", 3250],
  ["2009-04-01", 2750],
);

describe("xirr", () => {
  test("the documented example, in any order", () => {
    expect(percent(xirr(documented))).toBeCloseTo(37.3362535, 6);
    expect(percent(xirr([...documented].reverse()))).toBeCloseTo(37.3362535, 6);
  });

  test("365 days at ACT/365.FIXED are a year, and 366 are more", () => {
    // 1120 / 1000 − 1; then 1.12^(365/366) − 1 = 0.1196532…
    const year = flows(["2023-06-15", -1000], ["2024-06-14", 1120]);
    expect(percent(xirr(year))).toBeCloseTo(12, 10);
    const leap = flows(["2023-06-15", -1000], ["2024-06-15", 1120]);
    expect(percent(xirr(leap))).toBeCloseTo((1.12 ** (365 / 366) - 1) * 100, 10);
  });

  test.each<[TwoDateDayCount, number]>([
    ["ACT/360", 360 / 366],
    ["30E/360", 1],
    ["ACT/ACT.ISDA", 1 / (200 / 365 + 166 / 366)],
  ])("by %s", (dayCount, exponent) => {
    // From 15 June 2023 there are 200 days to the end of the year, and 166 in 2024 to 15 June.
    const leap = flows(["2023-06-15", -1000], ["2024-06-15", 1120]);
    expect(percent(xirr(leap, { dayCount }))).toBeCloseTo((1.12 ** exponent - 1) * 100, 10);
  });

  test("money that flows one way has no rate", () => {
    const oneWay = { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
    expect(xirr([])).toEqual(oneWay);
    expect(xirr(flows(["2024-01-01", 5], ["2025-01-01", 5]))).toEqual(oneWay);
    expect(xirr(flows(["2024-01-01", -5], ["2025-01-01", 0]))).toEqual(oneWay);
  });

  test("flows both ways may have no rate either", () => {
    // 1 − v + v² is 3/4 or more for every v.
    expect(irr([1, -1, 1])).toEqual({ outcome: "impossible", reason: "NO_ROOT_IN_RANGE" });
    const sameDay = flows(["2024-01-01", -100], ["2024-01-01", 110]);
    expect(xirr(sameDay)).toEqual({ outcome: "impossible", reason: "NO_ROOT_IN_RANGE" });
  });

  test("a near total loss has a rate near −100 %", () => {
    // 0.001^(1) − 1
    const loss = flows(["2023-01-01", -1000], ["2024-01-01", 1]);
    expect(percent(xirr(loss))).toBeCloseTo(-99.9, 10);
  });

  test("of two rates the one is found where a higher rate makes an investment worth less", () => {
    // −1 + 2.3·v − 1.32·v² is zero where 1/v is 1.1 and 1.2; from −0.02 at 1 it rises to 0.0019
    // at 1.15 and falls to −1 for ever higher rates.
    for (const guessPercent of [8, 25, -50, 900]) {
      expect(percent(irr([-100, 230, -132], { guessPercent }))).toBeCloseTo(20, 8);
      expect(percent(irr([100, -230, 132], { guessPercent }))).toBeCloseTo(20, 8);
    }
  });

  test("of several such rates the one nearest to the guess is found", () => {
    // −1000·(1 − 1.1·v)·(1 − 1.2·v)·(1 − 1.3·v)
    const thrice = [-1000, 3600, -4310, 1716];
    expect(percent(irr(thrice, { guessPercent: 12 }))).toBeCloseTo(10, 6);
    expect(percent(irr(thrice, { guessPercent: 28 }))).toBeCloseTo(30, 6);
  });

  test("a rate the other way is better than none", () => {
    // −1 + 1.5·v with something received first that is almost nothing.
    expect(percent(irr([1e-9, -100, 150], { guessPercent: 10 }))).toBeCloseTo(50, 5);
  });

  test("what is no amount or no date is refused by its place", () => {
    const bad = [{ on: plainDate("2024-01-01"), amount: "ten" }];
    expect(() => xirr(bad)).toThrow(/flows\.0\.amount is "ten"/);
    expect(() => irr([1, Number.NaN])).toThrow(/cashFlows\.1/);
    const endless = flows(["2024-01-01", -5], ["2025-01-01", Number.NaN]);
    const noAmount = notANumber({ found: "NaN", field: "flows.1.amount" });
    expect(() => xirr(endless)).toThrow(noAmount);
    // As callers without types send it.
    const found = "2024-02-30";
    const noDay = [...flows(["2024-01-01", -5]), { on: found as PlainDate, amount: 6 }];
    expect(() => xirr(noDay)).toThrow(invalidDate({ found, field: "flows.1.on" }));
  });

  test("flows made at a rate give that rate", () => {
    const anyRate = fc.double({ min: -90, max: 900, noNaN: true });
    const anyGaps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });
    const start = plainDate("2020-02-29");
    fc.assert(
      fc.property(anyRate, anyGaps, fc.array(fc.nat(1000)), (rate, gaps, amounts) => {
        let on: PlainDate = start;
        let days = 0;
        let value = 0;
        const rows: DatedFlow[] = gaps.map((gap, index) => {
          on = addDays(on, gap);
          days += gap;
          const amount = (amounts[index] ?? 0) + 1;
          value += amount / (1 + rate / 100) ** (days / 365);
          return { on, amount };
        });
        const solution = xirr([{ on: start, amount: -value }, ...rows]);
        expect(percent(solution)).toBeCloseTo(rate, 6);
      }),
    );
  });
});

describe("irr", () => {
  test("a level annuity returns its rate", () => {
    // 12 payments of 8884.8788678… for 100000 are 1 % a month: see the formula of the EMI.
    const payment = (100_000 * 0.01) / (1 - 1.01 ** -12);
    expect(percent(irr([-100_000, ...Array<number>(12).fill(payment)]))).toBeCloseTo(1, 10);
  });

  test("at a rate of zero what comes back is what was paid", () => {
    expect(percent(irr([-1200, ...Array<number>(12).fill(100)]))).toBeCloseTo(0, 10);
  });
});
