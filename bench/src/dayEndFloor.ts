/**
 * The limit of a day-end on PostgreSQL, on days of bills alone: the same rows locked, read and written
 * in batches of the same size, all that is written being ready before. Nothing is computed, checked,
 * counted or tried again.
 *
 * @module
 */
import {
  canonicalJson,
  carryToLastAction,
  creditService,
  type DueRow,
  dueRows,
  factMessage,
  type LoanFact,
  messageText,
  nextActionOn,
  noticeMessage,
  type OutboxMessage,
  type PlainDate,
  type StoredLoan,
} from "@lendkit/engine";
import type { Pool } from "pg";
import { bulk, type Column } from "../../packages/adapters-postgres/src/bulk.ts";
import { createPostgresStore } from "../../packages/adapters-postgres/src/createPostgresStore.ts";
import { dueColumns } from "../../packages/adapters-postgres/src/dueRows.ts";
import { fromPool } from "../../packages/adapters-postgres/src/fromPool.ts";
import { loanTable } from "../../packages/adapters-postgres/src/loanTable.ts";
import { schemaNames } from "../../packages/adapters-postgres/src/schemaNames.ts";

/** What one batch writes. */
export interface FloorBatch {
  readonly ids: readonly string[];
  readonly statements: readonly {
    readonly text: string;
    readonly params: readonly unknown[];
  }[];
}

/** The day's batches, in the order in which they are taken. */
export async function prepareFloor(
  pool: Pool,
  schema: string,
  asOf: PlainDate,
  batchSize: number,
): Promise<readonly FloorBatch[]> {
  const store = createPostgresStore(fromPool(pool), { schema });
  const { rows } = await pool.query<{ readonly id: string }>(
    `SELECT id FROM ${schemaNames(schema).loans} WHERE next_action_on <= $1
     ORDER BY next_action_on, id`,
    [asOf],
  );
  const batches: FloorBatch[] = [];
  for (let from = 0; from < rows.length; from += batchSize) {
    const ids = rows.slice(from, from + batchSize).map(({ id }) => id);
    const found = await store.transact((unit) => unit.loans.findMany({ ids }));
    const byId = new Map(found.map((loan) => [loan.state.loanId, loan]));
    const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
    batches.push(batchOf(schema, asOf, inOrder));
  }
  return batches;
}

function batchOf(schema: string, asOf: PlainDate, loans: readonly StoredLoan[]): FloorBatch {
  const { reminders } = creditService;
  const facts: LoanFact[] = [];
  const dues: DueRow[] = [];
  const messages: OutboxMessage[] = [];
  const changed = loans.map((loan) => {
    const carried = carryToLastAction(loan.state, asOf, {
      recordedAt: `${asOf}T18:30:00Z`,
      reminders,
    });
    facts.push(...carried.facts);
    messages.push(...carried.facts.map(factMessage), ...carried.notices.map(noticeMessage));
    dues.push(...dueRows(carried.state));
    const { state } = carried;
    return { ...loan, state, nextActionOn: nextActionOn(state, reminders) };
  });
  const { loans: table, loanFacts, loanDues, outbox } = schemaNames(schema);
  return {
    ids: loans.map(({ state }) => state.loanId),
    statements: [
      inserted(loanFacts, factColumns, facts),
      updated(table, loanTable(schemaNames(schema)).columns, changed),
      inserted(loanDues, dueColumns, dues),
      inserted(outbox, messageColumns, messages),
    ],
  };
}

/** @throws Error where the rows are others than those that were prepared */
export async function runFloor(
  pool: Pool,
  schema: string,
  asOf: PlainDate,
  batches: readonly FloorBatch[],
): Promise<number> {
  const { loans } = schemaNames(schema);
  let taken = 0;
  for (const { ids, statements } of batches) {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const { rows } = await client.query<{ readonly id: string; readonly snapshot: string }>(
        `SELECT id, number::text, version::text, snapshot, next_action_on::text AS next FROM ${loans}
       WHERE next_action_on <= $1 ORDER BY next_action_on, id LIMIT $2
       FOR NO KEY UPDATE SKIP LOCKED`,
        [asOf, ids.length],
      );
      if (rows.some(({ id }, at) => id !== ids[at])) throw new Error("Other loans were prepared.");
      for (const { text, params } of statements) await client.query(text, [...params]);
      await client.query("COMMIT");
      taken += rows.length;
    } finally {
      client.release();
    }
  }
  return taken;
}

function inserted<Value>(
  table: string,
  columns: readonly Column<Value>[],
  values: readonly Value[],
): FloorBatch["statements"][number] {
  const { names, source, params } = bulk(columns, values);
  return {
    text: `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${source} ORDER BY position`,
    params,
  };
}

function updated<Value>(
  table: string,
  columns: readonly Column<Value>[],
  values: readonly Value[],
): FloorBatch["statements"][number] {
  const { source, params } = bulk(columns, values);
  const assignments = columns
    .filter(({ name }) => name !== "id")
    .map(({ name }) => `${name} = given.${name}`);
  return {
    text: `UPDATE ${table} AS stored SET ${assignments.join(", ")}, version = stored.version + 1
      FROM ${source} WHERE stored.id = given.id`,
    params,
  };
}

const factColumns: readonly Column<LoanFact>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "sequence", type: "bigint", text: ({ sequence }) => String(sequence) },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "effective_on", type: "date", text: ({ effectiveOn }) => effectiveOn },
  { name: "command_id", type: "text", text: ({ commandId }) => commandId },
  { name: "fact", type: "text", text: canonicalJson },
];

const messageColumns: readonly Column<OutboxMessage>[] = [
  { name: "id", type: "text", text: ({ id }) => id },
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "body", type: "text", text: messageText },
];
