/** Day-ends on a real server: workers that are killed, payments beside them, and what is sent. */
import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  addDays,
  creditService,
  emiTracker,
  noCounts,
  type PlainDate,
  plainDate,
  runDay,
  type Store,
} from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { applyMigrations } from "./applyMigrations.ts";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { COHORTS, daysOfBillsAlone, storeBook } from "./testing/dayEndBook.ts";
import { endDaysDisturbed } from "./testing/dayEndLife.ts";
import { contentsOf, idOf, runDays, serviceOn, storeLoansOf } from "./testing/dayEndLoans.ts";
import { freshSchema, freshStore } from "./testing/freshStore.ts";
import { largestRead, planOf, seqScans } from "./testing/queryPlan.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);
const source = fromPool(server.pool);

const clock = { today: () => plainDate("2030-01-01"), now: () => "2030-01-01T00:00:00.000Z" };

const run = (store: Store, asOf: PlainDate, batchSize = 500) =>
  runDay({ store, product: emiTracker, asOf, clock, batchSize });

/** The same loans with one run on the last day, in memory. */
async function asIfRunOnce(loans: number, asOf: PlainDate): Promise<Store> {
  const store = createMemoryStore();
  await storeLoansOf(store, loans);
  await run(store, asOf);
  return store;
}

test("three workers that are killed begin again with the first day, and do each day once", async () => {
  const LOANS = 300;
  const { store, schema, close } = await freshStore(source);
  await storeLoansOf(store, LOANS);
  const days = runDays(20);
  const [last] = days.slice(-1);
  if (last === undefined) throw new Error("There are no days.");
  const life = { url: server.url, schema, days, batchSize: 20 };
  // Each loan is carried three times at least: three days before it is due, on the day, and after.
  const kills = [40, 200, 400, 600, 800];
  const disturbances = { kills, crashes: [], pick: (workers: number) => workers - 1 };
  const isUp = { crash: async () => {} };
  const begun = { ...life, product: "emiTracker", from: "firstDay" } as const;
  const lived = await endDaysDisturbed(isUp, begun, 3, disturbances);
  expect(lived).toEqual({ kills: kills.length, crashes: 0, givenUp: 0 });

  const expected = await contentsOf(await asIfRunOnce(LOANS, last));
  expect(await contentsOf(store)).toEqual(expected);
  const reports = await store.transact((unit) => unit.dayRuns.list(1000));
  expect(reports).toHaveLength(days.length);
  expect(reports.filter(({ finishedAt }) => finishedAt === null)).toEqual([]);
  const notices = reports.reduce((sum, { counts }) => sum + counts.notices, 0);
  expect(notices).toBe(expected.messages.length);
  expect(notices).toBeGreaterThan(LOANS);
  await close();
}, 120_000);

test("payments beside three workers: both count, once each, and nobody waits for ever", async () => {
  const LOANS = 60;
  const { store, close } = await freshStore(source);
  await storeLoansOf(store, LOANS);
  const days = runDays(12);
  const last = days.at(-1) ?? days[0];
  if (last === undefined) throw new Error("There are no days.");
  const pay = async (on: Store): Promise<void> => {
    const service = serviceOn(on, last);
    for (let n = 0; n < LOANS; n += 2) {
      await service.pay({ loanId: idOf(n), amount: 100 + n, idempotencyKey: `payment ${n}` });
    }
  };
  const work = async (): Promise<void> => {
    for (const asOf of days) await run(store, asOf, 7);
  };
  await Promise.all([work(), work(), pay(store), work()]);
  const expected = await asIfRunOnce(LOANS, last);
  await pay(expected);
  expect(await contentsOf(store)).toEqual(await contentsOf(expected));
  await close();
}, 120_000);

test("a batch of ten loans and one of a hundred send as many statements", async () => {
  // The 37th day after the first: all are due, overdue and late.
  const asOf = addDays(plainDate("2024-01-31"), 37);
  const statements: number[] = [];
  for (const batchSize of [10, 100]) {
    const { store, queries, close } = await freshStore(source);
    await storeLoansOf(store, 200);
    const told: number[] = [];
    const onProgress = () => told.push(queries());
    await runDay({ store, product: emiTracker, asOf, clock, batchSize, onProgress });
    const [first = 0, second = 0] = told;
    statements.push(second - first);
    expect(await store.transact((unit) => unit.dayRuns.find(asOf))).toMatchObject({
      counts: { ...noCounts, loans: 200, dues: 200, overdue: 200, buckets: 200, notices: 800 },
    });
    await close();
  }
  // To lock and to load the loans, to write all that has become of them, and to count.
  expect(statements).toEqual([4, 4]);
});

test("loans that are not due are not read: a day-end finds its own by their index", async () => {
  const schema = freshSchema();
  await migrate(source, { schema });
  const LOANS = 3000;
  await storeBook(source, schema, createPostgresStore(source, { schema }), LOANS);
  await server.pool.query(`VACUUM (ANALYZE) "${schema}".loans`);
  const [first, second] = daysOfBillsAlone;
  if (first === undefined || second === undefined) throw new Error("There are no days.");
  const asked: (readonly [text: string, params: readonly unknown[]])[] = [];
  const noting: TransactionSource = {
    transaction: (work) =>
      source.transaction((connection) =>
        work({
          query(text, params = []) {
            asked.push([text, params]);
            return connection.query(text, params);
          },
        }),
      ),
  };
  await runDay({
    store: createPostgresStore(noting, { schema }),
    product: creditService,
    asOf: first,
    clock,
    batchSize: 40,
  });
  const reads = asked.filter(([text]) => /^(SELECT|WITH free)\b.*\.loans\b/s.test(text));
  expect(reads.length).toBeGreaterThan(6);
  for (const [text, params] of reads) {
    const ofSecond = params.map((param) => (param === first ? second : param));
    const plan = await planOf(source, text, ofSecond);
    expect(seqScans(plan)).not.toContain("loans");
    expect(largestRead(plan)).toBeLessThanOrEqual(LOANS / COHORTS);
  }
}, 60_000);

test("a batch passes by rows that a host has locked itself, and fills up with others", async () => {
  const { store, schema, close } = await freshStore(source);
  await storeLoansOf(store, 5);
  const asOf = plainDate("2024-03-31");
  const take = (limit: number) =>
    store.transact(async ({ loans }) => {
      const taken = await loans.lockDue({ asOf, limit });
      return taken.map(({ state }) => state.loanId).sort();
    });
  await source.transaction(async (connection) => {
    const held = `"${schema}".loans WHERE id = ANY (ARRAY['${idOf(0)}', '${idOf(1)}'])`;
    await connection.query(`SELECT id FROM ${held} FOR UPDATE`);
    expect(await take(2)).toEqual([idOf(2), idOf(3)]);
    expect(await take(9)).toEqual([idOf(2), idOf(3), idOf(4)]);
  });
  expect(await take(9)).toHaveLength(5);
  await close();
});

test("loans that were there before are looked at by the first run", async () => {
  const schema = freshSchema();
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  await storeLoansOf(store, 3);
  const [early, late] = [plainDate("2024-02-10"), plainDate("2024-03-10")];
  // As the release before left them.
  const upTo = migrations.findIndex(({ name }) => name === "0004_day_end");
  await source.transaction(async (connection) => {
    await connection.query(`SET LOCAL search_path TO "${schema}"`);
    await connection.query("DROP TABLE outbox, day_run_failures, day_runs");
    await connection.query("ALTER TABLE loans DROP COLUMN next_action_on");
    await connection.query("DELETE FROM lendkit_migrations WHERE name >= '0004_day_end'");
  });
  const report = await applyMigrations(source, schema, migrations.slice(0, upTo + 1));
  expect(report.applied).toEqual(["0004_day_end"]);
  expect(await store.transact((unit) => unit.loans.countDue(early))).toBe(3);
  expect((await run(store, early)).counts).toEqual(noCounts);
  expect(await store.transact((unit) => unit.loans.countDue(early))).toBe(0);
  expect((await run(store, late)).counts).toMatchObject({ loans: 3, dues: 3 });
});
