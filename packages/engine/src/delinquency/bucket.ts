/**
 * Buckets of delinquency: tables as data, and the row a loan is in.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import type { DayPoint } from "./daysPastDue.ts";

/** One row of a table. */
export interface Bucket {
  readonly name: string;
  /** The fewest days past due that are in it; the next row begins where it ends. */
  readonly fromDays: number;
  /**
   * What takes a loan out of it again.
   *
   * - `fewerDays`: that its days past due are fewer.
   * - `noArrears`: only that nothing is past due any more.
   */
  readonly leftBy: "fewerDays" | "noArrears";
}

export interface BucketSet {
  readonly name: string;
  /** The row of loans with nothing past due. */
  readonly current: string;
  readonly at: DayPoint;
  /** By rising `fromDays`; the first begins at 0 for `dayEnd`, at 1 for `dayStart`. */
  readonly buckets: readonly Bucket[];
}

export const invalidBuckets: ErrorType<{ readonly set: string; readonly expected: string }> =
  errorType("INVALID_BUCKETS", {
    kind: "invalid",
    message: ({ set, expected }) => `The buckets of ${set} are wrong: expected ${expected}.`,
  });

/**
 * @throws LendkitError `INVALID_BUCKETS` for a table that leaves days without a row, or whose
 *   rows do not rise
 */
export function checkBuckets({ name: set, at, buckets }: BucketSet): void {
  const first = at === "dayEnd" ? 0 : 1;
  if (buckets[0]?.fromDays !== first) {
    throw invalidBuckets({ set, expected: `a first row from ${first} days on` });
  }
  buckets.forEach(({ fromDays, name }, index) => {
    const before = buckets[index - 1]?.fromDays ?? -1;
    if (!Number.isSafeInteger(fromDays) || fromDays <= before) {
      throw invalidBuckets({ set, expected: `whole days that rise, also in row ${name}` });
    }
  });
}

/**
 * The row that a loan is in.
 *
 * @param daysPastDue as `daysPastDue` answers it, counted at the point of the day that the set says
 * @param before the name of the row that the loan was in. A row that is left only by clearing all
 *   arrears is kept, unless more days lead to a later one.
 * @throws LendkitError `INVALID_BUCKETS`
 *
 * @example
 * bucket(smaBuckets, 30); //=> "SMA-1"
 */
export function bucket(set: BucketSet, daysPastDue: number | undefined, before?: string): string {
  checkBuckets(set);
  if (daysPastDue === undefined) return set.current;
  const byDays = set.buckets.filter(({ fromDays }) => fromDays <= daysPastDue).length - 1;
  const kept = set.buckets.findIndex(
    ({ name, leftBy }) => name === before && leftBy === "noArrears",
  );
  return set.buckets[Math.max(byDays, kept)]?.name ?? set.current;
}

/**
 * India's special mention accounts and non-performing assets, as classified at day end: a due of
 * 31 March that is unpaid is SMA-0 that day, SMA-1 30 days later (30 April), SMA-2 after 60 days
 * and NPA after 90; an NPA is cured only when all arrears are paid.
 *
 * Source: Reserve Bank of India, "Prudential norms on Income Recognition, Asset Classification and
 * Provisioning pertaining to Advances – Clarifications", 12 November 2021, paragraphs 4 to 10.
 */
export const smaBuckets: BucketSet = {
  name: "in.sma",
  current: "Standard",
  at: "dayEnd",
  buckets: [
    { name: "SMA-0", fromDays: 0, leftBy: "fewerDays" },
    { name: "SMA-1", fromDays: 30, leftBy: "fewerDays" },
    { name: "SMA-2", fromDays: 60, leftBy: "fewerDays" },
    { name: "NPA", fromDays: 90, leftBy: "noArrears" },
  ],
};

/** The four ranges of days that most lenders report by. */
export const agingBuckets: BucketSet = {
  name: "aging",
  current: "Current",
  at: "dayStart",
  buckets: [
    { name: "1-30", fromDays: 1, leftBy: "fewerDays" },
    { name: "31-60", fromDays: 31, leftBy: "fewerDays" },
    { name: "61-90", fromDays: 61, leftBy: "fewerDays" },
    { name: "Over 90", fromDays: 91, leftBy: "fewerDays" },
  ],
};
