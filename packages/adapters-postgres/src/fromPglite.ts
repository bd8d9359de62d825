import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A database with the shape of PGlite's. */
export interface PgliteLike extends Queryable {
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
}

/**
 * Transactions of an embedded PGlite. It is one connection: transactions run one after another,
 * and one that is opened inside another waits for itself and never ends.
 *
 * @example
 * const store = createPostgresStore(fromPglite(await PGlite.create("./data")));
 */
export function fromPglite(pglite: PgliteLike): TransactionSource {
  return {
    transaction: (work) => pglite.transaction(work),
    statement: (text, params) => pglite.query(text, params),
  };
}
