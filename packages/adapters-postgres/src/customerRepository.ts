import type { CustomerRepository } from "@lendkit/engine";
import { customerTable } from "./customerTable.ts";
import { holdRows } from "./locks.ts";
import { integerText } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";
import { insertInto, saveIn, selectFrom } from "./versionedTable.ts";

export function customerRepository(session: Session, names: SchemaNames): CustomerRepository {
  const table = customerTable(names);
  return {
    lock: (ids) => holdRows(session, names, "customer", ids),

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
