/** The guide on sharding, as it is written: its SQL is run, and the store is asked for its promises. */
import { readFile } from "node:fs/promises";
import { differences, liveInStore, storeConformance } from "@lendkit/engine/conformance";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { type FreshStore, freshSchema, freshStore } from "./testing/freshStore.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

const source = fromPool(server.pool);
const guide = new URL("../../../docs/guides/shard-the-database.md", import.meta.url);
const [, ddl = ""] = /```sql\n(.*?)```/s.exec(await readFile(guide, "utf8")) ?? [];

async function partition(schema: string): Promise<void> {
  await source.transaction(async (connection) => {
    await connection.query(`SET LOCAL search_path TO "${schema}", pg_temp`);
    await connection.query(ddl);
  });
}

async function partitionedStore(): Promise<FreshStore> {
  const opened = await freshStore(source);
  await partition(opened.schema);
  return opened;
}

/** What is promised of the tables that were cut, and of writing several of them. */
const concerned = /^(facts|dues|transact)/;
let registered = 0;
storeConformance((name, run) => {
  if (!concerned.test(name)) return;
  registered += 1;
  test(name, run);
}, partitionedStore);

test("promises about facts, dues and transactions were among them", () => {
  expect(registered).toBeGreaterThan(20);
});

test("a filled schema keeps its rows when it is cut, and its loans live on", async () => {
  const schema = freshSchema();
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  const { loanIds } = await liveInStore(store, { loans: 20, commands: 300, seed: 1 });
  const rows = async (table: string): Promise<unknown> => {
    const { rows: found } = await server.pool.query(
      `SELECT md5(string_agg(kept::text, ' ' ORDER BY kept::text)) FROM "${schema}".${table} AS kept`,
    );
    return found;
  };
  const before = [await rows("loan_facts"), await rows("loan_dues")];
  await partition(schema);
  expect([await rows("loan_facts"), await rows("loan_dues")]).toEqual(before);
  expect(await differences(store, loanIds)).toEqual([]);
  expect(await migrate(source, { schema })).toEqual({
    applied: [],
    alreadyThere: migrations.length,
  });
});

test("a loan's facts are in one partition, and refuse to be changed there too", async () => {
  const schema = freshSchema();
  await migrate(source, { schema });
  await partition(schema);
  const store = createPostgresStore(source, { schema });
  const { loanIds } = await liveInStore(store, { loans: 20, commands: 100, seed: 2 });
  expect(await differences(store, loanIds)).toEqual([]);
  const { rows } = await server.pool.query(
    `SELECT loan_id, count(DISTINCT tableoid)::int AS parts FROM "${schema}".loan_facts
     GROUP BY loan_id`,
  );
  expect(rows).toHaveLength(loanIds.length);
  expect(rows.filter(({ parts }) => parts !== 1)).toEqual([]);
  for (const table of ["loan_facts", "loan_facts_0", "loan_facts_7"]) {
    const removal = server.pool.query(`DELETE FROM "${schema}".${table}`);
    await expect(removal).rejects.toMatchObject({ code: "23001" });
  }
});
