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

interface StoredLoan {
  readonly version: string;
  readonly last_sequence: string;
  readonly snapshot: string;
}

/** Read; then one statement that writes all, if the loan is still as it was read. */
export async function payInTwo(pool: Pool, payment: BarePayment): Promise<void> {
  const { schema, key, loanId } = payment;
  const { rows } = await pool.query<StoredLoan>(readLoan(schema), [key, loanId]);
  const { params, fact, answer } = writesOf(payment, rows[0]);
  const written = await pool.query(
    `WITH ${firstWrites(schema)}, ${secondWrites(schema, 7, "EXISTS (SELECT FROM saved)")}
     SELECT FROM saved`,
    [...params, ...secondParams(payment, fact, answer)],
  );
  if (written.rowCount !== 1) throw new Error(`Loan ${loanId} was saved in between.`);
}

/** Begin; lock and read; the fact and the loan; the due, the message and the answer; commit. */
export async function payInFive(pool: Pool, payment: BarePayment): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { schema, key, loanId } = payment;
    const { rows } = await client.query<StoredLoan>(`${readLoan(schema)} FOR NO KEY UPDATE`, [
      key,
      loanId,
    ]);
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

function readLoan(schema: string): string {
  return `SELECT version::text, last_sequence::text, snapshot,
      (SELECT answer FROM ${schema}.idempotency_keys WHERE key = $1)
    FROM ${schema}.loans WHERE id = $2`;
}

function writesOf({ loanId, fact }: BarePayment, locked: StoredLoan | undefined) {
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
  return `saved AS (
      UPDATE ${schema}.loans SET last_sequence = $2, snapshot = $6, version = version + 1
      WHERE id = $1 AND version = $5 RETURNING id
    ), fact AS (
      INSERT INTO ${schema}.loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
      SELECT $1, $2::bigint, 'paymentReceived', $3::date, $7, $4 FROM saved
    )`;
}

function secondWrites(schema: string, before: number, condition = "true"): string {
  const [loan, message, body, key, answer] = [1, 2, 3, 4, 5].map((n) => `$${n + before}`);
  return `due AS (
      UPDATE ${schema}.loan_dues SET paid = paid + 1, unpaid = unpaid - 1
      WHERE loan_id = ${loan} AND due_id = (
        SELECT due_id FROM ${schema}.loan_dues WHERE loan_id = ${loan} AND unpaid > 0
        ORDER BY due_on LIMIT 1
      ) AND ${condition} RETURNING due_id
    ), message AS (
      INSERT INTO ${schema}.outbox (id, loan_id, kind, body)
      SELECT ${message}, ${loan}, 'fact', ${body} WHERE ${condition}
    ), kept AS (
      INSERT INTO ${schema}.idempotency_keys (key, fingerprint, answer)
      SELECT ${key}, 'asked', ${answer} WHERE ${condition}
    )`;
}

function secondParams(
  { loanId, key }: BarePayment,
  { text, sequence }: { readonly text: string; readonly sequence: number },
  answer: string,
): string[] {
  return [loanId, JSON.stringify([loanId, "fact", sequence]), text, key, answer];
}
