import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isLendkitError } from "../errors.ts";
import { addMonths } from "./addMonths.ts";
import type { BusinessDayAdjustment } from "./businessDay.ts";
import type { Frequency } from "./frequency.ts";
import { satSun } from "./holidayCalendar.ts";
import { datesCollide, periodColumns, periodicSchedule } from "./periodicSchedule.ts";
import { addDays, fromEpochDay, type PlainDate, plainDate } from "./plainDate.ts";
import type { PeriodicScheduleTerms, ScheduleToEnd } from "./scheduleTerms.ts";
import type { StubConvention } from "./stubConvention.ts";

const modifiedFollowing: BusinessDayAdjustment = {
  convention: "modifiedFollowing",
  calendar: satSun,
};
const noAdjust: BusinessDayAdjustment = { convention: "noAdjust", calendar: satSun };

/** Dates as text; the compiler checks the rest. */
type Written<Terms> = {
  [Field in keyof Terms]: Terms[Field] extends PlainDate | undefined ? string : Terms[Field];
};

function toEnd(written: Written<ScheduleToEnd>): ScheduleToEnd {
  const { start, end, firstRegularStart, lastRegularEnd, ...rest } = written;
  return {
    ...rest,
    start: plainDate(start),
    end: plainDate(end),
    ...(firstRegularStart === undefined ? {} : { firstRegularStart: plainDate(firstRegularStart) }),
    ...(lastRegularEnd === undefined ? {} : { lastRegularEnd: plainDate(lastRegularEnd) }),
  };
}

describe("business days", () => {
  test("every date is adjusted, and the unadjusted ones stay what they are", () => {
    // 31 August, 30 November 2024 are Saturdays, and so is 31 May 2025.
    const schedule = periodicSchedule({
      start: plainDate("2024-08-31"),
      count: 3,
      frequency: "P3M",
      businessDay: modifiedFollowing,
    });
    expect(schedule.unadjusted).toEqual(["2024-08-31", "2024-11-30", "2025-02-28", "2025-05-31"]);
    expect(schedule.adjusted).toEqual(["2024-08-30", "2024-11-29", "2025-02-28", "2025-05-30"]);
  });

  test("month ends counted back from Sunday 31 August 2014", () => {
    // 31 May 2014 is a Saturday, and Monday is in June.
    const terms = toEnd({
      start: "2014-02-12",
      end: "2014-08-31",
      frequency: "P3M",
      stub: "shortInitial",
      businessDay: modifiedFollowing,
    });
    expect(periodicSchedule(terms).adjusted).toEqual([
      "2014-02-12",
      "2014-02-28",
      "2014-05-30",
      "2014-08-29",
    ]);
  });

  test("the two ends may have conventions of their own", () => {
    const terms = toEnd({
      start: "2024-06-01",
      end: "2024-09-01",
      frequency: "P1M",
      businessDay: { convention: "following", calendar: satSun },
    });
    expect(periodicSchedule(terms).adjusted).toEqual([
      "2024-06-03",
      "2024-07-01",
      "2024-08-01",
      "2024-09-02",
    ]);
    const ends = { startBusinessDay: noAdjust, endBusinessDay: modifiedFollowing };
    expect(periodicSchedule({ ...terms, ...ends }).adjusted.at(0)).toBe("2024-06-01");
    const preceding = { convention: "preceding", calendar: satSun } as const;
    expect(periodicSchedule({ ...terms, endBusinessDay: preceding }).adjusted).toEqual([
      "2024-06-03",
      "2024-07-01",
      "2024-08-01",
      "2024-08-30",
    ]);
  });

  test("dates that were adjusted already count as the roll's day", () => {
    // Friday 29 August 2014 stands for Sunday the 31st, and Friday 28 November for Sunday the 30th.
    const terms = toEnd({
      start: "2014-08-29",
      end: "2014-11-28",
      frequency: "P1M",
      roll: "EOM",
      businessDay: modifiedFollowing,
    });
    const schedule = periodicSchedule(terms);
    expect(schedule.unadjusted).toEqual(["2014-08-31", "2014-09-30", "2014-10-31", "2014-11-30"]);
    expect(schedule.adjusted).toEqual(["2014-08-29", "2014-09-30", "2014-10-31", "2014-11-28"]);
    expect(schedule.initialStub || schedule.finalStub).toBe(false);
  });

  test("the start does so with a day only if it says that it is adjusted", () => {
    // 30 August 2014 is a Saturday; from Friday the 29th to it there would be a stub of one day.
    const terms = toEnd({
      start: "2014-08-29",
      end: "2014-11-28",
      frequency: "P1M",
      roll: 30,
      stub: "shortInitial",
      businessDay: modifiedFollowing,
    });
    const refused = datesCollide({
      dates: ["2014-08-29", "2014-08-30"],
      adjusted: ["2014-08-29", "2014-08-29"],
    });
    expect(() => periodicSchedule(terms)).toThrow(refused);
    const adjusted = periodicSchedule({ ...terms, startBusinessDay: noAdjust });
    expect(adjusted.unadjusted).toEqual(["2014-08-30", "2014-09-30", "2014-10-30", "2014-11-30"]);
    expect(adjusted.adjusted).toEqual(["2014-08-29", "2014-09-30", "2014-10-30", "2014-11-28"]);
    // Thursday the 28th is not what the 30th is adjusted to.
    const other = { ...terms, start: plainDate("2014-08-28"), startBusinessDay: noAdjust };
    expect(periodicSchedule(other).unadjusted.slice(0, 2)).toEqual(["2014-08-28", "2014-08-30"]);
  });

  test("regular dates do so too", () => {
    // 30 August 2014 is a Saturday and 30 November a Sunday.
    const schedule = periodicSchedule(
      toEnd({
        start: "2014-08-11",
        firstRegularStart: "2014-08-29",
        lastRegularEnd: "2014-11-28",
        end: "2014-12-08",
        frequency: "P1M",
        roll: 30,
        businessDay: modifiedFollowing,
      }),
    );
    expect(schedule.unadjusted).toEqual([
      "2014-08-11",
      "2014-08-30",
      "2014-09-30",
      "2014-10-30",
      "2014-11-30",
      "2014-12-08",
    ]);
  });

  test("dates that fall together are refused, naming them", () => {
    // Saturday 1 and Sunday 2 June 2024 both become Monday the 3rd.
    const terms: PeriodicScheduleTerms = {
      start: plainDate("2024-05-31"),
      count: 4,
      frequency: "P1D",
      businessDay: { convention: "following", calendar: satSun },
    };
    const refused = datesCollide({
      dates: ["2024-06-01", "2024-06-02"],
      adjusted: ["2024-06-03", "2024-06-03"],
    });
    expect(() => periodicSchedule(terms)).toThrow(refused);
  });

  test("so are ends that pass each other", () => {
    const terms = toEnd({
      start: "2024-06-01",
      end: "2024-06-02",
      frequency: "P1D",
      startBusinessDay: { convention: "following", calendar: satSun },
      endBusinessDay: { convention: "preceding", calendar: satSun },
    });
    const refused = datesCollide({
      dates: ["2024-06-01", "2024-06-02"],
      adjusted: ["2024-06-03", "2024-05-31"],
    });
    expect(() => periodicSchedule(terms)).toThrow(refused);
  });
});

describe("laws", () => {
  const anyDate = fc
    .date({ min: new Date("1970-01-01"), max: new Date("2090-12-31"), noInvalidDate: true })
    .map((date) => plainDate(date.toISOString().slice(0, 10)));
  const anyFrequency = fc.oneof(
    fc.constantFrom<Frequency>("P1M", "P2M", "P3M", "P6M", "P1Y", "SEMI_MONTHLY"),
    fc.constantFrom<Frequency>("P1W", "P2W", "P14D", "P30D", "P7D"),
  );
  const anyStub = fc.constantFrom<StubConvention>(
    "shortInitial",
    "longInitial",
    "smartInitial",
    "shortFinal",
    "longFinal",
    "smartFinal",
  );
  const anyTerms: fc.Arbitrary<ScheduleToEnd> = fc
    .record({
      start: anyDate,
      days: fc.integer({ min: 1, max: 1500 }),
      frequency: anyFrequency,
      stub: anyStub,
      businessDay: fc.constantFrom(noAdjust, modifiedFollowing),
    })
    .map(({ days, ...terms }) => ({ ...terms, end: addDays(terms.start, days) }));

  test("dates rise from start to end, and only the stub's end is irregular", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const schedule = periodicSchedule({ ...terms, businessDay: noAdjust });
        const { unadjusted } = schedule;
        expect(unadjusted[0]).toBe(terms.start);
        expect(unadjusted.at(-1)).toBe(terms.end);
        expect([...new Set(unadjusted)].sort()).toEqual(unadjusted);
        const atStart = String(terms.stub).endsWith("Initial");
        expect(atStart ? schedule.finalStub : schedule.initialStub).toBe(false);
      }),
    );
  });

  test("regular dates are counted from one end, each from there", () => {
    fc.assert(
      fc.property(anyTerms, fc.constantFrom(1, 2, 3, 6), (terms, months) => {
        const monthly: ScheduleToEnd = {
          ...terms,
          frequency: `P${months}M`,
          businessDay: noAdjust,
        };
        const { unadjusted } = periodicSchedule(monthly);
        const atStart = String(terms.stub).endsWith("Initial");
        const regular = atStart ? unadjusted.slice(1).reverse() : unadjusted.slice(0, -1);
        const from = atStart ? terms.end : terms.start;
        const expected = regular.map((_, index) =>
          addMonths(from, (atStart ? -1 : 1) * months * index),
        );
        expect(regular).toEqual(expected);
      }),
    );
  });

  test("columns hold the same dates", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        let columns: ReturnType<typeof periodColumns>;
        try {
          columns = periodColumns(terms);
        } catch (error) {
          if (!isLendkitError(error)) throw error;
          expect(error.code).toBe(datesCollide.code);
          return;
        }
        const schedule = periodicSchedule(terms);
        expect(Array.from(columns.unadjusted, fromEpochDay)).toEqual(schedule.unadjusted);
        expect(Array.from(columns.adjusted, fromEpochDay)).toEqual(schedule.adjusted);
        expect(
          schedule.adjusted.some(
            (date) => terms.businessDay === modifiedFollowing && isWeekend(date),
          ),
        ).toBe(false);
      }),
    );
  });

  test("a count and the end that it leads to make the same schedule", () => {
    const anyCount = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(anyDate, anyFrequency, anyCount, (start, frequency, count) => {
        const counted = periodicSchedule({ start, frequency, count });
        expect(counted.unadjusted).toHaveLength(count + 1);
        const end = counted.unadjusted.at(-1) ?? start;
        const dated = periodicSchedule({ start, frequency, end, stub: "shortFinal" });
        expect(dated).toEqual(counted);
        expect(counted.adjusted).toEqual(counted.unadjusted);
      }),
    );
  });

  function isWeekend(date: PlainDate): boolean {
    return [0, 6].includes(new Date(`${date}T00:00Z`).getUTCDay());
  }
});
