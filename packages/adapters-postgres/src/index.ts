/**
 * LendKit's storage ports on PostgreSQL, on connections that stay the host's.
 *
 * @packageDocumentation
 */
export type { MigrationReport } from "./applyMigrations.ts";
export { createPostgresStore, type PostgresStoreOptions } from "./createPostgresStore.ts";
export {
  badSchemaName,
  integerOutOfRange,
  migrationDrift,
  migrationsAhead,
  notMigrated,
  rowNotWritten,
  transactionAborted,
  transactionBusy,
  unreadableColumn,
} from "./errors.ts";
export {
  type DrizzleLike,
  type DrizzleTag,
  type DrizzleTransactionLike,
  fromDrizzle,
  fromDrizzleTransaction,
} from "./fromDrizzle.ts";
export {
  fromKnex,
  fromKnexTransaction,
  type KnexLike,
  type KnexResult,
  type KnexTransactionLike,
} from "./fromKnex.ts";
export {
  fromKysely,
  fromKyselyTransaction,
  type KyselyLike,
  type KyselyQuery,
  type KyselyTransactionLike,
} from "./fromKysely.ts";
export { fromPglite, type PgliteLike } from "./fromPglite.ts";
export { fromPool, type PoolClientLike, type PoolLike } from "./fromPool.ts";
export {
  fromPostgresJs,
  fromPostgresJsTransaction,
  type PostgresJsLike,
  type PostgresJsTransactionLike,
} from "./fromPostgresJs.ts";
export { fromTransaction } from "./fromTransaction.ts";
export { type MigrateOptions, migrate } from "./migrate.ts";
export {
  type PreparablePoolClientLike,
  type PreparablePoolLike,
  prepared,
} from "./prepared.ts";
export type { Queryable, TransactionSource } from "./transactionSource.ts";
