/**
 * Several payers at once, on a server that crashes.
 *
 * @module
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { livePayer, type PayerNote } from "./payerLife.ts";
import type { Order } from "./payerOrders.ts";
import type { StartedServer } from "./postgresServer.ts";

export const PAYERS = 4;
const CONNECTIONS = 4;

export interface Fates {
  readonly schema: string;
  /** Of all payers together. */
  readonly kills: number;
  /** Of the server, spread evenly over the orders. */
  readonly crashes: number;
  readonly seed: number;
  /** Where payers keep their files. */
  readonly folder: string;
}

/** What became of it. */
export interface Lived {
  readonly kills: number;
  readonly crashes: number;
  /** Of each payer. */
  readonly notes: readonly (readonly PayerNote[])[];
}

/** All payers at once, each one life after the other; the server crashes while they pay. */
export async function payAll(
  server: StartedServer,
  { schema, seed, folder, ...size }: Fates,
  orders: readonly Order[],
): Promise<Lived> {
  let [paid, kills, crashes] = [0, 0, 0];
  let crashing = Promise.resolve();
  const onPaid = (): void => {
    paid += 1;
    const next = Math.floor(((crashes + 1) * orders.length) / (size.crashes + 1));
    if (crashes === size.crashes || paid < next) return;
    crashes += 1;
    crashing = crashing.then(() => server.crash());
  };
  const killAts = fc.sample(fc.integer({ min: 1, max: 150 }), { numRuns: size.kills, seed });
  const living = await Promise.allSettled(
    Array.from({ length: PAYERS }, async (_, payer) => {
      const own = orders.filter((_order, at) => at % PAYERS === payer);
      const [ordersFile, notesFile] = [join(folder, `${payer}.json`), join(folder, `${payer}.log`)];
      await writeFile(ordersFile, JSON.stringify(own));
      const life = { url: server.url, schema, ordersFile, notesFile, connections: CONNECTIONS };
      for (const [at, killAt] of killAts.entries()) {
        if (at % PAYERS !== payer) continue;
        if (await livePayer({ ...life, killAt }, onPaid)) kills += 1;
      }
      await livePayer({ ...life, killAt: null }, onPaid);
      const lines = (await readFile(notesFile, "utf8")).trim().split("\n");
      return lines.map((line): PayerNote => JSON.parse(line));
    }),
  );
  // Also where a payer failed: a server that is still starting again would outlive its test.
  await crashing;
  const notes = living.map((life) => {
    if (life.status === "rejected") throw life.reason;
    return life.value;
  });
  return { kills, crashes, notes };
}

/** By error code. */
export function countFailures(notes: Lived["notes"]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const note of notes.flat()) {
    if ("failed" in note) counts[note.failed] = (counts[note.failed] ?? 0) + 1;
  }
  return counts;
}
