import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { runs } from "../testing/runs.ts";
import { type DaysPastDueRule, daysPastDue, type Pause } from "./daysPastDue.ts";

function days(
  due: readonly string[],
  asOf: string,
  rule?: DaysPastDueRule,
): ReturnType<typeof daysPastDue> {
  const dueDates = due.map((day) => plainDate(day));
  return daysPastDue(dueDates, plainDate(asOf), rule);
}

function pauses(...spans: readonly (readonly [from: string, to: string])[]): {
  pauses: readonly Pause[];
} {
  return { pauses: spans.map(([from, to]) => ({ from: plainDate(from), to: plainDate(to) })) };
}

describe("days since the due date", () => {
  test.each<[asOf: string, atDayStart: number | undefined, atDayEnd: number | undefined]>([
    ["2023-01-30", undefined, undefined],
    ["2023-01-31", undefined, 0],
    ["2023-02-01", 1, 1],
    ["2023-02-02", 2, 2],
    ["2023-04-05", 64, 64], // 28 + 31 + 5
    ["2023-07-05", 155, 155], // 28 + 31 + 30 + 31 + 30 + 5
    ["2024-03-01", 395, 395], // 365 to 2024-01-31, and 29 + 1
  ])("of 2023-01-31 on %s", (asOf, atDayStart, atDayEnd) => {
    expect(days(["2023-01-31"], asOf)).toBe(atDayStart);
    expect(days(["2023-01-31"], asOf, { at: "dayStart" })).toBe(atDayStart);
    expect(days(["2023-01-31"], asOf, { at: "dayEnd" })).toBe(atDayEnd);
  });

  test.each<[what: string, due: readonly string[], days: number | undefined]>([
    ["nothing is owed", [], undefined],
    ["the oldest counts, wherever it stands", ["2024-02-20", "2024-02-10", "2024-03-01"], 20],
    ["what is due later does not", ["2024-05-01", "2024-02-20"], 10],
    ["nor does it alone", ["2024-05-01"], undefined],
  ])("%s", (_, due, expected) => {
    // From 20 February to 1 March 2024 are 10 days, from 10 February 20.
    expect(days(due, "2024-03-01")).toBe(expected);
  });
});

describe("days of grace are part of the count once they are over", () => {
  test.each<[asOf: string, atDayStart: number | undefined, atDayEnd: number | undefined]>([
    ["2024-01-10", undefined, undefined],
    ["2024-01-14", undefined, undefined],
    ["2024-01-15", undefined, 5],
    ["2024-01-16", 6, 6],
  ])("five of them after 2024-01-10, on %s", (asOf, atDayStart, atDayEnd) => {
    expect(days(["2024-01-10"], asOf, { graceDays: 5 })).toBe(atDayStart);
    expect(days(["2024-01-10"], asOf, { graceDays: 5, at: "dayEnd" })).toBe(atDayEnd);
  });
});

describe("pauses", () => {
  test.each<[what: string, Pick<DaysPastDueRule, "pauses">, days: number | undefined]>([
    ["none", pauses(), 30],
    ["both ends of one are in it", pauses(["2024-01-10", "2024-01-19"]), 20],
    ["one day", pauses(["2024-01-15", "2024-01-15"]), 29],
    ["apart", pauses(["2024-01-05", "2024-01-06"], ["2024-01-11", "2024-01-13"]), 25],
    ["touching", pauses(["2024-01-10", "2024-01-14"], ["2024-01-15", "2024-01-19"]), 20],
    ["overlapping", pauses(["2024-01-10", "2024-01-16"], ["2024-01-13", "2024-01-19"]), 20],
    ["from one day", pauses(["2024-01-10", "2024-01-12"], ["2024-01-10", "2024-01-19"]), 20],
    [
      "one within another, and one after it",
      pauses(
        ["2024-01-10", "2024-01-19"],
        ["2024-01-12", "2024-01-14"],
        ["2024-01-18", "2024-01-20"],
      ),
      19,
    ],
    ["the later one first", pauses(["2024-01-15", "2024-01-19"], ["2024-01-10", "2024-01-14"]), 20],
    ["the same twice", pauses(["2024-01-10", "2024-01-19"], ["2024-01-10", "2024-01-19"]), 20],
    ["before the due date", pauses(["2023-12-01", "2023-12-31"]), 30],
    ["up to the due date, which is no day past due", pauses(["2023-12-20", "2024-01-01"]), 30],
    ["over the due date", pauses(["2023-12-20", "2024-01-02"]), 29],
    ["after the day", pauses(["2024-02-01", "2024-02-29"]), 30],
    ["beyond the day", pauses(["2024-01-22", "2024-02-29"]), 20],
    ["all days", pauses(["2024-01-02", "2024-01-31"]), undefined],
    [
      "all days, in parts",
      pauses(["2024-01-11", "2024-03-01"], ["2023-12-01", "2024-01-10"]),
      undefined,
    ],
    ["all days but the last", pauses(["2024-01-01", "2024-01-30"]), 1],
  ])("%s: of the 30 days from 1 to 31 January", (_, rule, expected) => {
    expect(days(["2024-01-01"], "2024-01-31", rule)).toBe(expected);
    expect(days(["2024-01-01"], "2024-01-31", { ...rule, at: "dayEnd" })).toBe(expected ?? 0);
  });

  test("days of grace stand still in them", () => {
    const rule = { graceDays: 5, ...pauses(["2024-01-02", "2024-01-06"]) };
    expect(days(["2024-01-01"], "2024-01-11", rule)).toBeUndefined(); // 10 − 5
    expect(days(["2024-01-01"], "2024-01-12", rule)).toBe(6);
  });
});

const anyDay = fc
  .integer({ min: 0, max: 120 })
  .map((after) => addDays(plainDate("2024-01-01"), after));
const anyPause = fc
  .tuple(anyDay, fc.integer({ min: 0, max: 30 }))
  .map(([from, length]): Pause => ({ from, to: addDays(from, length) }));
const anyPauses = fc.array(anyPause, { maxLength: 5 });
const anyDues = fc.array(anyDay, { maxLength: 5 });
const anyRule: fc.Arbitrary<DaysPastDueRule> = fc.record({
  graceDays: fc.integer({ min: 0, max: 10 }),
  at: fc.constantFrom("dayStart", "dayEnd"),
});

/** Nothing past due comes before any number of days. */
const rank = (counted: number | undefined): number => counted ?? -1;

/** Day by day from the oldest due: what no pause holds. */
function countedOneByOne(
  dues: readonly PlainDate[],
  asOf: PlainDate,
  held: readonly Pause[],
): number {
  const [oldest = asOf] = [...dues].sort();
  const all = Math.max(0, daysBetween(oldest, asOf));
  return Array.from({ length: all }, (_, index) => addDays(oldest, index + 1)).filter(
    (day) => !held.some(({ from, to }) => from <= day && day <= to),
  ).length;
}

describe("laws", () => {
  test("it is the number of days that no pause holds", () => {
    fc.assert(
      fc.property(anyDues, anyDay, anyPauses, anyRule, (dues, asOf, held, rule) => {
        const counted = countedOneByOne(dues, asOf, held);
        const found = daysPastDue(dues, asOf, { ...rule, pauses: held });
        if (found !== undefined) expect(found).toBe(counted);
        const reached = dues.some((dueOn) => dueOn <= asOf);
        const least = (rule.graceDays ?? 0) + (rule.at === "dayEnd" ? 0 : 1);
        expect(found === undefined).toBe(!reached || counted < least);
      }),
      { numRuns: runs(500, 5_000) },
    );
  });

  test("one pause more never gives more days", () => {
    fc.assert(
      fc.property(anyDues, anyDay, anyPauses, anyPause, anyRule, (dues, asOf, held, more, rule) => {
        const before = rank(daysPastDue(dues, asOf, { ...rule, pauses: held }));
        const after = rank(daysPastDue(dues, asOf, { ...rule, pauses: [...held, more] }));
        expect(after).toBeLessThanOrEqual(before);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("from a day to the next it never falls, and rises by one outside of pauses", () => {
    fc.assert(
      fc.property(anyDues, anyDay, anyPauses, anyRule, (dues, today, held, rule) => {
        const tomorrow = addDays(today, 1);
        const paused = { ...rule, pauses: held };
        const [before, after] = [
          daysPastDue(dues, today, paused),
          daysPastDue(dues, tomorrow, paused),
        ];
        expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
        const free = daysPastDue(dues, today, rule);
        if (free !== undefined) expect(daysPastDue(dues, tomorrow, rule)).toBe(free + 1);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("days of grace hide days, but change none", () => {
    fc.assert(
      fc.property(anyDues, anyDay, anyPauses, anyRule, (dues, asOf, held, rule) => {
        const withGrace = daysPastDue(dues, asOf, { ...rule, pauses: held });
        const without = daysPastDue(dues, asOf, { ...rule, pauses: held, graceDays: 0 });
        expect([without, undefined]).toContain(withGrace);
      }),
    );
  });
});
