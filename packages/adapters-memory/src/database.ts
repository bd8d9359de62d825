import {
  type AccountEntry,
  type AccountEntryPlace,
  type Customer,
  type DayRun,
  type DayRunFailure,
  type DueKey,
  type DueRow,
  emailKey,
  type ImportRun,
  type ImportRunKey,
  type LoanFact,
  type OutboxMessage,
  type PlainDate,
  type RegisteredApplicant,
  type RowNote,
  type StoredLoan,
} from "@lendkit/engine";
import { LockTable } from "./locks.ts";
import { NumberSequence } from "./numberSequence.ts";
import { Table, type TableRules } from "./table.ts";

/** A note with what orders it among the others of its run. */
export interface StoredNote {
  readonly runId: string;
  /** Counts all notes, in the order they were added. */
  readonly position: number;
  readonly note: RowNote;
}

/** An answer with the request that it was given to. */
export interface StoredAnswer {
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: string;
}

/** A message in its place; null once it was removed, so that its id is known. */
export interface StoredMessage {
  readonly id: string;
  readonly position: number;
  readonly message: OutboxMessage | null;
}

export interface StoredFailure extends DayRunFailure {
  readonly asOf: PlainDate;
}

/** Anyone who can have a loan: a customer or an applicant. */
export interface Borrower {
  readonly id: string;
}

export const borrowerRules: TableRules<Borrower, never> = { id: ({ id }) => id, fields: {} };

/** By `unscoredIn` those without a score are found, by their currency. */
export type ApplicantField = "number" | "email" | "identity" | "unscoredIn";

/** All that one store holds. What lies in a table is a frozen copy of what came in. */
export interface Database {
  readonly locks: LockTable;
  readonly customers: Table<Customer, "number" | "phoneNumber">;
  readonly customerNumbers: NumberSequence;
  readonly borrowers: Table<Borrower, never>;
  readonly applicants: Table<RegisteredApplicant, ApplicantField>;
  readonly applicantNumbers: NumberSequence;
  readonly accountEntries: Table<AccountEntry, "accountKey">;
  readonly loans: Table<StoredLoan, "number" | "customerId">;
  readonly loanNumbers: NumberSequence;
  readonly facts: Table<LoanFact, "loanId">;
  readonly dues: Table<DueRow, "loanId" | "customerId">;
  readonly answers: Table<StoredAnswer, never>;
  readonly runs: Table<ImportRun, "kind" | "file">;
  readonly runOrdinals: Readonly<Record<ImportRunKey["kind"], NumberSequence>>;
  readonly notes: Table<StoredNote, "runId">;
  readonly notePositions: NumberSequence;
  readonly messages: Table<StoredMessage, "there">;
  readonly messagePositions: NumberSequence;
  readonly dayRuns: Table<DayRun, never>;
  readonly failures: Table<StoredFailure, "asOf">;
}

/** One file as one kind of import. */
export function fileOf({ kind, fingerprint }: ImportRunKey): string {
  return `${kind} ${fingerprint}`;
}

export function factId({ loanId, sequence }: Pick<LoanFact, "loanId" | "sequence">): string {
  return `${loanId} ${sequence}`;
}

/** Both ids are opaque, so they are not merely put side by side. */
export function dueKey({ loanId, dueId }: DueKey): string {
  return JSON.stringify([loanId, dueId]);
}

export function entryKey({ source, position }: AccountEntryPlace): string {
  return `${position} ${source}`;
}

export function failureKey({ asOf, loanId }: Pick<StoredFailure, "asOf" | "loanId">): string {
  return `${asOf} ${loanId}`;
}

export function emptyDatabase(): Database {
  return {
    locks: new LockTable(),
    customers: new Table({
      id: ({ id }) => id,
      fields: { number: ({ number }) => String(number), phoneNumber: (row) => row.phoneNumber },
    }),
    customerNumbers: new NumberSequence(),
    borrowers: new Table<Borrower, never>(borrowerRules),
    applicants: new Table<RegisteredApplicant, ApplicantField>({
      id: ({ id }) => id,
      fields: {
        number: ({ number }) => String(number),
        email: ({ email }) => emailKey(email),
        identity: ({ identityHash }) => identityHash,
        unscoredIn: ({ score, currency }) => (score === null ? currency : ""),
      },
    }),
    applicantNumbers: new NumberSequence(),
    accountEntries: new Table<AccountEntry, "accountKey">({
      id: entryKey,
      fields: { accountKey: ({ accountKey }) => accountKey },
    }),
    loans: new Table({
      id: ({ state }) => state.loanId,
      fields: { number: ({ number }) => String(number), customerId: (row) => row.state.customerId },
    }),
    loanNumbers: new NumberSequence(),
    facts: new Table<LoanFact, "loanId">({
      id: factId,
      fields: { loanId: ({ loanId }) => loanId },
    }),
    dues: new Table<DueRow, "loanId" | "customerId">({
      id: dueKey,
      fields: { loanId: ({ loanId }) => loanId, customerId: ({ customerId }) => customerId },
    }),
    answers: new Table<StoredAnswer, never>({ id: ({ key }) => key, fields: {} }),
    runs: new Table<ImportRun, "kind" | "file">({
      id: ({ id }) => id,
      fields: { kind: ({ kind }) => kind, file: fileOf },
    }),
    runOrdinals: {
      customers: new NumberSequence(),
      loans: new NumberSequence(),
      transactions: new NumberSequence(),
    },
    notes: new Table({
      id: ({ position }) => String(position),
      fields: { runId: ({ runId }) => runId },
    }),
    notePositions: new NumberSequence(),
    messages: new Table<StoredMessage, "there">({
      id: ({ id }) => id,
      fields: { there: ({ message }) => String(message !== null) },
    }),
    messagePositions: new NumberSequence(),
    dayRuns: new Table<DayRun, never>({ id: ({ asOf }) => asOf, fields: {} }),
    failures: new Table<StoredFailure, "asOf">({
      id: failureKey,
      fields: { asOf: (row) => row.asOf },
    }),
  };
}
