import { describe, expect, test } from "vitest";
import { type Frequency, parseFrequency } from "../../calendar/frequency.ts";
import { plainDate, toEpochDay } from "../../calendar/plainDate.ts";
import { commonPeriod, monthsAndDays, monthsBefore, unitPeriods } from "./unitPeriods.ts";

const day = (date: string): number => toEpochDay(plainDate(date));

describe("times in unit periods", () => {
  // 12 CFR 1026, Appendix J, (b)(5)(ii) to (iv), on the dates of the examples in (c) or near them.
  test.each<[start: string, end: string, period: Frequency, whole: number, fraction: number]>([
    // 20 February is a month before 20 March; from 10 February there are 10 days to it.
    ["1978-02-10", "1978-03-20", "P1M", 1, 10 / 30],
    // (c)(1)(ii): from 10 February, 19 days to 1 March, then a month.
    ["1978-02-10", "1978-04-01", "P1M", 1, 19 / 30],
    // (c)(1)(iv): from 23 May, 9 days to 1 June, then four months: a quarter, and 39 days of 90.
    ["1978-05-23", "1978-10-01", "P3M", 1, 39 / 90],
    // (c)(1)(iii): from 23 February 6 days to 1 March.
    ["1978-02-23", "1978-03-01", "SEMI_MONTHLY", 0, 6 / 15],
    // From 23 February 21 days to 16 March, of which 15 are half a month.
    ["1978-02-23", "1978-03-16", "SEMI_MONTHLY", 1, 6 / 15],
    ["1978-02-23", "1978-04-16", "SEMI_MONTHLY", 3, 6 / 15],
    // 33 days are four weeks and five days, or a period of 30 days and three.
    ["1978-03-18", "1978-04-20", "P1W", 4, 5 / 7],
    ["1978-03-18", "1978-04-20", "P30D", 1, 3 / 30],
    // A year and whole months: by months, six of twelve.
    ["1978-01-10", "1979-07-10", "P1Y", 1, 6 / 12],
    ["1978-01-10", "1981-02-10", "P1Y", 3, 1 / 12],
    // A year and other days: by days, 21 + 28 + 20 of 365.
    ["1978-01-10", "1979-03-20", "P1Y", 1, 69 / 365],
    ["1978-01-10", "1980-03-20", "P1Y", 2, 69 / 365],
  ])("from %s to %s by %s", (start, end, period, whole, fraction) => {
    const found = unitPeriods(day(start), day(end), parseFrequency(period));
    expect(found).toEqual({ whole, fraction: expect.closeTo(fraction, 14) });
  });

  test("thirty days that are left are not yet another month", () => {
    // 31 January is two months before 31 March; from 1 January there are 30 days to it.
    const { whole, fraction } = unitPeriods(
      day("1978-01-01"),
      day("1978-03-31"),
      parseFrequency("P1M"),
    );
    expect(whole).toBe(2);
    expect(fraction).toBeLessThan(1);
    expect(fraction).toBeCloseTo(1, 14);
  });
});

test.each([
  ["1978-01-31", "1978-03-31", 2, 0],
  ["1978-01-31", "1978-03-30", 1, 28],
  ["1978-12-10", "1979-01-09", 0, 30],
  ["1978-12-10", "1979-01-10", 1, 0],
  ["1978-12-10", "1978-12-10", 0, 0],
])("from %s to %s are %i months and %i days", (start, end, months, days) => {
  expect(monthsAndDays(day(start), day(end))).toEqual({ months, days });
});

test.each([
  ["1978-03-31", 1, "1978-02-28"],
  ["1980-03-31", 1, "1980-02-29"],
  ["1978-03-31", 3, "1977-12-31"],
  ["1978-01-31", 12, "1977-01-31"],
  ["1978-01-31", 0, "1978-01-31"],
])("before %s by %i months is %s", (end, months, start) => {
  expect(monthsBefore(day(end), months)).toBe(day(start));
});

describe("the common period", () => {
  const periodOf = (...dates: readonly string[]): unknown =>
    commonPeriod(dates.map((date) => ({ day: day(date), amount: 1 })));

  // Each is met twice: (b)(4)(i) calls common what occurs more than once.
  test.each<[what: string, dates: readonly string[], period: Frequency]>([
    ["months", ["1978-01-10", "1978-02-10", "1978-03-10"], "P1M"],
    ["days that are weeks", ["1978-01-10", "1978-01-24", "1978-02-07"], "P2W"],
    ["days that are not", ["1978-01-10", "1978-01-27", "1978-02-13"], "P17D"],
    ["days from a month end", ["1978-01-31", "1978-04-15", "1978-06-28"], "P74D"],
    ["days up to a month end", ["1977-11-22", "1978-01-10", "1978-02-28"], "P7W"],
    ["quarters of month ends", ["1978-01-31", "1978-04-30", "1978-07-31"], "P3M"],
    ["quarters from a shorter month end", ["1978-02-28", "1978-05-31", "1978-08-31"], "P3M"],
    ["at most a year, of months", ["1978-01-10", "1980-01-10", "1982-01-10"], "P12M"],
    ["at most a year, of days", ["1978-01-10", "1980-01-12", "1982-01-14"], "P365D"],
    ["a year, of flows on one day", ["1978-01-10", "1978-01-10"], "P1Y"],
  ])("%s", (_, dates, period) => {
    expect(periodOf(...dates)).toEqual(parseFrequency(period));
  });

  test("the one that is met most often, though another is shorter", () => {
    const dates = ["1978-01-05", "1978-01-10", "1978-02-10", "1978-03-10"];
    expect(periodOf(...dates)).toEqual(parseFrequency("P1M"));
  });

  // (b)(4)(i)(A).
  test("of two that are met as often the shorter, wherever it stands", () => {
    const shorter = parseFrequency("P10D");
    const monthsFirst = ["1978-01-10", "1978-02-10", "1978-03-10", "1978-03-20", "1978-03-30"];
    expect(periodOf(...monthsFirst)).toEqual(shorter);
    const daysFirst = ["1978-01-05", "1978-01-15", "1978-01-25", "1978-02-25", "1978-03-25"];
    expect(periodOf(...daysFirst)).toEqual(shorter);
  });

  test("several flows of a day count as one", () => {
    const dates = ["1978-01-10", "1978-01-10", "1978-01-20", "1978-01-20", "1978-01-20"];
    expect(periodOf(...dates)).toEqual(parseFrequency("P10D"));
  });
});
