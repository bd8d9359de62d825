/** Loans whose snapshots an earlier version stored: they are made again from their facts. */
import { createServicing, emiTracker, type LoanState, plainDate } from "@lendkit/engine";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { fromPool } from "./fromPool.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleCustomer, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

const today = plainDate("2024-01-31");
let fresh: FreshStore;
let loanId: string;
let state: LoanState;

const servicingOf = ({ store }: FreshStore) => {
  let ids = 0;
  const clock = { today: () => today, now: () => `${today}T09:30:00.000Z` };
  return createServicing({ store, product: emiTracker, clock, newId: () => `id-${++ids}` });
};

/** As a version wrote it that knew neither its own number nor billed credits. */
async function makeOld(id: string): Promise<void> {
  const loans = `"${fresh.schema}".loans`;
  const { rows } = await server.pool.query(`SELECT snapshot FROM ${loans} WHERE id = $1`, [id]);
  const stored = JSON.parse(rows[0]?.snapshot);
  delete stored.schemaVersion;
  delete stored.servicing?.credit;
  const old = JSON.stringify(stored);
  await server.pool.query(`UPDATE ${loans} SET snapshot = $2 WHERE id = $1`, [id, old]);
}

async function snapshotVersion(): Promise<unknown> {
  const { rows } = await server.pool.query(
    `SELECT snapshot::jsonb -> 'schemaVersion' AS version FROM "${fresh.schema}".loans WHERE id = $1`,
    [loanId],
  );
  return rows[0]?.version;
}

beforeEach(async () => {
  fresh = await freshStore(fromPool(server.pool));
  await fresh.store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  const terms = { customerId: "customer-1", principal: 80_000, annualRatePercent: 12 };
  ({ loanId } = await servicingOf(fresh).open({ ...terms, tenorMonths: 12 }));
  state = await servicingOf(fresh).view(loanId);
  await makeOld(loanId);
});

afterEach(() => fresh.close());

test.each(["find", "findByNumber", "findMany", "listByCustomers", "listPage", "lockDue"])(
  "%s gives the state, with one query more",
  async (verb) => {
    const before = fresh.queries();
    const found = await fresh.store.transact(async ({ loans }) => {
      if (verb === "find") return loans.find(loanId);
      if (verb === "findByNumber") return loans.findByNumber(1);
      if (verb === "findMany") return (await loans.findMany({ ids: [loanId] }))[0];
      if (verb === "listByCustomers") return (await loans.listByCustomers(["customer-1"]))[0];
      if (verb === "listPage") return (await loans.listPage({ limit: 1 }))[0];
      return (await loans.lockDue({ asOf: plainDate("2024-03-31"), limit: 1 }))[0];
    });
    expect(found?.state).toEqual(state);
    expect(fresh.queries() - before).toBe(verb === "lockDue" ? 3 : 2);
  },
);

test("a payment stores it anew", async () => {
  await servicingOf(fresh).pay({ loanId, amount: "7107.90" });
  expect(await snapshotVersion()).toEqual(expect.any(Number));
  const before = fresh.queries();
  await fresh.store.transact(({ loans }) => loans.find(loanId));
  expect(fresh.queries() - before).toBe(1);
});

test("without facts it is refused", async () => {
  await fresh.store.transact((unit) => unit.loans.insert([{ state: sampleState(1) }]));
  await makeOld("loan-1");
  await expect(fresh.store.transact(({ loans }) => loans.find("loan-1"))).rejects.toMatchObject({
    code: "UNREADABLE_SNAPSHOT",
    details: { loanId: "loan-1" },
  });
});
