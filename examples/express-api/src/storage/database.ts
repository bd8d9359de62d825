import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import {
  createPostgresStore,
  fromPglite,
  fromPool,
  migrate,
  type TransactionSource,
} from "@lendkit/adapters-postgres";
import type { Store } from "@lendkit/engine";
import { Pool } from "pg";
import type { Config } from "../config.ts";
import { claimDataDirectory } from "./dataDirectory.ts";

/** The lender's database, open until it is closed. */
export interface Database {
  readonly store: Store;
  /** Brings the tables up to date; nothing else may be asked before. */
  migrate(): Promise<void>;
  /** The lowest number of a customer, or undefined where there is none. */
  firstCustomerNumber(): Promise<number | undefined>;
  close(): Promise<void>;
}

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MILLISECONDS = 10_000;

/**
 * Opens PostgreSQL by its URL, else the embedded one in the data directory.
 *
 * @param onConnectionLost is told of idle connections that broke; the pool replaces them
 * @throws LendkitError `DATA_DIRECTORY_IN_USE` if another process has the embedded one open.
 */
export function openDatabase(
  { databaseUrl, dataDirectory }: Pick<Config, "databaseUrl" | "dataDirectory">,
  onConnectionLost: (error: Error) => void,
): Promise<Database> {
  return databaseUrl === undefined
    ? openEmbedded(dataDirectory)
    : Promise.resolve(openExternal(databaseUrl, onConnectionLost));
}

/** False for a directory in which no embedded database was made yet; it need not exist. */
export function hasEmbeddedDatabase(directory: string): boolean {
  return existsSync(filesIn(directory));
}

function openExternal(url: string, onConnectionLost: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
  });
  pool.on("error", onConnectionLost);
  return databaseOver(fromPool(pool), () => pool.end());
}

async function openEmbedded(directory: string): Promise<Database> {
  const release = await claimDataDirectory(directory);
  try {
    const files = filesIn(directory);
    if (!hasEmbeddedDatabase(directory)) await makeFiles(files);
    const db = await PGlite.create(files);
    return databaseOver(fromPglite(db), async () => {
      await db.close();
      await release();
    });
  } catch (error) {
    await release();
    throw error;
  }
}

function filesIn(directory: string): string {
  return join(directory, "postgres");
}

/** Whole or not at all: a process that is killed meanwhile leaves no half of a database. */
async function makeFiles(path: string): Promise<void> {
  const making = `${path}.new`;
  await rm(making, { recursive: true, force: true });
  const db = await PGlite.create(making);
  await db.close();
  await rename(making, path);
}

function databaseOver(source: TransactionSource, close: () => Promise<void>): Database {
  return {
    store: createPostgresStore(source),
    migrate: async () => {
      await migrate(source);
    },
    firstCustomerNumber: () =>
      source.transaction(async (connection) => {
        const { rows } = await connection.query(
          "SELECT min(number)::text AS n FROM lendkit.customers",
        );
        const least = rows[0]?.["n"];
        return typeof least === "string" ? Number(least) : undefined;
      }),
    close,
  };
}
