import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addRatios, type Ratio, ratio } from "../../money/ratio.ts";
import { addMonths } from "../addMonths.ts";
import { dayCountDays, dayCountFraction } from "../dayCount.ts";
import type { Frequency } from "../frequency.ts";
import { addDays, daysBetween, plainDate } from "../plainDate.ts";
import { notARegularPeriod, outsidePeriod } from "./byPeriod.ts";
import type { DatePeriod } from "./rule.ts";

const period = (start: string, end: string): DatePeriod => ({
  start: plainDate(start),
  end: plainDate(end),
});

const sum = (...parts: readonly Ratio[]): Ratio => parts.reduce(addRatios, ratio(0, 1));

describe("1/1", () => {
  test("any period is one year, also an empty one", () => {
    const [start, end] = [plainDate("2024-01-15"), plainDate("2031-02-15")];
    expect(dayCountFraction("1/1", start, end)).toEqual(ratio(1, 1));
    expect(dayCountFraction("1/1", start, start)).toEqual(ratio(1, 1));
    expect(dayCountDays("1/1", start, end)).toBe(1);
  });
});

describe("ACT/365L", () => {
  const fraction = (
    start: string,
    end: string,
    context: { period: DatePeriod; frequency: Frequency },
  ): Ratio => dayCountFraction("ACT/365L", plainDate(start), plainDate(end), context);

  test.each<
    [frequency: Frequency, period: DatePeriod, start: string, end: string, fraction: Ratio]
  >([
    // Annual: is 29 February among the dates after the start, up to the end?
    ["P1Y", period("2003-02-01", "2004-02-01"), "2003-02-01", "2004-02-01", ratio(365, 365)],
    ["P1Y", period("2003-03-01", "2004-03-01"), "2003-03-01", "2004-03-01", ratio(366, 366)],
    ["P12M", period("2003-03-01", "2004-03-01"), "2003-03-01", "2003-03-29", ratio(28, 366)],
    ["P1Y", period("2003-02-28", "2004-02-29"), "2003-02-28", "2003-03-28", ratio(28, 366)],
    ["P1Y", period("2003-02-28", "2004-02-28"), "2003-02-28", "2003-03-28", ratio(28, 365)],
    ["P1Y", period("2004-02-29", "2005-02-28"), "2004-02-29", "2004-03-29", ratio(29, 365)],
    ["P1Y", period("2004-02-28", "2005-02-28"), "2005-01-28", "2005-02-28", ratio(31, 366)],
    // Others: the year of the period's end, wherever in the period the days are.
    ["P6M", period("2003-09-01", "2004-03-01"), "2003-09-01", "2003-09-29", ratio(28, 366)],
    ["P6M", period("2003-03-01", "2003-09-01"), "2003-03-01", "2003-03-29", ratio(28, 365)],
    ["P6M", period("2004-08-01", "2005-02-01"), "2004-08-01", "2004-08-29", ratio(28, 365)],
    ["P1M", period("2023-12-12", "2024-01-12"), "2023-12-12", "2024-01-12", ratio(31, 366)],
    // Twelve days are no year, though they are twelve.
    ["P12D", period("2024-03-01", "2024-03-13"), "2024-03-01", "2024-03-13", ratio(12, 366)],
    ["P24M", period("2003-03-01", "2005-03-01"), "2003-03-01", "2005-03-01", ratio(731, 365)],
    ["P52W", period("2003-03-03", "2004-03-01"), "2003-03-03", "2004-03-01", ratio(364, 366)],
    ["P365D", period("2003-02-01", "2004-02-01"), "2003-02-01", "2004-02-01", ratio(365, 366)],
  ])("%s of %o, %s to %s", (frequency, whole, start, end, expected) => {
    expect(fraction(start, end, { period: whole, frequency })).toEqual(expected);
  });
});

describe("PLAIN_PERIOD", () => {
  test.each<
    [frequency: Frequency, period: DatePeriod, start: string, end: string, fraction: Ratio]
  >([
    ["P1M", period("2023-02-01", "2023-03-01"), "2023-02-01", "2023-03-01", ratio(1, 12)],
    ["P1M", period("2023-03-01", "2023-04-01"), "2023-03-01", "2023-04-01", ratio(1, 12)],
    ["P1M", period("2023-02-01", "2023-03-01"), "2023-02-01", "2023-02-11", ratio(10, 28 * 12)],
    ["P1M", period("2024-02-01", "2024-03-01"), "2024-02-11", "2024-02-21", ratio(10, 29 * 12)],
    // A stub is a period too.
    ["P3M", period("2024-01-10", "2024-02-01"), "2024-01-10", "2024-02-01", ratio(1, 4)],
    ["P1W", period("2024-01-01", "2024-01-08"), "2024-01-01", "2024-01-08", ratio(1, 52)],
    ["P2W", period("2024-01-01", "2024-01-15"), "2024-01-01", "2024-01-15", ratio(1, 26)],
    ["P14D", period("2024-01-01", "2024-01-15"), "2024-01-01", "2024-01-15", ratio(14, 365)],
    ["P1D", period("2024-01-01", "2024-01-02"), "2024-01-01", "2024-01-02", ratio(1, 365)],
    ["P2Y", period("2023-01-01", "2025-01-01"), "2023-01-01", "2025-01-01", ratio(2, 1)],
    ["SEMI_MONTHLY", period("2024-01-16", "2024-02-01"), "2024-01-16", "2024-02-01", ratio(1, 24)],
  ])("%s of %o, %s to %s", (frequency, whole, from, to, expected) => {
    const [start, end] = [plainDate(from), plainDate(to)];
    const context = { period: whole, frequency };
    expect(dayCountFraction("PLAIN_PERIOD", start, end, context)).toEqual(expected);
    expect(dayCountDays("PLAIN_PERIOD", start, end, context)).toBe(daysBetween(start, end));
  });
});

describe.each(["ACT/365L", "PLAIN_PERIOD"] as const)("%s outside of its period", (dayCount) => {
  const whole = period("2024-01-15", "2024-02-15");

  test.each([
    ["2024-01-14", "2024-02-15"],
    ["2024-01-15", "2024-02-16"],
    ["2024-02-16", "2024-02-16"],
  ])("%s to %s is refused, naming both", (from, to) => {
    const [start, end] = [plainDate(from), plainDate(to)];
    const refused = outsidePeriod({ start, end, period: whole });
    const context = { period: whole, frequency: "P1M" } as const;
    expect(() => dayCountFraction(dayCount, start, end, context)).toThrow(refused);
  });

  test("a period without days is refused", () => {
    const none = period("2024-01-15", "2024-01-15");
    const refused = outsidePeriod({ start: none.start, end: none.end, period: none });
    const context = { period: none, frequency: "P1M" } as const;
    expect(() => dayCountFraction(dayCount, none.start, none.end, context)).toThrow(refused);
  });
});

describe("ACT/ACT.ICMA", () => {
  const fraction = (
    [start, end]: readonly [string, string],
    regular: readonly [string, string],
    frequency: Frequency,
    endOfMonth = false,
  ): Ratio => {
    const regularPeriod = period(...regular);
    const context = { regularPeriod, frequency, endOfMonth };
    return dayCountFraction("ACT/ACT.ICMA", plainDate(start), plainDate(end), context);
  };

  // ISDA, "The Actual/Actual day count fraction" (1999), the examples of its annex under ISMA:
  // https://www.isda.org/a/pIJEE/The-Actual-Actual-Day-Count-Fraction-1999.pdf
  test.each<
    [
      what: string,
      dates: readonly [string, string],
      regular: readonly [string, string],
      frequency: Frequency,
      endOfMonth: boolean,
      fraction: Ratio,
    ]
  >([
    [
      "semi-annual",
      ["2003-11-01", "2004-05-01"],
      ["2003-11-01", "2004-05-01"],
      "P6M",
      false,
      ratio(182, 182 * 2),
    ],
    [
      "short first",
      ["1999-02-01", "1999-07-01"],
      ["1999-07-01", "2000-07-01"],
      "P1Y",
      false,
      ratio(150, 365),
    ],
    [
      "annual",
      ["1999-07-01", "2000-07-01"],
      ["1999-07-01", "2000-07-01"],
      "P1Y",
      false,
      ratio(366, 366),
    ],
    [
      "long first",
      ["2002-08-15", "2003-07-15"],
      ["2003-07-15", "2004-01-15"],
      "P6M",
      false,
      sum(ratio(153, 184 * 2), ratio(181, 181 * 2)),
    ],
    [
      "after it",
      ["2003-07-15", "2004-01-15"],
      ["2003-07-15", "2004-01-15"],
      "P6M",
      false,
      ratio(184, 184 * 2),
    ],
    [
      "before last",
      ["1999-07-30", "2000-01-30"],
      ["1999-07-30", "2000-01-30"],
      "P6M",
      false,
      ratio(184, 184 * 2),
    ],
    [
      "short final",
      ["2000-01-30", "2000-06-30"],
      ["1999-07-30", "2000-01-30"],
      "P6M",
      false,
      ratio(152, 182 * 2),
    ],
    [
      "long final, month ends",
      ["1999-11-30", "2000-04-30"],
      ["1999-08-31", "1999-11-30"],
      "P3M",
      true,
      sum(ratio(91, 91 * 4), ratio(61, 92 * 4)),
    ],
  ])("ISDA 1999, %s period", (_, dates, regular, frequency, endOfMonth, expected) => {
    expect(fraction(dates, regular, frequency, endOfMonth)).toEqual(expected);
  });

  test("a stub is the same, whichever regular period is given", () => {
    const stub = ["2002-08-15", "2003-07-15"] as const;
    const expected = sum(ratio(153, 184 * 2), ratio(181, 181 * 2));
    expect(fraction(stub, ["2003-01-15", "2003-07-15"], "P6M")).toEqual(expected);
    expect(fraction(stub, ["1999-01-15", "1999-07-15"], "P6M")).toEqual(expected);
    expect(fraction(stub, ["2030-01-15", "2030-07-15"], "P6M")).toEqual(expected);
  });

  test("month ends are kept on request, or where the period's longer day shows them", () => {
    // After 30 April to 31 July comes 31 October; after 30 June to 30 September, 30 December.
    expect(fraction(["2024-07-31", "2024-09-30"], ["2024-04-30", "2024-07-31"], "P3M")).toEqual(
      ratio(61, 92 * 4),
    );
    expect(fraction(["2024-09-30", "2024-12-30"], ["2024-06-30", "2024-09-30"], "P3M")).toEqual(
      ratio(91, 91 * 4),
    );
    expect(
      fraction(["2024-09-30", "2024-12-30"], ["2024-06-30", "2024-09-30"], "P3M", true),
    ).toEqual(ratio(91, 92 * 4));
    // 30 January to 29 February falls on the 30th, which March has.
    expect(fraction(["2024-02-29", "2024-03-30"], ["2024-01-30", "2024-02-29"], "P1M")).toEqual(
      ratio(30, 30 * 12),
    );
  });

  test("weeks, days and half months have regular periods too", () => {
    expect(
      fraction(["2024-01-01", "2024-01-13"], ["2024-03-04", "2024-03-11"], "P1W", true),
    ).toEqual(ratio(12, 7 * 52));
    expect(fraction(["2024-02-28", "2024-03-01"], ["2024-01-01", "2024-01-02"], "P1D")).toEqual(
      ratio(2, 365),
    );
    // 16 January to 1 February has 16 days, 1 to 16 February 15.
    expect(
      fraction(["2024-01-17", "2024-02-04"], ["2024-03-01", "2024-03-16"], "SEMI_MONTHLY"),
    ).toEqual(sum(ratio(15, 16 * 24), ratio(3, 15 * 24)));
  });

  test("the 15th to the 31st shows half months of month ends", () => {
    // From 30 April to 15 May, and 15 to 31 May.
    expect(
      fraction(["2024-04-30", "2024-05-30"], ["2024-01-15", "2024-01-31"], "SEMI_MONTHLY"),
    ).toEqual(sum(ratio(15, 15 * 24), ratio(15, 16 * 24)));
  });

  test("no days are no part of a year", () => {
    expect(fraction(["2024-01-17", "2024-01-17"], ["2024-01-01", "2024-02-01"], "P1M")).toEqual(
      ratio(0, 1),
    );
  });

  test.each<
    [
      regular: readonly [string, string],
      frequency: Frequency,
      endOfMonth: boolean,
      expectedEnd: string,
    ]
  >([
    [["2024-01-15", "2024-02-16"], "P1M", false, "2024-02-15"],
    [["2024-01-16", "2024-02-15"], "P1M", false, "2024-02-16"],
    [["2024-01-15", "2024-02-15"], "P3M", false, "2024-04-15"],
    [["2024-04-30", "2024-05-30"], "P1M", true, "2024-05-31"],
    [["2024-01-01", "2024-01-09"], "P1W", false, "2024-01-08"],
    [["2024-01-15", "2024-01-15"], "P1M", false, "2024-02-15"],
  ])(
    "%o is no regular period of %s, month ends %s",
    (regular, frequency, endOfMonth, expectedEnd) => {
      const regularPeriod = period(...regular);
      const refused = notARegularPeriod({ regularPeriod, frequency, expectedEnd });
      expect(() => fraction(["2024-01-17", "2024-01-20"], regular, frequency, endOfMonth)).toThrow(
        refused,
      );
    },
  );

  test("every regular period is the same part of a year, and its days share it", () => {
    const anyDate = fc
      .date({ min: new Date("1970-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
      .map((date) => plainDate(date.toISOString().slice(0, 10)));
    const anyMonths = fc.constantFrom(1, 2, 3, 4, 6, 12);
    fc.assert(
      fc.property(
        anyDate,
        anyMonths,
        fc.integer({ min: -20, max: 20 }),
        (anchor, months, index) => {
          const frequency = `P${months}M` as const;
          const regularPeriod = { start: anchor, end: addMonths(anchor, months) };
          const context = { regularPeriod, frequency, endOfMonth: false };
          const start = addMonths(anchor, months * index);
          const end = addMonths(anchor, months * (index + 1));
          const whole = dayCountFraction("ACT/ACT.ICMA", start, end, context);
          expect(whole).toEqual(ratio(months, 12));
          const day = dayCountFraction("ACT/ACT.ICMA", start, addDays(start, 1), context);
          expect(day).toEqual(ratio(months, 12 * daysBetween(start, end)));
        },
      ),
    );
  });
});
