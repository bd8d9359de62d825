import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { multiplyRatios, ratio } from "../../money/ratio.ts";
import { addMonths } from "../addMonths.ts";
import { dayCountDays, dayCountFraction } from "../dayCount.ts";
import { addDays, type PlainDate, plainDate } from "../plainDate.ts";

type Days = readonly [
  bondBasis: number,
  eurobond: number,
  german: number,
  germanAtTermination: number,
  usMonthEnds: number,
  psa: number,
  plus: number,
];

// The first figure is ISDA's, of the examples for 30/360 published on 22 December 2008:
// https://www.isda.org/2008/12/22/30-360-day-count-conventions/
// The others are 360 * years + 30 * months + days by each convention's reading of the two days,
// worked out beside this code: 31 August to 28 February is 360 - 180 + 28 - 30 = 178 where the
// 28th is itself, and 180 where it is read as the 30th.
test.each<[start: string, end: string, days: Days]>([
  ["2006-08-20", "2007-02-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2007-02-20", "2007-08-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2007-08-20", "2008-02-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2008-02-20", "2008-08-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2008-08-20", "2009-02-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2009-02-20", "2009-08-20", [180, 180, 180, 180, 180, 180, 180]],
  ["2006-08-31", "2007-02-28", [178, 178, 180, 178, 178, 178, 178]],
  ["2007-02-28", "2007-08-31", [183, 182, 180, 180, 180, 180, 183]],
  ["2007-08-31", "2008-02-29", [179, 179, 180, 179, 179, 179, 179]],
  ["2008-02-29", "2008-08-31", [182, 181, 180, 180, 180, 180, 182]],
  ["2008-08-31", "2009-02-28", [178, 178, 180, 178, 178, 178, 178]],
  ["2009-02-28", "2009-08-31", [183, 182, 180, 180, 180, 180, 183]],
  ["2006-01-31", "2006-02-28", [28, 28, 30, 28, 28, 28, 28]],
  ["2006-01-30", "2006-02-28", [28, 28, 30, 28, 28, 28, 28]],
  ["2006-02-28", "2006-03-03", [5, 5, 3, 3, 3, 3, 5]],
  ["2006-02-14", "2006-02-28", [14, 14, 16, 14, 14, 14, 14]],
  ["2006-09-30", "2006-10-31", [30, 30, 30, 30, 30, 30, 31]],
  ["2006-10-31", "2006-11-28", [28, 28, 28, 28, 28, 28, 28]],
  ["2007-08-31", "2008-02-28", [178, 178, 178, 178, 178, 178, 178]],
  ["2008-02-28", "2008-08-28", [180, 180, 180, 180, 180, 180, 180]],
  ["2008-02-28", "2008-08-30", [182, 182, 182, 182, 182, 182, 182]],
  ["2008-02-28", "2008-08-31", [183, 182, 182, 182, 183, 183, 183]],
  ["2007-02-26", "2008-02-28", [362, 362, 362, 362, 362, 362, 362]],
  ["2007-02-26", "2008-02-29", [363, 363, 364, 363, 363, 363, 363]],
  ["2008-02-29", "2009-02-28", [359, 359, 360, 358, 360, 358, 359]],
  ["2008-02-28", "2008-03-30", [32, 32, 32, 32, 32, 32, 32]],
  ["2008-02-28", "2008-03-31", [33, 32, 32, 32, 33, 33, 33]],
  ["2007-01-15", "2007-01-30", [15, 15, 15, 15, 15, 15, 15]],
  ["2007-01-15", "2007-02-15", [30, 30, 30, 30, 30, 30, 30]],
  ["2007-01-15", "2007-07-15", [180, 180, 180, 180, 180, 180, 180]],
  ["2007-09-30", "2008-03-31", [180, 180, 180, 180, 180, 180, 181]],
  ["2007-09-30", "2007-10-31", [30, 30, 30, 30, 30, 30, 31]],
  ["2007-09-30", "2008-09-30", [360, 360, 360, 360, 360, 360, 360]],
  ["2007-01-15", "2007-01-31", [16, 15, 15, 15, 16, 16, 16]],
  ["2007-01-31", "2007-02-28", [28, 28, 30, 28, 28, 28, 28]],
  ["2007-02-28", "2007-03-31", [33, 32, 30, 30, 30, 30, 33]],
  ["2007-02-14", "2007-02-28", [14, 14, 16, 14, 14, 14, 14]],
  ["2008-02-29", "2008-03-30", [31, 31, 30, 30, 30, 30, 31]],
  ["2008-02-29", "2008-03-31", [32, 31, 30, 30, 30, 30, 32]],
  ["2007-02-28", "2007-03-05", [7, 7, 5, 5, 5, 5, 7]],
  ["2007-10-31", "2007-11-28", [28, 28, 28, 28, 28, 28, 28]],
  // The 28th ends February only.
  ["2007-03-28", "2007-04-27", [29, 29, 29, 29, 29, 29, 29]],
])("%s to %s", (from, to, expected) => {
  const [start, end] = [plainDate(from), plainDate(to)];
  const [bondBasis, eurobond, german, germanAtTermination, usMonthEnds, psa, plus] = expected;
  expect({
    bondBasis: dayCountDays("30/360", start, end),
    us: dayCountDays("30U/360", start, end, { endOfMonth: false }),
    usMonthEnds: dayCountDays("30U/360", start, end, { endOfMonth: true }),
    psa: dayCountDays("30/360.PSA", start, end),
    eurobond: dayCountDays("30E/360", start, end),
    plus: dayCountDays("30E+/360", start, end),
    german: dayCountDays("30E/360.ISDA", start, end, { terminationDate: null }),
    germanBefore: dayCountDays("30E/360.ISDA", start, end, { terminationDate: addDays(end, 1) }),
    germanAtTermination: dayCountDays("30E/360.ISDA", start, end, { terminationDate: end }),
    over365: dayCountDays("30E/365", start, end),
  }).toEqual({
    bondBasis,
    us: bondBasis,
    usMonthEnds,
    psa,
    eurobond,
    plus,
    german,
    germanBefore: german,
    germanAtTermination,
    over365: german,
  });
});

test("the termination date matters in February alone", () => {
  const days = (start: string, end: string): number => {
    const terminationDate = plainDate(end);
    return dayCountDays("30E/360.ISDA", plainDate(start), terminationDate, { terminationDate });
  };
  expect(days("2024-01-15", "2024-02-28")).toBe(43);
  expect(days("2024-01-15", "2024-02-29")).toBe(44);
  expect(days("2024-01-15", "2024-03-31")).toBe(75);
  expect(days("2024-01-31", "2024-07-31")).toBe(180);
});

test("a 31st at the end is the first of the next month to 30E+/360, over the year too", () => {
  expect(dayCountDays("30E+/360", plainDate("2023-12-30"), plainDate("2023-12-31"))).toBe(1);
  expect(dayCountDays("30E+/360", plainDate("2023-12-31"), plainDate("2024-01-31"))).toBe(31);
});

test.each(["2024-01-31", "2024-02-29", "2023-02-28", "2024-02-28"])(
  "from %s to itself there are no days",
  (text) => {
    const date = plainDate(text);
    expect([
      dayCountDays("30/360", date, date),
      dayCountDays("30U/360", date, date, { endOfMonth: true }),
      dayCountDays("30/360.PSA", date, date),
      dayCountDays("30E/360", date, date),
      dayCountDays("30E/360.ISDA", date, date, { terminationDate: date }),
      dayCountDays("30E/365", date, date),
      dayCountDays("30E+/360", date, date),
    ]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  },
);

test("only 30E/365 has a year of 365 days", () => {
  const [start, end] = [plainDate("2023-01-15"), plainDate("2024-01-15")];
  expect(dayCountFraction("30E/365", start, end)).toEqual(ratio(360, 365));
  const whole = ratio(1, 1);
  expect(dayCountFraction("30/360", start, end)).toEqual(whole);
  expect(dayCountFraction("30/360.PSA", start, end)).toEqual(whole);
  expect(dayCountFraction("30U/360", start, end, { endOfMonth: true })).toEqual(whole);
  expect(dayCountFraction("30E/360", start, end)).toEqual(whole);
  expect(dayCountFraction("30E/360.ISDA", start, end, { terminationDate: end })).toEqual(whole);
  expect(dayCountFraction("30E+/360", start, end)).toEqual(whole);
});

describe("away from month ends all conventions agree", () => {
  const anyDay = fc.integer({ min: 1, max: 27 });
  const anyMonth = fc
    .tuple(fc.integer({ min: 1950, max: 2110 }), fc.integer({ min: 1, max: 12 }))
    .map(([year, month]) => `${year}-${String(month).padStart(2, "0")}`);
  const dateIn = (month: string, day: number): PlainDate =>
    plainDate(`${month}-${String(day).padStart(2, "0")}`);

  test("whole months are thirty days each, and days within a month are themselves", () => {
    fc.assert(
      fc.property(anyMonth, anyDay, anyDay, fc.nat(400), (month, first, last, months) => {
        const start = dateIn(month, Math.min(first, last));
        const end = addMonths(dateIn(month, Math.max(first, last)), months);
        const days = 30 * months + Math.abs(last - first);
        expect(dayCountDays("30/360", start, end)).toBe(days);
        expect(dayCountDays("30U/360", start, end, { endOfMonth: true })).toBe(days);
        expect(dayCountDays("30/360.PSA", start, end)).toBe(days);
        expect(dayCountDays("30E/360", start, end)).toBe(days);
        expect(dayCountDays("30E/360.ISDA", start, end, { terminationDate: end })).toBe(days);
        expect(dayCountDays("30E/365", start, end)).toBe(days);
        expect(dayCountDays("30E+/360", start, end)).toBe(days);
        const perDay = multiplyRatios(dayCountFraction("30/360", start, end), ratio(360, 1));
        expect(perDay).toEqual(ratio(days, 1));
      }),
    );
  });
});
