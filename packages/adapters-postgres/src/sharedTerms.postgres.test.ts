/** Servicing terms that loans share, as a real server keeps them. */
import {
  createServicing,
  emiTracker,
  plainDate,
  type Servicing,
  type Store,
  type StoredLoan,
} from "@lendkit/engine";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { fromTransaction } from "./fromTransaction.ts";
import { Latest } from "./sharedTerms.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);
const source = fromPool(server.pool);

let fresh: FreshStore;
beforeEach(async () => {
  fresh = await freshStore(source);
  await fresh.store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  return () => fresh.close();
});

const product = {
  ...emiTracker,
  servicing: {
    ...emiTracker.servicing,
    rules: { ...emiTracker.servicing.rules, excess: "advance" },
  },
} as const;

let ids = 0;

function servicingOf(store: Store, sold: typeof emiTracker | typeof product = emiTracker) {
  const today = plainDate("2024-01-31");
  return createServicing({
    store,
    product: sold,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `id ${++ids}`,
  });
}

const terms = { customerId: "customer-1", principal: 80_000, annualRatePercent: 12 };

async function open(store: Store, sold?: typeof product): Promise<string> {
  return (await servicingOf(store, sold).open({ ...terms, tenorMonths: 12 })).loanId;
}

interface CountedStore {
  readonly store: Store;
  readonly queries: () => number;
}

/** The same schema through another store. */
function another(create = createPostgresStore): CountedStore {
  let count = 0;
  const counted = fromPool(server.pool);
  const store = create(
    {
      transaction: (work) =>
        counted.transaction((connection) =>
          work({
            query: (text, params) => {
              count += 1;
              return connection.query(text, params);
            },
          }),
        ),
    },
    { schema: fresh.schema },
  );
  return { store, queries: () => count };
}

/** The same, as another process sees it, which has read nothing yet. */
async function elsewhere(): Promise<CountedStore> {
  vi.resetModules();
  const { createPostgresStore: create } = await import("./createPostgresStore.ts");
  return another(create);
}

async function find(store: Store, loanId: string): Promise<StoredLoan | undefined> {
  return store.transact(({ loans }) => loans.find(loanId));
}

async function excessOf(store: Store, loanId: string): Promise<string | undefined> {
  return (await find(store, loanId))?.state.servicing?.rules.excess;
}

async function rowsStored(): Promise<number> {
  const text = `SELECT count(*)::text AS rows FROM "${fresh.schema}".servicing_terms`;
  const { rows } = await server.pool.query(text);
  return Number(rows[0]?.rows);
}

test("loans of one product store its terms once, and another product stores its own", async () => {
  await open(fresh.store);
  await open(fresh.store);
  await open(another().store);
  expect(await rowsStored()).toBe(1);
  await open(fresh.store, product);
  expect(await rowsStored()).toBe(2);
});

test("a process asks for terms once, with one query more, whatever loans name them", async () => {
  const [one, two] = [await open(fresh.store), await open(fresh.store)];
  const { store, queries } = await elsewhere();
  expect(await excessOf(store, one)).toBe("nextInstallment");
  expect(queries()).toBe(2);
  expect(await excessOf(store, two)).toBe("nextInstallment");
  expect(queries()).toBe(3);
});

test("a process that wrote terms never asks for them", async () => {
  const { store, queries } = await elsewhere();
  const loanId = await open(store);
  const before = queries();
  await find(store, loanId);
  expect(queries() - before).toBe(1);
});

test("a page of loans of several terms has one query more for all of them", async () => {
  await open(fresh.store);
  await open(fresh.store, product);
  const { store, queries } = await elsewhere();
  const page = await store.transact(({ loans }) => loans.listPage({ limit: 9 }));
  const excess = page.map(({ state }) => state.servicing?.rules.excess);
  expect(excess).toEqual(["nextInstallment", "advance"]);
  expect(queries()).toBe(2);
});

test("terms of a transaction that was undone are written again", async () => {
  const { store } = another();
  const undone = new Error("undone");
  const { state } = await found(await open(fresh.store, product));
  await expect(
    store.transact(async ({ loans }) => {
      await loans.insert([{ state: { ...state, loanId: "undone" } }]);
      expect((await loans.find("undone"))?.state.servicing?.rules.excess).toBe("advance");
      await loans.insert([{ state: { ...state, loanId: "undone too" } }]);
      throw undone;
    }),
  ).rejects.toBe(undone);
  await emptyTerms();
  await store.transact(({ loans }) => loans.insert([{ state: { ...state, loanId: "kept" } }]));
  expect(await rowsStored()).toBe(1);
  expect(await excessOf((await elsewhere()).store, "kept")).toBe("advance");
});

test("of two transactions that first write the same terms neither waits, and both loans are read", async () => {
  const { state } = await found(await open(fresh.store));
  await emptyTerms();
  const stores = [another().store, another().store] as const;
  await stores[0].transact(async ({ loans }) => {
    await loans.insert([{ state: { ...state, loanId: "first" } }]);
    await stores[1].transact((unit) =>
      unit.loans.insert([{ state: { ...state, loanId: "second" } }]),
    );
  });
  expect(await rowsStored()).toBe(2);
  for (const loanId of ["first", "second"]) {
    expect((await find((await elsewhere()).store, loanId))?.state).toEqual({ ...state, loanId });
  }
});

test("without its terms a loan is replayed, and they are stored when it is next saved", async () => {
  const loanId = await open(fresh.store);
  const { state } = await found(loanId);
  await emptyTerms();
  const { store } = await elsewhere();
  expect((await find(store, loanId))?.state).toEqual(state);
  expect(await rowsStored()).toBe(0);
  await servicingOf(store).pay({ loanId, amount: 1 });
  expect(await rowsStored()).toBe(1);
});

test("terms that are not those of their hash are not believed, and the loan is replayed", async () => {
  const loanId = await open(fresh.store);
  const { state } = await found(loanId);
  const table = `"${fresh.schema}".servicing_terms`;
  await server.pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
    ALTER TABLE ${table} DROP CONSTRAINT servicing_terms_hash_is_of_terms;
    UPDATE ${table} SET terms = replace(terms, '"percent":"2"', '"percent":"9"'); COMMIT`);
  const { rows } = await server.pool.query(`SELECT terms FROM ${table}`);
  expect(rows[0]?.terms).toContain('"percent":"9"');
  expect((await find((await elsewhere()).store, loanId))?.state).toEqual(state);
});

test("a payment under other terms than were known stores them", async () => {
  const loanId = await open(fresh.store);
  const loan = await found(loanId);
  const { servicing } = loan.state;
  if (servicing === null) throw new Error("The loan is serviced.");
  const rules: Servicing["rules"] = { ...servicing.rules, excess: "refund" };
  const state = { ...loan.state, servicing: { ...servicing, rules } };
  await fresh.store.transact(({ loans }) => loans.save([{ ...loan, state }]));
  expect(await rowsStored()).toBe(2);
  expect(await excessOf((await elsewhere()).store, loanId)).toBe("refund");
});

test("in a host's transaction a payment asks for no terms that the process knows", async () => {
  const loanId = await open(fresh.store);
  await servicingOf(fresh.store).pay({ loanId, amount: 1 });
  let count = 0;
  await source.transaction(async (connection) => {
    const counted = {
      query: (text: string, params?: readonly unknown[]) => {
        if (/servicing_terms/.test(text)) count += 1;
        return connection.query(text, params);
      },
    };
    const store = createPostgresStore(fromTransaction(counted), { schema: fresh.schema });
    await servicingOf(store).pay({ loanId, amount: 1 });
  });
  expect(count).toBe(0);
});

test("terms stand under their own hash, and are never changed", async () => {
  await open(fresh.store);
  const table = `"${fresh.schema}".servicing_terms`;
  const run = (text: string) => server.pool.query(text);
  await expect(run(`INSERT INTO ${table} VALUES ('abc', '{}')`)).rejects.toMatchObject({
    constraint: "servicing_terms_hash_is_of_terms",
  });
  await expect(run(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "23001" });
  await expect(run(`UPDATE ${table} SET terms = terms`)).rejects.toMatchObject({ code: "23001" });
});

test("what is kept is what stands under the last thousand keys that were new", () => {
  const kept = new Latest<number>();
  for (let n = 0; n <= 1000; n += 1) kept.add(`${n}`, n);
  expect([kept.get("0"), kept.get("1"), kept.get("1000")]).toEqual([undefined, 1, 1000]);
});

async function found(loanId: string): Promise<StoredLoan> {
  const loan = await find(fresh.store, loanId);
  if (loan === undefined) throw new Error("The loan is stored.");
  return loan;
}

/** As somebody might who takes them for nothing but a cache, and so they are. */
async function emptyTerms(): Promise<void> {
  const table = `"${fresh.schema}".servicing_terms`;
  await server.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM ${table}; COMMIT`,
  );
}
