import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Ratio, ratio } from "../../money/ratio.ts";
import { dayCountDays, dayCountFraction } from "../dayCount.ts";
import { addDays, plainDate } from "../plainDate.ts";
import type { actualRules } from "./actual.ts";

type Name = keyof typeof actualRules;

test.each<[dayCount: Name, start: string, end: string, fraction: Ratio]>([
  ["ACT/360", "2024-01-15", "2024-02-15", ratio(31, 360)],
  ["ACT/360", "2024-01-01", "2025-01-01", ratio(366, 360)],
  ["ACT/365.FIXED", "2024-01-15", "2024-02-15", ratio(31, 365)],
  ["ACT/365.FIXED", "2023-01-01", "2024-01-01", ratio(365, 365)],
  ["ACT/365.FIXED", "2024-01-01", "2025-01-01", ratio(366, 365)],
  ["ACT/364", "2024-01-01", "2024-04-01", ratio(91, 364)],
  // 365.25 days a year: four years with one leap day are exactly four.
  ["ACT/365.25", "2023-03-01", "2027-03-01", ratio(4, 1)],
  ["ACT/365.25", "2024-01-15", "2024-02-15", ratio(31 * 4, 1461)],
  ["ACT/366", "2024-01-01", "2025-01-01", ratio(366, 366)],
  ["ACT/366", "2023-01-01", "2024-01-01", ratio(365, 366)],
  // 63 actual days, of which the one that ends on 29 February is none.
  ["NL/365", "2011-12-28", "2012-02-29", ratio(62, 365)],
  ["NL/360", "2011-12-28", "2012-02-29", ratio(62, 360)],
  // 28 actual days: 29 February is not after the start.
  ["NL/365", "2012-02-29", "2012-03-28", ratio(28, 365)],
  ["NL/365", "2012-02-28", "2012-02-29", ratio(0, 365)],
  ["NL/365", "2024-01-01", "2025-01-01", ratio(365, 365)],
  ["NL/360", "2023-01-01", "2024-01-01", ratio(365, 360)],
  ["NL/365", "2100-02-27", "2100-03-02", ratio(3, 365)],
])("%s from %s to %s", (dayCount, start, end, fraction) => {
  expect(dayCountFraction(dayCount, plainDate(start), plainDate(end))).toEqual(fraction);
});

describe("without leap days", () => {
  const anyDate = fc
    .date({ min: new Date("1950-01-01"), max: new Date("2110-12-31"), noInvalidDate: true })
    .map((date) => plainDate(date.toISOString().slice(0, 10)));
  const anyLength = fc.integer({ min: 0, max: 3000 });

  test("days are those that end on another date than 29 February", () => {
    fc.assert(
      fc.property(anyDate, anyLength, (start, length) => {
        let days = 0;
        for (let passed = 1; passed <= length; passed += 1) {
          if (!addDays(start, passed).endsWith("-02-29")) days += 1;
        }
        expect(dayCountDays("NL/365", start, addDays(start, length))).toBe(days);
        expect(dayCountDays("NL/360", start, addDays(start, length))).toBe(days);
      }),
    );
  });
});

test("the calendar's days are counted by the others", () => {
  const [start, end] = [plainDate("2011-12-28"), plainDate("2016-02-29")];
  // 4 days of 2011, 366 + 3 * 365 of 2012 to 2015, 59 of 2016 before 29 February.
  const days = 4 + 366 + 3 * 365 + 59;
  const names: readonly Name[] = ["ACT/360", "ACT/364", "ACT/365.25", "ACT/365.FIXED", "ACT/366"];
  expect(names.map((name) => dayCountDays(name, start, end))).toEqual(names.map(() => days));
});
