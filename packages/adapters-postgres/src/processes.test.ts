import { afterAll, expect, test } from "vitest";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { runChild } from "./testing/childProcess.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { sampleOpened, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import { untilWaitedFor } from "./testing/waiting.ts";

const server = await openTestPool();
afterAll(server.close);

test("of three processes that migrate at once one applies, and the others find it done", async () => {
  const schema = freshSchema();
  const names = migrations.map(({ name }) => name);
  const source = fromPool(server.pool);
  const running: Promise<unknown>[] = [];
  // Holding the lock until all three wait makes sure that they are there at once.
  const wanted = new Error("This transaction made nothing.");
  const holder = source.transaction(async (connection) => {
    await migrate({ transaction: (work) => work(connection) }, { schema });
    for (let n = 0; n < 3; n += 1) {
      running.push(runChild("migrateProcess.ts", [server.url, schema]));
    }
    await Promise.race([untilWaitedFor(connection, 3), Promise.all(running)]);
    throw wanted;
  });
  await expect(holder).rejects.toBe(wanted);
  const none = { applied: [], alreadyThere: names.length };
  const reports = await Promise.all(running);
  expect(reports.filter((report) => JSON.stringify(report) === JSON.stringify(none))).toHaveLength(
    2,
  );
  expect(reports).toContainEqual({ applied: names, alreadyThere: 0 });
});

// The server of these tests writes dates the German way. Where it writes them as ISO, pg makes local midnight of a date: in
// Kolkata, 05:30 ahead, that is 18:30 UTC of the day before; in New York, 5 behind, 05:00 UTC.
test.each([
  ["Asia/Kolkata", "2024-02-28T18:30:00.000Z"],
  ["America/New_York", "2024-02-29T05:00:00.000Z"],
  ["UTC", "2024-02-29T00:00:00.000Z"],
])("in %s dates are read as written, where the client alone reads %s", async (zone, byClient) => {
  const printed = await runChild("datesProcess.ts", [server.url, freshSchema()], { TZ: zone });
  expect(printed).toEqual({
    read: { state: sampleState(1), facts: [sampleOpened(1)], asOf: "2024-02-29" },
    byClient,
  });
});
