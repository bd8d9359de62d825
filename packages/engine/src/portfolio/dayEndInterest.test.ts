import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AccrualSegment, accrueSegments } from "../accrual/accrue.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { runs } from "../testing/runs.ts";
import { dayEndColumns } from "./dayEndColumns.ts";
import { createPortfolioColumns } from "./dayEndCreate.ts";
import { exactInterest, postColumnInterest } from "./dayEndInterest.ts";
import type { PortfolioColumns, PortfolioTerms } from "./dayEndPortfolio.ts";
import {
  anyBalance,
  anyRate,
  anyTerms,
  daysAfter,
  firstDay,
  portfolioOf,
} from "./dayEndSamples.ts";
import { stressColumns } from "./dayEndStress.ts";

function postedAfter(days: number, terms: Partial<PortfolioTerms>, rate = "18"): number {
  const columns = portfolioOf("2024-01-01", [{ balance: "5000", annualRatePercent: rate }], terms);
  dayEndColumns(columns, daysAfter(plainDate("2024-01-01"), days));
  return postColumnInterest(columns)[0] ?? Number.NaN;
}

describe("5,000.00 over January", () => {
  test.each<[what: string, days: number, Partial<PortfolioTerms>, minorUnits: number]>([
    // 18 / 365 = 0.0493150… %, to three decimals 0.049 %; 5000 · 0.00049 · 30
    ["at a daily rate of three decimals", 30, { dailyRatePlaces: 3 }, 73_50],
    // 5000 · 0.18 · 30 / 365 = 73.9726…
    ["at the exact rate", 30, {}, 73_97],
    ["rounded up", 30, { rounding: "up" }, 73_98],
    // 5000 · 0.18 · 30 / 360
    ["by ACT/360", 30, { dayCount: "ACT/360" }, 75_00],
    // 18 / 360 = 0.05 % of 5000 is 2.50 a day, and 0.1 % of it at one decimal, a tie to even: 0.0 %
    [
      "by ACT/360 at a daily rate of two decimals",
      1,
      { dayCount: "ACT/360", dailyRatePlaces: 2 },
      2_50,
    ],
    [
      "by ACT/360 at a daily rate of one decimal",
      30,
      { dayCount: "ACT/360", dailyRatePlaces: 1 },
      0,
    ],
    ["of a day: 2.4657… on the yen", 1, { currency: "JPY" }, 2],
    ["of no day", 0, { rounding: "up" }, 0],
  ])("%s", (_, days, terms, minorUnits) => {
    expect(postedAfter(days, terms)).toBe(minorUnits);
  });
});

test("interest is rounded when it is posted, not by the day", () => {
  // A day of 100.00 at 1 % is 0.0027…; 365 of them are 1.00.
  const columns = portfolioOf("2023-01-01", [{ balance: "100", annualRatePercent: "1" }]);
  for (let day = 1; day <= 365; day += 1) {
    dayEndColumns(columns, daysAfter(plainDate("2023-01-01"), day));
  }
  expect(postColumnInterest(columns)).toEqual(Float64Array.of(1_00));
  expect(postColumnInterest(columns)).toEqual(Float64Array.of(0));
});

test("interest of before the first day counts from where it runs", () => {
  const loan = { balance: "5000", annualRatePercent: "18" };
  const columns = portfolioOf("2024-01-31", [{ ...loan, interestFrom: plainDate("2024-01-01") }], {
    dailyRatePlaces: 3,
  });
  expect(postColumnInterest(columns)).toEqual(Float64Array.of(73_50));
});

/** In major units, to 40 digits. */
function unroundedOf(columns: PortfolioColumns): Decimal {
  const { numerator, denominator } = exactInterest(columns, 0);
  return new Decimal(`${numerator}e-2`).div(denominator.toString());
}

interface ShiftedSegment extends AccrualSegment {
  /** What the rate was changed by at its start, in basis points. */
  readonly shift: number;
}

/** After each step but the first the rate is another one. */
function segmentsOf(
  { balance, annualRatePercent }: { readonly balance: string; readonly annualRatePercent: string },
  steps: readonly (readonly [days: number, shift: number])[],
): readonly ShiftedSegment[] {
  let rate = new Decimal(annualRatePercent);
  let from = firstDay;
  return steps.map(([days, shift], index) => {
    const fits = index > 0 && rate.plus(10).lte(1000);
    if (fits) rate = Decimal.max(0, rate.plus(new Decimal(shift).div(100)));
    const to = daysAfter(from, days);
    const segment = { balance, annualRatePercent: rate, from, to, shift: fits ? shift : 0 };
    from = to;
    return segment;
  });
}

describe("laws", () => {
  test("interest is what accrueSegments says, over any days, balances and rates", () => {
    const anyShift = fc.constantFrom(0, 0, 200, -75, 12.34);
    const anySteps = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), anyShift), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(anyTerms, anyBalance, anyRate, anySteps, (terms, balance, rate, steps) => {
        const loan = { balance: minorUnitsText(balance, 2), annualRatePercent: rate };
        const segments = segmentsOf(loan, steps);
        const expected = accrueSegments(terms, segments);
        const carried = (): PortfolioColumns => {
          let columns = createPortfolioColumns(terms, firstDay, [loan]);
          for (const { from, to, shift } of segments) {
            if (from > firstDay) {
              columns = stressColumns(columns, { rateShiftBasisPoints: shift });
            }
            dayEndColumns(columns, to);
          }
          return columns;
        };
        if (expected.rounded.times(100).gt(Number.MAX_SAFE_INTEGER)) {
          expect(() => postColumnInterest(carried())).toThrow(/beyond the largest/);
          return;
        }
        const columns = carried();
        expect(unroundedOf(columns).toString()).toBe(expected.unrounded.toString());
        expect(postColumnInterest(columns)[0]).toBe(expected.rounded.times(100).toNumber());
      }),
      { numRuns: runs(400, 10_000) },
    );
  });

  test("what accrues stays in safe integers", () => {
    fc.assert(
      fc.property(anyTerms, anyBalance, fc.nat(100), fc.nat(50), (terms, balance, days, more) => {
        const loan = { balance: minorUnitsText(balance, 2), annualRatePercent: "0.0001" };
        const columns = createPortfolioColumns(terms, firstDay, [loan]);
        for (const step of [days, more, days]) {
          dayEndColumns(columns, daysAfter(columns.asOf, step));
          expect(columns.balanceDays[0]).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
          expect(columns.carriedRest[0]).toBeLessThan(columns.dayRateScale);
        }
      }),
    );
  });
});
