import { differences, liveInStore } from "@lendkit/engine/conformance";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { type PreparablePoolClientLike, prepared } from "./prepared.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

test("a text has one name, another text another, and one without parameters has none", async () => {
  const sent: unknown[] = [];
  const client: PreparablePoolClientLike = {
    query: async (statement: unknown) => {
      sent.push(typeof statement === "string" ? statement : { ...Object(statement) });
      return { rows: [] };
    },
    on: () => {},
    removeListener: () => {},
    release: () => {},
  };
  const { query } = await prepared({ connect: async () => client }).connect();
  await query("BEGIN");
  await query("SELECT $1::text", ["a"]);
  await query("SELECT $1::text AS b", ["b"]);
  await query("SELECT $1::text", ["c"]);
  const name = expect.stringMatching(/^lendkit_\d+$/);
  expect(sent).toMatchObject([
    "BEGIN",
    { name, text: "SELECT $1::text", values: ["a"] },
    { name, text: "SELECT $1::text AS b", values: ["b"] },
    { name, text: "SELECT $1::text", values: ["c"] },
  ]);
  const names = sent.map((statement) => JSON.stringify(Object(statement).name));
  expect(names[1]).toBe(names[3]);
  expect(names[1]).not.toBe(names[2]);
});

test("loans live on prepared statements, of which a connection keeps few", async () => {
  const schema = freshSchema();
  const source = fromPool(prepared(server.another({ max: 1 })));
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  const { loanIds, accepted } = await liveInStore(store, { loans: 10, commands: 300, seed: 3 });
  expect(accepted).toBeGreaterThan(100);
  expect(await differences(store, loanIds)).toEqual([]);
  const kept = "SELECT count(*)::text AS kept FROM pg_prepared_statements WHERE name ~ '^lendkit_'";
  const [row] = await source.transaction(async (connection) => (await connection.query(kept)).rows);
  expect(Number(row?.["kept"])).toBeGreaterThan(5);
  expect(Number(row?.["kept"])).toBeLessThan(60);
});
