import { expect, test } from "vitest";
import { dueLoanQueryProblem } from "./dueLoanQueryProblem.ts";

test.each([
  [{}],
  [{ limit: 1 }],
  [{ limit: 2 ** 53 - 1, shard: { index: 0, of: 1 } }],
  [{ shard: { index: 2, of: 3 } }],
])("%j is fine", (query) => {
  expect(dueLoanQueryProblem(query)).toBeUndefined();
});

test.each([
  [{ limit: 0 }, "limit is 0, expected a whole number from 1."],
  [{ limit: 1.5, shard: { index: 9, of: 1 } }, "limit is 1.5, expected a whole number from 1."],
  [{ shard: { index: 0, of: 0 } }, "shard.of is 0, expected a whole number from 1."],
  [{ shard: { index: 3, of: 3 } }, "shard.index is 3, expected a whole number from 0 to 2."],
  [{ shard: { index: -1, of: 3 } }, "shard.index is -1, expected a whole number from 0 to 2."],
  [{ shard: { index: 0.5, of: 3 } }, "shard.index is 0.5, expected a whole number from 0 to 2."],
])("%j is refused", (query, message) => {
  const refusal = { code: "BAD_DUE_LOAN_QUERY", kind: "invalid", retryable: false, message };
  expect(dueLoanQueryProblem(query)).toMatchObject(refusal);
});
