/**
 * Day-ends by workers that are killed, on a server that crashes: every bill once, and nothing else
 * than without. A small book here; a hundred thousand loans by LENDKIT_SOAK=1.
 */
import { createMemoryStore } from "@lendkit/adapters-memory";
import { creditService, type DayRun, type PlainDate, runDay, type Store } from "@lendkit/engine";
import fc from "fast-check";
import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { billingDays, COHORTS, storeBook, storeFirst } from "./testing/dayEndBook.ts";
import { firstDifference, loanContents } from "./testing/dayEndContents.ts";
import { type DayEndLife, type Disturbances, endDaysDisturbed } from "./testing/dayEndLife.ts";
import { startPostgres } from "./testing/postgresServer.ts";
import type { TransactionSource } from "./transactionSource.ts";

const soak = process.env["LENDKIT_SOAK"] === "1";
const seed = fc.readConfigureGlobal()?.seed ?? 1;
const size = soak
  ? { loans: 100_000, days: 60, kills: 50, batchSize: 500 }
  : { loans: 450, days: 60, kills: 5, batchSize: 25 };
const crashes = soak ? (["SIGQUIT", "SIGKILL", "SIGQUIT"] as const) : (["SIGKILL"] as const);
const WORKERS = 3;
const schema = "lendkit";
const days = billingDays(size.days);
const lastDay = days.at(-1);

const server = await startPostgres();
const pools: Pool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await server.stop();
});

interface Book {
  readonly url: string;
  readonly source: TransactionSource;
  readonly store: Store;
}

/** The same loans in a database of their own, where what was committed lasts when the server crashes. */
async function openBook(name: string, loans: number): Promise<Book> {
  const main = new Pool({ connectionString: server.url });
  await main.query(`CREATE DATABASE ${name}`);
  await main.query(`ALTER DATABASE ${name} SET synchronous_commit = on`);
  await main.end();
  const url = server.url.replace(/postgres$/, name);
  const pool = new Pool({ connectionString: url });
  pool.on("error", () => {});
  pools.push(pool);
  const source = fromPool(pool);
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  await storeBook(source, schema, store, loans);
  await pool.query("VACUUM (ANALYZE)");
  return { url, source, store };
}

const now = "2030-01-01T00:00:00.000Z";
const endDay = (store: Store, asOf: PlainDate) =>
  runDay({
    store,
    product: creditService,
    asOf,
    clock: { today: () => lastDay ?? asOf, now: () => now },
  });

const runsOf = (store: Store): Promise<readonly DayRun[]> =>
  store.transact((unit) => unit.dayRuns.list(1000));

const sumOf = (runs: readonly DayRun[], what: "loans" | "bills" | "overdue" | "notices"): number =>
  runs.reduce((sum, { counts }) => sum + counts[what], 0);

/** How often a loan of such a book is carried forward in all, on average. */
async function timesCarried(): Promise<number> {
  const store = createMemoryStore();
  await storeFirst(store);
  for (const asOf of days) await endDay(store, asOf);
  return sumOf(await runsOf(store), "loans") / COHORTS;
}

/** At moments drawn anew for each seed; all before the last twentieth of the work. */
async function disturbances(): Promise<Disturbances> {
  const work = size.loans * (await timesCarried());
  const moment = fc.integer({ min: 1, max: Math.floor(0.95 * work) });
  const picks = fc.sample(fc.nat(), { numRuns: size.kills, seed });
  return {
    kills: fc.sample(moment, { numRuns: size.kills, seed }).sort((a, b) => a - b),
    crashes: crashes.map((how, at) => ({ at: (work * (at + 1)) / (crashes.length + 1), how })),
    pick: (workers) => (picks.shift() ?? 0) % workers,
  };
}

test("of workers that are killed on a server that crashes, every bill is issued once", async () => {
  const [killed, whole] = [
    await openBook("killed", size.loans),
    await openBook("whole", size.loans),
  ];
  if (lastDay !== undefined) await endDay(whole.store, lastDay);

  const life: DayEndLife = {
    url: killed.url,
    schema,
    product: "creditService",
    days,
    batchSize: size.batchSize,
    from: "unfinishedDay",
  };
  const start = performance.now();
  const lived = await endDaysDisturbed(server, life, WORKERS, await disturbances());
  const seconds = (performance.now() - start) / 1000;
  expect(lived).toMatchObject({ kills: size.kills, crashes: crashes.length });

  const difference = await firstDifference(
    loanContents(killed.source, schema),
    loanContents(whole.source, schema),
  );
  expect(difference?.ours).toEqual(difference?.other);

  const [runs, once] = [await runsOf(killed.store), await runsOf(whole.store)];
  expect(runs.filter(({ finishedAt }) => finishedAt !== null)).toHaveLength(size.days);
  for (const what of ["bills", "overdue", "notices"] as const) {
    expect(sumOf(runs, what)).toBe(sumOf(once, what));
  }
  // A cycle has thirty days, so in sixty each loan is billed twice.
  expect(sumOf(runs, "bills")).toBe(2 * size.loans);
  expect(await countBills(killed.source)).toEqual({
    bills: 2 * size.loans,
    cycles: 2 * size.loans,
  });
  process.stdout.write(
    `day-ends on a server: ${size.loans} loans, ${size.days} days, carried ${sumOf(runs, "loans")} times ` +
      `in ${Math.round(seconds)} s, ${JSON.stringify(lived)}, seed ${seed}\n`,
  );
}, 7_200_000);

test("ten days that were missed are made up by one run, as if each had been run", async () => {
  const loans = soak ? 12_000 : 300;
  const [daily, late] = [await openBook("daily", loans), await openBook("late", loans)];
  const [before, missed] = [days.slice(0, 40), days.slice(40, 50)];
  for (const { store } of [daily, late]) for (const asOf of before) await endDay(store, asOf);
  for (const asOf of missed) await endDay(daily.store, asOf);
  const [lastMissed] = missed.slice(-1);
  if (lastMissed !== undefined) await endDay(late.store, lastMissed);

  const difference = await firstDifference(
    loanContents(late.source, schema),
    loanContents(daily.source, schema),
  );
  expect(difference?.ours).toEqual(difference?.other);
  const [each, once] = [await runsOf(daily.store), await runsOf(late.store)];
  expect([each.length, once.length]).toEqual([50, 41]);
  for (const what of ["bills", "overdue", "notices"] as const) {
    expect(sumOf(once, what)).toBe(sumOf(each, what));
  }
  // A third of the book in ten days of thirty.
  expect(once[0]?.counts.bills).toBe(loans / 3);
}, 1_200_000);

async function countBills(source: TransactionSource): Promise<object> {
  const { rows } = await source.transaction((connection) =>
    connection.query(
      `SELECT count(*)::integer AS bills,
         count(DISTINCT (loan_id, fact::jsonb -> 'bill' ->> 'cycle'))::integer AS cycles
       FROM ${schema}.loan_facts WHERE kind = 'billIssued'`,
    ),
  );
  return rows[0] ?? {};
}
