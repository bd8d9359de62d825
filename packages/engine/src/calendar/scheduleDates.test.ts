import { describe, expect, test } from "vitest";

import { invalidRoll, periodsOutOfRange, rollMismatch, rollNeedsMonths } from "./dateGrid.ts";
import { type Frequency, invalidFrequency } from "./frequency.ts";
import { fromEpochDay, invalidDate, plainDate } from "./plainDate.ts";
import { scheduleDates, scheduleDatesOutOfOrder, stubNotAllowed } from "./scheduleDates.ts";
import type { PeriodicScheduleTerms, ScheduleToEnd } from "./scheduleTerms.ts";
import { type StubConvention, stubContradicted, stubConventions } from "./stubConvention.ts";
import { unknownConvention } from "./unknownConvention.ts";

/** Start, end and frequency, and by name: `first` and `last` regular date, `stub`, `roll`. */
function terms(text: string): ScheduleToEnd {
  const [start = "", end = "", frequency, ...options] = text.split(" ");
  const named = (name: string): string | undefined =>
    options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const [first, last, roll] = [named("first"), named("last"), named("roll")];
  const stub = stubConventions.find((each) => each === named("stub"));
  return {
    start: plainDate(start),
    end: plainDate(end),
    frequency: asWritten(frequency),
    ...(first === undefined ? {} : { firstRegularStart: plainDate(first) }),
    ...(last === undefined ? {} : { lastRegularEnd: plainDate(last) }),
    ...(roll === undefined ? {} : { roll: roll === "EOM" ? roll : Number(roll) }),
    ...(stub === undefined ? {} : { stub }),
  };
}

/** As untyped callers send it. */
function asWritten(frequency: string | undefined): Frequency | "TERM" {
  return JSON.parse(JSON.stringify(frequency));
}

// Read off a calendar: what, terms, dates between start and end, roll (31 for month ends), stubs.
const schedules = `
  whole periods:
    2024-01-15 2024-04-15 P1M
    -> 2024-02-15 2024-03-15; roll 15; no stub
  one period:
    2024-01-15 2024-04-15 P3M stub=none
    -> none; roll 15; no stub
  a short stub at the start:
    2024-01-10 2024-09-20 P3M stub=shortInitial
    -> 2024-03-20 2024-06-20; roll 20; initial stub
  a long stub at the start:
    2024-01-10 2024-09-20 P3M stub=longInitial
    -> 2024-06-20; roll 20; initial stub
  a stub of 6 days at the start, which is made long:
    2024-03-14 2024-09-20 P3M stub=smartInitial
    -> 2024-06-20; roll 20; initial stub
  a stub of 7 days at the start, which is left short:
    2024-03-13 2024-09-20 P3M stub=smartInitial
    -> 2024-03-20 2024-06-20; roll 20; initial stub
  a short stub at the end:
    2024-01-10 2024-09-20 P3M stub=shortFinal
    -> 2024-04-10 2024-07-10; roll 10; final stub
  a long stub at the end:
    2024-01-10 2024-09-20 P3M stub=longFinal
    -> 2024-04-10; roll 10; final stub
  a stub of 6 days at the end, which is made long:
    2024-01-10 2024-07-16 P3M stub=smartFinal
    -> 2024-04-10; roll 10; final stub
  a stub of 7 days at the end, which is left short:
    2024-01-10 2024-07-17 P3M stub=smartFinal
    -> 2024-04-10 2024-07-10; roll 10; final stub
  no days left over for a stub:
    2024-01-10 2024-07-10 P3M stub=longInitial
    -> 2024-04-10; roll 10; no stub
  less than a period, which no stub makes shorter:
    2024-01-10 2024-03-20 P3M stub=longInitial
    -> none; roll 20; initial stub
  less than a period without a stub:
    2024-01-10 2024-03-20 P3M stub=none
    -> none; roll 10; final stub
  a first regular date:
    2024-01-10 2024-09-20 P3M first=2024-03-20
    -> 2024-03-20 2024-06-20; roll 20; initial stub
  a first regular date, which the stub agrees with:
    2024-01-10 2024-09-20 P3M first=2024-03-20 stub=longInitial
    -> 2024-03-20 2024-06-20; roll 20; initial stub
  a last regular date:
    2024-01-10 2024-09-20 P3M last=2024-07-10
    -> 2024-04-10 2024-07-10; roll 10; final stub
  both regular dates:
    2024-01-10 2024-12-24 P3M first=2024-02-20 last=2024-11-20 stub=both
    -> 2024-02-20 2024-05-20 2024-08-20 2024-11-20; roll 20; initial and final stub
  regular dates that set nothing apart:
    2024-01-15 2024-03-15 P1M first=2024-01-15 last=2024-03-15 stub=none
    -> 2024-02-15; roll 15; no stub
  nothing but an initial stub:
    2024-01-10 2024-03-20 P1Y first=2024-03-20
    -> none; roll 20; initial stub
  nothing but a final stub:
    2024-01-10 2024-03-20 P1Y last=2024-01-10
    -> none; roll 10; final stub
  no regular period between two stubs:
    2024-01-10 2024-03-20 P1M first=2024-02-15 last=2024-02-15
    -> 2024-02-15; roll 15; initial and final stub
  the whole term:
    2024-01-10 2026-03-20 TERM
    -> none; roll 10; no stub
  the whole term between two stubs:
    2024-01-10 2026-03-20 TERM first=2024-02-01 last=2026-03-01
    -> 2024-02-01 2026-03-01; roll 1; initial and final stub
  weeks:
    2024-01-01 2024-02-01 P2W stub=shortFinal
    -> 2024-01-15 2024-01-29; roll none; final stub
  days back from the end:
    2024-01-01 2024-03-01 P28D stub=shortInitial
    -> 2024-01-05 2024-02-02; roll none; initial stub
  half months:
    2024-01-15 2024-03-15 SEMI_MONTHLY roll=31 stub=none
    -> 2024-01-31 2024-02-15 2024-02-29; roll 31; no stub
  half months back from the end:
    2024-01-08 2024-02-20 SEMI_MONTHLY stub=shortInitial
    -> 2024-01-20 2024-02-05; roll 20; initial stub
  a loan of 31 January, without drift:
    2024-01-31 2024-05-31 P1M
    -> 2024-02-29 2024-03-31 2024-04-30; roll 31; no stub
  a 30th, kept over February:
    2023-01-30 2023-04-30 P1M stub=none roll=30
    -> 2023-02-28 2023-03-30; roll 30; no stub
  a 30th from a short month, shown by the end:
    2023-02-28 2023-05-30 P1M
    -> 2023-03-30 2023-04-30; roll 30; no stub
  month ends, shown by the start:
    2023-01-31 2023-04-30 P1M
    -> 2023-02-28 2023-03-31; roll 31; no stub
  the end's day with a stub at the start:
    2023-01-31 2023-04-30 P1M stub=shortInitial
    -> 2023-02-28 2023-03-30; roll 30; initial stub
  month ends on request:
    2023-02-28 2023-05-31 P1M stub=shortFinal roll=EOM
    -> 2023-03-31 2023-04-30; roll 31; no stub
  month ends on request, from the end:
    2023-02-15 2023-04-30 P1M stub=shortInitial roll=EOM
    -> 2023-02-28 2023-03-31; roll 31; initial stub
  month ends on request that the start does not know:
    2023-03-30 2023-05-30 P1M roll=EOM
    -> 2023-04-30; roll 30; no stub
  month ends on request that only the end shows:
    2023-02-28 2023-05-31 P1M stub=none roll=EOM
    -> 2023-03-31 2023-04-30; roll 31; no stub
  month ends to the same day of a longer month:
    2023-06-30 2023-08-30 P1M stub=none roll=EOM
    -> 2023-07-31; roll 31; final stub
  month ends on request that only the end is one of:
    2023-02-15 2023-05-31 P1M roll=EOM
    -> 2023-02-28 2023-03-31 2023-04-30; roll 31; initial stub
  a 29th from a common February, shown by the end:
    2023-02-28 2024-02-29 P6M
    -> 2023-08-29; roll 29; no stub
  a part of a month up to its end:
    2024-02-05 2024-02-29 P1M
    -> none; roll 5; final stub
  a long stub that takes in the only other date:
    2024-01-10 2024-05-20 P3M stub=longFinal
    -> none; roll 10; final stub
  nothing but a stub of half months:
    2024-01-10 2024-03-20 SEMI_MONTHLY first=2024-03-20 roll=EOM
    -> none; roll none; initial stub
  a roll on the end's day:
    2024-01-10 2024-03-20 P1M roll=20
    -> 2024-01-20 2024-02-20; roll 20; initial stub
  a roll on the end's day, with a start too near to it:
    2024-01-15 2024-03-20 P1M roll=20
    -> 2024-02-20; roll 20; initial stub
  a roll on the start's day:
    2024-01-10 2024-03-20 P1M roll=10
    -> 2024-02-10 2024-03-10; roll 10; final stub
  a roll that a stub at the start reaches:
    2024-01-10 2024-04-05 P1M roll=5 stub=longInitial
    -> 2024-03-05; roll 5; initial stub
`;

const blocks = [
  ...schedules.matchAll(/^ {2}(\S.*):\n {4}(.*)\n {4}-> (.*); roll (.*); (.*) stub$/gm),
];

test("the table is read to its end", () => {
  expect(blocks).toHaveLength(schedules.trim().split("\n").length / 3);
});

test.each(blocks.map(([, ...block]) => block))(
  "%s: %s",
  (_, written = "", dates, roll, stubs = "") => {
    const { start, end } = terms(written);
    const between = dates === "none" ? [] : dates?.split(" ");
    const schedule = scheduleDates(terms(written));
    expect(Array.from(schedule.days, fromEpochDay)).toEqual([start, ...(between ?? []), end]);
    expect(String(schedule.rollDay ?? "none")).toBe(roll);
    expect(schedule.initialStub).toBe(stubs.includes("initial"));
    expect(schedule.finalStub).toBe(stubs.includes("final"));
  },
);

describe("so many periods", () => {
  test.each<[terms: PeriodicScheduleTerms, dates: readonly string[], rollDay: number | undefined]>([
    [
      { start: plainDate("2024-01-31"), count: 3, frequency: "P1M" },
      ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"],
      31,
    ],
    [
      { start: plainDate("2024-02-29"), count: 2, frequency: "P1M", roll: "EOM" },
      ["2024-02-29", "2024-03-31", "2024-04-30"],
      31,
    ],
    [
      { start: plainDate("2024-02-29"), count: 2, frequency: "P1M", roll: 30 },
      ["2024-02-29", "2024-03-30", "2024-04-30"],
      30,
    ],
    [
      // A loan of 20 January with installments on the 5th from March.
      {
        start: plainDate("2024-01-20"),
        firstRegularStart: plainDate("2024-03-05"),
        count: 3,
        frequency: "P1M",
      },
      ["2024-01-20", "2024-03-05", "2024-04-05", "2024-05-05"],
      5,
    ],
    [
      {
        start: plainDate("2024-01-20"),
        firstRegularStart: plainDate("2024-03-05"),
        count: 1,
        frequency: "P1M",
      },
      ["2024-01-20", "2024-03-05"],
      5,
    ],
    [
      { start: plainDate("2024-01-31"), count: 2, frequency: "P30D" },
      ["2024-01-31", "2024-03-01", "2024-03-31"],
      undefined,
    ],
    [
      { start: plainDate("2024-01-01"), count: 3, frequency: "SEMI_MONTHLY" },
      ["2024-01-01", "2024-01-16", "2024-02-01", "2024-02-16"],
      16,
    ],
  ])("%o", (terms, dates, rollDay) => {
    const schedule = scheduleDates(terms);
    expect(Array.from(schedule.days, fromEpochDay)).toEqual(dates);
    expect(schedule.rollDay).toBe(rollDay);
    expect(schedule.finalStub).toBe(false);
    expect(schedule.initialStub).toBe(terms.firstRegularStart !== undefined);
  });
});

describe("refused, naming the clash", () => {
  test.each<[what: string, written: string, error: Error]>([
    [
      "a first regular date before the start",
      "2024-01-10 2024-09-20 P3M first=2024-01-09",
      scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-01-09", "2024-09-20"] }),
    ],
    [
      "a last regular date after the end",
      "2024-01-10 2024-09-20 P3M last=2024-09-21",
      scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-09-21", "2024-09-20"] }),
    ],
    [
      "regular dates in reverse",
      "2024-01-10 2024-09-20 P3M first=2024-06-20 last=2024-03-20",
      scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-06-20", "2024-03-20", "2024-09-20"] }),
    ],
    [
      "an end before the start",
      "2024-01-10 2024-01-09 P3M",
      scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-01-09"] }),
    ],
    [
      "an end on the start",
      "2024-01-10 2024-01-10 P3M",
      scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-01-10"] }),
    ],
    [
      "days left over, where no stub is allowed",
      "2024-01-10 2024-09-20 P3M stub=none",
      stubNotAllowed({
        start: "2024-01-10",
        end: "2024-09-20",
        frequency: "P3M",
        lastDate: "2024-07-10",
      }),
    ],
    [
      "days left over, where nothing says what becomes of them",
      "2024-01-10 2024-09-20 P3M",
      stubNotAllowed({
        start: "2024-01-10",
        end: "2024-09-20",
        frequency: "P3M",
        lastDate: "2024-07-10",
      }),
    ],
    [
      "days left over beside a stub that is set apart",
      "2024-01-10 2024-09-20 P3M first=2024-07-10",
      stubNotAllowed({
        start: "2024-07-10",
        end: "2024-09-20",
        frequency: "P3M",
        lastDate: "2024-07-10",
      }),
    ],
    [
      "equal days of the month that are no month ends",
      "2024-01-15 2024-04-15 P2M stub=none",
      stubNotAllowed({
        start: "2024-01-15",
        end: "2024-04-15",
        frequency: "P2M",
        lastDate: "2024-03-15",
      }),
    ],
    [
      "month ends that lead to a day before the last",
      "2023-06-30 2023-08-29 P1M stub=none roll=EOM",
      stubNotAllowed({
        start: "2023-06-30",
        end: "2023-08-29",
        frequency: "P1M",
        lastDate: "2023-07-31",
      }),
    ],
    [
      "month ends to the same day, before a stub that is set apart",
      "2023-06-30 2023-09-10 P1M last=2023-08-30 roll=EOM",
      stubNotAllowed({
        start: "2023-06-30",
        end: "2023-08-30",
        frequency: "P1M",
        lastDate: "2023-07-31",
      }),
    ],
    [
      "a roll that is the end's day, beside an initial stub that is set apart",
      "2024-01-10 2024-05-20 P1M first=2024-02-10 roll=20",
      rollMismatch({ date: "2024-02-10", roll: 20 }),
    ],
    [
      "days left over beside a final stub that is set apart, whatever the roll",
      "2024-01-20 2024-05-20 P1M last=2024-04-10 roll=20",
      stubNotAllowed({
        start: "2024-01-20",
        end: "2024-04-10",
        frequency: "P1M",
        lastDate: "2024-03-20",
      }),
    ],
    [
      "days left over, with a roll that neither end shows",
      "2024-02-29 2024-04-15 P1M roll=30",
      stubNotAllowed({
        start: "2024-02-29",
        end: "2024-04-15",
        frequency: "P1M",
        lastDate: "2024-03-30",
      }),
    ],
    [
      "half months of month ends to a 30th",
      "2024-04-30 2024-05-30 SEMI_MONTHLY stub=none roll=EOM",
      stubNotAllowed({
        start: "2024-04-30",
        end: "2024-05-30",
        frequency: "SEMI_MONTHLY",
        lastDate: "2024-05-15",
      }),
    ],
    [
      "weeks from a 31st to a 31st",
      "2024-01-31 2024-05-31 P1W stub=none",
      stubNotAllowed({
        start: "2024-01-31",
        end: "2024-05-31",
        frequency: "P1W",
        lastDate: "2024-05-29",
      }),
    ],
    [
      "a regular date that the stub rules out",
      "2024-01-10 2024-09-20 P3M first=2024-03-20 stub=shortFinal",
      stubContradicted({ stub: "shortFinal", end: "initial", given: true }),
    ],
    [
      "a regular date that the stub needs",
      "2024-01-10 2024-09-20 P3M first=2024-03-20 stub=both",
      stubContradicted({ stub: "both", end: "final", given: false }),
    ],
    [
      "a roll that the first date is none of",
      "2024-01-10 2024-09-20 P3M roll=11 stub=shortFinal",
      rollMismatch({ date: "2024-01-10", roll: 11 }),
    ],
    [
      "a roll that the last date is none of",
      "2024-01-10 2024-09-20 P3M roll=11 stub=shortInitial",
      rollMismatch({ date: "2024-09-20", roll: 11 }),
    ],
    ["a roll that is no day", "2024-01-10 2024-09-20 P3M roll=32", invalidRoll({ found: "32" })],
    [
      "a roll of weeks",
      "2024-01-10 2024-09-20 P2W roll=10 stub=shortFinal",
      rollNeedsMonths({ frequency: "P14D" }),
    ],
    [
      "a frequency that is none",
      "2024-01-10 2024-09-20 P0M",
      invalidFrequency({ found: "P0M", field: "frequency" }),
    ],
    [
      "more periods than a hundred years of days",
      "1950-01-01 2050-12-31 P1D",
      periodsOutOfRange({ found: "36601 or more", field: "count", least: 1 }),
    ],
  ])("%s: %s", (_, written, error) => {
    expect(() => scheduleDates(terms(written))).toThrow(error);
  });

  test("a stub convention that is none", () => {
    const stub: StubConvention = JSON.parse('"SHORT"');
    const refused = unknownConvention({ field: "stub", found: "SHORT", expected: stubConventions });
    expect(() => scheduleDates({ ...terms("2024-01-10 2024-09-20 P3M"), stub })).toThrow(refused);
  });

  test.each([0, 1.5, 36_601])("a count of %d", (count) => {
    const refused = periodsOutOfRange({ found: String(count), field: "count", least: 1 });
    const terms: PeriodicScheduleTerms = {
      start: plainDate("2024-01-10"),
      count,
      frequency: "P1M",
    };
    expect(() => scheduleDates(terms)).toThrow(refused);
  });

  test("a count with a first regular date before the start", () => {
    const terms: PeriodicScheduleTerms = {
      start: plainDate("2024-01-10"),
      firstRegularStart: plainDate("2024-01-09"),
      count: 2,
      frequency: "P1M",
    };
    const refused = scheduleDatesOutOfOrder({ dates: ["2024-01-10", "2024-01-09"] });
    expect(() => scheduleDates(terms)).toThrow(refused);
  });

  test("a count that leads out of the calendar", () => {
    const terms: PeriodicScheduleTerms = {
      start: plainDate("9999-11-10"),
      count: 2,
      frequency: "P1M",
    };
    expect(() => scheduleDates(terms)).toThrow(expect.objectContaining({ code: invalidDate.code }));
  });
});

test("seven months from a month's end are no whole number of periods of two", () => {
  const terms = {
    start: plainDate("2026-01-31"),
    end: plainDate("2026-08-31"),
    frequency: "P2M",
  } as const;
  expect(() => scheduleDates({ ...terms, stub: "none" })).toThrow(
    expect.objectContaining({ code: "STUB_NOT_ALLOWED" }),
  );
});
