import { inSavepoint, partsOf } from "./hostTransaction.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/**
 * The host's connection, already inside the host's transaction: what is written through it
 * commits or rolls back with the host's own writes. Nothing here begins, commits or rolls back
 * that transaction. Work that throws is undone to a savepoint, and the host may go on.
 *
 * Locks are held to the end of the host's transaction. It should be READ COMMITTED, as
 * PostgreSQL's own default is: on a stricter level, work that waited for a lock may end in
 * `STORAGE_UNAVAILABLE`, to be tried again as a whole.
 *
 * @throws LendkitError `TRANSACTION_BUSY` if two pieces of work are given to one connection at
 *   once, since their savepoints would tear each other's writes.
 *
 * @example
 * await client.query("BEGIN");
 * await client.query("INSERT INTO orders ...");
 * await createPostgresStore(fromTransaction(client)).transact(openLoan);
 * await client.query("COMMIT");
 */
export function fromTransaction(connection: Queryable): TransactionSource {
  return partsOf(connection, (work) => inSavepoint(connection, work));
}
