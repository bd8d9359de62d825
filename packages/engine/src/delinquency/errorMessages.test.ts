/** What a caller is told: each refusal as it is provoked, with the sentence word for word. */
import { expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { agingBuckets, type BucketSet, bucket } from "./bucket.ts";
import { type DaysPastDueRule, daysPastDue } from "./daysPastDue.ts";

const day = plainDate("2024-01-31");

/** As callers without types call it. */
const counted = (dueOn: string, asOf: string, rule: object = {}): unknown =>
  daysPastDue([dueOn as PlainDate], asOf as PlainDate, rule satisfies DaysPastDueRule);

const aged = (changes: Partial<BucketSet>): string => bucket({ ...agingBuckets, ...changes }, 1);

test.each<[code: string, cause: () => unknown, details: object, message: string]>([
  [
    "INVALID_GRACE_DAYS",
    () => counted(day, day, { graceDays: -1 }),
    { found: "-1" },
    "graceDays is -1, expected a whole number of zero or more.",
  ],
  [
    "INVALID_GRACE_DAYS",
    () => counted(day, day, { graceDays: 0.5 }),
    { found: "0.5" },
    "graceDays is 0.5, expected a whole number of zero or more.",
  ],
  [
    "UNKNOWN_OPTION",
    () => counted(day, day, { at: "noon" }),
    { field: "at", found: "noon", expected: ["dayStart", "dayEnd"] },
    'at is "noon", expected one of dayStart, dayEnd.',
  ],
  [
    "INVALID_DATE",
    () => counted(day, "2024-02-30"),
    { field: "asOf", found: "2024-02-30" },
    'asOf is "2024-02-30", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "INVALID_DATE",
    () => counted("31.01.2024", day),
    { field: "dueOn", found: "31.01.2024" },
    'dueOn is "31.01.2024", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "INVALID_DATE",
    () => counted(day, day, { pauses: [{ from: "2023-02-29", to: day }] }),
    { field: "pauses.0.from", found: "2023-02-29" },
    'pauses.0.from is "2023-02-29", expected a calendar date as YYYY-MM-DD from 1900-01-01 to ' +
      "9999-12-31.",
  ],
  [
    "INVALID_DATE",
    () =>
      counted(day, day, {
        pauses: [
          { from: day, to: day },
          { from: day, to: "" },
        ],
      }),
    { field: "pauses.1.to", found: "" },
    'pauses.1.to is "", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "DATES_OUT_OF_ORDER",
    () => counted(day, day, { pauses: [{ from: day, to: "2024-01-30" }] }),
    { start: "2024-01-31", end: "2024-01-30" },
    "The end 2024-01-30 is not after the start 2024-01-31.",
  ],
  [
    "INVALID_BUCKETS",
    () => aged({ at: "dayEnd" }),
    { set: "aging", expected: "a first row from 0 days on" },
    "The buckets of aging are wrong: expected a first row from 0 days on.",
  ],
  [
    "INVALID_BUCKETS",
    () => aged({ name: "own", buckets: [...agingBuckets.buckets].reverse() }),
    { set: "own", expected: "a first row from 1 days on" },
    "The buckets of own are wrong: expected a first row from 1 days on.",
  ],
  [
    "INVALID_BUCKETS",
    () => aged({ buckets: [...agingBuckets.buckets, ...agingBuckets.buckets] }),
    { set: "aging", expected: "whole days that rise, also in row 1-30" },
    "The buckets of aging are wrong: expected whole days that rise, also in row 1-30.",
  ],
])("%s", (code, cause, details, message) => {
  expect(thrownBy(cause)).toMatchObject({
    code,
    details,
    message,
    kind: "invalid",
    retryable: false,
  });
});

function thrownBy(cause: () => unknown): unknown {
  try {
    return cause();
  } catch (error) {
    if (isLendkitError(error)) return error;
    throw error;
  }
}
