import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";

import { addRatios, multiplyRatios, type Ratio, ratio, ratioToDecimal } from "../money/ratio.ts";
import { addMonths } from "./addMonths.ts";
import type { DayCount, DayCountContext } from "./dayCount/rule.ts";
import {
  dayCountContextMissing,
  dayCountDays,
  dayCountFraction,
  dayCountRules,
  dayCounts,
  yearFraction,
} from "./dayCount.ts";
import type { Frequency } from "./frequency.ts";
import {
  datesOutOfOrder,
  fromEpochDay,
  type PlainDate,
  plainDate,
  toEpochDay,
} from "./plainDate.ts";
import { unknownConvention } from "./unknownConvention.ts";

/** A context, and three days in its period, in order. */
interface Sample {
  readonly days: readonly [start: PlainDate, middle: PlainDate, end: PlainDate];
  readonly context: DayCountContext;
}

const anyDate = fc
  .date({ min: new Date("1950-01-01"), max: new Date("2110-12-31"), noInvalidDate: true })
  .map((date) => plainDate(date.toISOString().slice(0, 10)));

const anyPeriod = fc
  .tuple(anyDate, fc.constantFrom(1, 3, 6, 12), fc.integer({ min: 1, max: 5 }))
  .map(([start, months, periods]) => {
    const frequency: Frequency = `P${months}M`;
    const regularPeriod = { start, end: addMonths(start, months) };
    return { frequency, regularPeriod, period: { start, end: addMonths(start, months * periods) } };
  });

/** Days of a period of one to five regular ones, and often its corners or month ends. */
const anySample: fc.Arbitrary<Sample> = anyPeriod.chain(({ frequency, regularPeriod, period }) => {
  const [first, last] = [toEpochDay(period.start), toEpochDay(period.end)];
  const anyDay = fc.oneof(
    fc.integer({ min: first, max: last }),
    fc.constantFrom(first, last),
    fc.integer({ min: 1, max: 11 }).map((months) => {
      const nextMonth = `${addMonths(period.start, months).slice(0, 8)}01`;
      return Math.min(last, Math.max(first, toEpochDay(plainDate(nextMonth)) - 1));
    }),
  );
  return fc.record({
    days: fc.tuple(anyDay, anyDay, anyDay).map((days) => {
      const [start = first, middle = first, end = first] = [...days].sort((a, b) => a - b);
      return [fromEpochDay(start), fromEpochDay(middle), fromEpochDay(end)] as const;
    }),
    context: fc.record({
      period: fc.constant(period),
      regularPeriod: fc.constant(regularPeriod),
      frequency: fc.constant(frequency),
      endOfMonth: fc.constant(false),
      terminationDate: fc.oneof(fc.constant(null), fc.constant(period.end), anyDate),
    }),
  });
});

/** Of each convention that is not additive: a period, and a day at which splitting changes it. */
const counterexamples: Readonly<
  Partial<
    Record<
      DayCount,
      readonly [
        start: string,
        middle: string,
        end: string,
        whole: Ratio,
        first: Ratio,
        second: Ratio,
      ]
    >
  >
> = {
  // The start decides how the end's 31st is read.
  "30/360": ["2024-01-28", "2024-01-30", "2024-01-31", ratio(3, 360), ratio(2, 360), ratio(0, 1)],
  "30U/360": ["2024-01-28", "2024-01-30", "2024-01-31", ratio(3, 360), ratio(2, 360), ratio(0, 1)],
  "30/360.PSA": [
    "2024-01-15",
    "2024-02-29",
    "2024-03-15",
    ratio(60, 360),
    ratio(44, 360),
    ratio(15, 360),
  ],
  // The contract ends on 29 February; what follows starts from the 30th.
  "30E/360.ISDA": [
    "2024-01-15",
    "2024-02-29",
    "2024-03-15",
    ratio(60, 360),
    ratio(44, 360),
    ratio(15, 360),
  ],
  // The 31st is a day of its own as an end, and none as a start.
  "30E+/360": [
    "2024-01-15",
    "2024-01-31",
    "2024-02-15",
    ratio(30, 360),
    ratio(16, 360),
    ratio(15, 360),
  ],
  // The leap day makes all 60 days a 366th, or only those of its own part.
  "ACT/365.ACTUAL": [
    "2024-01-01",
    "2024-02-01",
    "2024-03-01",
    ratio(60, 366),
    ratio(31, 365),
    ratio(29, 366),
  ],
  "ACT/ACT.AFB": [
    "2024-01-01",
    "2024-02-01",
    "2024-03-01",
    ratio(60, 366),
    ratio(31, 365),
    ratio(29, 366),
  ],
  // A year from 1 July 2023 has 366 days, one from 1 July 2024 has 365.
  "ACT/ACT.YEAR": [
    "2023-01-01",
    "2023-07-01",
    "2024-07-01",
    addRatios(ratio(1, 1), ratio(182, 366)),
    ratio(181, 365),
    ratio(1, 1),
  ],
  "1/1": ["2024-01-01", "2024-02-01", "2024-03-01", ratio(1, 1), ratio(1, 1), ratio(1, 1)],
};

const isAdditive = (dayCount: DayCount): boolean => dayCountRules[dayCount].additive;

test.each(dayCounts.filter(isAdditive))(
  "%s: splitting a period leaves its length unchanged",
  (dayCount) => {
    fc.assert(
      fc.property(anySample, ({ days: [start, middle, end], context }) => {
        const first = dayCountFraction(dayCount, start, middle, context);
        const second = dayCountFraction(dayCount, middle, end, context);
        const whole = dayCountFraction(dayCount, start, end, context);
        expect(addRatios(first, second)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  },
);

test.each(dayCounts.filter((dayCount) => !isAdditive(dayCount)))(
  "%s: splitting a period may change its length",
  (dayCount) => {
    const counterexample = counterexamples[dayCount];
    if (counterexample === undefined) throw new Error(`${dayCount} has no counterexample`);
    const [from, at, to, whole, first, second] = counterexample;
    const [start, middle, end] = [plainDate(from), plainDate(at), plainDate(to)];
    const period = { start, end };
    const context: DayCountContext = {
      period,
      regularPeriod: period,
      frequency: "P1M",
      endOfMonth: true,
      terminationDate: middle,
    };
    expect(dayCountFraction(dayCount, start, middle, context)).toEqual(first);
    expect(dayCountFraction(dayCount, middle, end, context)).toEqual(second);
    expect(dayCountFraction(dayCount, start, end, context)).toEqual(whole);
    expect(addRatios(first, second)).not.toEqual(whole);
  },
);

describe.each(dayCounts)("%s", (dayCount) => {
  const rule = dayCountRules[dayCount];

  test("no period is below zero, and an empty one is no part of a year", () => {
    fc.assert(
      fc.property(anySample, ({ days: [start, , end], context }) => {
        expect(dayCountFraction(dayCount, start, end, context).numerator).toBeGreaterThanOrEqual(0);
        expect(dayCountDays(dayCount, start, end, context)).toBeGreaterThanOrEqual(0);
        const empty = dayCount === "1/1" ? 1 : 0;
        expect(dayCountFraction(dayCount, start, start, context)).toEqual(ratio(empty, 1));
        expect(dayCountDays(dayCount, start, start, context)).toBe(empty);
      }),
    );
  });

  test("a calendar year is within 2 % of one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2110 }), (year) => {
        const period = { start: plainDate(`${year}-01-01`), end: plainDate(`${year + 1}-01-01`) };
        const whole = yearFraction(dayCount, period.start, period.end, {
          period,
          regularPeriod: period,
          frequency: "P1Y",
          endOfMonth: false,
          terminationDate: null,
        });
        expect(whole.minus(1).abs().toNumber()).toBeLessThan(0.02);
      }),
    );
  });

  test("days are a fixed part of a year where the row says so, and do not fall with the end", () => {
    fc.assert(
      fc.property(anySample, ({ days: [start, middle, end], context }) => {
        if (rule.dayFraction === undefined) return;
        const days = dayCountDays(dayCount, start, end, context);
        const fraction = dayCountFraction(dayCount, start, end, context);
        expect(multiplyRatios(ratio(days, 1), rule.dayFraction)).toEqual(fraction);
        expect(dayCountDays(dayCount, start, middle, context)).toBeLessThanOrEqual(days);
      }),
    );
  });

  test("as a decimal it is the same, to 40 digits", () => {
    fc.assert(
      fc.property(anySample, ({ days: [start, , end], context }) => {
        const fraction = dayCountFraction(dayCount, start, end, context);
        const decimal = yearFraction(dayCount, start, end, context);
        expect(decimal.eq(ratioToDecimal(fraction))).toBe(true);
        const error = decimal.times(fraction.denominator).minus(fraction.numerator).abs();
        expect(error.toNumber()).toBeLessThanOrEqual(1e-30);
      }),
    );
  });

  test("an end before the start is refused, naming both dates", () => {
    const [start, end] = [plainDate("2024-02-01"), plainDate("2024-01-31")];
    const period = { start: end, end: start };
    const context: DayCountContext = {
      period,
      regularPeriod: period,
      frequency: "P1M",
      endOfMonth: false,
      terminationDate: null,
    };
    const refused = datesOutOfOrder({ start, end });
    expect(() => dayCountFraction(dayCount, start, end, context)).toThrow(refused);
    expect(() => yearFraction(dayCount, start, end, context)).toThrow(refused);
    expect(() => dayCountDays(dayCount, start, end, context)).toThrow(refused);
  });

  test("it says where it is defined", () => {
    expect(rule.reference.length).toBeGreaterThan(10);
  });
});

test("30U/360 is additive neither by month ends nor without", () => {
  const [start, middle, end] = ["2024-01-28", "2024-01-30", "2024-01-31"].map((date) =>
    plainDate(date),
  );
  if (start === undefined || middle === undefined || end === undefined) throw new Error();
  for (const endOfMonth of [true, false]) {
    const days = (from: PlainDate, to: PlainDate): number =>
      dayCountDays("30U/360", from, to, { endOfMonth });
    expect([days(start, middle), days(middle, end), days(start, end)]).toEqual([2, 0, 3]);
  }
});

test("30E/360.ISDA is additive up to the contract's last day", () => {
  fc.assert(
    fc.property(anySample, ({ days: [start, middle, end], context: { period } }) => {
      const days = (from: PlainDate, to: PlainDate): number =>
        dayCountDays("30E/360.ISDA", from, to, { terminationDate: period.end });
      if (middle === period.end) return;
      expect(days(start, middle) + days(middle, end)).toBe(days(start, end));
    }),
  );
});

test("which conventions there are, in this order", () => {
  expect(dayCounts).toHaveLength(23);
  expect(dayCounts.slice(0, 2)).toEqual(["ACT/360", "ACT/365.FIXED"]);
  expect(dayCounts.filter(isAdditive).sort()).toEqual([
    "30E/360",
    "30E/365",
    "ACT/360",
    "ACT/364",
    "ACT/365.25",
    "ACT/365.FIXED",
    "ACT/365L",
    "ACT/366",
    "ACT/ACT.END_INCLUDED",
    "ACT/ACT.ICMA",
    "ACT/ACT.ISDA",
    "NL/360",
    "NL/365",
    "PLAIN_PERIOD",
  ]);
});

test("which conventions need more than two dates, and what", () => {
  const needs = dayCounts.map((name) => [name, dayCountRules[name].needs] as const);
  expect(Object.fromEntries(needs.filter(([, names]) => names.length > 0))).toEqual({
    "30U/360": ["endOfMonth"],
    "30E/360.ISDA": ["terminationDate"],
    "ACT/365L": ["period", "frequency"],
    "ACT/ACT.ICMA": ["regularPeriod", "frequency", "endOfMonth"],
    PLAIN_PERIOD: ["period", "frequency"],
  });
});

describe("the compiler asks for what a convention needs", () => {
  type Context<Name extends DayCount> =
    Parameters<typeof dayCountFraction<Name>> extends [Name, PlainDate, PlainDate, infer Needed]
      ? Needed
      : "none";

  test("nothing where two dates are enough", () => {
    expectTypeOf<Context<"ACT/360">>().toEqualTypeOf<"none">();
    expectTypeOf<Context<"30/360" | "ACT/ACT.ISDA">>().toEqualTypeOf<"none">();
  });

  test("its own needs, and those of every convention that it may be", () => {
    type Need<Name extends keyof DayCountContext> = Pick<DayCountContext, Name>;
    expectTypeOf<Context<"ACT/365L">>().toEqualTypeOf<Need<"period" | "frequency">>();
    expectTypeOf<Context<"PLAIN_PERIOD">>().toEqualTypeOf<Need<"period" | "frequency">>();
    expectTypeOf<Context<"ACT/ACT.ICMA">>().toEqualTypeOf<
      Need<"regularPeriod" | "frequency" | "endOfMonth">
    >();
    expectTypeOf<Context<"30E/360.ISDA">>().toEqualTypeOf<Need<"terminationDate">>();
    expectTypeOf<Context<"30U/360">>().toEqualTypeOf<Need<"endOfMonth">>();
    expectTypeOf<Context<"30U/360" | "ACT/360">>().toEqualTypeOf<Need<"endOfMonth">>();
    expectTypeOf<Context<DayCount>>().toEqualTypeOf<Need<keyof DayCountContext>>();
  });

  test("in all three functions alike", () => {
    type Arguments = Parameters<typeof dayCountFraction<DayCount>>;
    expectTypeOf<Parameters<typeof yearFraction<DayCount>>>().toEqualTypeOf<Arguments>();
    expectTypeOf<Parameters<typeof dayCountDays<DayCount>>>().toEqualTypeOf<Arguments>();
  });
});

describe("callers without types", () => {
  const [start, end] = [plainDate("2024-01-15"), plainDate("2024-02-15")];
  const context: DayCountContext = {
    period: { start, end },
    regularPeriod: { start, end },
    frequency: "P1M",
    endOfMonth: false,
    terminationDate: null,
  };
  /** As they send it. */
  const untyped = (left: object): DayCountContext => JSON.parse(JSON.stringify(left));

  test.each(dayCounts.filter((dayCount) => dayCountRules[dayCount].needs.length > 0))(
    "%s without one of its needs is refused, naming it",
    (dayCount) => {
      for (const need of dayCountRules[dayCount].needs) {
        const { [need]: _, ...left } = context;
        const refused = dayCountContextMissing({ dayCount, missing: [need] });
        expect(() => dayCountFraction(dayCount, start, end, untyped(left))).toThrow(refused);
        expect(() => yearFraction(dayCount, start, end, untyped(left))).toThrow(refused);
        expect(() => dayCountDays(dayCount, start, end, untyped(left))).toThrow(refused);
      }
      const all = dayCountContextMissing({ dayCount, missing: dayCountRules[dayCount].needs });
      expect(() => Reflect.apply(dayCountFraction, undefined, [dayCount, start, end])).toThrow(all);
      expect(() => Reflect.apply(yearFraction, undefined, [dayCount, start, end])).toThrow(all);
      expect(() => Reflect.apply(dayCountDays, undefined, [dayCount, start, end])).toThrow(all);
    },
  );

  test.each(["", "act/360", "ACT/365", "toString"])("%j is no convention", (text) => {
    const dayCount: DayCount = JSON.parse(JSON.stringify(text));
    const refused = unknownConvention({ field: "dayCount", found: text, expected: dayCounts });
    expect(() => dayCountFraction(dayCount, start, end, context)).toThrow(refused);
  });
});
