/** What goes to a server and comes back, through each client and whatever its options are. */
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pglite";
import fc from "fast-check";
import { knex } from "knex";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { unreadableColumn } from "./errors.ts";
import { fromDrizzle } from "./fromDrizzle.ts";
import { fromKnex, fromKnexTransaction } from "./fromKnex.ts";
import { fromKysely, fromKyselyTransaction } from "./fromKysely.ts";
import { fromPostgresJs, fromPostgresJsTransaction } from "./fromPostgresJs.ts";
import { inTransaction } from "./session.ts";
import { pessimistic } from "./statement.ts";
import { freshStore } from "./testing/freshStore.ts";
import { hostClients } from "./testing/hostClients.ts";
import { openPostgres } from "./testing/postgresServer.ts";
import { sampleCustomer } from "./testing/samples.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openPostgres();
const close: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const one of close) await one();
  await server.stop();
});

const sources: [string, TransactionSource][] = Object.entries(hostClients).map(([name, open]) => {
  const client = open(server.url);
  close.push(client.close);
  return [name, client.source];
});

// As behind a pooler of connections, and for a server whose types may not be read.
const cautious = postgres(server.url, {
  max: 2,
  prepare: false,
  fetch_types: false,
  onnotice: () => {},
});
const numbers = postgres(server.url, {
  max: 2,
  types: { bigint: postgres.BigInt },
  onnotice: () => {},
});
const camelKysely = new Kysely<object>({
  dialect: new PostgresDialect({ pool: new Pool({ connectionString: server.url }) }),
  plugins: [new CamelCasePlugin()],
});
const camel = (name: string): string =>
  name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [camel(key), renamed(one)]));
};
const camelKnex = knex({
  client: "pg",
  connection: server.url,
  postProcessResponse: renamed,
  wrapIdentifier: (name, wrap) => wrap(name.toUpperCase()),
});
const pglite = await PGlite.create();
close.push(
  () => pglite.close(),
  () => cautious.end(),
  () => numbers.end(),
  () => camelKysely.destroy(),
  () => camelKnex.destroy(),
);
sources.push(
  ["Drizzle on PGlite", fromDrizzle(drizzle({ client: pglite }), sql)],
  ["postgres.js without types and prepared statements", fromPostgresJs(cautious)],
  ["postgres.js with types of its own", fromPostgresJs(numbers)],
  ["Kysely with a plugin that renames columns", fromKysely(camelKysely)],
  ["Knex with a function that renames columns", fromKnex(camelKnex)],
);

// PostgreSQL's text holds no U+0000, and UTF-8 no half of a surrogate pair.
const anyText = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
const anyList = fc.array(
  fc.option(fc.oneof(anyText, fc.constantFrom("", "NULL", "{}", '"', "\\"))),
);

test.each(sources)("%s: any list of text comes back as it went", async (_name, source) => {
  await inTransaction(pessimistic(source), (session) =>
    fc.assert(
      fc.asyncProperty(anyList, anyText, async (list, word) => {
        const rows = await session.query(
          `SELECT an_item, $2::text AS the_word, $2::text = '?' AS is_mark
           FROM unnest($1::text[]) WITH ORDINALITY AS given (an_item, position) ORDER BY position`,
          [list, word],
        );
        expect(rows.map((row) => row["an_item"])).toEqual(list);
        for (const row of rows) expect(row["the_word"]).toBe(word);
      }),
    ),
  );
});

test.each(sources)("%s: a store reads what it wrote", async (_name, source) => {
  const { store, close: drop } = await freshStore(source);
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  const found = await store.transact((unit) => unit.customers.findByNumber(1));
  expect(found).toEqual({ ...sampleCustomer(1), number: 1, version: 1 });
  await drop();
});

test("a transform of postgres.js that renames columns is refused, not read wrongly", async () => {
  const sql = postgres(server.url, { max: 1, transform: postgres.camel });
  close.push(() => sql.end());
  const refusal = unreadableColumn({ column: "search_path", found: "undefined" });
  await expect(freshStore(fromPostgresJs(sql))).rejects.toThrow(refusal);
});

test("inside a host's transaction too, plugins and functions that rename do not matter", async () => {
  const read = (source: TransactionSource) =>
    inTransaction(pessimistic(source), (session) => session.query("SELECT 'text' AS a_name"));
  const rows = [{ a_name: "text" }];
  await camelKysely
    .transaction()
    .execute(async (trx) => expect(await read(fromKyselyTransaction(trx))).toEqual(rows));
  await camelKnex.transaction(async (trx) =>
    expect(await read(fromKnexTransaction(trx))).toEqual(rows),
  );
  await cautious.begin(async (tx) =>
    expect(await read(fromPostgresJsTransaction(tx))).toEqual(rows),
  );
});
