/**
 * `dayEndWorker.ts <url>`: a process that ends days when its parent asks for it, by a `DayEndOrder`.
 * It answers each with a `DayEndAnswer`.
 */
import { creditService, type PlainDate, plainDate, runDay } from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../../packages/adapters-postgres/src/createPostgresStore.ts";
import { fromPool } from "../../packages/adapters-postgres/src/fromPool.ts";
import { type FloorBatch, prepareFloor, runFloor } from "./dayEndFloor.ts";
import type { DayEndAnswer, DayEndOrder } from "./dayEndWorkers.ts";

const pool = new Pool({ connectionString: process.argv[2] ?? "", max: 1 });
let prepared: readonly FloorBatch[] = [];

process.on("message", (order: DayEndOrder) => {
  carryOut(order).then(
    (loans) => answer({ loans, peakBytes: process.resourceUsage().maxRSS * 1024 }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => void pool.end());

async function carryOut({ what, schema, asOf, batchSize }: DayEndOrder): Promise<number> {
  if (what === "prepareFloor") {
    prepared = await prepareFloor(pool, schema, asOf, batchSize);
    return 0;
  }
  if (what === "runFloor") return runFloor(pool, schema, asOf, prepared);
  const store = createPostgresStore(fromPool(pool), { schema });
  let loans = 0;
  const { failures } = await runDay({
    store,
    product: creditService,
    asOf,
    clock: { today: (): PlainDate => plainDate("2030-01-01"), now: () => new Date().toISOString() },
    batchSize,
    onProgress: ({ done }) => {
      loans = done;
    },
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
  return loans;
}

function answer(said: DayEndAnswer): void {
  process.send?.(said);
}
