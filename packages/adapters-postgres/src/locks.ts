import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

type LockName =
  | "customer"
  | "applicant"
  | "loan"
  | "idempotency"
  | "import"
  | "outbox"
  | "migrations";

/** What stands before an id in the text whose hash is its lock's key. */
export function lockPrefix({ schema }: SchemaNames, what: LockName): string {
  return `lendkit:${schema}:${what}:`;
}

/**
 * Waits for and holds these names to the end of the transaction, whether or not there is a row.
 *
 * Locks are taken in the order of their keys, not of the names: two names may share a key, and
 * every transaction must meet the keys in one order. The inner query sorts, so PostgreSQL does
 * not merge it with the outer one, which takes one lock for each row it is given.
 */
export async function holdLocks(
  session: Session,
  names: SchemaNames,
  what: LockName,
  ids: readonly string[],
): Promise<void> {
  await session.query(
    `SELECT pg_advisory_xact_lock(key)::text FROM (
       SELECT DISTINCT hashtextextended($1::text || id, 0) AS key
       FROM unnest($2::text[]) AS id ORDER BY key
     ) AS keys`,
    [lockPrefix(names, what), ids],
  );
}

/**
 * The same for ids of a table, and then the rows that are there: those wait for a host's own row
 * locks too. What is read after the wait is read by another statement, so it is not older than it.
 */
export async function holdRows(
  session: Session,
  names: SchemaNames,
  what: "customer" | "applicant" | "loan",
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await holdLocks(session, names, what, ids);
  const tables = { customer: names.customers, applicant: names.applicants, loan: names.loans };
  await session.query(
    `SELECT id FROM ${tables[what]} WHERE id = ANY ($1::text[]) ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  );
}
