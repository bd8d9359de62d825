import { describe, expect, test } from "vitest";

import { civil, daysInMonth, epochDay } from "./epochDay.ts";

const MS_PER_DAY = 86_400_000;

test.each<[year: number, month: number, day: number, epochDay: number]>([
  [1970, 1, 1, 0],
  [1969, 12, 31, -1],
  [1970, 2, 1, 31],
  [1971, 1, 1, 365],
  // 2000-01-01: 30 years of 365 days and the leap days of 1972, 76, 80, 84, 88, 92, 96.
  [2000, 1, 1, 30 * 365 + 7],
  [2000, 2, 29, 30 * 365 + 7 + 31 + 28],
  [2000, 3, 1, 30 * 365 + 7 + 31 + 29],
  // 1900-01-01: 70 years back with 17 leap days (1904 to 1968); 1900 itself had none.
  [1900, 1, 1, -(70 * 365 + 17)],
  [1900, 3, 1, -(70 * 365 + 17) + 31 + 28],
  // 400 years are 146097 days.
  [2370, 1, 1, 146_097],
  [9999, 12, 31, 2_932_896],
])("%i-%i-%i is day %i", (year, month, day, expected) => {
  expect(epochDay(year, month, day)).toBe(expected);
  expect(civil(expected)).toEqual({ year, month, day });
});

test("every day from 1900 to 2200 is the day that the platform's UTC calendar says", () => {
  const [first, last] = [epochDay(1900, 1, 1), epochDay(2200, 12, 31)];
  expect(last - first + 1).toBe(301 * 365 + 73);
  for (let day = first; day <= last; day += 1) {
    const utc = new Date(day * MS_PER_DAY);
    const { year, month, day: dayOfMonth } = civil(day);
    const same =
      year === utc.getUTCFullYear() &&
      month === utc.getUTCMonth() + 1 &&
      dayOfMonth === utc.getUTCDate() &&
      epochDay(year, month, dayOfMonth) === day;
    if (!same) expect(civil(day)).toEqual(utc.toISOString());
  }
});

describe("days in a month", () => {
  test.each([
    [1900, 28],
    [2000, 29],
    [2023, 28],
    [2024, 29],
    [2100, 28],
    [2400, 29],
  ])("February %i has %i", (year, days) => {
    expect(daysInMonth(year, 2)).toBe(days);
  });

  test("the other months", () => {
    const months = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    expect(months.map((month) => daysInMonth(2024, month))).toEqual([
      31, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  test("are those from one first of the month to the next", () => {
    for (let year = 1900; year <= 2200; year += 1) {
      for (let month = 1; month <= 12; month += 1) {
        const days = (Date.UTC(year, month, 1) - Date.UTC(year, month - 1, 1)) / MS_PER_DAY;
        expect(daysInMonth(year, month)).toBe(days);
      }
    }
  });
});
