/**
 * Runs the ends of days, one after the other, and prints a line for each batch and each day. It is
 * made to be killed, and to go on when it is started again.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { creditService, emiTracker, isLendkitError, runDay } from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../createPostgresStore.ts";
import { fromPool } from "../fromPool.ts";
import { type DayEndLife, OUT_OF_REACH } from "./dayEndLife.ts";

const [given = ""] = process.argv.slice(2);
const { url, schema, product, days, batchSize, from }: DayEndLife = JSON.parse(given);
const today = days.at(-1);
const pool = new Pool({ connectionString: url });
// A connection that the server ends while nobody uses it ends the process otherwise.
pool.on("error", () => {});
const store = createPostgresStore(fromPool(pool), { schema });
try {
  const runs = await store.transact((unit) => unit.dayRuns.list(10_000));
  const finished = new Set(runs.filter((run) => run.finishedAt !== null).map(({ asOf }) => asOf));
  for (const asOf of days) if (from === "firstDay" || !finished.has(asOf)) await endDay(asOf);
  await pool.end();
} catch (error) {
  if (!isLendkitError(error) || !error.retryable) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(OUT_OF_REACH);
}

async function endDay(asOf: DayEndLife["days"][number]): Promise<void> {
  let before = 0;
  const { failures } = await runDay({
    store,
    product: { emiTracker, creditService }[product],
    asOf,
    clock: { today: () => today ?? asOf, now: () => new Date().toISOString() },
    batchSize,
    tryAgain: { tries: 6, sleep },
    onProgress: ({ done }) => {
      process.stdout.write(`${done - before}\n`);
      before = done;
    },
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  process.stdout.write("0\n");
}
