import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayCountFraction, dayCountRules, dayCounts } from "../calendar/dayCount.ts";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { recompute, renderExplanation } from "../money/explanation.ts";
import type { TwoDateDayCount } from "../rate/xirr.ts";
import { type AccrualTerms, accrue, accrueSegments, explainAccrual } from "./accrue.ts";

const january = {
  balance: 5000,
  annualRatePercent: 18,
  from: plainDate("2024-01-01"),
  to: plainDate("2024-01-31"),
};

test.each<[name: string, AccrualTerms, rounded: string]>([
  // 5000 · 0.18 · 30 / 365 = 73.9726…
  ["exact", { dayCount: "ACT/365.FIXED" }, "73.97"],
  // 18 / 365 = 0.04931… → 0.049 % a day; 5000 · 0.00049 · 30
  ["a daily rate of three decimals", { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3 }, "73.50"],
  // 18 / 360 = 0.05 %
  ["over 360 days", { dayCount: "ACT/360" }, "75.00"],
  // 5000 · ((1 + 0.0005)^30 − 1) = 5000 · 0.0151093…
  ["compounding daily", { dayCount: "ACT/360", compounding: "daily" }, "75.55"],
  ["to whole yen", { dayCount: "ACT/365.FIXED", currency: "JPY" }, "74.00"],
  ["rounded up", { dayCount: "ACT/365.FIXED", rounding: "up" }, "73.98"],
])("%s", (_, terms, rounded) => {
  expect(accrue({ ...terms, ...january }).rounded.toFixed(2)).toBe(rounded);
});

test("segments are summed exactly and rounded once", () => {
  // Half a cent twice is a cent: 0.005 + 0.005, which row by row would be 0.00 + 0.00.
  const half = { balance: "1.80", annualRatePercent: 10, from: january.from };
  const day = { ...half, to: plainDate("2024-01-11") };
  const terms = { dayCount: "ACT/360" } as const;
  expect(accrue({ ...terms, ...day }).rounded.toFixed(2)).toBe("0.00");
  expect(accrueSegments(terms, [day, day]).rounded.toFixed(2)).toBe("0.01");
  expect(accrueSegments(terms, []).rounded.toFixed(2)).toBe("0.00");
});

test.each([
  ["DATES_OUT_OF_ORDER", { to: plainDate("2023-12-31") }],
  ["RATE_OUT_OF_RANGE", { annualRatePercent: -1 }],
  ["NOT_A_NUMBER", { balance: "much" }],
  ["DAILY_RATE_NEEDS_FIXED_YEAR", { dayCount: "ACT/ACT.ISDA", dailyRatePlaces: 3 }],
  ["DAILY_RATE_PLACES_OUT_OF_RANGE", { dailyRatePlaces: 13 }],
  ["UNKNOWN_OPTION", { dayCount: "ACT/365" as "ACT/360" }],
] as const)("%s", (code, changes) => {
  const bad = { dayCount: "ACT/360", ...january, ...changes } as const;
  expect(() => accrue(bad)).toThrow(expect.objectContaining({ code }));
});

test("an explanation in words", () => {
  const terms = { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, currency: "INR" } as const;
  const lines = renderExplanation(explainAccrual(terms, [january])).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "interest from 2024-01-01 to 2024-01-31: 73.50 INR",
    "  = balance · rounded(annual rate · one day) · days",
    "  = 5000 · rounded(18 % · 1/365) · 30",
    "  = 73.5, rounded halfEven to 0.01",
  ]);
});

const byTwoDates = dayCounts.filter(
  (name): name is TwoDateDayCount => dayCountRules[name].needs.length === 0,
);

const anyDate = fc
  .integer({ min: 0, max: 15_000 })
  .map((days) => addDays(plainDate("2000-01-01"), days));

const anySegment = fc
  .record({
    balance: fc.integer({ min: 0, max: 10 ** 9 }).map((cents) => `${cents}e-2`),
    annualRatePercent: fc.integer({ min: 0, max: 4000 }).map((size) => `${size}e-2`),
    from: anyDate,
    days: fc.integer({ min: 0, max: 800 }),
  })
  .map(({ days, ...segment }) => ({ ...segment, to: addDays(segment.from, days) }));

describe.each(byTwoDates)("%s", (dayCount) => {
  test("is balance × rate × fraction, and its explanation computes the same", () => {
    fc.assert(
      fc.property(anySegment, (segment) => {
        const { unrounded, rounded } = accrue({ dayCount, ...segment });
        const { numerator, denominator } = dayCountFraction(dayCount, segment.from, segment.to);
        const wanted = new Decimal(segment.balance)
          .times(segment.annualRatePercent)
          .times(numerator)
          .div(denominator)
          .div(100);
        expect(unrounded.minus(wanted).abs().lte(wanted.abs().times("1e-35"))).toBe(true);
        const why = explainAccrual({ dayCount, currency: "USD" }, [segment]);
        expect(recompute(why.expression).eq(rounded)).toBe(true);
        expect(why.amount).toBe(rounded.toFixed(2));
      }),
    );
  });

  const split = (from: PlainDate, middle: PlainDate, to: PlainDate): boolean => {
    const terms = { balance: 1_000_000, annualRatePercent: 10 };
    const whole = accrue({ dayCount, ...terms, from, to }).unrounded;
    const parts = accrueSegments({ dayCount }, [
      { ...terms, from, to: middle },
      { ...terms, from: middle, to },
    ]).unrounded;
    return whole.minus(parts).abs().lte("1e-25");
  };
  const inOrder = fc
    .tuple(anyDate, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }))
    .map(
      ([from, first, more]) => [from, addDays(from, first), addDays(from, first + more)] as const,
    );

  if (dayCountRules[dayCount].additive) {
    test("splitting at any day changes nothing but rounding", () => {
      fc.assert(fc.property(inOrder, (dates) => split(...dates)));
    });
  } else {
    test("splitting changes the interest, on some day", () => {
      const found = fc.check(
        fc.property(inOrder, (dates) => split(...dates)),
        { numRuns: 2000 },
      );
      expect(found.failed).toBe(true);
    });
  }
});
