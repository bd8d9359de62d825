import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { monthlyEpochDays } from "./periods.ts";
import { addMonths, fromEpochDay, type PlainDate, plainDate } from "./plainDate.ts";

function months(anchor: string, firstMonth: number, count: number): PlainDate[] {
  return Array.from(monthlyEpochDays(plainDate(anchor), firstMonth, count), fromEpochDay);
}

describe("month ends do not drift", () => {
  test("from 31 January over a leap February", () => {
    expect(months("2024-01-31", 1, 6)).toEqual([
      "2024-02-29",
      "2024-03-31",
      "2024-04-30",
      "2024-05-31",
      "2024-06-30",
      "2024-07-31",
    ]);
  });

  test("from 29 February, also through years that have none", () => {
    expect(months("2024-02-29", 0, 3)).toEqual(["2024-02-29", "2024-03-29", "2024-04-29"]);
    const februaries = months("2024-02-29", 0, 49).filter((_, index) => index % 12 === 0);
    expect(februaries).toEqual([
      "2024-02-29",
      "2025-02-28",
      "2026-02-28",
      "2027-02-28",
      "2028-02-29",
    ]);
  });

  test("from 31 March over the end of the year", () => {
    expect(months("2024-03-31", 1, 12)).toEqual([
      "2024-04-30",
      "2024-05-31",
      "2024-06-30",
      "2024-07-31",
      "2024-08-31",
      "2024-09-30",
      "2024-10-31",
      "2024-11-30",
      "2024-12-31",
      "2025-01-31",
      "2025-02-28",
      "2025-03-31",
    ]);
  });

  test("from the 30th, which only February lacks", () => {
    expect(months("2023-12-30", 1, 3)).toEqual(["2024-01-30", "2024-02-29", "2024-03-30"]);
  });
});

test("a first month beyond the year's end", () => {
  expect(months("2024-11-30", 3, 2)).toEqual(["2025-02-28", "2025-03-30"]);
  expect(months("2024-12-31", 14, 1)).toEqual(["2026-02-28"]);
});

test("no dates where none are asked for", () => {
  expect(months("2024-01-31", 1, 0)).toEqual([]);
});

test("each date is the anchor and its number of months, whatever stands between", () => {
  const anyAnchor = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const anyFirst = fc.integer({ min: 0, max: 30 });
  const anyCount = fc.integer({ min: 0, max: 480 });
  fc.assert(
    fc.property(anyAnchor, anyFirst, anyCount, (anchor, firstMonth, count) => {
      const expected = Array.from({ length: count }, (_, index) =>
        addMonths(plainDate(anchor), firstMonth + index),
      );
      expect(months(anchor, firstMonth, count)).toEqual(expected);
    }),
  );
});
