import type { PoolClientLike, PoolLike } from "./fromPool.ts";
import type { Queryable } from "./transactionSource.ts";

/** A pool of connections on which a statement may have a name, with the shape of pg's. */
export interface PreparablePoolLike {
  connect(): Promise<PreparablePoolClientLike>;
}

/** A connection taken from such a pool. */
export type PreparablePoolClientLike = PoolClientLike & {
  query(statement: {
    readonly name: string;
    readonly text: string;
    readonly values: unknown[];
  }): ReturnType<Queryable["query"]>;
};

/**
 * The same pool, with each statement that has parameters parsed and planned once for each connection
 * instead of each time.
 *
 * Not for a pooler between pool and server that hands its connections from transaction to
 * transaction, unless it knows prepared statements, as PgBouncer does from 1.21 on.
 *
 * @example
 * const store = createPostgresStore(fromPool(prepared(new Pool({ connectionString }))));
 */
export function prepared(pool: PreparablePoolLike): PoolLike {
  return {
    async connect() {
      const client = await pool.connect();
      return {
        query: (text, params = []) =>
          params.length === 0
            ? client.query(text)
            : client.query({ name: nameOf(text), text, values: [...params] }),
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
        release: (error) => client.release(error),
      };
    },
  };
}

/** Of this process: pg refuses a name that stands for two texts on one connection. */
const names = new Map<string, string>();

/** Texts are few: lists travel as one parameter, however long they are. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `lendkit_${names.size + 1}`;
  names.set(text, name);
  return name;
}
