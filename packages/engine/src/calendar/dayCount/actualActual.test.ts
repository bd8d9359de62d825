import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addRatios, multiplyRatios, type Ratio, ratio, ratioToDecimal } from "../../money/ratio.ts";
import { addMonths } from "../addMonths.ts";
import { dayCountDays, dayCountFraction } from "../dayCount.ts";
import { addDays, type PlainDate, plainDate } from "../plainDate.ts";
import type { actualActualRules } from "./actualActual.ts";

type Name = keyof typeof actualActualRules;

const between = (dayCount: Name, start: string, end: string): Ratio =>
  dayCountFraction(dayCount, plainDate(start), plainDate(end));

const sum = (...parts: readonly Ratio[]): Ratio => parts.reduce(addRatios, ratio(0, 1));

// ISDA, "The Actual/Actual day count fraction" (1999), the examples of its annex:
// https://www.isda.org/a/pIJEE/The-Actual-Actual-Day-Count-Fraction-1999.pdf
test.each<[what: string, start: string, end: string, isda: Ratio, afb: Ratio]>([
  [
    "semi-annual",
    "2003-11-01",
    "2004-05-01",
    sum(ratio(61, 365), ratio(121, 366)),
    ratio(182, 366),
  ],
  ["short first", "1999-02-01", "1999-07-01", ratio(150, 365), ratio(150, 365)],
  ["annual", "1999-07-01", "2000-07-01", sum(ratio(184, 365), ratio(182, 366)), ratio(366, 366)],
  ["long first", "2002-08-15", "2003-07-15", ratio(334, 365), ratio(334, 365)],
  ["after it", "2003-07-15", "2004-01-15", sum(ratio(170, 365), ratio(14, 366)), ratio(184, 365)],
  [
    "before last",
    "1999-07-30",
    "2000-01-30",
    sum(ratio(155, 365), ratio(29, 366)),
    ratio(184, 365),
  ],
  ["short final", "2000-01-30", "2000-06-30", ratio(152, 366), ratio(152, 366)],
  ["long final", "1999-11-30", "2000-04-30", sum(ratio(32, 365), ratio(120, 366)), ratio(152, 366)],
])("ISDA 1999, %s period", (_, start, end, isda, afb) => {
  expect(between("ACT/ACT.ISDA", start, end)).toEqual(isda);
  expect(between("ACT/ACT.AFB", start, end)).toEqual(afb);
});

test.each<[dayCount: Name, start: string, end: string, fraction: Ratio]>([
  // The turn of the year: 20 days from 12 December up to 1 January, 11 from there.
  ["ACT/ACT.ISDA", "2023-12-12", "2024-01-12", sum(ratio(20, 365), ratio(11, 366))],
  ["ACT/ACT.END_INCLUDED", "2023-12-12", "2024-01-12", sum(ratio(19, 365), ratio(12, 366))],
  ["ACT/ACT.ISDA", "2023-12-31", "2024-01-01", ratio(1, 365)],
  ["ACT/ACT.END_INCLUDED", "2023-12-31", "2024-01-01", ratio(1, 366)],
  ["ACT/ACT.END_INCLUDED", "2018-12-31", "2020-12-31", ratio(2, 1)],
  ["ACT/ACT.ISDA", "2018-12-31", "2020-12-31", sum(ratio(366, 365), ratio(365, 366))],
  ["ACT/ACT.ISDA", "2023-06-30", "2026-06-30", sum(ratio(185, 365), ratio(2, 1), ratio(180, 365))],
  // 2100 is no leap year.
  ["ACT/ACT.ISDA", "2099-07-01", "2100-07-01", ratio(365, 365)],

  // See the row's comment. The day left over before 29 February 2004 is the 28th.
  ["ACT/ACT.AFB", "2004-02-28", "2008-02-27", sum(ratio(3, 1), ratio(365, 366))],
  ["ACT/ACT.AFB", "2004-02-28", "2008-02-28", ratio(4, 1)],
  ["ACT/ACT.AFB", "2004-02-28", "2008-02-29", sum(ratio(4, 1), ratio(1, 365))],
  ["ACT/ACT.AFB", "2004-02-28", "2008-03-01", sum(ratio(4, 1), ratio(2, 366))],
  // Back from 29 February 2008: 28 February 2007 and 2006.
  ["ACT/ACT.AFB", "2006-02-28", "2008-02-29", ratio(2, 1)],
  ["ACT/ACT.AFB", "2006-03-01", "2008-02-29", sum(ratio(1, 1), ratio(364, 365))],
  // 29 February 2008 is the end, and not counted.
  ["ACT/ACT.AFB", "2007-08-29", "2008-02-29", ratio(184, 365)],
  ["ACT/ACT.AFB", "2007-08-29", "2008-03-01", ratio(185, 366)],
  ["ACT/ACT.AFB", "2008-02-29", "2008-03-01", ratio(1, 366)],
  ["ACT/ACT.AFB", "2008-03-01", "2008-03-02", ratio(1, 365)],
  // 27 February 2004 to 1 January 2005 has 309 days, the 29th among them; then five years.
  ["ACT/ACT.AFB", "2004-02-27", "2010-01-01", sum(ratio(5, 1), ratio(309, 366))],

  ["ACT/ACT.YEAR", "2011-12-28", "2012-02-28", ratio(62, 366)],
  ["ACT/ACT.YEAR", "2011-12-28", "2012-12-28", ratio(1, 1)],
  // The year from 28 December 2015 to 2016 has 366 days, of which 64 up to 1 March.
  ["ACT/ACT.YEAR", "2011-12-28", "2016-03-01", sum(ratio(4, 1), ratio(64, 366))],
  // Years from 29 February begin on the 28th where there is no 29th.
  ["ACT/ACT.YEAR", "2012-02-29", "2013-02-28", ratio(1, 1)],
  ["ACT/ACT.YEAR", "2012-02-29", "2013-03-28", sum(ratio(1, 1), ratio(28, 365))],
  ["ACT/ACT.YEAR", "2012-02-29", "2015-03-28", sum(ratio(3, 1), ratio(28, 366))],
  ["ACT/ACT.YEAR", "2012-02-29", "2016-02-29", ratio(4, 1)],

  ["ACT/365.ACTUAL", "2011-12-28", "2012-02-28", ratio(62, 365)],
  ["ACT/365.ACTUAL", "2011-12-28", "2012-02-29", ratio(63, 366)],
  ["ACT/365.ACTUAL", "2012-02-29", "2012-03-28", ratio(28, 365)],
  ["ACT/365.ACTUAL", "2012-02-28", "2012-03-28", ratio(29, 366)],
  // All days by 366, also those of the three years before the leap day.
  ["ACT/365.ACTUAL", "2009-01-01", "2012-03-01", ratio(1155, 366)],
])("%s from %s to %s", (dayCount, start, end, fraction) => {
  expect(between(dayCount, start, end)).toEqual(fraction);
});

test("all of them count the calendar's days", () => {
  const names: readonly Name[] = [
    "ACT/ACT.ISDA",
    "ACT/ACT.END_INCLUDED",
    "ACT/ACT.AFB",
    "ACT/ACT.YEAR",
    "ACT/365.ACTUAL",
  ];
  const [start, end] = [plainDate("2011-12-28"), plainDate("2012-03-01")];
  expect(names.map((name) => dayCountDays(name, start, end))).toEqual(names.map(() => 64));
});

describe("counted one by one", () => {
  const anyDate = fc
    .date({ min: new Date("1950-01-01"), max: new Date("2110-12-31"), noInvalidDate: true })
    .map((date) => plainDate(date.toISOString().slice(0, 10)));
  const anyLength = fc.integer({ min: 0, max: 1500 });
  const isLeapYear = (date: PlainDate): boolean =>
    new Date(`${date.slice(0, 4)}-02-29T00:00Z`).getUTCDate() === 29;

  test("each day is the part of its own year", () => {
    fc.assert(
      fc.property(anyDate, anyLength, (start, length) => {
        let [byStart, byEnd] = [0, 0];
        for (let passed = 0; passed < length; passed += 1) {
          if (isLeapYear(addDays(start, passed))) byStart += 1;
          if (isLeapYear(addDays(start, passed + 1))) byEnd += 1;
        }
        const parts = (inLeapYears: number): Ratio =>
          sum(ratio(inLeapYears, 366), ratio(length - inLeapYears, 365));
        const end = addDays(start, length);
        expect(between("ACT/ACT.ISDA", start, end)).toEqual(parts(byStart));
        expect(between("ACT/ACT.END_INCLUDED", start, end)).toEqual(parts(byEnd));
      }),
    );
  });

  test("years from the start are annual periods of ACT/ACT.ICMA", () => {
    fc.assert(
      fc.property(anyDate, anyLength, (start, length) => {
        const end = addDays(start, length);
        const byIcma = dayCountFraction("ACT/ACT.ICMA", start, end, {
          regularPeriod: { start, end: addMonths(start, 12) },
          frequency: "P1Y",
          endOfMonth: false,
        });
        expect(between("ACT/ACT.YEAR", start, end)).toEqual(byIcma);
      }),
    );
  });

  test("whole years are whole, and a part of one is less than one", () => {
    const anyYears = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(anyDate, anyYears, fc.integer({ min: 1, max: 364 }), (start, years, days) => {
        const whole = addMonths(start, 12 * years);
        expect(between("ACT/ACT.YEAR", start, whole)).toEqual(ratio(years, 1));
        if (!start.endsWith("-02-29")) {
          expect(between("ACT/ACT.AFB", start, whole)).toEqual(ratio(years, 1));
          const more = between("ACT/ACT.YEAR", start, addDays(whole, days));
          const rest = multiplyRatios(addRatios(more, ratio(-years, 1)), ratio(1, days));
          expect([ratio(1, 365), ratio(1, 366)]).toContainEqual(rest);
        }
        const afb = between("ACT/ACT.AFB", start, addDays(whole, days));
        expect(ratioToDecimal(afb).minus(years).toNumber()).toBeLessThanOrEqual(1);
      }),
    );
  });
});
