import { type LoanRepository, loanPageQueryProblem, type StoredLoan } from "@lendkit/engine";
import { copyLoan } from "./copies.ts";
import type { Database } from "./database.ts";
import { memoryDueLoans } from "./dueLoans.ts";
import type { Transaction } from "./transaction.ts";
import { expectVersion, idKey, insertUnique } from "./uniqueRows.ts";

export function memoryLoans(database: Database, transaction: Transaction): LoanRepository {
  const { loans, loanNumbers } = database;
  const view = transaction.view(loans);
  const { rules } = loans;
  return {
    lock: (ids) => transaction.verb(() => transaction.lock(ids.map((id) => idKey("loan", id)))),

    find: (id) => transaction.verb(() => view.get(id)),

    findByNumber: (number) => transaction.verb(() => view.by("number", `${number}`)[0]),

    findMany: ({ ids = [], numbers = [] }) =>
      transaction.verb(() => {
        const found = [
          ...ids.flatMap((id) => view.get(id) ?? []),
          ...numbers.flatMap((number) => view.by("number", `${number}`)),
        ];
        return [...new Set(found)];
      }),

    listByCustomers: (customerIds) =>
      transaction.verb(() =>
        [...new Set(customerIds)].flatMap((id) => view.by("customerId", id)).sort(byNumber),
      ),

    listPage: ({ customerId, afterNumber = 0, limit }) =>
      transaction.verb(() => {
        const problem = loanPageQueryProblem({ limit, afterNumber });
        if (problem !== undefined) throw problem;
        const candidates =
          customerId === undefined ? view.rows() : view.by("customerId", customerId);
        return candidates
          .filter(({ number }) => number > afterNumber)
          .sort(byNumber)
          .slice(0, limit);
      }),

    insert: (news) =>
      transaction.verb(async () => {
        const rows = loanNumbers
          .numberAll(news)
          .map(({ state, number, nextActionOn = null }) =>
            copyLoan({ state, number, version: 1, nextActionOn }),
          );
        const unique = { entity: "loan", rules, fields: ["number"] } as const;
        await insertUnique(transaction, view, unique, rows);
        return rows;
      }),

    save: (changed) =>
      transaction.verb(async () => {
        await transaction.lock(changed.map(({ state }) => idKey("loan", state.loanId)));
        return changed.map(({ state, version, nextActionOn }) => {
          const stale = { entity: "loan", id: state.loanId, expected: version } as const;
          const { number } = expectVersion(view.get(state.loanId), stale);
          const row = copyLoan({ state, number, version: version + 1, nextActionOn });
          view.put(row);
          return row;
        });
      }),

    moveNumbersPast: (number) => transaction.verb(() => loanNumbers.movePast(number)),

    ...memoryDueLoans(database, transaction, view),
  };
}

function byNumber(one: StoredLoan, other: StoredLoan): number {
  return one.number - other.number;
}
