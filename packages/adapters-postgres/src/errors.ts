/**
 * Errors of this adapter. What the ports promise has its own in `@lendkit/engine`.
 *
 * @module
 */
import { type ErrorType, errorType } from "@lendkit/engine";

export const badSchemaName: ErrorType<{ readonly found: string }> = errorType("BAD_SCHEMA_NAME", {
  kind: "invalid",
  message: ({ found }) =>
    `${JSON.stringify(found)} cannot be LendKit's schema. Expected 1 to 63 letters, digits and ` +
    'underscores, not starting with a digit or with "pg_".',
});

export const notMigrated: ErrorType<{ readonly reason: string }> = errorType("NOT_MIGRATED", {
  kind: "unavailable",
  message: ({ reason }) =>
    `LendKit's tables are not all there: ${reason}. Run migrate() on this schema first.`,
});

export const transactionAborted: ErrorType<object> = errorType("TRANSACTION_ABORTED", {
  kind: "invalid",
  message: () =>
    "A statement of this transaction failed unnoticed, so PostgreSQL undid all of it. " +
    "Await every call inside transact.",
});

export const transactionBusy: ErrorType<object> = errorType("TRANSACTION_BUSY", {
  kind: "invalid",
  message: () =>
    "This connection is already running LendKit's work. Await one before you start the next.",
});

export const integerOutOfRange: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("INTEGER_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected a whole number up to 2^53 - 1 of either sign.`,
  });

export const unreadableColumn: ErrorType<{ readonly column: string; readonly found: string }> =
  errorType("UNREADABLE_COLUMN", {
    kind: "unavailable",
    message: ({ column, found }) =>
      `The database client gave column ${column} as ${found}, expected text: LendKit asks for ` +
      "every column as text, by its name. Remove the type parser or the transform that changes it.",
  });

export const rowNotWritten: ErrorType<{ readonly entity: string; readonly id: string }> = errorType(
  "ROW_NOT_WRITTEN",
  {
    kind: "conflict",
    message: ({ entity, id }) =>
      `PostgreSQL did not write the ${entity} ${id} and gave no error. See which trigger or row ` +
      "security policy of its table keeps it out.",
  },
);

export const migrationDrift: ErrorType<{ readonly schema: string; readonly name: string }> =
  errorType("MIGRATION_DRIFT", {
    kind: "conflict",
    message: ({ schema, name }) =>
      `Schema ${schema} was migrated with another text or order of ${name} than this code has. ` +
      "Use the release of @lendkit/adapters-postgres that made it, or restore the schema from a " +
      "backup; a published migration is never changed.",
  });

export const migrationsAhead: ErrorType<{ readonly schema: string; readonly name: string }> =
  errorType("MIGRATIONS_AHEAD", {
    kind: "conflict",
    message: ({ schema, name }) =>
      `Schema ${schema} has migration ${name}, which this code does not know: a newer release ` +
      "made it. Upgrade @lendkit/adapters-postgres here too, or restore a backup from before.",
  });

export const unreadableSnapshot: ErrorType<{ readonly loanId: string }> = errorType(
  "UNREADABLE_SNAPSHOT",
  {
    kind: "invalid",
    message: ({ loanId }) =>
      `The snapshot of the loan ${loanId} is of another version, and there are no facts to make it of ` +
      "again. Restore its rows in loan_facts.",
  },
);
