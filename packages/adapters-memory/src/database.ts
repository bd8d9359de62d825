import type {
  Customer,
  DueKey,
  DueRow,
  ImportRun,
  ImportRunKey,
  LoanFact,
  RowNote,
  StoredLoan,
} from "@lendkit/engine";
import { LockTable } from "./locks.ts";
import { NumberSequence } from "./numberSequence.ts";
import { Table } from "./table.ts";

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

/** All that one store holds. What lies in a table is a frozen copy of what came in. */
export interface Database {
  readonly locks: LockTable;
  readonly customers: Table<Customer, "number" | "phoneNumber">;
  readonly customerNumbers: NumberSequence;
  readonly loans: Table<StoredLoan, "number" | "customerId">;
  readonly loanNumbers: NumberSequence;
  readonly facts: Table<LoanFact, "loanId">;
  readonly dues: Table<DueRow, "loanId" | "customerId">;
  readonly answers: Table<StoredAnswer, never>;
  readonly runs: Table<ImportRun, "kind" | "file">;
  readonly runOrdinals: Readonly<Record<ImportRunKey["kind"], NumberSequence>>;
  readonly notes: Table<StoredNote, "runId">;
  readonly notePositions: NumberSequence;
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

export function emptyDatabase(): Database {
  return {
    locks: new LockTable(),
    customers: new Table({
      id: ({ id }) => id,
      fields: { number: ({ number }) => String(number), phoneNumber: (row) => row.phoneNumber },
    }),
    customerNumbers: new NumberSequence(),
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
    runOrdinals: { customers: new NumberSequence(), loans: new NumberSequence() },
    notes: new Table({
      id: ({ position }) => String(position),
      fields: { runId: ({ runId }) => runId },
    }),
    notePositions: new NumberSequence(),
  };
}
