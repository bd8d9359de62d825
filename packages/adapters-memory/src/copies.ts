/**
 * Frozen copies, made of what goes in and once more of what comes out: a `Decimal` cannot be
 * frozen, so the stored one is never handed out.
 *
 * @module
 */
import {
  type Customer,
  Decimal,
  type DueRow,
  type ImportRun,
  type LoanFact,
  type LoanState,
  type RowNote,
  type StoredLoan,
} from "@lendkit/engine";

export function copyCustomer(customer: Customer): Customer {
  return Object.freeze({
    ...customer,
    monthlyIncome: new Decimal(customer.monthlyIncome),
    approvedLimit: new Decimal(customer.approvedLimit),
    currentDebt: new Decimal(customer.currentDebt),
  });
}

/** A loan is all plain text and numbers, so its one copy can be handed out. */
export function copyLoan(loan: { state: LoanState; number: number; version: number }): StoredLoan {
  return frozenCopy(loan);
}

export function copyFact(fact: LoanFact): LoanFact {
  return frozenCopy(fact);
}

export function copyDue(row: DueRow): DueRow {
  return Object.freeze({ ...row });
}

function frozenCopy<T extends object>(value: T): T {
  const copy = structuredClone(value);
  freezeAll(copy);
  return copy;
}

function freezeAll(value: object): void {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) freezeAll(part);
  }
  Object.freeze(value);
}

export function copyRun(run: ImportRun): ImportRun {
  return Object.freeze({ ...run, counts: Object.freeze({ ...run.counts }) });
}

export function copyNote(note: RowNote): RowNote {
  return Object.freeze({ ...note });
}
