/** What goes wrong on a server, as each client passes it on; deadlocks are in the kit's promises. */
import { alreadyExists, type Store, storageUnavailable, withRetries } from "@lendkit/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { hostClients } from "./testing/hostClients.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

const schema = freshSchema();
const outside = createPostgresStore(fromPool(server.pool), { schema });
beforeAll(async () => {
  await migrate(fromPool(server.pool), { schema });
  await outside.transact((unit) => unit.customers.insert([sampleCustomer(0)]));
});

/** A store whose connection is cut when the test says so. */
function cuttable(source: TransactionSource): { store: Store; cutNow: () => Promise<unknown> } {
  let pid = "";
  const noting: TransactionSource = {
    transaction: (work) =>
      source.transaction(async (connection) => {
        const { rows } = await connection.query("SELECT pg_backend_pid()::text AS pid");
        pid = String(rows[0]?.["pid"]);
        return work(connection);
      }),
  };
  const cut = "SELECT pg_terminate_backend($1::text::int, 5000)";
  return {
    store: createPostgresStore(noting, { schema }),
    cutNow: () => server.pool.query(cut, [pid]),
  };
}

/** The codes of an error and of all that caused it. */
function codesOf(error: unknown): readonly unknown[] {
  if (!(error instanceof Error)) return [];
  return ["code" in error ? error.code : undefined, ...codesOf(error.cause)];
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([work]);
  return outcome.status === "rejected" ? outcome.reason : "none";
}

let customers = 0;

describe.each(Object.entries(hostClients))("%s", (_name, open) => {
  const client = open(server.url);
  const hasty = open(server.url, { lock_timeout: "50ms" });
  const strict = open(server.url, { default_transaction_isolation: "repeatable read" });
  afterAll(async () => {
    for (const { close } of [client, hasty, strict]) await close();
  });

  test("a wait that the host limits is STORAGE_UNAVAILABLE, which may be tried again", async () => {
    await outside.transact(async (unit) => {
      await unit.customers.lock(["customer-0"]);
      const store = createPostgresStore(hasty.source, { schema });
      const failure = await failureOf(store.transact((its) => its.customers.lock(["customer-0"])));
      expect(failure).toMatchObject({ code: storageUnavailable.code, retryable: true });
      expect(failure).not.toHaveProperty("details.committing");
      expect(codesOf(failure)).toContain("55P03");
    });
  });

  test("LendKit's own transactions are READ COMMITTED, whatever the host's default is", async () => {
    const level = await strict.source.transaction(async (connection) => {
      const { rows } = await connection.query("SHOW transaction_isolation");
      return rows[0]?.["transaction_isolation"];
    });
    expect(level).toBe("read committed");
  });

  test("a serialization failure in the host's stricter transaction may be tried again", async () => {
    const failure = await failureOf(
      strict.transaction(async (its) => {
        const store = createPostgresStore(its.source, { schema });
        const find = (from: Store) => from.transact((unit) => unit.customers.find("customer-0"));
        await find(store);
        const now = await find(outside);
        if (now === undefined) throw new Error("The customer is not there.");
        await outside.transact((unit) => unit.customers.save([now]));
        await store.transact((unit) => unit.customers.save([now]));
      }),
    );
    expect(failure).toMatchObject({ code: storageUnavailable.code, retryable: true });
    expect(codesOf(failure)).toContain("40001");
  });

  test("a clash names the field, whatever the client wraps around it", async () => {
    const store = createPostgresStore(client.source, { schema });
    const work = store.transact((unit) => unit.customers.insert([sampleCustomer(0)]));
    await expect(work).rejects.toThrow(alreadyExists({ entity: "customer", field: "id" }));
  });

  test("a statement that fails unawaited ends the transaction with its error", async () => {
    const store = createPostgresStore(client.source, { schema });
    customers += 1;
    const unawaited: Promise<unknown>[] = [];
    const work = store.transact(async (unit) => {
      await unit.customers.insert([sampleCustomer(customers)]);
      unawaited.push(Promise.allSettled([unit.customers.insert([sampleCustomer(0)])]));
      return "all is well";
    });
    await expect(work).rejects.toThrow(alreadyExists({ entity: "customer", field: "id" }));
    await Promise.all(unawaited);
    const id = `customer-${customers}`;
    expect(await store.transact((unit) => unit.customers.find(id))).toBeUndefined();
  });

  test("a thrown undefined comes out, and nothing is kept", async () => {
    const store = createPostgresStore(client.source, { schema });
    customers += 1;
    const outcomes = await Promise.allSettled([
      store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(customers)]);
        return Promise.reject(undefined);
      }),
    ]);
    expect(outcomes).toEqual([{ status: "rejected", reason: undefined }]);
    const id = `customer-${customers}`;
    expect(await store.transact((unit) => unit.customers.find(id))).toBeUndefined();
  });

  test("a connection that is cut before a verb is STORAGE_UNAVAILABLE; the next works", async () => {
    const { store, cutNow } = cuttable(client.source);
    customers += 1;
    const id = `customer-${customers}`;
    const failure = await failureOf(
      store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(customers)]);
        await cutNow();
        await unit.customers.find(id);
      }),
    );
    expect(failure).toMatchObject({ code: storageUnavailable.code, retryable: true });
    expect(failure).not.toHaveProperty("details.committing");
    expect(await store.transact((unit) => unit.customers.find(id))).toBeUndefined();
  });

  test("a connection that is cut in a verb is STORAGE_UNAVAILABLE; retries get by", async () => {
    const { store, cutNow } = cuttable(client.source);
    const failure = await outside.transact(async (unit) => {
      await unit.customers.lock(["customer-0"]);
      let waits = (): void => {};
      const waiting = new Promise<void>((resolve) => {
        waits = resolve;
      });
      const work = store.transact(async (its) => {
        setImmediate(waits);
        await its.customers.lock(["customer-0"]);
      });
      const ended = failureOf(work);
      await waiting;
      await cutNow();
      return ended;
    });
    expect(failure).toMatchObject({ code: storageUnavailable.code, retryable: true });
    // postgres.js 3.4 tells the next statement of the connection that was cut, too.
    const patient = withRetries(store, { attempts: 3, random: () => 0, sleep: async () => {} });
    const all = Array.from({ length: 12 }, () =>
      patient.transact((unit) => unit.customers.find("customer-0")),
    );
    for (const customer of await Promise.all(all)) expect(customer?.id).toBe("customer-0");
  });

  test("a connection that is cut before the commit is STORAGE_UNAVAILABLE too", async () => {
    const { store, cutNow } = cuttable(client.source);
    customers += 1;
    const failure = await failureOf(
      store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(customers)]);
        await cutNow();
      }),
    );
    expect(failure).toMatchObject({ code: storageUnavailable.code, retryable: true });
    const id = `customer-${customers}`;
    expect(await store.transact((unit) => unit.customers.find(id))).toBeUndefined();
  });
});
