import { migrationDrift, migrationsAhead } from "./errors.ts";
import { text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** One step of a schema's history. */
export interface Migration {
  /** Unique; migrations are applied in the order of their list. */
  readonly name: string;
  /** Statements with names that are not qualified, for the schema they are applied to. */
  readonly sql: string;
}

/** SHA-256 by the database, which every platform and bundle has. */
const checksumOf = (sql: string): string => `encode(sha256(convert_to(${sql}, 'UTF8')), 'hex')`;

/**
 * How many of the known migrations the schema has, from the first on.
 *
 * @throws LendkitError `MIGRATIONS_AHEAD` if it has one that is not known; `MIGRATION_DRIFT` if
 *   one was applied with another text, or in another order.
 */
export async function countApplied(
  session: Session,
  names: SchemaNames,
  known: readonly Migration[],
): Promise<number> {
  const [history] = await session.query("SELECT to_regclass($1::text)::text AS name", [
    names.migrations,
  ]);
  if (history === undefined || history["name"] === null) return 0;
  const rows = await session.query(
    `SELECT past.name, coalesce(past.checksum = ${checksumOf("known.sql")}, false)::text AS same
     FROM ${names.migrations} AS past
     LEFT JOIN unnest($1::text[], $2::text[]) AS known (name, sql) ON known.name = past.name
     ORDER BY past.position`,
    [known.map(({ name }) => name), known.map(({ sql }) => sql)],
  );
  const past = rows.map((row) => ({ name: text(row, "name"), same: text(row, "same") === "true" }));
  for (const [index, { name, same }] of past.entries()) {
    const details = { schema: names.schema, name };
    if (!known.some((migration) => migration.name === name)) throw migrationsAhead(details);
    if (!same || known[index]?.name !== name) throw migrationDrift(details);
  }
  return past.length;
}

/** Makes the table of applied migrations, if need be, in the schema of the search path. */
export async function openHistory(session: Session): Promise<void> {
  await session.query(
    `CREATE TABLE IF NOT EXISTS lendkit_migrations (
       position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       name text NOT NULL UNIQUE,
       checksum text NOT NULL,
       applied_at timestamptz NOT NULL DEFAULT now()
     )`,
  );
  const comments = [
    ["TABLE lendkit_migrations", "Which migrations this schema has. Written by migrate() only."],
    ["COLUMN lendkit_migrations.position", "The order in which they were applied."],
    ["COLUMN lendkit_migrations.name", "The name of the SQL file."],
    ["COLUMN lendkit_migrations.checksum", "SHA-256 of the SQL in UTF-8, in hexadecimal."],
    ["COLUMN lendkit_migrations.applied_at", "When the transaction began that applied it."],
  ];
  for (const [what, comment] of comments) {
    await session.query(`COMMENT ON ${what} IS '${comment}'`);
  }
}

export async function recordApplied(
  session: Session,
  names: SchemaNames,
  { name, sql }: Migration,
): Promise<void> {
  await session.query(
    `INSERT INTO ${names.migrations} (name, checksum)
     VALUES ($1::text, ${checksumOf("$2::text")})`,
    [name, sql],
  );
}
