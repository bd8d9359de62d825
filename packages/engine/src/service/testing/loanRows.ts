import { type PlainDate, plainDate } from "../../calendar/plainDate.ts";
import type { OpenLoan } from "../../loan/commands.ts";
import { decide } from "../../loan/decide.ts";
import { evolve } from "../../loan/evolve.ts";
import type { LoanFact } from "../../loan/facts.ts";
import type { LoanState } from "../../loan/loanState.ts";
import { replay } from "../../loan/replay.ts";
import { Decimal } from "../../money/decimal.ts";
import type { Customer } from "../../ports/customer.ts";
import type { Store, StoredLoan } from "../../ports/store.ts";
import type { ImportContext, LoanRow, RowOutcome } from "../importRows.ts";
import { recordLoans } from "../recordLoans.ts";

export const asOf: PlainDate = plainDate("2026-11-20");

export const context: ImportContext<LoanRow> = {
  currency: "INR",
  asOf,
  recordedAt: "2026-11-20T09:30:00.000Z",
  headers: { number: "Loan ID", customerNumber: "Customer ID" },
  commandId: ({ row }) => `row ${row}`,
};

/** A loan of 1,200.00 over 12 months of which 3 are paid: 900.00 is owed while it is current. */
export function loan(
  number: number,
  customerNumber: number,
  changes: Partial<LoanRow> = {},
): LoanRow {
  return {
    row: 2,
    sheet: "Sheet1",
    number,
    customerNumber,
    principal: new Decimal("1200"),
    tenorMonths: 12,
    annualRatePercent: new Decimal("8.2"),
    installment: new Decimal("106"),
    paidOnTime: 3,
    startedOn: plainDate("2026-05-20"),
    endsOn: plainDate("2027-05-20"),
    ...changes,
  };
}

/** An empty store, then with customers 1, 2 and 3 as imported and customer 4 as registered. */
export async function withCustomers(store: Store): Promise<Store> {
  const customers = [1, 2, 3, 4].map((number) => ({
    id: number === 4 ? "R-4" : `customer-import-${number}`,
    number,
    origin: number === 4 ? ("registered" as const) : ("imported" as const),
    firstName: "Asha",
    lastName: "Rao",
    age: 40,
    phoneNumber: String(9_000_000_000 + number),
    currency: "INR" as const,
    monthlyIncome: new Decimal("32000"),
    approvedLimit: new Decimal("800000"),
    currentDebt: new Decimal(0),
  }));
  await store.transact((unit) => unit.customers.insert(customers));
  return store;
}

export const record = (
  store: Store,
  rows: readonly LoanRow[],
  changes = {},
): Promise<readonly RowOutcome[]> =>
  store.transact((unit) => recordLoans(unit, rows, { ...context, ...changes }));

export const customerOf = (store: Store, number: number): Promise<Customer | undefined> =>
  store.transact((unit) => unit.customers.findByNumber(number));

export const debtOf = async (store: Store, number: number): Promise<string | undefined> =>
  (await customerOf(store, number))?.currentDebt.toFixed(2);

export const find = (store: Store, id: string): Promise<StoredLoan | undefined> =>
  store.transact((unit) => unit.loans.find(id));

export const factsOf = (store: Store, id: string): Promise<readonly LoanFact[]> =>
  store.transact((unit) => unit.facts.list(id));

export function openingFacts(customerNumber: number, principal: string): readonly LoanFact[] {
  const customerId = `customer-import-${customerNumber}`;
  const command: OpenLoan = {
    kind: "openLoan",
    loanId: `opened-${customerNumber}-${principal}`,
    commandId: "open",
    effectiveOn: asOf,
    recordedAt: "2026-11-20T09:00:00.000Z",
    calculationVersion: 1,
    terms: { ...loan(1, 1), customerId, currency: "INR", principal },
  };
  return decide(undefined, command);
}

export const openedState = (customerNumber: number, principal: string): LoanState =>
  replay(openingFacts(customerNumber, principal));

/** What `createLoan` does, without its decision and its sum of the debt. */
export async function openLoan(
  store: Store,
  customerNumber: number,
  principal: string,
  number?: number,
): Promise<void> {
  const state = openedState(customerNumber, principal);
  await store.transact(async (unit) => {
    await unit.loans.insert([{ state, ...(number ? { number } : {}) }]);
    await unit.facts.append(openingFacts(customerNumber, principal));
  });
}

/** Gives an imported loan a fact of its own. */
export async function liveOn(store: Store, id: string): Promise<void> {
  const stored = await find(store, id);
  const [imported] = await factsOf(store, id);
  if (stored === undefined || imported?.kind !== "imported") throw new Error("Not imported.");
  const { sourceNumber: _number, paidOnTime: _paid, cutoverOn: _cutover, ...frame } = imported;
  const fact: LoanFact = { ...frame, kind: "opened", sequence: 2, calculationVersion: 1 };
  await store.transact(async (unit) => {
    await unit.loans.save([{ ...stored, state: evolve(stored.state, fact) }]);
    await unit.facts.append([fact]);
  });
}
