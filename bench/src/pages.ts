/**
 * What pages of loans and dues cost on a real PostgreSQL, of few loans and of many. What the pages
 * are is said in the adapter's `testing/pageRequests.ts`.
 *
 * @module
 */
import { createPostgresStore } from "../../packages/adapters-postgres/src/createPostgresStore.ts";
import { fromPool } from "../../packages/adapters-postgres/src/fromPool.ts";
import { migrate } from "../../packages/adapters-postgres/src/migrate.ts";
import { storeManyLoans } from "../../packages/adapters-postgres/src/testing/manyLoans.ts";
import {
  type PageRequest,
  pageRequests,
} from "../../packages/adapters-postgres/src/testing/pageRequests.ts";
import { openTestPool } from "../../packages/adapters-postgres/src/testing/testPool.ts";
import type { TransactionSource } from "../../packages/adapters-postgres/src/transactionSource.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { median, ROUNDS } from "./sideBySide.ts";

const [FEW, SOME] = [10, 1000];
/** `LENDKIT_SOAK=1` makes a hundred thousand, a minute or two. */
const MANY = process.env["LENDKIT_SOAK"] === "1" ? 100_000 : 10_000;

/** Once the pages of 1,000 loans are full, more loans should cost next to nothing. */
const AIM = 2;
const WARM_UP = 5;
const ASKED_IN_A_ROUND = 10;

type Ask = (request: PageRequest) => Promise<number>;

export async function pages(): Promise<readonly Measurement[]> {
  const server = await openTestPool();
  try {
    const source = fromPool(server.pool);
    const few = await askOf(source, FEW);
    const some = await askOf(source, SOME);
    const many = await askOf(source, MANY);
    const measurements: Measurement[] = [];
    for (const request of pageRequests) {
      const [ofFew, ofSome, ofMany] = await timesOf(request, [few, some, many]);
      const name = (count: number): string => `${request.page}, ns, ${count} loans beside ${SOME}`;
      measurements.push(
        measurement(name(FEW), { ours: ofFew, other: ofSome }),
        measurement(name(MANY), { ours: ofMany, other: ofSome }, AIM),
      );
    }
    return measurements;
  } finally {
    await server.close();
  }
}

/** A store of so many loans, asked for pages. */
async function askOf(source: TransactionSource, count: number): Promise<Ask> {
  const schema = `pages_${count}`;
  await migrate(source, { schema });
  await storeManyLoans(source, schema, count);
  const store = createPostgresStore(source, { schema });
  return async ({ page, rows, ask }) => {
    const shown = await ask(store, count);
    if (count < SOME || shown === rows) return shown;
    throw new Error(`"${page}" of ${count} loans shows ${shown} rows, expected ${rows}.`);
  };
}

/** Median nanoseconds of each, measured in turn, so that what disturbs the machine disturbs all. */
async function timesOf(
  request: PageRequest,
  asks: readonly [Ask, Ask, Ask],
): Promise<readonly [number, number, number]> {
  const times: readonly [number[], number[], number[]] = [[], [], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [at, ask] of asks.entries()) {
      const start = process.hrtime.bigint();
      for (let asked = 0; asked < ASKED_IN_A_ROUND; asked += 1) await ask(request);
      const elapsed = Number(process.hrtime.bigint() - start) / ASKED_IN_A_ROUND;
      if (round >= 0) times[at]?.push(elapsed);
    }
  }
  return [median(times[0]), median(times[1]), median(times[2])];
}
