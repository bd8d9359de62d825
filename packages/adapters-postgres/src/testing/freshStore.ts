import type { Store } from "@lendkit/engine";
import { createPostgresStore } from "../createPostgresStore.ts";
import { migrate } from "../migrate.ts";
import type { TransactionSource } from "../transactionSource.ts";

let schemas = 0;

/** A name that no other test of this run uses, in whatever process. */
export function freshSchema(): string {
  schemas += 1;
  return `test_${process.pid}_${schemas}`;
}

export interface FreshStore {
  readonly store: Store;
  readonly schema: string;
  /** How many statements the store has sent, beside those that begin and end transactions. */
  readonly queries: () => number;
  close(): Promise<void>;
}

/** An empty store in a schema of its own, which goes when the store is closed. */
export async function freshStore(source: TransactionSource): Promise<FreshStore> {
  const schema = freshSchema();
  await migrate(source, { schema });
  const { counted, queries } = countQueries(source);
  return {
    store: createPostgresStore(counted, { schema }),
    schema,
    queries,
    close: () =>
      source.transaction(async (connection) => {
        await connection.query(`DROP SCHEMA "${schema}" CASCADE`);
      }),
  };
}

function countQueries(source: TransactionSource): {
  counted: TransactionSource;
  queries: () => number;
} {
  let count = 0;
  const counted: TransactionSource = {
    transaction: (work) =>
      source.transaction((connection) =>
        work({
          query: (text, params) => {
            count += 1;
            return connection.query(text, params);
          },
        }),
      ),
  };
  return { counted, queries: () => count };
}
