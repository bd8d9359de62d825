/** Whole transactions tried again on a real server. */
import {
  createServicing,
  emiTracker,
  plainDate,
  type RetryPolicy,
  type Store,
  withRetries,
} from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { freshStore } from "./testing/freshStore.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

const source = fromPool(server.pool);
const { store, schema } = await freshStore(source);
await store.transact((unit) => unit.customers.insert([1, 2, 3].map((n) => sampleCustomer(n))));

/** Does not wait: what one waits for here comes by itself. */
const policy: RetryPolicy = { attempts: 5, random: () => 0, sleep: async () => {} };

test("of two that wait for each other, the one that was ended succeeds when tried again", async () => {
  const patient = withRetries(store, policy);
  let begun = 0;
  let bothHold = (): void => {};
  const met = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const lockBoth = (mine: string, other: string): Promise<string> =>
    patient.transact(async (unit) => {
      await unit.customers.lock([mine]);
      begun += 1;
      if (begun === 2) bothHold();
      await met;
      await unit.customers.lock([other]);
      return mine;
    });
  const done = await Promise.all([lockBoth("A", "B"), lockBoth("B", "A")]);
  expect(done).toEqual(["A", "B"]);
  expect(begun).toBe(3);
});

test("ten at once who change one customer all succeed, each on what the one before left", async () => {
  const patient = withRetries(store, { ...policy, attempts: 10 });
  const changes = Array.from({ length: 10 }, () =>
    patient.transact(async (unit) => {
      const customer = await unit.customers.find("customer-2");
      if (customer === undefined) throw new Error("The customer is not there.");
      await unit.customers.save([{ ...customer, age: customer.age + 1 }]);
    }),
  );
  await Promise.all(changes);
  const after = await store.transact((unit) => unit.customers.find("customer-2"));
  expect(after).toMatchObject({ age: sampleCustomer(2).age + 10, version: 11 });
});

/** A store that commits, and then loses the answer to the commit, this many times. */
function losingAnswers(times: number): Store {
  let left = times;
  const losing: TransactionSource = {
    async transaction(work) {
      const answer = await source.transaction(work);
      left -= 1;
      if (left >= 0) throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
      return answer;
    },
  };
  return createPostgresStore(losing, { schema });
}

test("a payment whose commit lost its answer is tried again only where it says repeatable", async () => {
  let today = plainDate("2024-01-31");
  const servicingOf = (on: Store) =>
    createServicing({
      store: on,
      product: emiTracker,
      clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
      newId: () => crypto.randomUUID(),
    });
  const terms = { principal: 12_000, annualRatePercent: 0, tenorMonths: 12 };
  const { loanId } = await servicingOf(store).open({ customerId: "customer-3", ...terms });
  today = plainDate("2024-02-29");
  const payOn = (on: Store) =>
    servicingOf(on).pay({ loanId, amount: 1000, idempotencyKey: "transfer 1" });
  const paid = async () =>
    (await store.transact((unit) => unit.loans.find(loanId)))?.state.servicing?.paid.principal;

  const careful = withRetries(losingAnswers(1), policy);
  await expect(payOn(careful)).rejects.toMatchObject({ details: { committing: true } });
  expect(await paid()).toBe(100_000);

  const repeating = withRetries(losingAnswers(2), { ...policy, repeatable: true });
  expect(await payOn(repeating)).toMatchObject({ loanId, outstandingPrincipal: "11000.00" });
  expect(await paid()).toBe(100_000);
});
