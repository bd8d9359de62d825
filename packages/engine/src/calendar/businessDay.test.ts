import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  addBusinessDays,
  adjustDate,
  adjustEpochDay,
  type BusinessDayConvention,
  businessDayConventions,
  lastBusinessDayOfMonth,
  noAdjustment,
} from "./businessDay.ts";
import { periodsOutOfRange } from "./dateGrid.ts";
import {
  type HolidayCalendar,
  holidayCalendar,
  isBusinessDay,
  noBusinessDay,
  noHolidays,
  satSun,
  type Weekday,
} from "./holidayCalendar.ts";
import { addDays, daysBetween, type PlainDate, plainDate, toEpochDay } from "./plainDate.ts";
import { unknownConvention } from "./unknownConvention.ts";

/** 2024: Good Friday is 29 March, Easter Monday 1 April, and Labor Day Wednesday 1 May. */
const easter: HolidayCalendar = holidayCalendar({
  name: "Easter",
  weekend: [6, 7],
  holidays: ["2024-03-29", "2024-04-01", "2024-05-01"].map((date) => plainDate(date)),
});

/** A week closed around the middle of June 2024: Thursday 13 to Wednesday 19. */
const midJune: HolidayCalendar = holidayCalendar({
  name: "June",
  weekend: [],
  holidays: [13, 14, 15, 16, 17, 18, 19].map((day) => plainDate(`2024-06-${day}`)),
});

/** Closed on Wednesday 15 May 2024. */
const midMay: HolidayCalendar = holidayCalendar({
  name: "May",
  weekend: [],
  holidays: [plainDate("2024-05-15")],
});

const expectations: readonly (readonly [
  calendar: HolidayCalendar,
  date: string,
  results: Readonly<Record<Exclude<BusinessDayConvention, "noAdjust">, string>>,
])[] = [
  [
    // A Saturday whose Monday is in the same month.
    satSun,
    "2024-06-08",
    {
      following: "2024-06-10",
      modifiedFollowing: "2024-06-10",
      halfMonthModifiedFollowing: "2024-06-10",
      preceding: "2024-06-07",
      modifiedPreceding: "2024-06-07",
      nearest: "2024-06-07",
      nearestByWeekday: "2024-06-07",
    },
  ],
  [
    // A Sunday.
    satSun,
    "2024-06-09",
    {
      following: "2024-06-10",
      modifiedFollowing: "2024-06-10",
      halfMonthModifiedFollowing: "2024-06-10",
      preceding: "2024-06-07",
      modifiedPreceding: "2024-06-07",
      nearest: "2024-06-10",
      nearestByWeekday: "2024-06-10",
    },
  ],
  [
    // Saturday 15 June: Monday is in the month's second half.
    satSun,
    "2024-06-15",
    {
      following: "2024-06-17",
      modifiedFollowing: "2024-06-17",
      halfMonthModifiedFollowing: "2024-06-14",
      preceding: "2024-06-14",
      modifiedPreceding: "2024-06-14",
      nearest: "2024-06-14",
      nearestByWeekday: "2024-06-14",
    },
  ],
  [
    // The 15th itself is still in the first half, the 16th is not.
    midMay,
    "2024-05-15",
    {
      following: "2024-05-16",
      modifiedFollowing: "2024-05-16",
      halfMonthModifiedFollowing: "2024-05-14",
      preceding: "2024-05-14",
      modifiedPreceding: "2024-05-14",
      nearest: "2024-05-16",
      nearestByWeekday: "2024-05-14",
    },
  ],
  [
    // Saturday 31 August: Monday is in September.
    satSun,
    "2024-08-31",
    {
      following: "2024-09-02",
      modifiedFollowing: "2024-08-30",
      halfMonthModifiedFollowing: "2024-08-30",
      preceding: "2024-08-30",
      modifiedPreceding: "2024-08-30",
      nearest: "2024-08-30",
      nearestByWeekday: "2024-08-30",
    },
  ],
  [
    // Sunday 1 September: Friday is in August.
    satSun,
    "2024-09-01",
    {
      following: "2024-09-02",
      modifiedFollowing: "2024-09-02",
      halfMonthModifiedFollowing: "2024-09-02",
      preceding: "2024-08-30",
      modifiedPreceding: "2024-09-02",
      nearest: "2024-09-02",
      nearestByWeekday: "2024-09-02",
    },
  ],
  [
    // Saturday 30 March of Easter: Thursday is 2 days before, Tuesday 3 days after.
    easter,
    "2024-03-30",
    {
      following: "2024-04-02",
      modifiedFollowing: "2024-03-28",
      halfMonthModifiedFollowing: "2024-03-28",
      preceding: "2024-03-28",
      modifiedPreceding: "2024-03-28",
      nearest: "2024-03-28",
      nearestByWeekday: "2024-03-28",
    },
  ],
  [
    // Easter Monday: Thursday is 4 days before, Tuesday 1 day after, both readings agree.
    easter,
    "2024-04-01",
    {
      following: "2024-04-02",
      modifiedFollowing: "2024-04-02",
      halfMonthModifiedFollowing: "2024-04-02",
      preceding: "2024-03-28",
      modifiedPreceding: "2024-04-02",
      nearest: "2024-04-02",
      nearestByWeekday: "2024-04-02",
    },
  ],
  [
    // A Wednesday between business days: a tie, and not a Sunday or Monday.
    easter,
    "2024-05-01",
    {
      following: "2024-05-02",
      modifiedFollowing: "2024-05-02",
      halfMonthModifiedFollowing: "2024-05-02",
      preceding: "2024-04-30",
      modifiedPreceding: "2024-05-02",
      nearest: "2024-05-02",
      nearestByWeekday: "2024-04-30",
    },
  ],
  [
    // Monday 17 June: 5 days after the 12th, 3 before the 20th, in the second half already.
    midJune,
    "2024-06-17",
    {
      following: "2024-06-20",
      modifiedFollowing: "2024-06-20",
      halfMonthModifiedFollowing: "2024-06-20",
      preceding: "2024-06-12",
      modifiedPreceding: "2024-06-12",
      nearest: "2024-06-20",
      nearestByWeekday: "2024-06-20",
    },
  ],
  [
    // Friday 14 June: 2 days after the 12th, 6 before the 20th.
    midJune,
    "2024-06-14",
    {
      following: "2024-06-20",
      modifiedFollowing: "2024-06-20",
      halfMonthModifiedFollowing: "2024-06-12",
      preceding: "2024-06-12",
      modifiedPreceding: "2024-06-12",
      nearest: "2024-06-12",
      nearestByWeekday: "2024-06-12",
    },
  ],
];

describe.each(expectations)("%o, %s", (calendar, date, results) => {
  test.each(Object.entries({ ...results, noAdjust: date }))("%s gives %s", (convention, result) => {
    const known = businessDayConventions.find((each) => each === convention);
    if (known === undefined) throw new Error(`${convention} is not shipped`);
    expect(adjustDate(plainDate(date), { convention: known, calendar })).toBe(result);
  });
});

test("every convention is in the table above", () => {
  const [, , results] = expectations[0] ?? [];
  expect([...Object.keys(results ?? {}), "noAdjust"].sort()).toEqual(
    [...businessDayConventions].sort(),
  );
});

test("a convention that is none is refused, also for a business day", () => {
  const found = JSON.parse('"toString"');
  const refused = unknownConvention({
    field: "convention",
    found: "toString",
    expected: businessDayConventions,
  });
  const adjustment = { convention: found, calendar: satSun };
  expect(() => adjustDate(plainDate("2024-06-10"), adjustment)).toThrow(refused);
});

test("the same month of the next year is another month", () => {
  // Closed from 15 June 2024 to 9 June 2025, which is 360 days.
  const closed = Array.from({ length: 360 }, (_, day) => addDays(plainDate("2024-06-15"), day));
  const calendar = holidayCalendar({ name: "closed", weekend: [], holidays: closed });
  const adjusted = (convention: BusinessDayConvention): PlainDate =>
    adjustDate(plainDate("2024-06-15"), { convention, calendar });
  expect(adjusted("following")).toBe("2025-06-10");
  expect(adjusted("modifiedFollowing")).toBe("2024-06-14");
});

test("a calendar that is closed for more than a year is refused", () => {
  const weekend: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
  const never = holidayCalendar({ name: "never", weekend, holidays: [] });
  const refused = noBusinessDay({ calendar: "never", from: "2024-01-01" });
  const date = plainDate("2024-01-01");
  expect(() => adjustDate(date, { convention: "following", calendar: never })).toThrow(refused);
  expect(adjustDate(date, { convention: "noAdjust", calendar: never })).toBe(date);
});

test.each<[date: string, days: number, result: string]>([
  // Wednesday 27 March 2024, before Easter: Thursday, then Tuesday.
  ["2024-03-27", 1, "2024-03-28"],
  ["2024-03-27", 2, "2024-04-02"],
  ["2024-03-27", 5, "2024-04-05"],
  ["2024-03-27", 0, "2024-03-27"],
  ["2024-04-02", -1, "2024-03-28"],
  ["2024-04-02", -3, "2024-03-26"],
  // From Good Friday, which is no business day itself.
  ["2024-03-29", 1, "2024-04-02"],
  ["2024-03-29", -1, "2024-03-28"],
  ["2024-03-29", 0, "2024-04-02"],
  // From a Sunday.
  ["2024-06-09", 0, "2024-06-10"],
])("%s and %d business days is %s", (date, days, result) => {
  expect(addBusinessDays(plainDate(date), days, easter)).toBe(result);
});

test("from Friday to Monday is one business day", () => {
  expect(addBusinessDays(plainDate("2024-08-30"), 1, satSun)).toBe("2024-09-02");
});

test.each([1.5, Number.NaN, 36_601, -36_601])("%d business days are refused", (days) => {
  const refused = periodsOutOfRange({
    found: String(Math.abs(days)),
    field: "The size of businessDays",
    least: 0,
  });
  expect(() => addBusinessDays(plainDate("2024-03-27"), days, easter)).toThrow(refused);
});

test.each<[date: string, calendar: HolidayCalendar, result: string]>([
  ["2024-03-05", noHolidays, "2024-03-31"],
  ["2024-03-31", satSun, "2024-03-29"],
  ["2024-03-05", easter, "2024-03-28"],
  ["2024-02-29", satSun, "2024-02-29"],
  ["2023-02-01", noHolidays, "2023-02-28"],
  ["2024-12-31", satSun, "2024-12-31"],
])("%s: the month's last business day by %o is %s", (date, calendar, result) => {
  expect(lastBusinessDayOfMonth(plainDate(date), calendar)).toBe(result);
});

describe("laws", () => {
  const anyDate = fc
    .integer({ min: -20_000, max: 50_000 })
    .map((day) => plainDate(new Date(day * 86_400_000).toISOString().slice(0, 10)));
  const anyCalendar = fc
    .tuple(fc.subarray<Weekday>([5, 6, 7]), fc.array(fc.integer({ min: -30, max: 30 })), anyDate)
    .map(([weekend, around, date]) => {
      const holidays = around.map((days) => addDays(date, days));
      return { date, calendar: holidayCalendar({ name: "any", weekend, holidays }) };
    });
  const sameMonth = (a: PlainDate, b: PlainDate): boolean => a.slice(0, 7) === b.slice(0, 7);

  test.each(businessDayConventions.filter((each) => each !== "noAdjust"))(
    "%s gives a business day next to the date, and business days stay",
    (convention) => {
      fc.assert(
        fc.property(anyCalendar, ({ date, calendar }) => {
          const adjusted = adjustDate(date, { convention, calendar });
          expect(isBusinessDay(calendar, adjusted)).toBe(true);
          expect(adjustDate(adjusted, { convention, calendar })).toBe(adjusted);
          const step = adjusted < date ? 1 : -1;
          for (
            let day = addDays(adjusted, step);
            day !== date && adjusted !== date;
            day = addDays(day, step)
          ) {
            expect(isBusinessDay(calendar, day)).toBe(false);
          }
          expect(isBusinessDay(calendar, date)).toBe(adjusted === date);
          expect(adjustEpochDay(toEpochDay(date), { convention, calendar })).toBe(
            toEpochDay(adjusted),
          );
        }),
      );
    },
  );

  test("modified conventions stay in the month if any business day of it is next to the date", () => {
    fc.assert(
      fc.property(anyCalendar, ({ date, calendar }) => {
        const by = (convention: BusinessDayConvention): PlainDate =>
          adjustDate(date, { convention, calendar });
        const [next, previous] = [by("following"), by("preceding")];
        const possible = sameMonth(next, date) || sameMonth(previous, date);
        expect(sameMonth(by("modifiedFollowing"), date)).toBe(possible);
        expect(sameMonth(by("modifiedPreceding"), date)).toBe(possible);
        const shorter = Math.min(daysBetween(date, next), daysBetween(previous, date));
        expect(Math.abs(daysBetween(date, by("nearest")))).toBe(shorter);
      }),
    );
  });

  test("no adjustment leaves every date", () => {
    fc.assert(fc.property(anyDate, (date) => adjustDate(date, noAdjustment) === date));
  });

  test("business days added one by one are the same, and come back", () => {
    const anyDays = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(anyCalendar, anyDays, ({ date, calendar }, days) => {
        const start = addBusinessDays(date, 0, calendar);
        const there = addBusinessDays(start, days, calendar);
        let oneByOne = start;
        for (let passed = 0; passed < Math.abs(days); passed += 1) {
          oneByOne = addBusinessDays(oneByOne, Math.sign(days), calendar);
        }
        expect(there).toBe(oneByOne);
        expect(addBusinessDays(there, -days, calendar)).toBe(start);
      }),
    );
  });
});
