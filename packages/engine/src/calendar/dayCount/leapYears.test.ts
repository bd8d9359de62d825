import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fromEpochDay, plainDate, toEpochDay } from "../plainDate.ts";
import { addYears, daysInLeapYears, leapDays } from "./leapYears.ts";

const day = (date: string): number => toEpochDay(plainDate(date));

test.each<[first: string, last: string, leapDays: number, inLeapYears: number]>([
  ["2024-02-28", "2024-02-29", 0, 1],
  ["2024-02-29", "2024-03-01", 1, 1],
  ["2024-02-28", "2024-03-01", 1, 2],
  ["2023-12-31", "2024-01-02", 0, 1],
  ["2024-12-31", "2025-01-02", 0, 1],
  ["2024-01-01", "2025-01-01", 1, 366],
  ["2023-01-01", "2024-01-01", 0, 0],
  // 1900 and 2100 are no leap years, 2000 is.
  ["1900-01-01", "1901-01-01", 0, 0],
  ["2100-02-28", "2100-03-01", 0, 0],
  ["2000-01-01", "2001-01-01", 1, 366],
  ["1904-02-29", "1904-02-29", 0, 0],
  // 1904, 1908, … 1996, 2000, … 2096: 24 + 25 leap years, 2100 not among them.
  ["1900-01-01", "2100-12-31", 49, 49 * 366],
])("%s to %s: %d leap days, %d days of leap years", (first, last, leap, inLeapYears) => {
  expect(leapDays(day(first), day(last))).toBe(leap);
  expect(daysInLeapYears(day(first), day(last))).toBe(inLeapYears);
});

test.each<[date: string, years: number, result: string]>([
  ["2024-02-29", 1, "2025-02-28"],
  ["2024-02-29", 4, "2028-02-29"],
  ["2024-02-29", -1, "2023-02-28"],
  ["2096-02-29", 4, "2100-02-28"],
  ["2025-02-28", -1, "2024-02-28"],
  ["2024-12-31", 0, "2024-12-31"],
  ["2024-12-31", -3, "2021-12-31"],
])("%s and %d years is %s", (date, years, result) => {
  expect(fromEpochDay(addYears(day(date), years))).toBe(result);
});

describe("counted one by one", () => {
  const anyDay = fc.integer({ min: day("1900-01-01"), max: day("2200-12-31") });
  const isLeapYear = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;

  test("the days are the same", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1600 }), (first, length) => {
        let [leap, inLeapYears] = [0, 0];
        for (let each = first; each < first + length; each += 1) {
          const date = new Date(each * 86_400_000);
          if (date.getUTCMonth() === 1 && date.getUTCDate() === 29) leap += 1;
          if (isLeapYear(date.getUTCFullYear())) inLeapYears += 1;
        }
        expect(leapDays(first, first + length)).toBe(leap);
        expect(daysInLeapYears(first, first + length)).toBe(inLeapYears);
      }),
    );
  });
});
