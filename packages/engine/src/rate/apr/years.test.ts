import { describe, expect, test } from "vitest";
import {
  datesOutOfOrder,
  invalidDate,
  type PlainDate,
  plainDate,
} from "../../calendar/plainDate.ts";
import { unknownOption } from "../../money/unknownOption.ts";
import { aprInterval, type TimeInterval, timeIntervals } from "./years.ts";

// Directive 2008/48/EC, Annex I, remarks (c). Whole intervals are counted back from the later date;
// what is left is of 366 days where the year up to there has a 29 February.
test.each<[start: string, end: string, interval: TimeInterval, years: number]>([
  // Up to 15 March 2020, which is after the leap day: 31 + 29 + 14 days of 366.
  ["2020-01-01", "2023-03-15", "years", 3 + 74 / 366],
  // The year up to 15 March 2021 began on 15 March 2020, after the leap day.
  ["2021-03-10", "2021-04-15", "months", 1 / 12 + 5 / 365],
  // The year up to 29 February 2020 has it, and the one up to the day before has not.
  ["2020-02-20", "2020-03-29", "months", 1 / 12 + 9 / 366],
  ["2020-02-20", "2020-03-28", "months", 1 / 12 + 8 / 365],
  // 14 months back is 15 January 2019, and a year back 15 March 2019.
  ["2019-01-10", "2020-03-15", "months", 14 / 12 + 5 / 365],
  ["2019-01-10", "2020-03-15", "years", 1 + 64 / 365],
  ["2019-01-10", "2019-12-31", "years", 355 / 365],
  // 20 days are two weeks and six days, up to 16 January 2021: the leap day lies in that year.
  ["2021-01-10", "2021-01-30", "weeks", 2 / 52 + 6 / 366],
  ["2020-01-01", "2020-12-31", "days", 1],
])("from %s to %s in %s", (start, end, interval, years) => {
  expect(aprInterval(plainDate(start), plainDate(end), interval)).toBeCloseTo(years, 14);
});

test.each(timeIntervals)("no time is no part of a year, in %s", (interval) => {
  const day = plainDate("2020-02-29");
  expect(aprInterval(day, day, interval)).toBe(0);
});

describe("refused", () => {
  const [start, end] = [plainDate("2024-01-01"), plainDate("2023-12-31")];

  test("an end before the start", () => {
    expect(() => aprInterval(start, end, "months")).toThrow(datesOutOfOrder({ start, end }));
  });

  // As callers without types send them.
  test("what is no date, and what is no interval", () => {
    const found = "2024-02-30";
    const bad = found as PlainDate;
    expect(() => aprInterval(bad, end, "months")).toThrow(invalidDate({ field: "start", found }));
    expect(() => aprInterval(start, bad, "months")).toThrow(invalidDate({ field: "end", found }));
    expect(() => aprInterval(end, start, "decades" as TimeInterval)).toThrow(
      unknownOption({ field: "interval", found: "decades", expected: timeIntervals }),
    );
  });
});
