/**
 * Frozen copies, made of what goes in and once more of what comes out: a `Decimal` cannot be
 * frozen, so the stored one is never handed out.
 *
 * @module
 */
import {
  type AccountEntry,
  type Customer,
  type DayRun,
  Decimal,
  type DueRow,
  type ImportRun,
  type LoanFact,
  type OutboxMessage,
  type RegisteredApplicant,
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

export function copyApplicant(applicant: RegisteredApplicant): RegisteredApplicant {
  return Object.freeze({ ...applicant, annualIncome: new Decimal(applicant.annualIncome) });
}

export function copyEntry(entry: AccountEntry): AccountEntry {
  return Object.freeze({ ...entry, amount: new Decimal(entry.amount) });
}

/** A loan is all plain text and numbers, so its one copy can be handed out. */
export function copyLoan(loan: StoredLoan): StoredLoan {
  return frozenCopy(loan);
}

export function copyMessage(message: OutboxMessage): OutboxMessage {
  return frozenCopy(message);
}

export function copyDayRun(run: DayRun): DayRun {
  return frozenCopy(run);
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
