import type { LendkitError } from "../errors.ts";
import type { LoanShard } from "./dayRun.ts";
import { badDueLoanQuery } from "./errors.ts";

/** What is wrong with a query of loans that are due, or undefined; adapters throw it. */
export function dueLoanQueryProblem({
  limit = 1,
  shard = { index: 0, of: 1 },
}: {
  readonly limit?: number;
  readonly shard?: LoanShard;
}): LendkitError | undefined {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    return badDueLoanQuery({ field: "limit", found: limit, expected: "a whole number from 1" });
  }
  if (!Number.isSafeInteger(shard.of) || shard.of < 1) {
    return badDueLoanQuery({
      field: "shard.of",
      found: shard.of,
      expected: "a whole number from 1",
    });
  }
  if (Number.isSafeInteger(shard.index) && shard.index >= 0 && shard.index < shard.of) {
    return undefined;
  }
  const expected = `a whole number from 0 to ${shard.of - 1}`;
  return badDueLoanQuery({ field: "shard.index", found: shard.index, expected });
}
