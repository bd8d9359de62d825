/**
 * A process that pays, from its start to its end or its death.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Receipt } from "@lendkit/engine";

/** What a payer is told. */
export interface PayerLife {
  readonly url: string;
  readonly schema: string;
  /** JSON of its orders. */
  readonly ordersFile: string;
  /** Where it writes its notes: it is made if it is not there. */
  readonly notesFile: string;
  readonly connections: number;
  /** The statement at which it kills itself, from 1; null for never. */
  readonly killAt: number | null;
}

/** A line of a payer's file: an order that was committed, or a transaction that was not. */
export type PayerNote =
  | { readonly order: number; readonly receipts: readonly Receipt[] }
  | { readonly failed: string };

/**
 * Lets a payer live.
 *
 * @param onPaid is called after each commit that the payer has noted
 * @returns whether it was killed; it was not where it had paid all before
 */
export async function livePayer(life: PayerLife, onPaid: () => void): Promise<boolean> {
  const path = fileURLToPath(new URL("payerProcess.ts", import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: `${life.notesFile}.cache` },
  });
  const ended = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== "") onPaid();
  }
  await ended;
  if (child.signalCode === "SIGKILL") return true;
  if (child.exitCode !== 0) throw new Error(`A payer ended with code ${child.exitCode}.`);
  return false;
}
