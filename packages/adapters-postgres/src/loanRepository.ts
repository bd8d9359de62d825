import { type LoanRepository, loanPageQueryProblem } from "@lendkit/engine";
import { dueLoans } from "./dueLoans.ts";
import { loanTable } from "./loanTable.ts";
import { holdRows } from "./locks.ts";
import { integerText } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import { insertInto, saveIn, selectFrom } from "./versionedTable.ts";

export function loanRepository(session: Session, names: SchemaNames): LoanRepository {
  const table = loanTable(names);
  return {
    lock: (ids) => holdRows(session, names, "loan", ids),

    async find(id) {
      const [loan] = await selectFrom(session, table, "stored.id = $1::text", [id]);
      return loan;
    },

    async findByNumber(number) {
      const [loan] = await selectFrom(session, table, "stored.number = $1::text::bigint", [
        integerText(number, "number"),
      ]);
      return loan;
    },

    async findMany({ ids = [], numbers = [] }) {
      if (ids.length + numbers.length === 0) return [];
      return selectFrom(
        session,
        table,
        "stored.id = ANY ($1::text[]) OR stored.number = ANY ($2::text[]::bigint[])",
        [ids, numbers.map((number) => integerText(number, "number"))],
      );
    },

    async listByCustomers(customerIds) {
      if (customerIds.length === 0) return [];
      const where = "stored.customer_id = ANY ($1::text[]) ORDER BY stored.number";
      return selectFrom(session, table, where, [customerIds]);
    },

    async listPage(query) {
      const problem = loanPageQueryProblem(query);
      if (problem !== undefined) throw session.fail(problem);
      const { customerId, afterNumber = 0, limit } = query;
      const page = [integerText(afterNumber, "afterNumber"), integerText(limit, "limit")];
      const most = "LIMIT $2::text::bigint";
      if (customerId === undefined) {
        const where = "stored.number > $1::text::bigint";
        return selectFrom(session, table, `${where} ORDER BY stored.number ${most}`, page);
      }
      // A range that begins and ends with the customer: only that customer's index is in its order.
      // With an equation PostgreSQL may read past thousands of loans of others, number by number.
      const where = `(stored.customer_id, stored.number) > ($3::text, $1::text::bigint)
        AND stored.customer_id <= $3::text ORDER BY stored.customer_id, stored.number ${most}`;
      return selectFrom(session, table, where, [...page, customerId]);
    },

    insert: (loans) => insertInto(session, names, table, loans),
    save: (loans) => saveIn(session, table, loans),

    async moveNumbersPast(number) {
      await session.query(
        `SELECT ${names.giveNumbers}(${names.loanNumbers}, $1::text[]::bigint[])::text`,
        [[integerText(number, "number")]],
      );
    },

    ...dueLoans(session, names),
  };
}
