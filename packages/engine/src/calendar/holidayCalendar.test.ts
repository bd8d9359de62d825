import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  combineCalendars,
  findBusinessDay,
  type HolidayCalendar,
  type HolidayCalendarData,
  holidayCalendar,
  invalidWeekday,
  isBusinessDay,
  noBusinessDay,
  noHolidays,
  satSun,
  type Weekday,
} from "./holidayCalendar.ts";
import {
  addDays,
  fromEpochDay,
  invalidDate,
  type PlainDate,
  plainDate,
  toEpochDay,
} from "./plainDate.ts";

/** As untyped callers send it. */
function untyped<Value>(value: Value, replaced: object): Value {
  return JSON.parse(JSON.stringify({ ...value, ...replaced }));
}

const southAfrica: HolidayCalendarData = {
  name: "ZA",
  weekend: [6, 7],
  // Good Friday, Family Day, Freedom Day and Workers' Day of 2015; 21 March was a Saturday.
  holidays: ["2015-03-21", "2015-04-03", "2015-04-06", "2015-04-27", "2015-05-01"].map((date) =>
    plainDate(date),
  ),
};

const emirates: HolidayCalendarData = {
  name: "AE",
  weekend: [5, 6],
  holidays: [plainDate("2015-12-02")],
};

// 2015-04-06 is a Monday. Thursday 2 April, Good Friday, the weekend, Family Day, Tuesday.
test.each<[calendar: HolidayCalendar, date: string, isOne: boolean]>([
  [holidayCalendar(southAfrica), "2015-04-02", true],
  [holidayCalendar(southAfrica), "2015-04-03", false],
  [holidayCalendar(southAfrica), "2015-04-04", false],
  [holidayCalendar(southAfrica), "2015-04-05", false],
  [holidayCalendar(southAfrica), "2015-04-06", false],
  [holidayCalendar(southAfrica), "2015-04-07", true],
  [satSun, "2015-04-03", true],
  [satSun, "2015-04-04", false],
  [satSun, "2015-04-05", false],
  [satSun, "2015-04-06", true],
  // Before 1970, where epoch days are below zero: 1969-12-28 was a Sunday, 1900-01-01 a Monday.
  [satSun, "1969-12-27", false],
  [satSun, "1969-12-28", false],
  [satSun, "1969-12-29", true],
  [satSun, "1900-01-01", true],
  [satSun, "1900-01-06", false],
  [noHolidays, "2015-04-05", true],
  [holidayCalendar(emirates), "2015-04-02", true],
  [holidayCalendar(emirates), "2015-04-03", false],
  [holidayCalendar(emirates), "2015-04-05", true],
])("%o: %s", (calendar, date, isOne) => {
  expect(isBusinessDay(calendar, plainDate(date))).toBe(isOne);
});

test("weekdays are those of the calendar", () => {
  const anyDay = fc.integer({ min: -25_000, max: 50_000 });
  fc.assert(
    fc.property(anyDay, (day) => {
      const iso = new Date(day * 86_400_000).getUTCDay() || 7;
      const free = ([1, 2, 3, 4, 5, 6, 7] as const).filter((weekday) => {
        const calendar = holidayCalendar({ name: "one day", weekend: [weekday], holidays: [] });
        return !calendar.isBusinessEpochDay(day);
      });
      expect(free).toEqual([iso]);
    }),
  );
});

test("a combined calendar is open where all of its calendars are", () => {
  const both = combineCalendars("ZA + AE", southAfrica, emirates);
  expect(both.name).toBe("ZA + AE");
  expect(both.weekend).toEqual([6, 7, 5]);
  expect(both.holidays).toEqual([...southAfrica.holidays, ...emirates.holidays]);
  const all = [holidayCalendar(southAfrica), holidayCalendar(emirates)];
  for (let date = plainDate("2015-01-01"); date < "2016-01-01"; date = addDays(date, 1)) {
    expect(isBusinessDay(both, date)).toBe(all.every((calendar) => isBusinessDay(calendar, date)));
  }
  expect(isBusinessDay(combineCalendars("nothing"), plainDate("2015-04-05"))).toBe(true);
});

test("the calendars that come with it", () => {
  expect(noHolidays).toMatchObject({ name: "none", weekend: [], holidays: [] });
  expect(satSun).toMatchObject({ name: "Sat/Sun", weekend: [6, 7], holidays: [] });
});

describe("a calendar is data", () => {
  test("it keeps what it was made of, and cannot be changed", () => {
    const holidays = [plainDate("2015-04-03")];
    const calendar = holidayCalendar({ name: "mine", weekend: [7], holidays });
    expect(calendar).toMatchObject({ name: "mine", weekend: [7], holidays: ["2015-04-03"] });
    holidays.push(plainDate("2015-04-07"));
    expect(isBusinessDay(calendar, plainDate("2015-04-07"))).toBe(true);
    expect([calendar, calendar.weekend, calendar.holidays].every(Object.isFrozen)).toBe(true);
  });

  test.each([0, 8, 1.5, "6"])("weekday %j is refused", (found) => {
    const data = untyped(southAfrica, { weekend: [6, found] });
    const refused = invalidWeekday({ found: String(found), calendar: "ZA" });
    expect(() => holidayCalendar(data)).toThrow(refused);
  });

  test("a holiday that is no date is refused, naming the calendar", () => {
    const data = untyped(southAfrica, { holidays: ["2015-04-31"] });
    const refused = invalidDate({ found: "2015-04-31", field: "A holiday of calendar ZA" });
    expect(() => holidayCalendar(data)).toThrow(refused);
  });
});

describe("the search for a business day", () => {
  const find = (calendar: HolidayCalendar, from: string, direction: 1 | -1): PlainDate =>
    fromEpochDay(findBusinessDay(calendar, toEpochDay(plainDate(from)), direction));

  test("goes one way, from the day itself", () => {
    const calendar = holidayCalendar(southAfrica);
    expect(find(calendar, "2015-04-03", 1)).toBe("2015-04-07");
    expect(find(calendar, "2015-04-06", -1)).toBe("2015-04-02");
    expect(find(calendar, "2015-04-07", 1)).toBe("2015-04-07");
    expect(find(calendar, "2015-04-07", -1)).toBe("2015-04-07");
  });

  test("ends after 366 days", () => {
    const closed = (days: number): HolidayCalendar =>
      holidayCalendar({
        name: "closed",
        weekend: [],
        holidays: Array.from({ length: days }, (_, index) =>
          addDays(plainDate("2023-01-01"), index),
        ),
      });
    // 365 days of 2023 and 1 January: the first business day is the 366th after the start.
    expect(find(closed(366), "2023-01-01", 1)).toBe("2024-01-02");
    const refused = noBusinessDay({ calendar: "closed", from: "2023-01-01" });
    expect(() => find(closed(367), "2023-01-01", 1)).toThrow(refused);
    expect(find(closed(367), "2023-01-01", -1)).toBe("2022-12-31");
  });

  test("finds none where every day is a weekend", () => {
    const weekend: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
    const never = holidayCalendar({ name: "never", weekend, holidays: [] });
    const refused = noBusinessDay({ calendar: "never", from: "2024-01-01" });
    expect(() => find(never, "2024-01-01", -1)).toThrow(refused);
  });
});
