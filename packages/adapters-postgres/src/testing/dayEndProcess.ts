/**
 * Runs the end of each day from the first on, and prints a line after each batch and each day, or
 * when it is told to be quiet, how many days at the end. It is made to be killed.
 */
import { emiTracker, runDay } from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../createPostgresStore.ts";
import { fromPool } from "../fromPool.ts";
import { runDays } from "./dayEndLoans.ts";

const [connectionString = "", schema = "", days = "0", batchSize = "1", quiet] =
  process.argv.slice(2);
const tell = (line: string): void => {
  if (quiet === undefined) process.stdout.write(`${line}\n`);
};
const pool = new Pool({ connectionString });
const all = runDays(Number(days));
const today = all.at(-1);
for (const asOf of all) {
  const { failures } = await runDay({
    store: createPostgresStore(fromPool(pool), { schema }),
    product: emiTracker,
    asOf,
    clock: { today: () => today ?? asOf, now: () => new Date().toISOString() },
    batchSize: Number(batchSize),
    onProgress: ({ done }) => tell(`${asOf}: ${done}`),
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  tell(asOf);
}
await pool.end();
if (quiet !== undefined) process.stdout.write(JSON.stringify(all.length));
