import type { LendkitError } from "../errors.ts";
import { badLoanPageQuery } from "./errors.ts";
import type { LoanPageQuery } from "./loanPageQuery.ts";

/** Why a storage cannot take this query, if there is a reason; adapters throw it. */
export function loanPageQueryProblem({
  limit,
  afterNumber = 0,
}: Pick<LoanPageQuery, "limit" | "afterNumber">): LendkitError | undefined {
  return atLeast("limit", limit, 1) ?? atLeast("afterNumber", afterNumber, 0);
}

function atLeast(
  field: "limit" | "afterNumber",
  found: number,
  least: number,
): LendkitError | undefined {
  if (Number.isSafeInteger(found) && found >= least) return undefined;
  return badLoanPageQuery({ field, found, least });
}
