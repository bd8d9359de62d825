/** What `hold_key_and_loan` waits for, on a real server: whoever holds it, it reads what they left. */
import type { StoredLoan, UnitOfWork } from "@lendkit/engine";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleCustomer, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import { untilWaitedFor } from "./testing/waiting.ts";
import type { Queryable } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);
const source = fromPool(server.pool);

let fresh: FreshStore;
let loan: StoredLoan;

beforeEach(async () => {
  fresh = await freshStore(source);
  await fresh.store.transact(async ({ customers, loans }) => {
    await customers.insert([sampleCustomer(1)]);
    loan = (await loans.insert([{ state: sampleState(1) }]))[0] as StoredLoan;
  });
  return () => fresh.close();
});

/** Inside a transaction of somebody else, which has not committed yet. */
interface Holder {
  readonly connection: Queryable;
  readonly unit: UnitOfWork;
}

test.each<[string, (holder: Holder) => Promise<unknown>, readonly unknown[]]>([
  [
    "a key that another answers",
    async ({ unit }) => {
      await unit.idempotency.claim("K", "asked");
      await unit.idempotency.answer("K", "asked", "answered");
    },
    ["answered", { version: 1 }],
  ],
  [
    "a loan that another saves",
    async ({ unit }) => {
      await unit.loans.lock(["loan-1"]);
      await unit.loans.save([loan]);
    },
    [undefined, { version: 2 }],
  ],
  [
    "a row that the host itself has locked",
    ({ connection }) =>
      connection.query(`UPDATE "${fresh.schema}".loans SET version = 7 WHERE id = 'loan-1'`),
    [undefined, { version: 7 }],
  ],
])("it waits for %s", async (_what, hold, expected) => {
  expect(await foundAfter("loan-1", hold)).toMatchObject(expected);
});

test("it waits for a loan that is not there yet, and finds it", async () => {
  const state = sampleState(2);
  const found = await foundAfter("loan-2", async ({ unit }) => {
    await unit.loans.lock(["loan-2"]);
    await unit.loans.insert([{ state }]);
  });
  expect(found).toMatchObject([undefined, { state, version: 1 }]);
});

/** What a claim and a lock that are asked for together give, once another's transaction commits. */
async function foundAfter(
  loanId: string,
  hold: (holder: Holder) => Promise<unknown>,
): Promise<unknown> {
  const { schema, store } = fresh;
  const waiting: Promise<unknown>[] = [];
  await source.transaction(async (connection) => {
    const theirs = createPostgresStore({ transaction: (work) => work(connection) }, { schema });
    await theirs.transact((unit) => hold({ connection, unit }));
    waiting.push(
      store.transact(async ({ idempotency, loans }) => {
        const [answer] = await Promise.all([idempotency.claim("K", "asked"), loans.lock([loanId])]);
        const queries = fresh.queries();
        const found = await loans.find(loanId);
        expect(fresh.queries()).toBe(queries);
        return [answer, found];
      }),
    );
    await untilWaitedFor(connection, 1);
  });
  return waiting[0];
}
