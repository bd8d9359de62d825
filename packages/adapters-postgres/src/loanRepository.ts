import type { LoanRepository } from "@lendkit/engine";
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

    insert: (loans) => insertInto(session, names, table, loans),
    save: (loans) => saveIn(session, table, loans),

    async moveNumbersPast(number) {
      await session.query(
        `SELECT ${names.giveNumbers}(${names.loanNumbers}, $1::text[]::bigint[])::text`,
        [[integerText(number, "number")]],
      );
    },
  };
}
