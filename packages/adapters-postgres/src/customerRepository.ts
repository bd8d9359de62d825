import type { CustomerRepository } from "@lendkit/engine";
import { customerTable } from "./customerTable.ts";
import { holdLocks } from "./locks.ts";
import { integerText } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import { insertInto, saveIn, selectFrom } from "./versionedTable.ts";

export function customerRepository(session: Session, names: SchemaNames): CustomerRepository {
  const table = customerTable(names);
  return {
    /**
     * First the ids, then the rows that are there: those wait for a host's own row locks too.
     * What is read after the wait is read by another statement, so it is not older than the wait.
     */
    async lock(ids) {
      if (ids.length === 0) return;
      await holdLocks(session, names, "customer", ids);
      await session.query(
        `SELECT id FROM ${names.customers} WHERE id = ANY ($1::text[])
         ORDER BY id FOR NO KEY UPDATE`,
        [ids],
      );
    },

    async find(id) {
      const [customer] = await selectFrom(session, table, "stored.id = $1::text", [id]);
      return customer;
    },

    async findByNumber(number) {
      const [customer] = await selectFrom(session, table, "stored.number = $1::text::bigint", [
        integerText(number, "number"),
      ]);
      return customer;
    },

    async findMany({ numbers = [], phoneNumbers = [] }) {
      if (numbers.length + phoneNumbers.length === 0) return [];
      return selectFrom(
        session,
        table,
        "stored.number = ANY ($1::text[]::bigint[]) OR stored.phone_number = ANY ($2::text[])",
        [numbers.map((number) => integerText(number, "number")), phoneNumbers],
      );
    },

    insert: (customers) => insertInto(session, names, table, customers),
    save: (customers) => saveIn(session, table, customers),
  };
}
