/**
 * Records for the kit's tests. A number tells them apart: customer 7 is always `C-7`, with a
 * phone of his own.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { DueRow } from "../loan/dueRows.ts";
import type { Imported, LoanFactTerms, Opened } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { Decimal } from "../money/decimal.ts";
import type { Customer, NewCustomer } from "../ports/customer.ts";
import type { NewImportRun, RowNote } from "../ports/importRun.ts";
import type { NewLoan, UnitOfWork } from "../ports/store.ts";

const startedOn: PlainDate = plainDate("2024-01-31");
const endsOn: PlainDate = plainDate("2026-01-31");

export function phoneOf(n: number): string {
  return String(9_000_000_000 + n);
}

export function sampleCustomer(n: number, changes: Partial<NewCustomer> = {}): NewCustomer {
  return {
    id: `C-${n}`,
    origin: "registered",
    firstName: "Asha",
    lastName: `Rao ${n}`,
    phoneNumber: phoneOf(n),
    age: 34,
    currency: "INR",
    monthlyIncome: new Decimal("52000.50"),
    approvedLimit: new Decimal("1900000"),
    currentDebt: new Decimal("0"),
    ...changes,
  };
}

/** A loan of customer 1, if the changes do not say otherwise. */
export function sampleLoan(n: number, changes: Partial<LoanState> = {}): NewLoan {
  return { state: sampleState(n, changes) };
}

export function sampleState(n: number, changes: Partial<LoanState> = {}): LoanState {
  return {
    loanId: `L-${n}`,
    customerId: "C-1",
    origin: "opened",
    currency: "INR",
    principalMinor: 50_000_000,
    annualRatePercent: "8.5",
    tenorMonths: 24,
    installmentMinor: 2_272_784,
    paidOnTime: 0,
    startedOn,
    endsOn,
    sourceNumber: null,
    cutoverOn: null,
    calculationVersion: 1,
    lastSequence: 1,
    servicing: null,
    ...changes,
  };
}

const terms: LoanFactTerms = {
  customerId: "C-1",
  currency: "INR",
  principal: "500000.00",
  annualRatePercent: "8.5",
  tenorMonths: 24,
  installment: "22727.84",
  startedOn,
  endsOn,
};

export function sampleOpened(n: number, changes: Partial<LoanFactTerms> = {}): Opened {
  return {
    kind: "opened",
    loanId: `L-${n}`,
    sequence: 1,
    version: 1,
    effectiveOn: startedOn,
    recordedAt: "2024-01-31T09:30:00.000Z",
    commandId: `open L-${n}`,
    terms: { ...terms, ...changes },
    calculationVersion: 1,
  };
}

export function sampleImported(n: number, sequence: number): Imported {
  return {
    kind: "imported",
    loanId: `L-${n}`,
    sequence,
    version: 1,
    effectiveOn: startedOn,
    recordedAt: "2024-02-01T00:00:00.000Z",
    commandId: `import L-${n} ${sequence}`,
    terms,
    sourceNumber: 7798,
    paidOnTime: 1,
    cutoverOn: startedOn,
  };
}

/** An installment of loan 1; what is unpaid follows from the rest. */
export function sampleDue(n: number, changes: Partial<Omit<DueRow, "unpaid">> = {}): DueRow {
  const due = {
    loanId: "L-1",
    dueId: `installment ${n}`,
    customerId: "C-1",
    currency: "INR",
    installment: n,
    dueOn: plainDate("2024-02-29"),
    penalty: 0,
    fee: 0,
    interest: 354_167,
    principal: 1_918_617,
    paid: 0,
    ...changes,
  } as const;
  return { ...due, unpaid: due.penalty + due.fee + due.interest + due.principal - due.paid };
}

/** A run of customers whose file is told apart by `file`, one hexadecimal digit. */
export function sampleRun(n: number, file = "a"): NewImportRun {
  return {
    id: `R-${n}`,
    kind: "customers",
    fingerprint: file.repeat(64),
    asOf: plainDate("2024-03-31"),
  };
}

export function sampleNote(row: number, changes: Partial<RowNote> = {}): RowNote {
  return {
    row,
    sheet: "Sheet1",
    severity: "rejected",
    code: "NOT_A_NUMBER",
    column: "Age",
    value: "forty",
    reason: "Expected whole years.",
    ...changes,
  };
}

/** Inserts customer 1, whom every sample loan belongs to. */
export async function insertOwner(unit: UnitOfWork): Promise<void> {
  await unit.customers.insert([sampleCustomer(1)]);
}

/** Inserts customers and loans 1 to `count`, each customer with the loan of the same number. */
export async function insertBorrowers(unit: UnitOfWork, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  await unit.customers.insert(numbers.map((n) => sampleCustomer(n)));
  await unit.loans.insert(numbers.map((n) => sampleLoan(n, { customerId: `C-${n}` })));
}

/** Customers by what they were inserted as: the storage's own number and version are taken out. */
export function asInserted(customers: readonly Customer[]): readonly NewCustomer[] {
  return customers.map(({ number: _number, version: _version, ...rest }) => rest);
}
