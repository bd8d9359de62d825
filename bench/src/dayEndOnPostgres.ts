/**
 * The day-end of books on a real PostgreSQL of which a thirtieth is billed each day: what a loan that
 * is due costs, by one worker and by two, beside the bare floor, and whether it costs the same in a
 * large book.
 *
 * @module
 */
import { Pool } from "pg";
import { createPostgresStore } from "../../packages/adapters-postgres/src/createPostgresStore.ts";
import { fromPool } from "../../packages/adapters-postgres/src/fromPool.ts";
import { migrate } from "../../packages/adapters-postgres/src/migrate.ts";
import {
  daysOfBillsAlone,
  storeBook,
} from "../../packages/adapters-postgres/src/testing/dayEndBook.ts";
import { startPostgres } from "../../packages/adapters-postgres/src/testing/postgresServer.ts";
import { type DayEndOrder, type DayEndWorker, startWorker } from "./dayEndWorkers.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { median } from "./sideBySide.ts";

/** `LENDKIT_SOAK=1` measures larger books too, some five minutes. */
const BOOKS = process.env["LENDKIT_SOAK"] === "1" ? [10_000, 100_000, 1_000_000] : [10_000];
/** Loans of a book before, so that also the smallest one meets compiled code. */
const WARM_UP = 24_000;
/** So small that two workers share the day of the smallest book. */
const BATCH = 100;
/** Half a gigabyte. */
const MOST_BYTES = 512 * 1024 ** 2;

/** What was measured of a book. */
export interface DayEndTimes {
  readonly loans: number;
  /** Median nanoseconds for a loan that is due. */
  readonly one: number;
  readonly two: number;
  readonly floor: number;
  /** The most memory of a worker. */
  readonly peakBytes: number;
}

export async function dayEndOnPostgres(): Promise<readonly Measurement[]> {
  const all: DayEndTimes[] = [];
  for (const loans of BOOKS) all.push(await timesOf(loans));
  return all.flatMap((times) => dayEndMeasurements(times, all[0] ?? times));
}

/** @param first of the smallest book, which the others are held against */
export function dayEndMeasurements(times: DayEndTimes, first: DayEndTimes): readonly Measurement[] {
  const { loans, one, two, floor, peakBytes } = times;
  const book = `a due loan of a book of ${loans}, ns`;
  const beside = (what: string, ours: number, other: number, aim?: number): Measurement =>
    measurement(`day-end on PostgreSQL: ${what}`, { ours, other }, aim);
  return [
    beside(`${book}, beside the bare floor`, one, floor, 2),
    beside(`${book}, two workers beside one`, two, one),
    ...(times === first ? [] : [beside(`${book}, beside ${first.loans}`, one, first.one, 1.5)]),
    beside(`memory of a worker, ${loans} loans, bytes, beside 512 MB`, peakBytes, MOST_BYTES, 1),
  ];
}

async function timesOf(loans: number): Promise<DayEndTimes> {
  const server = await startPostgres();
  const { url } = server;
  const workers = { first: startWorker(url), second: startWorker(url), floor: startWorker(url) };
  try {
    await makeBook(url, "warm_up", WARM_UP);
    await makeBook(url, "book", loans);
    await measureDays("warm_up", workers);
    return { loans, ...(await measureDays("book", workers)) };
  } finally {
    await Promise.all(Object.values(workers).map((worker) => worker.close()));
    await server.stop();
  }
}

interface Workers {
  readonly first: DayEndWorker;
  readonly second: DayEndWorker;
  readonly floor: DayEndWorker;
}

/** Each day in turn by one worker, by the floor and by two workers, so that what disturbs disturbs all. */
async function measureDays(
  schema: string,
  { first, second, floor }: Workers,
): Promise<Omit<DayEndTimes, "loans">> {
  const times: Record<"one" | "two" | "floor", number[]> = { one: [], two: [], floor: [] };
  const turns = ["one", "floor", "two"] as const;
  let peakBytes = 0;
  for (const [at, asOf] of daysOfBillsAlone.entries()) {
    const turn = turns[at % turns.length] ?? "one";
    const order = { schema, asOf, batchSize: BATCH };
    if (turn === "floor") await floor.ask({ ...order, what: "prepareFloor" });
    const asked: DayEndOrder = { ...order, what: turn === "floor" ? "runFloor" : "runDay" };
    const workers = turn === "floor" ? [floor] : turn === "one" ? [first] : [first, second];
    const start = process.hrtime.bigint();
    const answers = await Promise.all(workers.map((worker) => worker.ask(asked)));
    const elapsed = Number(process.hrtime.bigint() - start);
    const loans = answers.reduce((sum, answer) => sum + answer.loans, 0);
    if (loans === 0) throw new Error(`Nothing is due on ${asOf}, so nothing was measured.`);
    times[turn].push(elapsed / loans);
    if (turn === "floor") continue;
    peakBytes = Math.max(peakBytes, ...answers.map((answer) => answer.peakBytes));
  }
  const { one, two, floor: bare } = times;
  return { one: median(one), two: median(two), floor: median(bare), peakBytes };
}

async function makeBook(url: string, schema: string, loans: number): Promise<void> {
  const pool = new Pool({ connectionString: url });
  const source = fromPool(pool);
  await migrate(source, { schema });
  await storeBook(source, schema, createPostgresStore(source, { schema }), loans);
  await pool.query("VACUUM (ANALYZE)");
  await pool.query("CHECKPOINT");
  await pool.end();
}
