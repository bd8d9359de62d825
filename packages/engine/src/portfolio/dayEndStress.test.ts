import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { dayEndColumns } from "./dayEndColumns.ts";
import { postColumnInterest } from "./dayEndInterest.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";
import { anyPortfolio, daysAfter, portfolioOf } from "./dayEndSamples.ts";
import { stressColumns } from "./dayEndStress.ts";

const loans = (length: number): PortfolioColumns =>
  portfolioOf(
    "2024-01-01",
    Array.from({ length }, () => ({ balance: "5000", annualRatePercent: "18" })),
  );

const stopped = ({ paying }: PortfolioColumns): readonly number[] =>
  [...paying.keys()].filter((index) => paying[index] === 0);

describe("rates", () => {
  test("200 basis points more count from the day of the stress on", () => {
    const columns = loans(1);
    dayEndColumns(columns, plainDate("2024-01-11"));
    const stressed = stressColumns(columns, { rateShiftBasisPoints: 200 });
    dayEndColumns(stressed, plainDate("2024-01-31"));
    // 5000 · (0.18 · 10 + 0.20 · 20) / 365 = 79.4520…; each part alone would be 24.66 and 54.79.
    expect(postColumnInterest(stressed)).toEqual(Float64Array.of(79_45));
    // The given columns are where they were: 5000 · 0.18 · 10 / 365.
    expect(columns.asOf).toBe("2024-01-11");
    expect(postColumnInterest(columns)).toEqual(Float64Array.of(24_66));
  });

  test.each<[rate: string, shift: number, expected: number]>([
    ["18", 200, 200_000],
    ["18", 0.01, 180_001],
    ["18", -200, 160_000],
    ["1.5", -200, 0],
    ["999", 100, 10_000_000],
  ])("%s % by %s basis points", (annualRatePercent, rateShiftBasisPoints, expected) => {
    const columns = portfolioOf("2024-01-01", [{ balance: 1, annualRatePercent }]);
    const stressed = stressColumns(columns, { rateShiftBasisPoints });
    expect(stressed.annualRate).toEqual(Int32Array.of(expected));
  });

  test("a daily rate that is rounded is rounded again", () => {
    // 20 / 365 = 0.0547… %; 5000 · 0.00055 · 30
    const loan = { balance: "5000", annualRatePercent: "18" };
    const columns = portfolioOf("2024-01-01", [loan], { dailyRatePlaces: 3 });
    const stressed = stressColumns(columns, { rateShiftBasisPoints: 200 });
    dayEndColumns(stressed, plainDate("2024-01-31"));
    expect(postColumnInterest(stressed)).toEqual(Float64Array.of(82_50));
  });
});

describe("borrowers who stop paying", () => {
  test.each<[percent: number | string, of: number, expected: number]>([
    [20, 1000, 200],
    [0, 1000, 0],
    [100, 1000, 1000],
    ["12.5", 1000, 125],
    // 2.5 and 3.5: ties to even.
    [25, 10, 2],
    [35, 10, 4],
    [20, 0, 0],
  ])("%s % of %s", (percent, of, expected) => {
    const stressed = stressColumns(loans(of), { stopPaying: { percent, seed: 1 } });
    expect(stopped(stressed)).toHaveLength(expected);
  });

  test("are of those who pay", () => {
    const half = stressColumns(loans(1000), { stopPaying: { percent: 50, seed: 1 } });
    const all = stressColumns(half, { stopPaying: { percent: 40, seed: 2 } });
    expect(stopped(all)).toHaveLength(700);
    expect(stopped(all)).toEqual(expect.arrayContaining([...stopped(half)]));
  });

  test("follow from the seed", () => {
    const of = (seed: number): readonly number[] =>
      stopped(stressColumns(loans(100), { stopPaying: { percent: 20, seed } }));
    expect(of(7)).toEqual(of(7));
    const seeds = [0, 1, 2, -1, 2 ** 32, Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => of(seed).join())).size).toBe(seeds.length);
  });

  test("are each as likely", () => {
    // Of 2,000 draws of 2 out of 10 each is in 400, give or take 18; 5 times that is 90.
    const times = new Float64Array(10);
    for (let seed = 0; seed < 2_000; seed += 1) {
      const stressed = stressColumns(loans(10), { stopPaying: { percent: 20, seed } });
      for (const index of stopped(stressed)) times[index] = (times[index] ?? 0) + 1;
    }
    for (const each of times) expect(Math.abs(each - 400)).toBeLessThan(90);
  });

  test("owe what falls due from then on", () => {
    const installments = { amount: "500", nextDueOn: plainDate("2024-02-01") };
    const columns = portfolioOf("2024-01-01", [
      { balance: "5000", annualRatePercent: "18", installments },
    ]);
    const stressed = stressColumns(columns, { stopPaying: { percent: 100, seed: 1 } });
    for (const each of [columns, stressed]) dayEndColumns(each, plainDate("2024-03-02"));
    expect([columns.daysPastDue[0], stressed.daysPastDue[0]]).toEqual([-1, 30]);
  });
});

test.each<[what: string, () => PortfolioColumns, code: string]>([
  [
    "a rate above 1000 %",
    () => stressColumns(loans(1), { rateShiftBasisPoints: 98_201 }),
    "RATE_OUT_OF_RANGE",
  ],
  [
    "thousandths of a basis point",
    () => stressColumns(loans(1), { rateShiftBasisPoints: "0.001" }),
    "AMOUNT_TOO_PRECISE",
  ],
  [
    "more than all",
    () => stressColumns(loans(1), { stopPaying: { percent: "100.1", seed: 1 } }),
    "PERCENT_OUT_OF_RANGE",
  ],
  [
    "less than none",
    () => stressColumns(loans(1), { stopPaying: { percent: -1, seed: 1 } }),
    "PERCENT_OUT_OF_RANGE",
  ],
  [
    "half a seed",
    () => stressColumns(loans(1), { stopPaying: { percent: 1, seed: 0.5 } }),
    "NOT_A_WHOLE_NUMBER",
  ],
])("%s is refused", (_, run, code) => {
  expect(run).toThrow(expect.objectContaining({ code }));
});

describe("laws", () => {
  test("no stress is a copy that has its own columns", () => {
    fc.assert(
      fc.property(anyPortfolio, fc.nat(100), (columns, days) => {
        dayEndColumns(columns, daysAfter(columns.asOf, days));
        const none = { rateShiftBasisPoints: "0.00", stopPaying: { percent: 0, seed: 1 } };
        for (const copy of [stressColumns(columns), stressColumns(columns, none)]) {
          expect(copy).toEqual(columns);
          for (const [name, column] of Object.entries(copy)) {
            if (!ArrayBuffer.isView(column)) continue;
            expect(Object.values(columns), name).not.toContain(column);
          }
        }
      }),
    );
  });

  test("a rate that is changed and changed back on one day changes no interest", () => {
    fc.assert(
      fc.property(anyPortfolio, fc.nat(100), fc.nat(100), (columns, days, more) => {
        fc.pre(columns.annualRate.every((rate) => rate <= 9_000_000));
        dayEndColumns(columns, daysAfter(columns.asOf, days));
        const there = stressColumns(columns, { rateShiftBasisPoints: 5_000 });
        const back = stressColumns(there, { rateShiftBasisPoints: -5_000 });
        for (const each of [columns, back]) dayEndColumns(each, daysAfter(each.asOf, more));
        expect(back.interestDue).toEqual(columns.interestDue);
        expect(postColumnInterest(back)).toEqual(postColumnInterest(columns));
      }),
    );
  });
});
