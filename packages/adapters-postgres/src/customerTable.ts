import { type Customer, currencyCodes, Decimal, type NewCustomer } from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integer, integerText, numberText, oneOf, type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { VersionedTable } from "./versionedTable.ts";

export function customerTable(names: SchemaNames): VersionedTable<NewCustomer, Customer> {
  return {
    entity: "customer",
    table: names.customers,
    numbers: names.customerNumbers,
    isBorrower: true,
    columns,
    selection,
    read,
    idOf: ({ id }) => id,
  };
}

const columns: readonly Column<NewCustomer>[] = [
  { name: "id", type: "text", text: (customer) => customer.id },
  { name: "number", type: "bigint", text: (customer) => numberText(customer.number) },
  { name: "origin", type: "text", text: (customer) => customer.origin },
  { name: "first_name", type: "text", text: (customer) => customer.firstName },
  { name: "last_name", type: "text", text: (customer) => customer.lastName },
  { name: "phone_number", type: "text", text: (customer) => customer.phoneNumber },
  { name: "age", type: "integer", text: (customer) => integerText(customer.age, "age") },
  { name: "currency", type: "text", text: (customer) => customer.currency },
  { name: "monthly_income", type: "numeric", text: (customer) => customer.monthlyIncome.toFixed() },
  { name: "approved_limit", type: "numeric", text: (customer) => customer.approvedLimit.toFixed() },
  { name: "current_debt", type: "numeric", text: (customer) => customer.currentDebt.toFixed() },
];

const selection = `stored.id, stored.number::text, stored.origin, stored.first_name,
  stored.last_name, stored.phone_number, stored.age::text, stored.currency,
  stored.monthly_income::text, stored.approved_limit::text, stored.current_debt::text,
  stored.version::text`;

function read(row: Row): Customer {
  return {
    id: text(row, "id"),
    number: integer(row, "number"),
    origin: oneOf(row, "origin", ["registered", "imported"]),
    firstName: text(row, "first_name"),
    lastName: text(row, "last_name"),
    phoneNumber: text(row, "phone_number"),
    age: integer(row, "age"),
    currency: oneOf(row, "currency", currencyCodes),
    monthlyIncome: new Decimal(text(row, "monthly_income")),
    approvedLimit: new Decimal(text(row, "approved_limit")),
    currentDebt: new Decimal(text(row, "current_debt")),
    version: integer(row, "version"),
  };
}
