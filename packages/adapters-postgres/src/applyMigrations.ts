import { holdLocks } from "./locks.ts";
import { countApplied, type Migration, openHistory, recordApplied } from "./migrationHistory.ts";
import { text } from "./rows.ts";
import { type SchemaNames, schemaNames } from "./schemaNames.ts";
import { inTransaction, type Session } from "./session.ts";
import { pessimistic } from "./statement.ts";
import type { TransactionSource } from "./transactionSource.ts";

export interface MigrationReport {
  /** Names of the migrations that this call applied, in order. */
  readonly applied: readonly string[];
  /** How many had been applied before. */
  readonly alreadyThere: number;
}

/**
 * Applies those of `known` that the schema does not have, all in one transaction. A schema that
 * has them all is only read, so a role that may not create anything can make sure of it.
 */
export async function applyMigrations(
  source: TransactionSource,
  schema: string,
  known: readonly Migration[],
): Promise<MigrationReport> {
  const names = schemaNames(schema);
  return inTransaction(pessimistic(source), async (session) => {
    await holdLocks(session, names, "migrations", ["all"]);
    const alreadyThere = await countApplied(session, names, known);
    const pending = known.slice(alreadyThere);
    if (pending.length > 0) await apply(session, names, pending);
    return { applied: pending.map(({ name }) => name), alreadyThere };
  });
}

async function apply(
  session: Session,
  names: SchemaNames,
  pending: readonly Migration[],
): Promise<void> {
  const [there] = await session.query("SELECT to_regnamespace($1::text)::text AS name", [
    names.quotedSchema,
  ]);
  // Not IF NOT EXISTS: that asks for the right to create schemas even where there is one.
  if (there?.["name"] === null) await session.query(`CREATE SCHEMA ${names.quotedSchema}`);

  const [path] = await session.query("SELECT current_setting('search_path') AS search_path");
  const before = path === undefined ? "" : text(path, "search_path");
  // Temporary tables last: without that they would be found first, by the same names.
  await setSearchPath(session, `${names.quotedSchema}, pg_temp`);
  await openHistory(session);
  for (const migration of pending) {
    await run(session, migration);
    await recordApplied(session, names, migration);
  }
  // The transaction may be the host's, which goes on with its own path.
  await setSearchPath(session, before);
}

async function setSearchPath(session: Session, path: string): Promise<void> {
  await session.query("SELECT set_config('search_path', $1::text, true)", [path]);
}

/** Many statements as one, since not every client sends more than one at a time. */
async function run(session: Session, { sql }: Migration): Promise<void> {
  await session.query(
    `DO $lendkit_block$ BEGIN EXECUTE $lendkit_sql$${sql}$lendkit_sql$; END $lendkit_block$`,
  );
}
