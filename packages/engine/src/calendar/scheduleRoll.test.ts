import { expect, test } from "vitest";
import type { Roll } from "./dateGrid.ts";
import { plainDate, toEpochDay } from "./plainDate.ts";
import { scheduleRollDay } from "./scheduleRoll.ts";

test.each<[start: string, end: string, roll: Roll | undefined, day: number]>([
  // Only the larger of the two can be the day of both.
  ["2026-01-31", "2026-04-30", undefined, 31],
  ["2026-02-28", "2026-05-30", undefined, 30],
  ["2026-02-28", "2026-05-30", "EOM", 31],
  // Days that are equal need no guess, though one of them ends its month.
  ["2022-08-28", "2023-02-28", undefined, 28],
  ["2022-08-28", "2023-02-28", "EOM", 28],
  ["2023-02-28", "2023-08-28", "EOM", 31],
  // Neither ends its month, or both lie in one month: the date that is counted from.
  ["2026-01-15", "2026-04-20", undefined, 15],
  ["2026-01-15", "2026-01-31", undefined, 15],
  ["2026-01-15", "2027-01-31", undefined, 31],
  ["2026-01-31", "2026-04-30", 15, 15],
])("%s to %s with roll %s falls on day %i", (start, end, roll, day) => {
  const regular = { start: toEpochDay(plainDate(start)), end: toEpochDay(plainDate(end)) };
  expect(scheduleRollDay(regular, roll, { countedFrom: "start", none: true })).toBe(day);
});

test("where a stub is allowed the day is that of the date which is counted from", () => {
  const regular = {
    start: toEpochDay(plainDate("2026-02-28")),
    end: toEpochDay(plainDate("2026-05-30")),
  };
  expect(scheduleRollDay(regular, undefined, { countedFrom: "start", none: false })).toBe(28);
  expect(scheduleRollDay(regular, undefined, { countedFrom: "end", none: false })).toBe(30);
});
