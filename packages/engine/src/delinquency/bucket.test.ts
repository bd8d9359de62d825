import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { runs } from "../testing/runs.ts";
import {
  agingBuckets,
  type BucketSet,
  bucket,
  checkBuckets,
  invalidBuckets,
  smaBuckets,
} from "./bucket.ts";
import { daysPastDue } from "./daysPastDue.ts";

/** The bucket at the point of the day that the set counts at. */
function bucketOn(
  set: BucketSet,
  dues: readonly PlainDate[],
  asOf: PlainDate,
  before?: string,
): string {
  return bucket(set, daysPastDue(dues, asOf, { at: set.at }), before);
}

describe("special mention accounts and non-performing assets", () => {
  // The Reserve Bank's own example: a due of 31 March 2021. 30 April is 30 days later; 30 May
  // 30 + 30; 29 June 30 + 31 + 29.
  test.each<[asOf: string, expected: string]>([
    ["2021-03-30", "Standard"],
    ["2021-03-31", "SMA-0"],
    ["2021-04-29", "SMA-0"],
    ["2021-04-30", "SMA-1"],
    ["2021-05-29", "SMA-1"],
    ["2021-05-30", "SMA-2"],
    ["2021-06-28", "SMA-2"],
    ["2021-06-29", "NPA"],
    ["2022-03-31", "NPA"],
  ])("a due of 2021-03-31, at the end of %s", (asOf, expected) => {
    expect(bucketOn(smaBuckets, [plainDate("2021-03-31")], plainDate(asOf))).toBe(expected);
  });

  test("an NPA stays one until all arrears are paid", () => {
    const march = plainDate("2021-03-31");
    const april = plainDate("2021-04-30");
    const may = plainDate("2021-05-31");
    const on = plainDate("2021-06-29");
    expect(bucketOn(smaBuckets, [march, april, may], on, "SMA-2")).toBe("NPA");
    // 30 April to 29 June: 31 + 29 = 60 days, which alone is SMA-2; 31 May: 29 days.
    expect(bucketOn(smaBuckets, [april, may], on)).toBe("SMA-2");
    expect(bucketOn(smaBuckets, [april, may], on, "NPA")).toBe("NPA");
    expect(bucketOn(smaBuckets, [may], on, "NPA")).toBe("NPA");
    expect(bucketOn(smaBuckets, [], on, "NPA")).toBe("Standard");
  });

  test.each<[days: number | undefined, before: string, expected: string]>([
    [undefined, "SMA-2", "Standard"],
    [0, "NPA", "NPA"],
    [0, "SMA-2", "SMA-0"],
    [59, "SMA-2", "SMA-1"],
    [90, "SMA-0", "NPA"],
    [89, "Standard", "SMA-2"],
    [89, "of another set", "SMA-2"],
  ])("%s days after %s", (days, before, expected) => {
    expect(bucket(smaBuckets, days, before)).toBe(expected);
  });
});

test.each<[days: number | undefined, expected: string]>([
  [undefined, "Current"],
  [1, "1-30"],
  [30, "1-30"],
  [31, "31-60"],
  [60, "31-60"],
  [61, "61-90"],
  [90, "61-90"],
  [91, "Over 90"],
  [36_500, "Over 90"],
])("aging of %s days", (days, expected) => {
  expect(bucket(agingBuckets, days)).toBe(expected);
  expect(bucket(agingBuckets, days, "Over 90")).toBe(expected);
});

test("a due of the day itself is current in the morning", () => {
  const due = plainDate("2024-02-29");
  expect(bucketOn(agingBuckets, [due], due)).toBe("Current");
  expect(bucketOn(agingBuckets, [due], addDays(due, 1))).toBe("1-30");
});

test("a row that is kept gives way to a later one", () => {
  const set: BucketSet = {
    name: "watch",
    current: "Current",
    at: "dayStart",
    buckets: [
      { name: "Late", fromDays: 1, leftBy: "fewerDays" },
      { name: "Watch", fromDays: 30, leftBy: "noArrears" },
      { name: "Loss", fromDays: 90, leftBy: "fewerDays" },
    ],
  };
  expect(bucket(set, 5, "Watch")).toBe("Watch");
  expect(bucket(set, 90, "Watch")).toBe("Loss");
  expect(bucket(set, 5, "Loss")).toBe("Late");
});

const withDays = (at: BucketSet["at"], ...fromDays: readonly number[]): BucketSet => ({
  name: "own",
  current: "Current",
  at,
  buckets: fromDays.map((from) => ({ name: `from ${from}`, fromDays: from, leftBy: "fewerDays" })),
});

describe("tables that leave days without a row, or do not rise", () => {
  test.each<[what: string, BucketSet, expected: string]>([
    ["no row", withDays("dayStart"), "a first row from 1 days on"],
    ["no row for the first day", withDays("dayStart", 2, 30), "a first row from 1 days on"],
    ["a row for no days past due", withDays("dayStart", 0, 30), "a first row from 1 days on"],
    ["none for the due date", withDays("dayEnd", 1, 30), "a first row from 0 days on"],
    [
      "the same days twice",
      withDays("dayStart", 1, 30, 30),
      "whole days that rise, also in row from 30",
    ],
    ["fewer days", withDays("dayEnd", 0, 60, 30), "whole days that rise, also in row from 30"],
    ["a part of a day", withDays("dayEnd", 0, 30.5), "whole days that rise, also in row from 30.5"],
    ["no number", withDays("dayEnd", 0, Number.NaN), "whole days that rise, also in row from NaN"],
  ])("%s", (_, set, expected) => {
    const refusal = invalidBuckets({ set: "own", expected });
    expect(() => checkBuckets(set)).toThrow(refusal);
    expect(() => bucket(set, 5)).toThrow(refusal);
    expect(() => bucket(set, undefined)).toThrow(refusal);
  });

  test.each([smaBuckets, agingBuckets, withDays("dayEnd", 0), withDays("dayStart", 1)])(
    "$name is none of them",
    (set) => {
      expect(() => checkBuckets(set)).not.toThrow();
    },
  );
});

const anySet = fc
  .tuple(
    fc.constantFrom<BucketSet["at"]>("dayStart", "dayEnd"),
    fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { maxLength: 6 }),
  )
  .map(([at, later]) => withDays(at, at === "dayEnd" ? 0 : 1, ...later.sort((a, b) => a - b)));

describe("laws", () => {
  test("every number of days is in exactly one row, the last that it reaches", () => {
    fc.assert(
      fc.property(anySet, fc.nat(250), (set, extra) => {
        const days = (set.buckets[0]?.fromDays ?? 0) + extra;
        const found = bucket(set, days);
        const holds = set.buckets.filter(({ fromDays }, index) => {
          const next = set.buckets[index + 1]?.fromDays ?? Number.POSITIVE_INFINITY;
          return fromDays <= days && days < next;
        });
        expect(holds.map(({ name }) => name)).toEqual([found]);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("two rows in the wrong order, or a first that begins late, are refused", () => {
    fc.assert(
      fc.property(anySet, fc.nat(5), (set, at) => {
        const [first, ...others] = set.buckets;
        if (first === undefined) throw new Error("There is a first row.");
        const late = { ...set, buckets: [{ ...first, fromDays: first.fromDays + 1 }, ...others] };
        expect(() => checkBuckets(late)).toThrow(/a first row from [01] days on/);
        const [one, two] = [set.buckets[at], set.buckets[at + 1]];
        if (one === undefined || two === undefined) return;
        const swapped = set.buckets.with(at, two).with(at + 1, one);
        expect(() => checkBuckets({ ...set, buckets: swapped })).toThrow(
          /whole days that rise|a first row/,
        );
      }),
    );
  });
});
