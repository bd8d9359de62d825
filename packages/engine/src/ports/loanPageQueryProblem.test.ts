import { expect, test } from "vitest";
import { loanPageQueryProblem } from "./loanPageQueryProblem.ts";

test.each([
  [{ limit: 1 }],
  [{ limit: 2 ** 53 - 1, afterNumber: 0 }],
  [{ limit: 100, afterNumber: 2 ** 53 - 1 }],
])("%j is fine", (query) => {
  expect(loanPageQueryProblem(query)).toBeUndefined();
});

test.each([
  [{ limit: 0 }, "limit is 0, expected a whole number from 1 to 2^53 - 1."],
  [{ limit: 1.5, afterNumber: -1 }, "limit is 1.5, expected a whole number from 1 to 2^53 - 1."],
  [{ limit: 2 ** 53 }, "limit is 9007199254740992, expected a whole number from 1 to 2^53 - 1."],
  [{ limit: 1, afterNumber: -1 }, "afterNumber is -1, expected a whole number from 0 to 2^53 - 1."],
  [
    { limit: 1, afterNumber: Number.NaN },
    "afterNumber is NaN, expected a whole number from 0 to 2^53 - 1.",
  ],
])("%j is refused", (query, message) => {
  const refusal = { code: "BAD_LOAN_PAGE_QUERY", kind: "invalid", retryable: false, message };
  expect(loanPageQueryProblem(query)).toMatchObject(refusal);
});
