import { type Store, storageUnavailable } from "@lendkit/engine";
import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { transactionAborted } from "./errors.ts";
import { fromPool, type PoolClientLike } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { Queryable } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

const schema = freshSchema();
await migrate(fromPool(server.pool), { schema });

async function pidOf(connection: Queryable): Promise<string> {
  const { rows } = await connection.query("SELECT pg_backend_pid()::text AS pid");
  return String(rows[0]?.["pid"]);
}

const cut = (pid: string): Promise<unknown> =>
  server.pool.query("SELECT pg_terminate_backend($1::text::int, 5000)", [pid]);

test("every connection is given back, after success and after failure", async () => {
  const pool = server.another({ max: 1 });
  const store = createPostgresStore(fromPool(pool), { schema });
  const wanted = new Error("the host's own");
  for (let round = 0; round < 3; round += 1) {
    await store.transact((unit) => unit.customers.find("nobody"));
    await expect(store.transact(() => Promise.reject(wanted))).rejects.toBe(wanted);
  }
  const counts = [pool.totalCount, pool.idleCount, pool.waitingCount];
  expect(counts).toEqual([1, 1, 0]);
  const [client] = await Promise.all([pool.connect()]);
  expect(client.listenerCount("error")).toBeLessThanOrEqual(1);
  expect(client.getTransactionStatus()).toBe("I");
  client.release();
});

test("a connection that is cut between two statements is thrown away, and ends no process", async () => {
  const pool = server.another({ max: 1 });
  const store = createPostgresStore(fromPool(pool), { schema });
  const work = fromPool(pool).transaction(async (connection) => {
    await cut(await pidOf(connection));
    await connection.query("SELECT 1");
  });
  await expect(work).rejects.toThrow();
  expect(pool.totalCount).toBe(0);
  expect(await store.transact((unit) => unit.customers.find("nobody"))).toBeUndefined();
});

/** A store whose connection is cut when the test says so. */
function cuttable(): { store: Store; cutNow: () => Promise<unknown> } {
  const source = fromPool(server.another({ max: 1 }));
  let pid = "";
  const store = createPostgresStore(
    {
      transaction: (work) =>
        source.transaction(async (connection) => {
          pid = await pidOf(connection);
          return work(connection);
        }),
    },
    { schema },
  );
  return { store, cutNow: () => cut(pid) };
}

test("a verb on a connection that is cut is STORAGE_UNAVAILABLE, and nothing is kept", async () => {
  const { store, cutNow } = cuttable();
  const work = store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(1)]);
    await cutNow();
    await unit.customers.find("customer-1");
  });
  await expect(work).rejects.toMatchObject({ code: storageUnavailable.code, retryable: true });
  expect(await store.transact((unit) => unit.customers.find("customer-1"))).toBeUndefined();
});

test("a commit on a connection that is cut is STORAGE_UNAVAILABLE", async () => {
  const { store, cutNow } = cuttable();
  const work = store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(2)]);
    await cutNow();
  });
  await expect(work).rejects.toMatchObject({
    code: storageUnavailable.code,
    retryable: true,
    details: { committing: true },
  });
});

test("a server that nobody listens on is STORAGE_UNAVAILABLE, a wrong password is not", async () => {
  const nobody = new Pool({ host: "127.0.0.1", port: 1, user: "x", password: "x" });
  const unreachable = createPostgresStore(fromPool(nobody), { schema });
  await expect(unreachable.transact(async () => "done")).rejects.toMatchObject({
    code: storageUnavailable.code,
  });
  await nobody.end();
  const url = new URL(server.url);
  url.password = "wrong";
  const stranger = server.another({ connectionString: url.href });
  const store = createPostgresStore(fromPool(stranger), { schema });
  await expect(store.transact(async () => "done")).rejects.toMatchObject({ code: "28P01" });
});

test.each([
  ["lock_timeout=50ms", "55P03"],
  ["statement_timeout=50ms", "57014"],
])("a wait longer than the host's %s is STORAGE_UNAVAILABLE", async (setting, code) => {
  const store = createPostgresStore(fromPool(server.pool), { schema });
  const hasty = createPostgresStore(fromPool(server.another({ options: `-c ${setting}` })), {
    schema,
  });
  await store.transact(async (unit) => {
    await unit.customers.lock(["customer-9"]);
    const waiting = hasty.transact((its) => its.customers.lock(["customer-9"]));
    await expect(waiting).rejects.toMatchObject({
      code: storageUnavailable.code,
      retryable: true,
      cause: { code },
    });
  });
});

test("a statement that fails unawaited ends in an error, since PostgreSQL undoes the rest", async () => {
  const unawaited: Promise<unknown>[] = [];
  const work = fromPool(server.pool).transaction(async (connection) => {
    unawaited.push(Promise.allSettled([connection.query("SELECT 1 / 0")]));
  });
  await expect(work).rejects.toThrow(transactionAborted({}));
  await Promise.all(unawaited);
});

test("a transaction is READ COMMITTED, also where the host's default is another level", async () => {
  const strict = server.another({ options: "-c default_transaction_isolation=serializable" });
  const level = await fromPool(strict).transaction(async (connection) => {
    const { rows } = await connection.query("SHOW transaction_isolation");
    return rows[0]?.["transaction_isolation"];
  });
  expect(level).toBe("read committed");
});

test("a connection that cannot be rolled back is given back as broken", async () => {
  const released: unknown[] = [];
  const broken = new Error("no rollback");
  const client: PoolClientLike = {
    query: (text) => (text === "ROLLBACK" ? Promise.reject(broken) : Promise.resolve({ rows: [] })),
    on: () => {},
    removeListener: () => {},
    release: (error) => released.push(error),
  };
  const source = fromPool({ connect: async () => client });
  const wanted = new Error("the host's own");
  await expect(source.transaction(() => Promise.reject(wanted))).rejects.toBe(wanted);
  expect(released).toEqual([broken]);
});
