import type { AddressInfo } from "node:net";
import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  type Clock,
  createLending,
  creditApproval,
  type Lending,
  plainDate,
  type Store,
} from "@lendkit/engine";
import { pino } from "pino";
import { createApp } from "../../src/app.ts";
import type { Phase, Readiness } from "../../src/readiness.ts";
import { type Client, clientOf } from "./client.ts";

export interface ServedApp {
  readonly client: Client;
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly readiness: Readiness;
  /** Every line of the log so far. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

export const fixedClock: Clock = {
  today: () => plainDate("2026-11-20"),
  now: () => "2026-11-20T06:00:00.000Z",
};

/** The app over a memory store on a free port, listening as the real server does. */
export async function serveApp(
  options: {
    readonly apiKey?: string;
    readonly phase?: Phase;
    readonly store?: Store;
    /** Changes a use-case, to see what becomes of what it does. */
    readonly lending?: Partial<Lending>;
  } = {},
): Promise<ServedApp> {
  const { apiKey, phase = { name: "ready" }, store = createMemoryStore() } = options;
  let next = 0;
  const newId = (): string => `id-${++next}`;
  const real = createLending({ store, product: creditApproval, clock: fixedClock, newId });
  const lending = { ...real, ...options.lending };
  const readiness: Readiness = { phase };
  const log: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => log.push(line) });

  const http = createApp({ lending, store, readiness, apiKey, logger }).listen(0, "127.0.0.1");
  await new Promise((resolve) => http.once("listening", resolve));
  const { port } = http.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    client: clientOf(url),
    url,
    port,
    store,
    readiness,
    log,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
