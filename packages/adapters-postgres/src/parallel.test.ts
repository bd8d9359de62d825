import { type Customer, Decimal, deadlock } from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { sampleCustomer, sampleDue, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import { untilWaitedFor } from "./testing/waiting.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

const source = fromPool(server.pool);
const schema = freshSchema();
await migrate(source, { schema });
const store = createPostgresStore(source, { schema });

const keyOf = (id: string) => `hashtextextended('lendkit:${schema}:customer:' || '${id}', 0)`;

/** Runs with a connection that is inside a transaction of somebody else. */
const otherwise = source.transaction;

test("of twenty parallel cycles of lock, read, change and save none is lost", async () => {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  const cycle = () =>
    store.transact(async (unit) => {
      await unit.customers.lock(["customer-1"]);
      const customer = await unit.customers.find("customer-1");
      if (customer === undefined) throw new Error("Customer 1 is not there.");
      const currentDebt = customer.currentDebt.add("0.01");
      await unit.customers.save([{ ...customer, currentDebt }]);
    });
  await Promise.all(Array.from({ length: 20 }, cycle));
  const after = await store.transact((unit) => unit.customers.find("customer-1"));
  expect(after).toMatchObject({ currentDebt: new Decimal("0.20"), version: 21 });
});

test("a lock of many is taken in the order of the keys, whatever order the ids come in", async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `ordered-${n}`);
  const keys = await otherwise(async (connection) => {
    const { rows } = await connection.query(
      `SELECT key::text FROM (VALUES ${ids.map((id) => `(${keyOf(id)})`)}) AS keys (key) ORDER BY keys.key`,
    );
    return rows.map((row) => String(row["key"]));
  });
  const middle = keys[5] ?? "";
  const waiting: Promise<unknown>[] = [];
  const held = await otherwise(async (connection) => {
    await connection.query(`SELECT pg_advisory_xact_lock($1::text::bigint)`, [middle]);
    waiting.push(store.transact((unit) => unit.customers.lock(ids)));
    await untilWaitedFor(connection, 1);
    const { rows } = await connection.query(
      `SELECT ((classid::bigint << 32) | objid::bigint)::text AS key FROM pg_locks
       WHERE locktype = 'advisory' AND granted AND pid IN
         (SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
       ORDER BY (classid::bigint << 32) | objid::bigint`,
    );
    return rows.map((row) => String(row["key"]));
  });
  await Promise.all(waiting);
  expect(held).toEqual(keys.slice(0, 5));
});

test("a lock waits for a row that the host itself has locked, and reads what it left", async () => {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(2)]));
  const seen: Promise<Customer | undefined>[] = [];
  await otherwise(async (connection) => {
    const rows = `"${schema}".customers WHERE id = 'customer-2'`;
    await connection.query(`SELECT id FROM ${rows} FOR UPDATE`);
    seen.push(
      store.transact(async (unit) => {
        await unit.customers.lock(["customer-2"]);
        return unit.customers.find("customer-2");
      }),
    );
    await untilWaitedFor(connection, 1);
    await connection.query(`UPDATE "${schema}".customers SET age = 77 WHERE id = 'customer-2'`);
  });
  const [customer] = await Promise.all(seen);
  expect(customer?.age).toBe(77);
});

test("a lock of a loan waits for a row that the host itself has locked, and reads what it left", async () => {
  await store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(7)]);
    await unit.loans.insert([{ state: sampleState(7, { customerId: "customer-7" }) }]);
  });
  const seen: Promise<number | undefined>[] = [];
  await otherwise(async (connection) => {
    const rows = `"${schema}".loans WHERE id = 'loan-7'`;
    await connection.query(`SELECT id FROM ${rows} FOR UPDATE`);
    seen.push(
      store.transact(async (unit) => {
        await unit.loans.lock(["loan-7"]);
        return (await unit.loans.find("loan-7"))?.number;
      }),
    );
    await untilWaitedFor(connection, 1);
    await connection.query(`UPDATE "${schema}".loans SET number = 77 WHERE id = 'loan-7'`);
  });
  expect(await Promise.all(seen)).toEqual([77]);
});

test("a locked loan does not hold up dues that another transaction writes of it", async () => {
  await store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(8)]);
    await unit.loans.insert([{ state: sampleState(8, { customerId: "customer-8" }) }]);
  });
  await store.transact(async (unit) => {
    await unit.loans.lock(["loan-8"]);
    await otherwise(async (connection) => {
      await connection.query("SET LOCAL lock_timeout = '5s'");
      const inTransaction: TransactionSource = { transaction: (work) => work(connection) };
      const due = sampleDue(1, { loanId: "loan-8", customerId: "customer-8" });
      await createPostgresStore(inTransaction, { schema }).transact((its) =>
        its.dues.replace({ put: [due], removed: [] }),
      );
    });
  });
});

test("a locked customer does not hold up a host's row that refers to them", async () => {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(3)]));
  await otherwise((connection) =>
    connection.query(
      `CREATE TABLE "${schema}".orders (customer_id text REFERENCES "${schema}".customers (id))`,
    ),
  );
  await store.transact(async (unit) => {
    await unit.customers.lock(["customer-3"]);
    const insert = `INSERT INTO "${schema}".orders VALUES ('customer-3')`;
    await otherwise(async (connection) => {
      await connection.query("SET LOCAL lock_timeout = '5s'");
      await connection.query(insert);
    });
  });
});

test("numbers are given and moved under one lock, which is let go at once", async () => {
  const sequence = `"${schema}".loan_numbers`;
  const lock = `SELECT pg_advisory_xact_lock(
    hashtextextended('lendkit:numbers:' || '${sequence}'::regclass::oid::text, 0))`;
  const moved: Promise<void>[] = [];
  await store.transact(async (unit) => {
    await unit.loans.moveNumbersPast(100);
    await otherwise(async (connection) => {
      await connection.query("SET LOCAL lock_timeout = '5s'");
      await connection.query(lock);
      moved.push(store.transact((its) => its.loans.moveNumbersPast(200)));
      await untilWaitedFor(connection, 1);
    });
    await Promise.all(moved);
  });
  await store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(4)]);
    const state = sampleState(4, { customerId: "customer-4" });
    const [loan] = await unit.loans.insert([{ state }]);
    expect(loan?.number).toBe(201);
  });
});

test("numbers given by files and by the sequence at once never clash, nor go back", async () => {
  const inserts = Array.from({ length: 40 }, (_, n) =>
    store.transact(async (unit) => {
      const given = n % 4 === 0 ? { number: 100_000 + 50 * n } : {};
      const [customer] = await unit.customers.insert([sampleCustomer(1000 + n, given)]);
      const [after] = await unit.customers.insert([sampleCustomer(2000 + n)]);
      expect(after?.number).toBeGreaterThan(customer?.number ?? 0);
      return [customer?.number, after?.number];
    }),
  );
  const numbers = (await Promise.all(inserts)).flat();
  expect(new Set(numbers).size).toBe(80);
});

test("a deadlock with the host's own row locks ends one of the two, which may be tried again", async () => {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(5), sampleCustomer(6)]));
  const update = (n: number) =>
    `UPDATE "${schema}".customers SET age = age + 1 WHERE id = 'customer-${n}'`;
  const ours: Promise<PromiseSettledResult<void>>[] = [];
  const host = otherwise(async (connection) => {
    await connection.query("SET LOCAL deadlock_timeout = '1h'");
    await connection.query(update(5));
    const work = store.transact(async (unit) => {
      await unit.customers.lock(["customer-6"]);
      await unit.customers.lock(["customer-5"]);
    });
    ours.push(Promise.allSettled([work]).then(([outcome]) => outcome));
    await untilWaitedFor(connection, 1);
    await connection.query(update(6));
  });
  await host;
  const [outcome] = await Promise.all(ours);
  expect(outcome).toMatchObject({
    status: "rejected",
    reason: { code: deadlock.code, retryable: true, cause: { code: "40P01" } },
  });
});
