import { inSavepoint, partsOf } from "./hostTransaction.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A database with the shape of Kysely's, on its PostgreSQL dialect or another's of PostgreSQL. */
export interface KyselyLike extends KyselyTransactionLike {
  transaction(): {
    setIsolationLevel(level: "read committed"): {
      execute<T>(work: (trx: KyselyTransactionLike) => Promise<T>): Promise<T>;
    };
  };
}

/** A transaction with the shape of Kysely's, controlled ones too. */
export interface KyselyTransactionLike {
  withoutPlugins(): {
    executeQuery<Row>(query: KyselyQuery): Promise<{ readonly rows: readonly Row[] }>;
  };
}

/** What `CompiledQuery.raw` of Kysely makes. */
export interface KyselyQuery {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly query: {
    readonly kind: "RawNode";
    readonly sqlFragments: readonly string[];
    readonly parameters: readonly never[];
  };
  readonly queryId: { readonly queryId: string };
}

/**
 * Each transaction on a connection of its own, from a `Kysely`. Plugins, such as one that renames
 * columns, are left out.
 *
 * @example
 * const store = createPostgresStore(fromKysely(new Kysely({ dialect })));
 */
export function fromKysely(db: KyselyLike): TransactionSource {
  return {
    transaction: (work) =>
      db
        .transaction()
        .setIsolationLevel("read committed")
        .execute((trx) => work(connectionOf(trx))),
    statement: connectionOf(db).query,
  };
}

/**
 * A part of the host's transaction, as `fromTransaction`.
 *
 * @throws LendkitError `TRANSACTION_BUSY` as of `fromTransaction`
 *
 * @example
 * await db.transaction().execute(async (trx) => {
 *   await trx.insertInto("orders").values(order).execute();
 *   await createPostgresStore(fromKyselyTransaction(trx)).transact(openLoan);
 * });
 */
export function fromKyselyTransaction(trx: KyselyTransactionLike): TransactionSource {
  return partsOf(trx, (work) => inSavepoint(connectionOf(trx), work));
}

function connectionOf(trx: KyselyTransactionLike): Queryable {
  const plain = trx.withoutPlugins();
  return {
    query(sql, parameters = []) {
      const query = { kind: "RawNode", sqlFragments: [sql], parameters: [] } as const;
      const compiled = { sql, parameters, query, queryId: { queryId: "lendkit" } };
      return plain.executeQuery<Record<string, unknown>>(compiled);
    },
  };
}
