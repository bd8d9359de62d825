import { transactionAborted } from "./errors.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A pool with the shape of pg's. */
export interface PoolLike {
  connect(): Promise<PoolClientLike>;
}

/** A connection taken from such a pool. */
export interface PoolClientLike extends Queryable {
  query(
    text: string,
    params?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[]; readonly command?: string }>;
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
  /** Gives it back; with an error the pool throws it away. */
  release(error?: Error | boolean): void;
}

/**
 * Each transaction on a connection of its own, from a `Pool` of pg. The pool stays the host's:
 * its size, its time limits and its end.
 *
 * A connection that broke, or could not be rolled back, is given back as broken.
 *
 * @example
 * const store = createPostgresStore(fromPool(new Pool({ connectionString })));
 */
export function fromPool(pool: PoolLike): TransactionSource {
  return {
    transaction: (work) =>
      onClient(pool, async (client, breaks) => {
        try {
          await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
          const answer = await work(client);
          await commit(client);
          return answer;
        } catch (error) {
          await client.query("ROLLBACK").catch(breaks);
          throw error;
        }
      }),
    statement: (text, params) => onClient(pool, (client) => client.query(text, params)),
  };
}

async function onClient<T>(
  pool: PoolLike,
  work: (client: PoolClientLike, breaks: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener, a connection that breaks between two statements ends the process.
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  try {
    return await work(client, onError);
  } finally {
    client.removeListener("error", onError);
    client.release(broken);
  }
}

/** PostgreSQL answers COMMIT with ROLLBACK, and no error, if a statement failed before it. */
async function commit(client: PoolClientLike): Promise<void> {
  const { command } = await client.query("COMMIT");
  if (command === "ROLLBACK") throw transactionAborted({});
}
