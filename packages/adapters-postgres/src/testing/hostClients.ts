/**
 * The clients that hosts use, each as its documentation has it: a pool of LendKit's transactions,
 * and the host's own transaction in which the host writes through its client and LendKit joins.
 *
 * @module
 */
import { sql as drizzleTag } from "drizzle-orm";
import { drizzle as drizzleOnPg } from "drizzle-orm/node-postgres";
import { pgSchema, text } from "drizzle-orm/pg-core";
import { drizzle as drizzleOnPostgresJs } from "drizzle-orm/postgres-js";
import { knex } from "knex";
import { Kysely, PostgresDialect } from "kysely";
import { Pool, type PoolConfig } from "pg";
import postgres from "postgres";
import { fromDrizzle, fromDrizzleTransaction } from "../fromDrizzle.ts";
import { fromKnex, fromKnexTransaction } from "../fromKnex.ts";
import { fromKysely, fromKyselyTransaction } from "../fromKysely.ts";
import { fromPool } from "../fromPool.ts";
import { fromPostgresJs, fromPostgresJsTransaction } from "../fromPostgresJs.ts";
import { fromTransaction } from "../fromTransaction.ts";
import type { TransactionSource } from "../transactionSource.ts";

/** A table of the host's, with a column `id` of text. */
export interface HostTable {
  readonly schema: string;
  readonly name: string;
}

export interface HostTransaction {
  readonly source: TransactionSource;
  /** One row, through the client's own way to write. */
  insert(table: HostTable, id: string): Promise<unknown>;
}

export interface HostClient {
  readonly source: TransactionSource;
  /** Commits if the work succeeds, else rolls back; the client does, not LendKit. */
  transaction<T>(work: (its: HostTransaction) => Promise<T>): Promise<T>;
  close(): Promise<unknown>;
}

/** @param settings of the server for each session, as `lock_timeout` to `50ms` */
export type OpenHostClient = (
  url: string,
  settings?: Readonly<Record<string, string>>,
) => HostClient;

function options(settings: Readonly<Record<string, string>>): string {
  const each = Object.entries(settings);
  return each.map(([name, value]) => `-c ${name}=${value.replaceAll(" ", "\\ ")}`).join(" ");
}

/** As hosts must: a connection that is cut while it is out would end the process otherwise. */
function openPool(url: string, settings: Readonly<Record<string, string>>): Pool {
  const config: PoolConfig = { connectionString: url, max: 10, options: options(settings) };
  const pool = new Pool(config);
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

const openPg: OpenHostClient = (url, settings = {}) => {
  const pool = openPool(url, settings);
  return {
    source: fromPool(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const answer = await work({
          source: fromTransaction(client),
          insert: ({ schema, name }, id) =>
            client.query(`INSERT INTO "${schema}"."${name}" (id) VALUES ($1)`, [id]),
        });
        await client.query("COMMIT");
        return answer;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
};

const openPostgresJs: OpenHostClient = (url, settings = {}) => {
  const sql = postgres(url, { max: 10, onnotice: () => {}, connection: settings });
  return {
    source: fromPostgresJs(sql),
    async transaction(work) {
      const { answer } = await sql.begin(async (tx) => ({
        answer: await work({
          source: fromPostgresJsTransaction(tx),
          insert: async ({ schema, name }, id) =>
            tx`INSERT INTO ${tx(schema)}.${tx(name)} ${tx({ id })}`,
        }),
      }));
      return answer;
    },
    close: () => sql.end(),
  };
};

const openKysely: OpenHostClient = (url, settings = {}) => {
  const dialect = new PostgresDialect({ pool: openPool(url, settings) });
  const db = new Kysely<Record<string, { id: string }>>({ dialect });
  return {
    source: fromKysely(db),
    transaction: (work) =>
      db.transaction().execute((trx) =>
        work({
          source: fromKyselyTransaction(trx),
          insert: ({ schema, name }, id) =>
            trx.withSchema(schema).insertInto(name).values({ id }).execute(),
        }),
      ),
    close: () => db.destroy(),
  };
};

const openDrizzleOnPg: OpenHostClient = (url, settings = {}) => {
  const pool = openPool(url, settings);
  const db = drizzleOnPg({ client: pool });
  return {
    source: fromDrizzle(db, drizzleTag),
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          source: fromDrizzleTransaction(tx, drizzleTag),
          insert: async (table, id) => tx.insert(drizzleTable(table)).values({ id }),
        }),
      ),
    close: () => pool.end(),
  };
};

const openDrizzleOnPostgresJs: OpenHostClient = (url, settings = {}) => {
  const client = postgres(url, { max: 10, onnotice: () => {}, connection: settings });
  const db = drizzleOnPostgresJs({ client });
  return {
    source: fromDrizzle(db, drizzleTag),
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          source: fromDrizzleTransaction(tx, drizzleTag),
          insert: async (table, id) => tx.insert(drizzleTable(table)).values({ id }),
        }),
      ),
    close: () => client.end(),
  };
};

function drizzleTable({ schema, name }: HostTable) {
  return pgSchema(schema).table(name, { id: text() });
}

const openKnex: OpenHostClient = (url, settings = {}) => {
  const connection = { connectionString: url, options: options(settings) };
  const log = { warn: () => {} };
  const db = knex({ client: "pg", connection, pool: { min: 0, max: 10 }, log });
  return {
    source: fromKnex(db),
    transaction: (work) =>
      db.transaction((trx) =>
        work({
          source: fromKnexTransaction(trx),
          insert: async ({ schema, name }, id) => trx(name).withSchema(schema).insert({ id }),
        }),
      ),
    close: () => db.destroy(),
  };
};

export type HostClientName =
  | "pg"
  | "postgres.js"
  | "Kysely"
  | "Drizzle on pg"
  | "Drizzle on postgres.js"
  | "Knex";

/** By the name under which tests tell of them. */
export const hostClients: Readonly<Record<HostClientName, OpenHostClient>> = {
  pg: openPg,
  "postgres.js": openPostgresJs,
  Kysely: openKysely,
  "Drizzle on pg": openDrizzleOnPg,
  "Drizzle on postgres.js": openDrizzleOnPostgresJs,
  Knex: openKnex,
};
