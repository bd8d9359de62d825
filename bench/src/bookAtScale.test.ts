import { expect, test } from "vitest";
import { bookMeasurements } from "./bookAtScale.ts";
import { type BookRun, bookRun } from "./bookRun.ts";
import { creditEntries } from "./creditEntries.ts";

const run: BookRun = {
  entries: 100,
  report: {
    decided: 100,
    failed: 0,
    approvedBefore: 80,
    approvedAfter: 70,
    toApproval: 0,
    toRefusal: 10,
    rateChanged: 0,
  },
  changes: 10,
  nanoseconds: 2_000_000,
  bareNanoseconds: 1_600_000,
  samples: [
    { heapUsed: 1000, rss: 4000 },
    { heapUsed: 9000, rss: 4000 },
    { heapUsed: 1201, rss: 4800 },
  ],
};

// 20,000 ns beside 16,000: 1.25; 1,201 bytes beside 1,000: 1.201, above the aim; 4,800 beside 4,000.
test("the last tenth is held against the first", () => {
  expect(bookMeasurements(run).map(({ ratio, holds }) => [ratio, holds])).toEqual([
    [1.25, true],
    [1.201, false],
    [1.2, true],
  ]);
});

test("a run without samples is no measurement", () => {
  expect(() => bookMeasurements({ ...run, samples: [] })).toThrow("no samples of memory");
});

test("a run decides every entry, takes every change and a sample after each tenth", async () => {
  const { report, changes, samples } = await bookRun(200);
  expect([report.decided, report.failed]).toEqual([200, 0]);
  expect(report.toRefusal).toBeGreaterThan(0);
  expect(changes).toBe(report.toApproval + report.toRefusal + report.rateChanged);
  expect(samples).toHaveLength(10);
});

test("a seed gives the same customers again, another one others", () => {
  const book = (seed: number, count: number) => JSON.stringify([...creditEntries(seed, count)]);
  expect(book(1, 20)).toBe(book(1, 20));
  expect(book(2, 20)).not.toBe(book(1, 20));
  expect([...creditEntries(1, 30)].slice(0, 20)).toEqual([...creditEntries(1, 20)]);
});
