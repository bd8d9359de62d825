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

/**
 * Stores in one schema, one after the other, each empty and with its numbers from 1 on. Much faster
 * than a fresh schema for each; only for a server's superuser, since facts refuse to be deleted.
 */
export async function reusedStore(
  source: TransactionSource,
): Promise<{ open(): Promise<FreshStore>; close(): Promise<void> }> {
  const { schema, close } = await freshStore(source);
  return {
    async open() {
      await source.transaction((connection) => connection.query(emptying(schema)));
      const { counted, queries } = countQueries(source);
      const store = createPostgresStore(counted, { schema });
      return { store, schema, queries, close: async () => {} };
    },
    close,
  };
}

function emptying(schema: string): string {
  return `DO $$ DECLARE thing regclass; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR thing IN SELECT format('%I.%I', schemaname, tablename)::regclass FROM pg_tables
      WHERE schemaname = '${schema}' AND tablename <> 'lendkit_migrations'
    LOOP EXECUTE 'DELETE FROM ' || thing; END LOOP;
    FOR thing IN SELECT format('%I.%I', schemaname, sequencename)::regclass FROM pg_sequences
      WHERE schemaname = '${schema}'
    LOOP PERFORM setval(thing, 1, false); END LOOP;
  END $$`;
}

function countQueries(source: TransactionSource): {
  counted: TransactionSource;
  queries: () => number;
} {
  let count = 0;
  const { statement } = source;
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
    ...(statement && {
      statement: (text, params) => {
        count += 1;
        return statement(text, params);
      },
    }),
  };
  return { counted, queries: () => count };
}
