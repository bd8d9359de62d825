import {
  type DueLoanQuery,
  dueLoanQueryProblem,
  type LoanRepository,
  type LoanShard,
  type StoredLoan,
} from "@lendkit/engine";
import { byCodePoints } from "./codePointOrder.ts";
import { type Database, failureKey } from "./database.ts";
import type { TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";
import { idKey } from "./uniqueRows.ts";

type Query = Pick<DueLoanQuery, "asOf" | "shard" | "setAside">;

/** The verbs of loans that are due. They look at every loan. */
export function memoryDueLoans(
  { failures }: Database,
  transaction: Transaction,
  loans: TableView<StoredLoan, "number" | "customerId">,
): Pick<LoanRepository, "lockDue" | "countDue"> {
  const failed = transaction.view(failures);

  const isDue = ({ asOf, shard, setAside = false }: Query, loan: StoredLoan): boolean => {
    const { state, nextActionOn } = loan;
    if (nextActionOn === null || nextActionOn > asOf || !isIn(shard, state.loanId)) return false;
    const attempts = failed.get(failureKey({ asOf, loanId: state.loanId }))?.attempts;
    return attempts === (setAside ? 1 : undefined);
  };

  const dueNow = (query: Query): readonly StoredLoan[] =>
    loans.rows().filter((loan) => isDue(query, loan));

  const passBy = (query: DueLoanQuery): readonly StoredLoan[] => {
    const taken: StoredLoan[] = [];
    for (const loan of [...dueNow(query)].sort(byDayAndId)) {
      if (taken.length === query.limit) break;
      if (transaction.lockAtOnce(idKey("loan", loan.state.loanId))) taken.push(loan);
    }
    return taken;
  };

  const waitFor = async (query: DueLoanQuery): Promise<readonly StoredLoan[]> => {
    for (;;) {
      const some = [...dueNow(query)].sort(byDayAndId).slice(0, query.limit);
      await transaction.lock(some.map(({ state }) => idKey("loan", state.loanId)));
      const still = some
        .flatMap(({ state }) => loans.get(state.loanId) ?? [])
        .filter((loan) => isDue(query, loan));
      if (some.length === 0 || still.length > 0) return still;
    }
  };

  const check = (query: Partial<Pick<DueLoanQuery, "limit" | "shard">>): void => {
    const problem = dueLoanQueryProblem(query);
    if (problem !== undefined) throw problem;
  };

  return {
    lockDue: (query) =>
      transaction.verb(() => {
        check(query);
        return query.wait === true ? waitFor(query) : passBy(query);
      }),

    countDue: (asOf, shard) =>
      transaction.verb(() => {
        const query = shard === undefined ? { asOf } : { asOf, shard };
        check(query);
        return dueNow(query).length;
      }),
  };
}

function byDayAndId(one: StoredLoan, other: StoredLoan): number {
  const [first, second] = [one.nextActionOn ?? "", other.nextActionOn ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return byCodePoints(one.state.loanId, other.state.loanId);
}

/** By a hash of the id (FNV-1a), so that each loan is in exactly one part. */
function isIn(shard: LoanShard | undefined, loanId: string): boolean {
  if (shard === undefined) return true;
  let hash = 0x811c9dc5;
  for (let at = 0; at < loanId.length; at += 1) {
    hash = Math.imul(hash ^ loanId.charCodeAt(at), 0x01000193) >>> 0;
  }
  return hash % shard.of === shard.index;
}
