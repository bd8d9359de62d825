import { applyMigrations, type MigrationReport } from "./applyMigrations.ts";
import { migrations } from "./migrations.ts";
import { DEFAULT_SCHEMA } from "./schemaNames.ts";
import type { TransactionSource } from "./transactionSource.ts";

export interface MigrateOptions {
  /** Made if it is not there; "lendkit" by default. */
  readonly schema?: string;
}

/**
 * Brings a schema up to date, in one transaction: all of it or nothing. Safe to run at every
 * start and from several processes at once: one applies, the others wait and find it done.
 *
 * @throws LendkitError `BAD_SCHEMA_NAME`; `MIGRATIONS_AHEAD` if a newer release has migrated the
 *   schema; `MIGRATION_DRIFT` if it was migrated with another text than this code has.
 *
 * @example
 * await migrate(fromPool(pool)); //=> { applied: ["0001_initial"], alreadyThere: 0 }
 */
export function migrate(
  source: TransactionSource,
  { schema = DEFAULT_SCHEMA }: MigrateOptions = {},
): Promise<MigrationReport> {
  return applyMigrations(source, schema, migrations);
}
