import { transactionBusy } from "./errors.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

const busy = new WeakSet<Queryable>();

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
  return {
    async transaction(work) {
      if (busy.has(connection)) throw transactionBusy({});
      busy.add(connection);
      try {
        return await inSavepoint(connection, work);
      } finally {
        busy.delete(connection);
      }
    },
  };
}

async function inSavepoint<T>(
  connection: Queryable,
  work: (connection: Queryable) => Promise<T>,
): Promise<T> {
  await connection.query("SAVEPOINT lendkit");
  try {
    const answer = await work(connection);
    await connection.query("RELEASE SAVEPOINT lendkit");
    return answer;
  } catch (error) {
    await undo(connection);
    throw error;
  }
}

/** On a broken connection this fails too; the host learns that from its own next statement. */
async function undo(connection: Queryable): Promise<void> {
  try {
    await connection.query("ROLLBACK TO SAVEPOINT lendkit");
    await connection.query("RELEASE SAVEPOINT lendkit");
  } catch {
    return;
  }
}
