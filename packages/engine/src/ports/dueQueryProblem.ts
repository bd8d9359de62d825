import type { LendkitError } from "../errors.ts";
import type { DueQuery } from "./dueQuery.ts";
import { badDueQuery } from "./errors.ts";

/**
 * Why a storage cannot take this query, if there is a reason.
 *
 * @example
 * dueQueryProblem({ limit: 0 })?.message; //=> "limit is 0, expected a whole number from 1 …"
 */
export function dueQueryProblem({
  limit,
  leastUnpaidMinor = 0,
}: Pick<DueQuery, "limit" | "leastUnpaidMinor">): LendkitError | undefined {
  return atLeast("limit", limit, 1) ?? atLeast("leastUnpaidMinor", leastUnpaidMinor, 0);
}

function atLeast(
  field: "limit" | "leastUnpaidMinor",
  found: number,
  least: number,
): LendkitError | undefined {
  if (Number.isSafeInteger(found) && found >= least) return undefined;
  return badDueQuery({ field, found, least });
}
