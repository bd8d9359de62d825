/**
 * Pays its orders on several connections at once. After each commit it writes the answers to a file
 * of its own, and then a line to its parent. It is made to be killed, and to go on when it is
 * started again: what stands in its file is done, all else is asked for once more.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createServicing,
  emiTracker,
  isLendkitError,
  plainDate,
  type Receipt,
  type Store,
  withRetries,
} from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../createPostgresStore.ts";
import { fromPool, type PoolClientLike } from "../fromPool.ts";
import type { PayerLife, PayerNote } from "./payerLife.ts";
import type { Order } from "./payerOrders.ts";

const [given = ""] = process.argv.slice(2);
const { url, schema, ordersFile, notesFile, connections, killAt }: PayerLife = JSON.parse(given);
let statements = 0;
const today = plainDate("2024-04-15");
const pool = new Pool({ connectionString: url, max: connections });
// A connection that the server ends while nobody uses it ends the process otherwise.
pool.on("error", () => {});

const store = createPostgresStore(fromPool({ connect: async () => mortal(await pool.connect()) }), {
  schema,
});
const patient = withRetries(noting(store), {
  attempts: 500,
  random: Math.random,
  sleep,
  firstWaitMilliseconds: 5,
  longestWaitMilliseconds: 100,
  repeatable: true,
});

const orders: readonly Order[] = JSON.parse(readFileSync(ordersFile, "utf8"));
const done = new Set(readNotes().flatMap((one) => ("order" in one ? [one.order] : [])));
const todo = orders.map((order, at) => ({ order, at })).filter(({ at }) => !done.has(at));
await Promise.all(
  Array.from({ length: connections }, async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      note({ order: next.at, receipts: await pay(next.order) });
      process.stdout.write("paid\n");
    }
  }),
);
await pool.end();

/** One payment by the use-case itself; several in one transaction, in the order given. */
async function pay({ payments }: Order): Promise<readonly Receipt[]> {
  if (payments.length === 1) return payAll(patient, payments);
  return patient.transact((unit) => payAll({ transact: (work) => work(unit) }, payments));
}

async function payAll(within: Store, payments: Order["payments"]): Promise<readonly Receipt[]> {
  const servicing = createServicing({
    store: within,
    product: emiTracker,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => crypto.randomUUID(),
  });
  const receipts: Receipt[] = [];
  for (const { key, loanId, amount } of payments) {
    receipts.push(await servicing.pay({ loanId, amount, idempotencyKey: key }));
  }
  return receipts;
}

/** Kills this process at the statement of that number: as soon as it is sent, or once answered. */
function mortal(client: PoolClientLike): PoolClientLike {
  return {
    query(text, params) {
      const answer = client.query(text, params);
      statements += 1;
      if (statements !== killAt) return answer;
      if (statements % 2 === 0) process.kill(process.pid, "SIGKILL");
      return answer.finally(() => process.kill(process.pid, "SIGKILL"));
    },
    on: (event, listener) => client.on(event, listener),
    removeListener: (event, listener) => client.removeListener(event, listener),
    release: (error) => client.release(error),
  };
}

function noting(quiet: Store): Store {
  return {
    async transact(work, options) {
      try {
        return await quiet.transact(work, options);
      } catch (error) {
        note({ failed: isLendkitError(error) ? error.code : String(error) });
        throw error;
      }
    },
  };
}

function readNotes(): readonly PayerNote[] {
  const lines = readFileSync(notesFile, { encoding: "utf8", flag: "a+" }).split("\n");
  return lines.filter((line) => line !== "").map((line): PayerNote => JSON.parse(line));
}

/** One write for each line, so that a kill leaves it whole or not at all. */
function note(one: PayerNote): void {
  appendFileSync(notesFile, `${JSON.stringify(one)}\n`);
}
