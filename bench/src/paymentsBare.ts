/**
 * One payment as a person would write it in SQL who has all figures ready: the same rows as ours,
 * nothing decided, nothing parsed.
 *
 * @module
 */
import type { Pool, PoolClient } from "pg";

/** What is known before the payment. */
export interface BarePayment {
  readonly schema: string;
  readonly loanId: string;
  readonly key: string;
  /** A payment's fact as text; its loan and its sequence are put in. */
  readonly fact: Readonly<Record<string, unknown>>;
}

interface LockedLoan {
  readonly version: string;
  readonly last_sequence: string;
  readonly snapshot: string;
}

/** Begin; lock and read by our own functions; one statement that writes all; commit. */
export async function payInFour(pool: Pool, payment: BarePayment): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { schema, key, loanId } = payment;
    const { rows } = await client.query<LockedLoan>(
      `WITH kept AS MATERIALIZED (SELECT answer FROM ${schema}.hold_key($1, $2)),
         held AS MATERIALIZED (SELECT * FROM ${schema}.hold_loans($3, $4))
       SELECT version::text, last_sequence::text, snapshot FROM held LEFT JOIN kept ON true`,
      [`lendkit:${schema}:idempotency:`, key, `lendkit:${schema}:loan:`, [loanId]],
    );
    const { params, fact, answer } = writesOf(payment, rows[0]);
    await client.query(
      `WITH ${firstWrites(schema)}, ${secondWrites(schema, 7)} SELECT FROM saved`,
      [...params, ...secondParams(payment, fact, answer)],
    );
  });
}

/** Begin; lock and read; the fact and the loan; the due, the message and the answer; commit. */
export async function payInFive(pool: Pool, payment: BarePayment): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { schema, key, loanId } = payment;
    const { rows } = await client.query<LockedLoan>(
      `SELECT version::text, last_sequence::text, snapshot,
         (SELECT answer FROM ${schema}.idempotency_keys WHERE key = $1)
       FROM ${schema}.loans WHERE id = $2 FOR NO KEY UPDATE`,
      [key, loanId],
    );
    const { params, fact, answer } = writesOf(payment, rows[0]);
    await client.query(`WITH ${firstWrites(schema)} SELECT FROM saved`, params);
    await client.query(
      `WITH ${secondWrites(schema, 0)} SELECT FROM due`,
      secondParams(payment, fact, answer),
    );
  });
}

async function inTransaction(
  pool: Pool,
  work: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await work(client);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

function writesOf({ loanId, fact }: BarePayment, locked: LockedLoan | undefined) {
  if (locked === undefined) throw new Error(`There is no loan ${loanId}.`);
  const sequence = Number(locked.last_sequence) + 1;
  const factText = JSON.stringify({ ...fact, loanId, sequence });
  const last = `"lastSequence":${locked.last_sequence}`;
  const snapshot = locked.snapshot.replace(last, `"lastSequence":${sequence}`);
  const params = [loanId, sequence, fact["effectiveOn"], factText, locked.version, snapshot];
  const answer = JSON.stringify({ due: "1.00", facts: [sequence], held: "0.00", loanId });
  return { params: [...params, fact["commandId"]], fact: { text: factText, sequence }, answer };
}

function firstWrites(schema: string): string {
  return `fact AS (
      INSERT INTO ${schema}.loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
      VALUES ($1, $2, 'paymentReceived', $3, $7, $4)
    ), saved AS (
      UPDATE ${schema}.loans SET last_sequence = $2, snapshot = $6, version = version + 1
      WHERE id = $1 AND version = $5 RETURNING id
    )`;
}

function secondWrites(schema: string, before: number): string {
  const [loan, message, body, key, answer] = [1, 2, 3, 4, 5].map((n) => `$${n + before}`);
  return `due AS (
      UPDATE ${schema}.loan_dues SET paid = paid + 1, unpaid = unpaid - 1
      WHERE loan_id = ${loan} AND due_id = (
        SELECT due_id FROM ${schema}.loan_dues WHERE loan_id = ${loan} AND unpaid > 0
        ORDER BY due_on LIMIT 1
      ) RETURNING due_id
    ), message AS (
      INSERT INTO ${schema}.outbox (id, loan_id, kind, body)
      VALUES (${message}, ${loan}, 'fact', ${body})
    ), kept AS (
      INSERT INTO ${schema}.idempotency_keys (key, fingerprint, answer)
      VALUES (${key}, 'asked', ${answer})
    )`;
}

function secondParams(
  { loanId, key }: BarePayment,
  { text, sequence }: { readonly text: string; readonly sequence: number },
  answer: string,
): string[] {
  return [loanId, JSON.stringify([loanId, "fact", sequence]), text, key, answer];
}
