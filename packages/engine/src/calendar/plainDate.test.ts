import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addMonths } from "./addMonths.ts";
import {
  addDays,
  daysBetween,
  fromEpochDay,
  invalidDate,
  isPlainDate,
  notWholeNumber,
  type PlainDate,
  parts,
  plainDate,
  toEpochDay,
} from "./plainDate.ts";

const MS_PER_DAY = 86_400_000;

/** As untyped callers send it. */
function untyped(value: unknown): string {
  return JSON.parse(JSON.stringify(value));
}

describe("which text is a date", () => {
  test.each([
    "1900-01-01",
    "1900-02-28",
    "2000-02-29",
    "2024-02-29",
    "2023-12-31",
    "2100-02-28",
    "9999-12-31",
  ])("%s", (text) => {
    expect(isPlainDate(text)).toBe(true);
    expect(plainDate(text)).toBe(text);
  });

  test.each([
    "1899-12-31", // before the first date taken
    "1900-02-29", // 1900 and 2100 divide by 100 and not by 400
    "2100-02-29",
    "2023-02-29",
    "2024-02-30",
    "2024-04-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-01-32",
    "10000-01-01",
    "0000-01-01",
    "24-01-01",
    "2024-1-1",
    "2024/01/01",
    "01-02-2024",
    "20240101",
    "2024-01-01T00:00:00Z",
    " 2024-01-01",
    "2024-01-01\n",
    "+2024-01-01",
    "-2024-01-01",
    "２０２４-01-01",
    "today",
    "",
  ])("%j is none", (found) => {
    expect(isPlainDate(found)).toBe(false);
    expect(() => plainDate(found, "dueOn")).toThrow(invalidDate({ found, field: "dueOn" }));
  });

  test.each([null, 20240101, { year: 2024 }, ["2024-01-01"]])("%j is none", (value) => {
    expect(isPlainDate(value)).toBe(false);
    const refusal = invalidDate({ found: String(value), field: "date" });
    expect(() => plainDate(untyped(value))).toThrow(refusal);
  });

  test("long text is shown by its beginning", () => {
    const refusal = invalidDate({ found: "9".repeat(40), field: "date" });
    expect(() => plainDate("9".repeat(1_000_000))).toThrow(refusal);
  });
});

test.each<[date: string, months: number, result: string]>([
  ["2024-01-31", 1, "2024-02-29"],
  ["2023-01-31", 1, "2023-02-28"],
  ["2024-01-31", 2, "2024-03-31"],
  ["2024-01-31", 3, "2024-04-30"],
  ["2024-03-31", -1, "2024-02-29"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2024-02-29", 48, "2028-02-29"],
  ["2096-02-29", 48, "2100-02-28"],
  ["2024-12-31", 2, "2025-02-28"],
  ["2024-12-15", 1, "2025-01-15"],
  ["2024-01-15", -1, "2023-12-15"],
  ["2024-05-31", 0, "2024-05-31"],
  ["1900-01-31", 1, "1900-02-28"],
])("%s and %i months is %s", (date, months, result) => {
  expect(addMonths(plainDate(date), months)).toBe(result);
});

test.each<[date: string, days: number, result: string]>([
  ["2024-02-28", 1, "2024-02-29"],
  ["2024-02-28", 2, "2024-03-01"],
  ["2023-02-28", 1, "2023-03-01"],
  ["2024-12-31", 1, "2025-01-01"],
  ["2024-01-01", -1, "2023-12-31"],
  ["2024-01-01", 366, "2025-01-01"],
  // Days when clocks change in New York and in Berlin, and the day that Samoa skipped.
  ["2024-03-10", 1, "2024-03-11"],
  ["2024-10-27", 1, "2024-10-28"],
  ["2011-12-29", 1, "2011-12-30"],
])("%s and %i days is %s", (date, days, result) => {
  expect(addDays(plainDate(date), days)).toBe(result);
  expect(daysBetween(plainDate(date), plainDate(result))).toBe(days);
});

test("a date beyond the calendar's ends is refused, never wrapped", () => {
  const invalid = expect.objectContaining({ code: "INVALID_DATE" });
  expect(() => addDays(plainDate("9999-12-31"), 1)).toThrow(invalid);
  expect(() => addMonths(plainDate("9999-12-31"), 1)).toThrow(invalid);
  expect(() => addDays(plainDate("1900-01-01"), -1)).toThrow(invalid);
  expect(() => addMonths(plainDate("1900-01-01"), -1)).toThrow(invalid);
  expect(() => addMonths(plainDate("2024-01-01"), 1e9)).toThrow(invalid);
  expect(() => fromEpochDay(toEpochDay(plainDate("9999-12-31")) + 1)).toThrow(invalid);
  expect(() => fromEpochDay(toEpochDay(plainDate("1900-01-01")) - 1)).toThrow(invalid);
});

test("such a date is told with what was asked for", () => {
  const told = (found: string, field: string): Error => invalidDate({ found, field });
  const end = plainDate("9999-12-31");
  expect(() => addDays(end, 1)).toThrow(told("10000-01-01", "9999-12-31 and 1 days"));
  expect(() => addMonths(end, 1)).toThrow(told("10000-01-31", "9999-12-31 and 1 months"));
  expect(() => fromEpochDay(-25_568)).toThrow(told("1899-12-31", "Epoch day -25568"));
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])("%d days or months are refused", (count) => {
  const refusal = (field: string): Error => notWholeNumber({ found: count, field });
  expect(() => addDays(plainDate("2024-01-01"), count)).toThrow(refusal("days"));
  expect(() => addMonths(plainDate("2024-01-01"), count)).toThrow(refusal("months"));
  expect(() => fromEpochDay(count)).toThrow(expect.objectContaining({ code: "INVALID_DATE" }));
});

const anyDay = fc.integer({ min: -25_567, max: 84_370 }); // 1900-01-01 to 2200-12-31
const anyDate: fc.Arbitrary<PlainDate> = anyDay.map((day) => plainDate(isoOf(day * MS_PER_DAY)));

/** By the platform's own UTC calendar. */
function isoOf(utcMs: number): string {
  return new Date(utcMs).toISOString().slice(0, 10);
}

test.each(["2024-10-20", "1910-01-01", "9999-12-31"])("no other character in %s", (date) => {
  // Beside those that nobody would write, the two that stand before 0 and after 9.
  for (const other of ["/", ":", "-", "x", " ", "\u0660"]) {
    for (let index = 0; index < date.length; index += 1) {
      const text = `${date.slice(0, index)}${other}${date.slice(index + 1)}`;
      if (text !== date) expect(isPlainDate(text), text).toBe(false);
    }
  }
});

test("a date and its epoch day are one to one, in the same order", () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(fromEpochDay(a)).toBe(isoOf(a * MS_PER_DAY));
      expect(toEpochDay(fromEpochDay(a))).toBe(a);
      expect(fromEpochDay(a) < fromEpochDay(b)).toBe(a < b);
    }),
  );
});

test.each<[day: number, date: string]>([
  [-25_567, "1900-01-01"],
  [-1, "1969-12-31"],
  [0, "1970-01-01"],
  [11_016, "2000-02-29"],
  [47_481, "2099-12-31"],
  [47_482, "2100-01-01"],
  [2_932_896, "9999-12-31"],
])("day %d is %s, however often it is asked for", (day, date) => {
  expect([fromEpochDay(day), fromEpochDay(day)]).toEqual([date, date]);
  expect(toEpochDay(plainDate(date))).toBe(day);
});

test("days are added as the platform's UTC calendar adds them", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
      fc.pre(date > "1960" || days > 0);
      const expected = isoOf(Date.parse(`${date}T00:00:00Z`) + days * MS_PER_DAY);
      expect(addDays(date, days)).toBe(expected);
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});

test("months are added to the month, and the day is kept or is the month's last", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -600, max: 2400 }), (date, months) => {
      fc.pre(date > "1950-02" || months >= 0);
      const { year, month, day } = parts(date);
      const lastDay = new Date(Date.UTC(year, month + months, 0));
      const expected = Date.UTC(
        lastDay.getUTCFullYear(),
        lastDay.getUTCMonth(),
        Math.min(day, lastDay.getUTCDate()),
      );
      expect(addMonths(date, months)).toBe(isoOf(expected));
    }),
  );
});
