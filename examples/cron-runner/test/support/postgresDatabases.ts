import { randomUUID } from "node:crypto";
import { createPostgresStore, fromPool, migrate } from "@lendkit/adapters-postgres";
import type { Store } from "@lendkit/engine";
import { Pool } from "pg";
import { openPostgres } from "../../../../packages/adapters-postgres/src/testing/postgresServer.ts";

/** A database of one test on a real server. */
export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  readonly store: Store;
}

export interface TestDatabases {
  /** Another one with the same in it. */
  copy(): Promise<TestDatabase>;
  /** Lets nobody in any more; who is in, stays. */
  shut(database: TestDatabase): Promise<void>;
  /** One in which nothing was made yet; its URL. */
  empty(): Promise<string>;
  close(): Promise<void>;
}

/** Fills one database, from which others are copied. */
export async function testDatabases(fill: (store: Store) => Promise<void>): Promise<TestDatabases> {
  const server = await openPostgres();
  const admin = new Pool({ connectionString: server.url });
  const pools: Pool[] = [];
  const template = await makeDatabase(server.url, admin, "template1");
  const pool = new Pool({ connectionString: template });
  await migrate(fromPool(pool));
  await fill(createPostgresStore(fromPool(pool)));
  await pool.end();
  return {
    copy: async () => {
      const url = await makeDatabase(server.url, admin, new URL(template).pathname.slice(1));
      const own = new Pool({ connectionString: url });
      pools.push(own);
      return { url, pool: own, store: createPostgresStore(fromPool(own)) };
    },
    shut: async ({ url }) => {
      const name = new URL(url).pathname.slice(1);
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    },
    empty: () => makeDatabase(server.url, admin, "template1"),
    close: async () => {
      await Promise.all([admin, ...pools].map((each) => each.end()));
      await server.stop();
    },
  };
}

async function makeDatabase(serverUrl: string, admin: Pool, template: string): Promise<string> {
  const name = `cron_${randomUUID().replaceAll("-", "")}`;
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** All that a day-end writes but its report: loans, dues and messages, those of each loan in order. */
export async function contentsOf(pool: Pool): Promise<readonly (readonly unknown[])[]> {
  const queries = [
    "SELECT id, snapshot, next_action_on::text FROM lendkit.loans ORDER BY id",
    "SELECT to_jsonb(due) AS due FROM lendkit.loan_dues AS due ORDER BY loan_id, due_id",
    "SELECT loan_id, id, body FROM lendkit.outbox WHERE kind = 'notice' ORDER BY loan_id, position",
    "SELECT loan_id, sequence::text, fact::jsonb - 'recordedAt' AS fact FROM lendkit.loan_facts ORDER BY loan_id, sequence",
  ];
  const answers = await Promise.all(queries.map((text) => pool.query(text)));
  return answers.map(({ rows }) => rows);
}
