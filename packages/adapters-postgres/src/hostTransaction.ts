/**
 * Work as a part of a transaction that the host has begun and will end.
 *
 * @module
 */
import { transactionBusy } from "./errors.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

const busy = new WeakSet<object>();

/**
 * A source of parts of the host's transaction, one at a time.
 *
 * @param transaction the host's own object for it, whatever client made it
 * @param run runs the work as a part that can be undone alone
 * @throws LendkitError `TRANSACTION_BUSY` from a part that begins before the one before has ended
 */
export function partsOf(
  transaction: object,
  run: TransactionSource["transaction"],
): TransactionSource {
  return {
    withinHostTransaction: true,
    async transaction(work) {
      if (busy.has(transaction)) throw transactionBusy({});
      busy.add(transaction);
      try {
        return await run(work);
      } finally {
        busy.delete(transaction);
      }
    },
  };
}

/** Runs the work after a savepoint, and goes back to that if it throws. */
export async function inSavepoint<T>(
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
