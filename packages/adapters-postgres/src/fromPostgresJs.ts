import { abandonedIfLost } from "./abandonedIfLost.ts";
import { partsOf } from "./hostTransaction.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A `sql` with the shape of postgres.js's. */
export interface PostgresJsLike {
  begin<T>(
    options: string,
    work: (sql: PostgresJsTransactionLike) => Promise<{ readonly answer: T }>,
  ): Promise<{ readonly answer: T }>;
  unsafe(text: string, params?: unknown[]): PromiseLike<readonly Record<string, unknown>[]>;
}

/** The `sql` that `sql.begin` gives to its work. */
export interface PostgresJsTransactionLike {
  unsafe(text: string, params?: unknown[]): PromiseLike<readonly Record<string, unknown>[]>;
  savepoint<T>(
    work: (sql: PostgresJsTransactionLike) => Promise<{ readonly answer: T }>,
  ): Promise<{ readonly answer: T }>;
}

/**
 * Each transaction on a connection of its own, from the `sql` of postgres.js. Its `transform` must
 * leave the names of columns as they are; else reading is refused with `UNREADABLE_COLUMN`.
 *
 * @example
 * const store = createPostgresStore(fromPostgresJs(postgres(connectionString)));
 */
export function fromPostgresJs(sql: PostgresJsLike): TransactionSource {
  return {
    async transaction(work) {
      const { answer } = await abandonedIfLost(answering(work), (run) =>
        sql.begin("isolation level read committed", run),
      );
      return answer;
    },
    statement: connectionOf(sql).query,
  };
}

/**
 * A part of the host's transaction, as `fromTransaction`. It is a savepoint of postgres.js, since
 * that fails a transaction in which any statement failed, unless it stood in a savepoint's scope.
 *
 * @throws LendkitError `TRANSACTION_BUSY` as of `fromTransaction`
 *
 * @example
 * await sql.begin(async (tx) => {
 *   await tx`INSERT INTO orders ...`;
 *   await createPostgresStore(fromPostgresJsTransaction(tx)).transact(openLoan);
 * });
 */
export function fromPostgresJsTransaction(tx: PostgresJsTransactionLike): TransactionSource {
  return partsOf(tx, async (work) => {
    const { answer } = await tx.savepoint(answering(work));
    return answer;
  });
}

/** In an object, since postgres.js awaits what stands in a list that is answered. */
function answering<T>(
  work: (connection: Queryable) => Promise<T>,
): (tx: PostgresJsTransactionLike) => Promise<{ readonly answer: T }> {
  return async (tx) => ({ answer: await work(connectionOf(tx)) });
}

function connectionOf(sql: Pick<PostgresJsLike, "unsafe">): Queryable {
  return { query: async (text, params = []) => ({ rows: await sql.unsafe(text, [...params]) }) };
}
