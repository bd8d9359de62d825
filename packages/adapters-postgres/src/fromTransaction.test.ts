import { PGlite } from "@electric-sql/pglite";
import { alreadyExists } from "@lendkit/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { transactionBusy } from "./errors.ts";
import { fromPglite } from "./fromPglite.ts";
import { fromPool } from "./fromPool.ts";
import { fromTransaction } from "./fromTransaction.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { Queryable } from "./transactionSource.ts";

const server = await openTestPool();
const pglite = await PGlite.create();
afterAll(() => Promise.all([server.close(), pglite.close()]));

/** The host's own way to run a transaction, as pg's documentation has it. */
async function hostOfPg<T>(work: (connection: Queryable) => Promise<T>): Promise<T> {
  const client = await server.pool.connect();
  try {
    await client.query("BEGIN");
    const answer = await work(client);
    await client.query("COMMIT");
    return answer;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

describe.each([
  { what: "pg", source: fromPool(server.pool), host: hostOfPg },
  {
    what: "PGlite",
    source: fromPglite(pglite),
    host: <T>(work: (connection: Queryable) => Promise<T>): Promise<T> => pglite.transaction(work),
  },
])("inside a transaction of $what", ({ source, host }) => {
  const schema = freshSchema();
  const orders = `${schema}_orders`;
  beforeAll(async () => {
    await migrate(source, { schema });
    await source.transaction((connection) => connection.query(`CREATE TABLE ${orders} (id text)`));
  });

  const insertOrder = (connection: Queryable, id: string): Promise<unknown> =>
    connection.query(`INSERT INTO ${orders} VALUES ($1)`, [id]);

  /** Which of the host's orders and of our customers are there. */
  const whatIsThere = (n: number): Promise<readonly [boolean, boolean]> =>
    source.transaction(async (connection) => {
      const { rows } = await connection.query(`SELECT id FROM ${orders} WHERE id = $1`, [`${n}`]);
      const store = createPostgresStore(fromTransaction(connection), { schema });
      const customer = await store.transact((unit) => unit.customers.find(`customer-${n}`));
      return [rows.length === 1, customer !== undefined];
    });

  const insertBoth = async (connection: Queryable, n: number): Promise<void> => {
    const store = createPostgresStore(fromTransaction(connection), { schema });
    await insertOrder(connection, `${n}`);
    await store.transact((unit) => unit.customers.insert([sampleCustomer(n)]));
  };

  test("the host commits: its write and ours are there", async () => {
    await host((connection) => insertBoth(connection, 1));
    expect(await whatIsThere(1)).toEqual([true, true]);
  });

  test("the host rolls back: neither is there", async () => {
    const wanted = new Error("the host's own");
    const work = host(async (connection) => {
      await insertBoth(connection, 2);
      throw wanted;
    });
    await expect(work).rejects.toBe(wanted);
    expect(await whatIsThere(2)).toEqual([false, false]);
  });

  test("work that throws undoes its own writes only, and the host may go on and commit", async () => {
    const wanted = new Error("thrown by the work");
    await host(async (connection) => {
      const store = createPostgresStore(fromTransaction(connection), { schema });
      await insertOrder(connection, "3");
      const failing = store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(3)]);
        throw wanted;
      });
      await expect(failing).rejects.toBe(wanted);
      await store.transact((unit) => unit.customers.insert([sampleCustomer(4)]));
    });
    expect(await whatIsThere(3)).toEqual([true, false]);
    expect(await whatIsThere(4)).toEqual([false, true]);
  });

  test("a statement that PostgreSQL refuses leaves the host's transaction usable", async () => {
    await host(async (connection) => {
      const store = createPostgresStore(fromTransaction(connection), { schema });
      await insertBoth(connection, 5);
      const again = store.transact((unit) => unit.customers.insert([sampleCustomer(5)]));
      await expect(again).rejects.toThrow(alreadyExists({ entity: "customer", field: "id" }));
    });
    expect(await whatIsThere(5)).toEqual([true, true]);
  });

  test("two pieces of work at once on one connection are refused", async () => {
    await host(async (connection) => {
      const work = () =>
        createPostgresStore(fromTransaction(connection), { schema }).transact((unit) =>
          unit.customers.find("nobody"),
        );
      const outcomes = await Promise.allSettled([work(), work()]);
      expect(outcomes).toEqual([
        { status: "fulfilled", value: undefined },
        { status: "rejected", reason: transactionBusy({}) },
      ]);
      expect(await work()).toBeUndefined();
    });
  });

  test("work inside work is refused instead of waiting for itself", async () => {
    await host(async (connection) => {
      const store = createPostgresStore(fromTransaction(connection), { schema });
      const nested = store.transact(() => store.transact(async () => "inner"));
      await expect(nested).rejects.toThrow(transactionBusy({}));
    });
  });

  test("migrate leaves the host's search path as it was, and is undone with the host", async () => {
    const inside = freshSchema();
    const wanted = new Error("the host's own");
    const work = host(async (connection) => {
      await connection.query(`SET LOCAL search_path TO "${schema}", public`);
      await migrate(fromTransaction(connection), { schema: inside });
      const { rows } = await connection.query("SELECT current_setting('search_path') AS path");
      expect(rows).toEqual([{ path: `${schema}, public` }]);
      throw wanted;
    });
    await expect(work).rejects.toBe(wanted);
    expect(await migrate(source, { schema: inside })).toMatchObject({ alreadyThere: 0 });
  });

  test("a connection that is not inside a transaction is refused by PostgreSQL", async () => {
    const client = await server.pool.connect();
    const store = createPostgresStore(fromTransaction(client), { schema });
    const work = store.transact((unit) => unit.customers.insert([sampleCustomer(9)]));
    await expect(work).rejects.toMatchObject({ code: "25P01" });
    client.release();
  });
});
