import { expect, test } from "vitest";
import { type DayEndTimes, dayEndMeasurements } from "./dayEndOnPostgres.ts";

const small: DayEndTimes = {
  loans: 10_000,
  one: 400_000,
  two: 300_000,
  floor: 200_000,
  peakBytes: 268_435_456,
};

// 400 beside 200; 300 beside 400; a quarter of a gigabyte beside half of one.
test("a book is held against the floor, one worker and the most memory", () => {
  expect(dayEndMeasurements(small, small).map(({ ratio, holds }) => [ratio, holds])).toEqual([
    [2, true],
    [0.75, true],
    [0.5, true],
  ]);
});

// 620 beside 248 and beside 400 is above the aims; so is a byte more than half a gigabyte.
test("a larger book is held against the smallest one too", () => {
  const large = {
    ...small,
    loans: 1_000_000,
    one: 620_000,
    floor: 248_000,
    peakBytes: 536_870_913,
  };
  const held = dayEndMeasurements(large, small).map(({ ratio, holds }) => [ratio > 1, holds]);
  expect(held).toEqual([
    [true, false],
    [false, true],
    [true, false],
    [true, false],
  ]);
});
