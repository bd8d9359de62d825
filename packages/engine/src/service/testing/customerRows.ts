import { plainDate } from "../../calendar/plainDate.ts";
import { Decimal } from "../../money/decimal.ts";
import type { Customer, NewCustomer } from "../../ports/customer.ts";
import type { Store } from "../../ports/store.ts";
import type { CustomerRow, ImportContext, RowOutcome } from "../importRows.ts";
import { recordCustomers } from "../recordCustomers.ts";

export const context: ImportContext<CustomerRow> = {
  currency: "INR",
  asOf: plainDate("2026-11-20"),
  recordedAt: "2026-11-20T09:30:00.000Z",
  headers: { number: "Customer ID", phoneNumber: "Phone Number" },
  commandId: ({ row }) => `row ${row}`,
};

export const phone = (n: number): string => String(9_000_000_000 + n);

/** Customer `number` on row `number + 1`, with a phone of their own. */
export function customer(number: number, changes: Partial<CustomerRow> = {}): CustomerRow {
  return {
    row: number + 1,
    sheet: "Sheet1",
    number,
    firstName: "Begoña",
    lastName: "Peña",
    age: 40,
    phoneNumber: phone(number),
    monthlyIncome: new Decimal("32000.50"),
    approvedLimit: new Decimal("800000"),
    ...changes,
  };
}

export function registered(number: number, changes: Partial<NewCustomer> = {}): NewCustomer {
  const { row: _row, sheet: _sheet, ...fields } = customer(number);
  const currentDebt = new Decimal("125.50");
  return {
    id: `R-${number}`,
    origin: "registered",
    currency: "INR",
    currentDebt,
    ...fields,
    ...changes,
  };
}

export const record = (
  store: Store,
  rows: readonly CustomerRow[],
  changes = {},
): Promise<readonly RowOutcome[]> =>
  store.transact((unit) => recordCustomers(unit, rows, { ...context, ...changes }));

export const insert = (
  store: Store,
  ...customers: readonly NewCustomer[]
): Promise<readonly Customer[]> => store.transact((unit) => unit.customers.insert(customers));

export const find = (store: Store, number: number): Promise<Customer | undefined> =>
  store.transact((unit) => unit.customers.findByNumber(number));
