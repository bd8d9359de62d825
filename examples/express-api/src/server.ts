import { randomUUID } from "node:crypto";
import { type Clock, createLending, creditApproval } from "@lendkit/engine";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import { lenderClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { listen } from "./http/listen.ts";
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

  const listening = await listen(app, config).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const stopping = new AbortController();
  const ready = prepare(config, { database, readiness, clock, progress, signal: stopping.signal });
  return {
    url: listening.url,
    ready,
    stop: once(async () => {
      readiness.phase = { name: "stopping" };
      stopping.abort();
      await Promise.allSettled([listening.close(), ready]);
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

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
