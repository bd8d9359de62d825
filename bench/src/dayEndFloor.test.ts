import { creditService, plainDate, runDay, type Store } from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "../../packages/adapters-postgres/src/createPostgresStore.ts";
import { fromPool } from "../../packages/adapters-postgres/src/fromPool.ts";
import { migrate } from "../../packages/adapters-postgres/src/migrate.ts";
import {
  daysOfBillsAlone,
  storeBook,
} from "../../packages/adapters-postgres/src/testing/dayEndBook.ts";
import {
  firstDifference,
  loanContents,
} from "../../packages/adapters-postgres/src/testing/dayEndContents.ts";
import { freshSchema } from "../../packages/adapters-postgres/src/testing/freshStore.ts";
import { openTestPool } from "../../packages/adapters-postgres/src/testing/testPool.ts";
import { prepareFloor, runFloor } from "./dayEndFloor.ts";

const server = await openTestPool();
afterAll(server.close);
const source = fromPool(server.pool);

async function openBook(): Promise<{ readonly schema: string; readonly store: Store }> {
  const schema = freshSchema();
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  await storeBook(source, schema, store, 90);
  return { schema, store };
}

test("the floor writes what a day-end writes, and takes as many loans", async () => {
  const [ours, bare] = [await openBook(), await openBook()];
  for (const asOf of daysOfBillsAlone) {
    const report = await runDay({
      store: ours.store,
      product: creditService,
      asOf,
      clock: { today: () => plainDate("2030-01-01"), now: () => "2030-01-01T00:00:00Z" },
    });
    const batches = await prepareFloor(server.pool, bare.schema, asOf, 2);
    const taken = await runFloor(server.pool, bare.schema, asOf, batches);
    expect(taken).toBe(report.counts.loans);
    expect(taken).toBeGreaterThan(2);
  }
  const difference = await firstDifference(
    loanContents(source, ours.schema),
    loanContents(source, bare.schema),
  );
  expect(difference?.ours).toEqual(difference?.other);
});
