import { expect, test } from "vitest";
import { dueQueryProblem } from "./dueQueryProblem.ts";

test.each([
  [{ limit: 1 }],
  [{ limit: 2 ** 53 - 1, leastUnpaidMinor: 0 }],
  [{ limit: 100, leastUnpaidMinor: 2 ** 53 - 1 }],
])("%j is fine", (query) => {
  expect(dueQueryProblem(query)).toBeUndefined();
});

test.each([
  [{ limit: 0 }, "limit is 0, expected a whole number from 1 to 2^53 - 1."],
  [{ limit: 1.5 }, "limit is 1.5, expected a whole number from 1 to 2^53 - 1."],
  [
    { limit: 2 ** 53, leastUnpaidMinor: -1 },
    "limit is 9007199254740992, expected a whole number from 1 to 2^53 - 1.",
  ],
  [
    { limit: 1, leastUnpaidMinor: -1 },
    "leastUnpaidMinor is -1, expected a whole number from 0 to 2^53 - 1.",
  ],
  [
    { limit: 1, leastUnpaidMinor: Number.NaN },
    "leastUnpaidMinor is NaN, expected a whole number from 0 to 2^53 - 1.",
  ],
])("%j is refused", (query, message) => {
  const refusal = { code: "BAD_DUE_QUERY", kind: "invalid", retryable: false, message };
  expect(dueQueryProblem(query)).toMatchObject(refusal);
});
