/** A payment beside the host's own write, in the host's transaction, through each client. */
import {
  alreadyExists,
  createServicing,
  emiTracker,
  type LoanServicing,
  plainDate,
  retryWithinHostTransaction,
  type Store,
  withRetries,
} from "@lendkit/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { transactionBusy } from "./errors.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { type HostTransaction, hostClients } from "./testing/hostClients.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

const schema = freshSchema();
const outside = createPostgresStore(fromPool(server.pool), { schema });
let today = plainDate("2024-01-31");

function servicingOf(store: Store): LoanServicing {
  const clock = { today: () => today, now: () => `${today}T09:30:00.000Z` };
  return createServicing({ store, product: emiTracker, clock, newId: () => crypto.randomUUID() });
}

beforeAll(async () => {
  await migrate(fromPool(server.pool), { schema });
  await server.pool.query(`CREATE TABLE ${schema}.orders (id text PRIMARY KEY)`);
  await outside.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
});

describe.each(Object.entries(hostClients))("inside a transaction of %s", (_name, open) => {
  const client = open(server.url);
  afterAll(() => client.close());

  /** Of 12000.00 at no interest, one installment of 1000.00 due. */
  let loanId: string;
  let orders = 0;
  let orderId: string;

  const storeIn = (its: HostTransaction): Store => createPostgresStore(its.source, { schema });
  const order = (its: HostTransaction): Promise<unknown> =>
    its.insert({ schema, name: "orders" }, orderId);
  const pay = (store: Store, amount: number): Promise<unknown> =>
    servicingOf(store).pay({ loanId, amount });

  /** Whether the host's order is there, and what of the principal is paid. */
  async function whatIsThere(): Promise<readonly [boolean, number | undefined]> {
    const asked = `SELECT id FROM ${schema}.orders WHERE id = $1`;
    const { rows } = await server.pool.query(asked, [orderId]);
    const loan = await outside.transact((unit) => unit.loans.find(loanId));
    return [rows.length === 1, loan?.state.servicing?.paid.principal];
  }

  beforeEach(async () => {
    today = plainDate("2024-01-31");
    orders += 1;
    orderId = `${_name} ${orders}`;
    const terms = { principal: 12_000, annualRatePercent: 0, tenorMonths: 12 };
    const opened = await servicingOf(outside).open({ customerId: "customer-1", ...terms });
    loanId = opened.loanId;
    today = plainDate("2024-02-29");
  });

  test("the host commits: its order and our payment are there", async () => {
    await client.transaction(async (its) => {
      await order(its);
      await pay(storeIn(its), 1000);
    });
    expect(await whatIsThere()).toEqual([true, 100_000]);
  });

  test("the host rolls back: neither is there", async () => {
    const wanted = new Error("the host's own");
    const work = client.transaction(async (its) => {
      await order(its);
      await pay(storeIn(its), 1000);
      throw wanted;
    });
    await expect(work).rejects.toBe(wanted);
    expect(await whatIsThere()).toEqual([false, 0]);
  });

  test("the host's own write is refused after our payment: neither is there", async () => {
    const work = client.transaction(async (its) => {
      await order(its);
      await pay(storeIn(its), 1000);
      await order(its);
    });
    await expect(work).rejects.toThrow();
    expect(await whatIsThere()).toEqual([false, 0]);
  });

  test("a payment that is refused leaves the host's transaction usable", async () => {
    await pay(outside, 12_000);
    expect(await whatIsThere()).toEqual([false, 1_200_000]);
    await client.transaction(async (its) => {
      const store = storeIn(its);
      await expect(pay(store, 1)).rejects.toMatchObject({ kind: "refused" });
      await order(its);
      await store.transact((unit) => unit.customers.insert([sampleCustomer(uniqueNumber())]));
    });
    expect(await whatIsThere()).toEqual([true, 1_200_000]);
  });

  test("a statement that PostgreSQL refuses leaves it usable, and the host may commit", async () => {
    await client.transaction(async (its) => {
      const store = storeIn(its);
      await pay(store, 1000);
      const again = store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
      await expect(again).rejects.toThrow(alreadyExists({ entity: "customer", field: "id" }));
      await order(its);
      await pay(store, 500);
    });
    expect(await whatIsThere()).toEqual([true, 150_000]);
  });

  test("work that throws undoes its own writes only", async () => {
    const wanted = { notEven: "an Error" };
    await client.transaction(async (its) => {
      const store = storeIn(its);
      await pay(store, 1000);
      const work = store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(uniqueNumber())]);
        await unit.loans.moveNumbersPast(1);
        throw wanted;
      });
      await expect(work).rejects.toBe(wanted);
      await order(its);
    });
    expect(await whatIsThere()).toEqual([true, 100_000]);
    const lost = `customer-${customers}`;
    expect(await outside.transact((unit) => unit.customers.find(lost))).toBeUndefined();
  });

  test("two pieces of work at once are refused", async () => {
    await client.transaction(async (its) => {
      const outcomes = await Promise.allSettled([
        storeIn(its).transact(async () => "first"),
        storeIn(its).transact(async () => "second"),
      ]);
      expect(outcomes).toEqual([
        { status: "fulfilled", value: "first" },
        { status: "rejected", reason: transactionBusy({}) },
      ]);
    });
  });

  test("a store in it says so, and nothing tries it again", async () => {
    expect(createPostgresStore(client.source).withinHostTransaction).toBe(false);
    await client.transaction(async (its) => {
      expect(storeIn(its).withinHostTransaction).toBe(true);
      const policy = { attempts: 2, random: () => 0, sleep: async () => {} };
      expect(() => withRetries(storeIn(its), policy)).toThrow(retryWithinHostTransaction({}));
    });
  });
});

let customers = 1;

function uniqueNumber(): number {
  customers += 1;
  return customers;
}
