import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "./addMonths.ts";
import {
  checkPeriods,
  dateColumn,
  dateGrid,
  gridDay,
  invalidRoll,
  MAX_PERIODS,
  periodsOutOfRange,
  type Roll,
  rollDay,
  rollMismatch,
  rollNeedsMonths,
} from "./dateGrid.ts";
import { type Frequency, parseFrequency } from "./frequency.ts";
import {
  addDays,
  fromEpochDay,
  invalidDate,
  type PlainDate,
  plainDate,
  toEpochDay,
} from "./plainDate.ts";

function dates(
  frequency: Frequency,
  anchor: string,
  options: { roll?: Roll; first?: number; count: number },
): PlainDate[] {
  const { roll, first = 0, count } = options;
  const column = dateColumn({
    frequency,
    anchor: plainDate(anchor),
    first,
    count,
    ...(roll === undefined ? {} : { roll }),
  });
  return Array.from(column, fromEpochDay);
}

// Read off a calendar.
test.each<
  [frequency: Frequency, anchor: string, roll: Roll | undefined, expected: readonly string[]]
>([
  ["P1D", "2024-02-28", undefined, ["2024-02-28", "2024-02-29", "2024-03-01"]],
  ["P30D", "2024-01-31", undefined, ["2024-01-31", "2024-03-01", "2024-03-31"]],
  ["P1W", "2024-12-26", undefined, ["2024-12-26", "2025-01-02", "2025-01-09"]],
  ["P2W", "2024-02-20", undefined, ["2024-02-20", "2024-03-05", "2024-03-19"]],
  ["P1M", "2024-01-31", undefined, ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]],
  ["P1M", "2023-11-15", undefined, ["2023-11-15", "2023-12-15", "2024-01-15"]],
  // A short month's last day is its own day, unless month ends are asked for.
  ["P1M", "2024-02-29", undefined, ["2024-02-29", "2024-03-29", "2024-04-29"]],
  ["P1M", "2024-02-29", "EOM", ["2024-02-29", "2024-03-31", "2024-04-30"]],
  ["P1M", "2024-02-29", 31, ["2024-02-29", "2024-03-31", "2024-04-30"]],
  ["P1M", "2024-02-29", 30, ["2024-02-29", "2024-03-30", "2024-04-30"]],
  ["P1M", "2023-02-28", 29, ["2023-02-28", "2023-03-29", "2023-04-29"]],
  // Month ends are only kept by an anchor on one.
  ["P1M", "2024-04-29", "EOM", ["2024-04-29", "2024-05-29"]],
  ["P1M", "2024-04-30", "EOM", ["2024-04-30", "2024-05-31", "2024-06-30"]],
  ["P3M", "2013-11-30", undefined, ["2013-11-30", "2014-02-28", "2014-05-30", "2014-08-30"]],
  ["P6M", "2023-08-31", undefined, ["2023-08-31", "2024-02-29", "2024-08-31"]],
  [
    "P1Y",
    "2024-02-29",
    undefined,
    ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"],
  ],
  ["P18M", "2024-12-31", undefined, ["2024-12-31", "2026-06-30", "2027-12-31"]],
  [
    "SEMI_MONTHLY",
    "2024-01-01",
    undefined,
    ["2024-01-01", "2024-01-16", "2024-02-01", "2024-02-16"],
  ],
  ["SEMI_MONTHLY", "2023-12-25", undefined, ["2023-12-25", "2024-01-10", "2024-01-25"]],
  // The 14th and the 29th, where 2023 has no 29 February.
  [
    "SEMI_MONTHLY",
    "2023-01-29",
    undefined,
    ["2023-01-29", "2023-02-14", "2023-02-28", "2023-03-14"],
  ],
  // The 15th goes with the 30th, or with month ends if they are asked for.
  [
    "SEMI_MONTHLY",
    "2024-01-15",
    undefined,
    ["2024-01-15", "2024-01-30", "2024-02-15", "2024-02-29"],
  ],
  ["SEMI_MONTHLY", "2024-01-15", 31, ["2024-01-15", "2024-01-31", "2024-02-15", "2024-02-29"]],
  [
    "SEMI_MONTHLY",
    "2024-01-31",
    undefined,
    ["2024-01-31", "2024-02-15", "2024-02-29", "2024-03-15"],
  ],
  ["SEMI_MONTHLY", "2024-02-29", "EOM", ["2024-02-29", "2024-03-15", "2024-03-31", "2024-04-15"]],
  ["SEMI_MONTHLY", "2024-01-05", 20, ["2024-01-05", "2024-01-20", "2024-02-05"]],
  ["SEMI_MONTHLY", "2024-01-20", 5, ["2024-01-20", "2024-02-05", "2024-02-20"]],
])("%s from %s, roll %s", (frequency, anchor, roll, expected) => {
  const count = expected.length;
  expect(dates(frequency, anchor, { count, ...(roll === undefined ? {} : { roll }) })).toEqual(
    expected,
  );
});

test("the first date may lie any number of periods after the anchor", () => {
  expect(dates("P1M", "2024-11-30", { first: 3, count: 2 })).toEqual(["2025-02-28", "2025-03-30"]);
  expect(dates("P1W", "2024-01-01", { first: 52, count: 1 })).toEqual(["2024-12-30"]);
  expect(dates("SEMI_MONTHLY", "2024-01-16", { first: 3, count: 1 })).toEqual(["2024-03-01"]);
});

describe("refused", () => {
  test.each([0, 32, 1.5, -1, Number.NaN])("roll %d, which is no day of a month", (roll) => {
    const refused = invalidRoll({ found: String(roll) });
    expect(() => dates("P1M", "2024-01-31", { roll, count: 1 })).toThrow(refused);
  });

  test.each<[frequency: Frequency, days: string, roll: Roll]>([
    ["P1D", "P1D", 15],
    ["P2W", "P14D", "EOM"],
  ])("a roll with %s, which counts days", (frequency, days, roll) => {
    const refused = rollNeedsMonths({ frequency: days });
    expect(() => dates(frequency, "2024-01-15", { roll, count: 1 })).toThrow(refused);
  });

  test.each<[frequency: Frequency, date: string, roll: number]>([
    ["P1M", "2024-01-15", 16],
    ["P1M", "2024-01-05", 20],
    ["P1M", "2024-02-29", 28],
    ["P1M", "2024-02-28", 30],
    ["P1M", "2024-04-29", 31],
    ["SEMI_MONTHLY", "2024-01-15", 29],
    ["SEMI_MONTHLY", "2024-01-16", 31],
    ["SEMI_MONTHLY", "2024-01-17", 1],
  ])("%s from %s, which is no day of roll %d", (frequency, date, roll) => {
    const refused = rollMismatch({ date, roll });
    expect(() => dates(frequency, date, { roll, count: 1 })).toThrow(refused);
  });

  test.each([
    ["count", 0, 1],
    ["count", 1.5, 1],
    ["count", Number.NaN, 1],
    ["count", MAX_PERIODS + 1, 1],
    ["first", -1, 0],
    ["first", 0.5, 0],
    ["first", MAX_PERIODS + 1, 0],
  ])("%s %d", (field, found, least) => {
    const refused = periodsOutOfRange({ found: String(found), field, least });
    const asked = { count: 1, [field]: found };
    expect(() => dates("P1M", "2024-01-31", asked)).toThrow(refused);
    expect(() => checkPeriods(found, field, least)).toThrow(refused);
  });

  test("dates after the last year, before any is written", () => {
    expect(dates("P1M", "9999-11-30", { count: 2 })).toEqual(["9999-11-30", "9999-12-30"]);
    expect(dates("P1D", "9999-12-30", { count: 2 })).toEqual(["9999-12-30", "9999-12-31"]);
    // 9999-12-31 is day 2932896: 2932897 days from 1970-01-01 to 10000-01-01.
    const refused = invalidDate({ found: "epoch day 2932897", field: "The last date" });
    expect(() => dates("P1D", "9999-12-30", { count: 3 })).toThrow(refused);
    expect(() => dates("P1D", "9999-12-30", { first: 2, count: 1 })).toThrow(refused);
  });
});

test("the day that a roll means", () => {
  const day = (date: string): number => toEpochDay(plainDate(date));
  expect(rollDay(day("2024-02-29"), undefined)).toBe(29);
  expect(rollDay(day("2024-02-29"), "EOM")).toBe(31);
  expect(rollDay(day("2024-02-28"), "EOM")).toBe(28);
  expect(rollDay(day("2024-02-29"), 30)).toBe(30);
});

test("the most dates are taken", () => {
  expect(dates("P1D", "1900-01-01", { count: MAX_PERIODS }).at(-1)).toBe("2000-03-16");
  expect(dates("P1D", "1900-01-01", { first: MAX_PERIODS, count: 1 })).toEqual(["2000-03-17"]);
});

describe("laws", () => {
  const anyDate = fc
    .date({ min: new Date("1950-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
    .map((date) => plainDate(date.toISOString().slice(0, 10)));
  const anyIndex = fc.integer({ min: -60, max: 600 });
  const anyMonths = fc.integer({ min: 1, max: 30 });
  const at = (frequency: Frequency, anchor: PlainDate, index: number): PlainDate =>
    fromEpochDay(gridDay(dateGrid(parseFrequency(frequency), toEpochDay(anchor)), index));

  test("months are counted from the anchor", () => {
    fc.assert(
      fc.property(anyDate, anyMonths, anyIndex, (anchor, months, index) => {
        const within = Math.trunc(index / months);
        expect(at(`P${months}M`, anchor, within)).toBe(addMonths(anchor, months * within));
      }),
    );
  });

  test("days are counted from the anchor", () => {
    fc.assert(
      fc.property(anyDate, anyMonths, anyIndex, (anchor, days, index) => {
        expect(at(`P${days}D`, anchor, index)).toBe(addDays(anchor, days * index));
        expect(at(`P${days}W`, anchor, index)).toBe(addDays(anchor, 7 * days * index));
      }),
    );
  });

  test("half months: two each month in order, every other one a month apart", () => {
    fc.assert(
      fc.property(anyDate, anyIndex, (anchor, index) => {
        const [first, second, third] = [0, 1, 2].map((next) =>
          at("SEMI_MONTHLY", anchor, index + next),
        );
        if (first === undefined || second === undefined || third === undefined) throw new Error();
        expect(first < second && second < third).toBe(true);
        expect(addMonths(plainDate(`${first.slice(0, 8)}01`), 1).slice(0, 7)).toBe(
          third.slice(0, 7),
        );
        expect(at("SEMI_MONTHLY", anchor, 0)).toBe(anchor);
        const wholeMonths = Math.trunc(index / 2);
        expect(at("SEMI_MONTHLY", anchor, 2 * wholeMonths)).toBe(addMonths(anchor, wholeMonths));
      }),
    );
  });

  test("a column is the grid, date by date", () => {
    const anyFrequency = fc.oneof(
      anyMonths.map((count): Frequency => `P${count}M`),
      anyMonths.map((count): Frequency => `P${count}D`),
      fc.constant<Frequency>("SEMI_MONTHLY"),
    );
    const anyFirst = fc.integer({ min: 0, max: 40 });
    const anyCount = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(anyFrequency, anyDate, anyFirst, anyCount, (frequency, anchor, first, count) => {
        const expected = Array.from({ length: count }, (_, index) =>
          at(frequency, anchor, first + index),
        );
        expect(dates(frequency, anchor, { first, count })).toEqual(expected);
      }),
    );
  });
});
