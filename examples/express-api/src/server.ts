import { randomUUID } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { type Clock, createLending, creditApproval } from "@lendkit/engine";
import type { Express } from "express";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { lenderClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { importWorkbooks } from "./imports/importWorkbooks.ts";
import { pendingImports } from "./imports/initialImport.ts";
import type { ProgressDisplay, WorkbookProgress } from "./imports/progressDisplay.ts";
import type { Readiness } from "./readiness.ts";
import { sampleWorkbooks } from "./samples/sampleWorkbooks.ts";
import { type Database, openDatabase } from "./storage/database.ts";

export interface Server {
  /** Where it listens, as a client on this machine calls it. */
  readonly url: string;
  /** Settles when the data is there and the calls are served; rejects if that cannot be. */
  readonly ready: Promise<void>;
  /** Takes no more calls, finishes those under way, ends an import between two batches. */
  stop(): Promise<void>;
}

/** Calls that are still under way so long after a stop was asked for are cut off. */
const STOP_WITHIN_MILLISECONDS = 10_000;

/**
 * Listens at once and prepares the data behind it: the process answers that it lives while tables
 * are migrated and an empty database is filled.
 *
 * @throws when the database does not open or the address is taken; nothing stays open then.
 */
export async function startServer(
  config: Config,
  { logger, progress }: { readonly logger: Logger; readonly progress: ProgressDisplay },
): Promise<Server> {
  const database = await openDatabase(config, (error) => {
    logger.warn({ code: error.name }, "an idle database connection was lost");
  });
  const readiness: Readiness = { phase: { name: "migrating" } };
  const clock = lenderClock(config);
  const { store } = database;
  const lending = createLending({ store, product: creditApproval, clock, newId: randomUUID });
  const app = createApp({ lending, store, readiness, apiKey: config.apiKey, logger });

  const http = await listen(app, config).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const stopping = new AbortController();
  const ready = prepare(config, { database, readiness, clock, progress, signal: stopping.signal });
  return {
    url: urlOf(http, config),
    ready,
    stop: once(async () => {
      readiness.phase = { name: "stopping" };
      stopping.abort();
      await Promise.allSettled([closeHttp(http), ready]);
      await database.close();
    }),
  };
}

async function prepare(
  { workbooks = sampleWorkbooks }: Config,
  parts: {
    readonly database: Database;
    readonly readiness: Readiness;
    readonly clock: Clock;
    readonly progress: ProgressDisplay;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { database, readiness, clock, progress, signal } = parts;
  await database.migrate();
  try {
    const settings = {
      store: database.store,
      currency: creditApproval.currency,
      clock,
      newId: randomUUID,
      signal,
      onProgress: (step: WorkbookProgress): void => {
        if (!signal.aborted) readiness.phase = { name: "importing", ...step };
        progress.show(step);
      },
    };
    const kinds = await pendingImports(database, workbooks);
    await importWorkbooks(kinds, workbooks, settings, () => {});
  } finally {
    progress.end();
  }
  signal.throwIfAborted();
  readiness.phase = { name: "ready" };
}

function listen(app: Express, { host, port }: Config): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const http = app.listen(port, host, (error) => (error ? reject(error) : resolve(http)));
  });
}

function closeHttp(http: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => http.closeAllConnections(), STOP_WITHIN_MILLISECONDS);
    http.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

/** An address that means "all of them" is called by the one of this machine. */
function urlOf(http: HttpServer, { host, port }: Config): string {
  const address = http.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  const callable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${callable.includes(":") ? `[${callable}]` : callable}:${actualPort}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
