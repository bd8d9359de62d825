import { readdir, readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, test } from "vitest";
import { applyMigrations } from "./applyMigrations.ts";
import { createPostgresStore } from "./createPostgresStore.ts";
import { badSchemaName, migrationDrift, migrationsAhead, notMigrated } from "./errors.ts";
import { fromPglite } from "./fromPglite.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { fillRelease } from "./testing/firstReleases.ts";
import { freshSchema } from "./testing/freshStore.ts";
import {
  sampleApplicant,
  sampleCustomer,
  sampleDue,
  sampleOpened,
  sampleState,
} from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
const pglite = await PGlite.create();
afterAll(() => Promise.all([server.close(), pglite.close()]));

const names = migrations.map(({ name }) => name);
const next = { name: "9999_next", sql: "ALTER TABLE customers ADD COLUMN remark text" };

async function rowsOf(source: TransactionSource, sql: string): Promise<readonly object[]> {
  return source.transaction(async (connection) => (await connection.query(sql)).rows);
}

test("migrations.ts says what the SQL files say; if not, run scripts/writeMigrations.ts", async () => {
  const folder = new URL("./migrations/", import.meta.url);
  const files = (await readdir(folder)).sort();
  const fromFiles = await Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.sql$/, ""),
      sql: (await readFile(new URL(file, folder), "utf8")).replaceAll("\r\n", "\n"),
    })),
  );
  expect(migrations).toEqual(fromFiles);
});

test("no migration holds the marks that it is sent between", () => {
  for (const { sql } of migrations) expect(sql).not.toMatch(/\$lendkit_/);
});

describe.each<[string, TransactionSource]>([
  ["PostgreSQL", fromPool(server.pool)],
  ["PGlite", fromPglite(pglite)],
])("%s", (_what, source) => {
  test("applies all to a schema that it makes, and the second time nothing", async () => {
    const schema = freshSchema();
    expect(await migrate(source, { schema })).toEqual({ applied: names, alreadyThere: 0 });
    expect(await migrate(source, { schema })).toEqual({ applied: [], alreadyThere: names.length });
  });

  test("takes the schema lendkit by default", async () => {
    await migrate(source);
    const found = await rowsOf(source, "SELECT to_regclass('lendkit.loans')::text AS name");
    expect(found).toEqual([{ name: "lendkit.loans" }]);
    await source.transaction((connection) => connection.query("DROP SCHEMA lendkit CASCADE"));
  });

  test("goes on from where a filled database is, and keeps what is in it", async () => {
    const schema = freshSchema();
    await migrate(source, { schema });
    const store = createPostgresStore(source, { schema });
    await store.transact(async (unit) => {
      await unit.customers.insert([sampleCustomer(1)]);
      await unit.loans.insert([{ state: sampleState(1) }]);
      await unit.facts.append([sampleOpened(1)]);
    });
    const report = await applyMigrations(source, schema, [...migrations, next]);
    expect(report).toEqual({ applied: [next.name], alreadyThere: names.length });
    const kept = await store.transact(async (unit) => ({
      customer: (await unit.customers.find("customer-1"))?.phoneNumber,
      loan: (await unit.loans.find("loan-1"))?.state,
      facts: await unit.facts.list("loan-1"),
    }));
    expect(kept).toEqual({
      customer: "7000000001",
      loan: sampleState(1),
      facts: [sampleOpened(1)],
    });
  });

  test.each([1, 2] as const)(
    "a filled database of release %i goes on to today's, and keeps its rows",
    async (release) => {
      const schema = freshSchema();
      await applyMigrations(source, schema, migrations.slice(0, release));
      await fillRelease(source, schema, release);
      const store = createPostgresStore(source, { schema });
      const early = store.transact((unit) => unit.applicants.find("applicant-1"));
      await expect(early).rejects.toMatchObject({ code: notMigrated.code });

      const report = await migrate(source, { schema });
      expect(report).toEqual({ applied: names.slice(release), alreadyThere: release });
      const found = await store.transact(async (unit) => ({
        customer: (await unit.customers.find("customer-1"))?.phoneNumber,
        loan: (await unit.loans.find("loan-1"))?.state,
        facts: await unit.facts.listMany(["loan-1"]),
        dues: await unit.dues.list({ limit: 9 }),
        answer: await unit.idempotency.claim("key", "fingerprint"),
      }));
      expect(found).toEqual({
        customer: "7000000001",
        loan: sampleState(1),
        facts: [sampleOpened(1)],
        dues: release === 1 ? [] : [sampleDue(1)],
        answer: release === 1 ? undefined : "answer",
      });
      const borrowers = await rowsOf(source, `SELECT id, kind FROM "${schema}".borrowers`);
      expect(borrowers).toEqual([{ id: "customer-1", kind: "customer" }]);
      const change = rowsOf(source, `DELETE FROM "${schema}".loan_facts`);
      await expect(change).rejects.toMatchObject({ code: "23001" });
    },
  );

  test("a database that went on takes new people, loans and imports of all kinds", async () => {
    const schema = freshSchema();
    await applyMigrations(source, schema, migrations.slice(0, 2));
    await fillRelease(source, schema, 2);
    await migrate(source, { schema });
    const store = createPostgresStore(source, { schema });
    await store.transact(async (unit) => {
      const [customer] = await unit.customers.insert([sampleCustomer(2)]);
      expect(customer?.number).toBe(2);
      await unit.customers.save(await unit.customers.findMany({ numbers: [1, 2] }));
      await unit.applicants.insert([sampleApplicant(1)]);
      const borrowers = ["customer-1", "customer-2", "applicant-1"];
      const loans = borrowers.map((customerId, at) => sampleState(at + 2, { customerId }));
      await unit.loans.insert(loans.map((state) => ({ state })));
      const dues = loans.map(({ loanId, customerId }) => sampleDue(1, { loanId, customerId }));
      await unit.dues.replace({ put: dues, removed: [] });
      const fingerprint = "0".repeat(64);
      const asOf = sampleState(1).startedOn;
      for (const kind of ["customers", "loans", "transactions"] as const) {
        await unit.imports.start({ id: kind, kind, fingerprint, asOf });
      }
    });
    const taken = store.transact((unit) =>
      unit.applicants.insert([sampleApplicant(3, { id: "customer-1" })]),
    );
    await expect(taken).rejects.toMatchObject({ code: "ALREADY_EXISTS", details: { field: "id" } });
  });

  test("a database that is newer than the code is refused, naming the way out", async () => {
    const schema = freshSchema();
    await applyMigrations(source, schema, [...migrations, next]);
    const refusal = migrationsAhead({ schema, name: next.name });
    await expect(migrate(source, { schema })).rejects.toThrow(refusal);
    expect(refusal.message).toMatch(/Upgrade @lendkit\/adapters-postgres/);
  });

  test("another text, or another order, than the one applied is refused", async () => {
    const schema = freshSchema();
    const first = { name: "0001_a", sql: "CREATE TABLE a (id text)" };
    const second = { name: "0002_b", sql: "CREATE TABLE b (id text)" };
    await applyMigrations(source, schema, [first, second]);
    const changed = { ...second, sql: `${second.sql} ` };
    const inserted = { name: "0001_b", sql: "CREATE TABLE c (id text)" };
    await expect(applyMigrations(source, schema, [first, changed])).rejects.toThrow(
      migrationDrift({ schema, name: "0002_b" }),
    );
    await expect(applyMigrations(source, schema, [first, inserted, second])).rejects.toThrow(
      migrationDrift({ schema, name: "0002_b" }),
    );
  });

  test("a migration that fails leaves nothing of this call, and what was there before", async () => {
    const schema = freshSchema();
    const good = { name: "0001_good", sql: "CREATE TABLE good (id text)" };
    const bad = { name: "0002_bad", sql: "CREATE TABLE bad (id text); SELECT 1 / 0" };
    await expect(applyMigrations(source, schema, [good, bad])).rejects.toMatchObject({
      code: "22012",
    });
    const schemas = `SELECT count(*)::text AS n FROM pg_namespace WHERE nspname = '${schema}'`;
    expect(await rowsOf(source, schemas)).toEqual([{ n: "0" }]);
  });

  test("a store on a schema that is not migrated says so", async () => {
    const store = createPostgresStore(source, { schema: "never_migrated" });
    const work = store.transact((unit) => unit.customers.find("customer-1"));
    await expect(work).rejects.toMatchObject({ code: notMigrated.code });
    const insert = store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
    await expect(insert).rejects.toMatchObject({ code: notMigrated.code });
  });

  test("a temporary table of the same name is not mistaken for a table of the schema", async () => {
    const schema = freshSchema();
    await source.transaction(async (connection) => {
      await connection.query(
        "CREATE TEMPORARY TABLE customers (id text PRIMARY KEY) ON COMMIT DROP",
      );
      await migrate({ transaction: (work) => work(connection) }, { schema });
    });
    const store = createPostgresStore(source, { schema });
    await store.transact(async (unit) => {
      await unit.customers.insert([sampleCustomer(1)]);
      await unit.loans.insert([{ state: sampleState(1) }]);
    });
  });

  test("every table, column, sequence and function is explained in the database", async () => {
    const schema = freshSchema();
    await migrate(source, { schema });
    const bare = await rowsOf(
      source,
      `SELECT relation.relname, attribute.attname FROM pg_class AS relation
       LEFT JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid
         AND attribute.attnum > 0 AND relation.relkind = 'r'
       WHERE relation.relnamespace = '${schema}'::regnamespace AND relation.relkind IN ('r', 'S')
         AND relation.relname NOT LIKE '%_position_seq'
         AND (obj_description(relation.oid, 'pg_class') IS NULL
           OR attribute.attnum > 0 AND col_description(relation.oid, attribute.attnum) IS NULL)
       UNION ALL
       SELECT proname, NULL FROM pg_proc
       WHERE pronamespace = '${schema}'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL`,
    );
    expect(bare).toEqual([]);
  });
});

test.each([() => migrate, () => createPostgresStore])(
  "a bad schema name is refused",
  async (of) => {
    const call = async () => of()(fromPglite(pglite), { schema: 'x"; DROP SCHEMA public' });
    await expect(call()).rejects.toThrow(badSchemaName({ found: 'x"; DROP SCHEMA public' }));
  },
);
