import type { Customer, CustomerRepository } from "@lendkit/engine";
import { type BorrowerView, insertBorrowers } from "./borrowers.ts";
import { copyCustomer } from "./copies.ts";
import type { Database } from "./database.ts";
import type { TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";
import {
  expectVersion,
  idKey,
  insertUnique,
  refuseTaken,
  type Uniqueness,
  uniqueKeys,
} from "./uniqueRows.ts";

type Field = "number" | "phoneNumber";

export function memoryCustomers(
  { customers, customerNumbers }: Database,
  transaction: Transaction,
  borrowers: BorrowerView,
): CustomerRepository {
  const view = transaction.view(customers);
  const unique: Uniqueness<Customer, Field> = {
    entity: "customer",
    rules: customers.rules,
    fields: ["number", "phoneNumber"],
  };
  return {
    lock: (ids) => transaction.verb(() => transaction.lock(ids.map((id) => idKey("customer", id)))),

    find: (id) => transaction.verb(() => copyOf(view.get(id))),

    findByNumber: (number) => transaction.verb(() => copyOf(view.by("number", `${number}`)[0])),

    findMany: ({ numbers = [], phoneNumbers = [] }) =>
      transaction.verb(() => {
        const found = [
          ...numbers.flatMap((number) => view.by("number", `${number}`)),
          ...phoneNumbers.flatMap((phoneNumber) => view.by("phoneNumber", phoneNumber)),
        ];
        return [...new Set(found)].map(copyCustomer);
      }),

    insert: (news) =>
      transaction.verb(async () => {
        const rows = customerNumbers
          .numberAll(news)
          .map((customer) => copyCustomer({ ...customer, version: 1 }));
        await insertUnique(transaction, view, unique, rows);
        await insertBorrowers(transaction, borrowers, rows);
        return rows.map(copyCustomer);
      }),

    save: (changed) => transaction.verb(() => save(transaction, view, unique, changed)),
  };
}

function copyOf(customer: Customer | undefined): Customer | undefined {
  return customer === undefined ? undefined : copyCustomer(customer);
}

async function save(
  transaction: Transaction,
  view: TableView<Customer, Field>,
  unique: Uniqueness<Customer, Field>,
  changed: readonly Customer[],
): Promise<readonly Customer[]> {
  await transaction.lock(changed.map(({ id }) => idKey("customer", id)));
  // A value that is given up stays locked too: it is free only if this transaction commits.
  const given = changed.flatMap((customer) => [view.get(customer.id) ?? customer, customer]);
  await transaction.lock(given.flatMap((customer) => uniqueKeys(unique, customer)));

  return changed.map((customer) => {
    const { id, version } = customer;
    expectVersion(view.get(id), { entity: "customer", id, expected: version });
    refuseTaken(view, unique, customer);
    const row = copyCustomer({ ...customer, version: version + 1 });
    view.put(row);
    return copyCustomer(row);
  });
}
