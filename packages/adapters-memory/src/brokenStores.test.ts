import type { Store } from "@lendkit/engine";
import { type OpenedStore, storeConformance } from "@lendkit/engine/conformance";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "./createMemoryStore.ts";
import { brokenAccounts } from "./testing/brokenAccounts.ts";
import { brokenApplicants } from "./testing/brokenApplicants.ts";
import { brokenApplicantWrites } from "./testing/brokenApplicantWrites.ts";
import { brokenCustomers } from "./testing/brokenCustomers.ts";
import { brokenDayEndQueries } from "./testing/brokenDayEndQueries.ts";
import { brokenDayRuns } from "./testing/brokenDayRuns.ts";
import { brokenDueLoans } from "./testing/brokenDueLoans.ts";
import { brokenDues } from "./testing/brokenDues.ts";
import { brokenIdempotency } from "./testing/brokenIdempotency.ts";
import { brokenImports } from "./testing/brokenImports.ts";
import { brokenLoanPages } from "./testing/brokenLoanPages.ts";
import { brokenLoans } from "./testing/brokenLoans.ts";
import { brokenLocks } from "./testing/brokenLocks.ts";
import { brokenNumbers } from "./testing/brokenNumbers.ts";
import { brokenOptimistic } from "./testing/brokenOptimistic.ts";
import { brokenOutbox } from "./testing/brokenOutbox.ts";
import { brokenQueries, countingVerbs } from "./testing/brokenQueries.ts";
import type { BrokenStore } from "./testing/brokenStore.ts";
import { brokenTogether } from "./testing/brokenTogether.ts";
import { brokenTransactions } from "./testing/brokenTransactions.ts";
import { brokenValues } from "./testing/brokenValues.ts";
import { brokenWriters } from "./testing/brokenWriters.ts";

const brokenStores: Readonly<Record<string, readonly BrokenStore[]>> = {
  transactions: brokenTransactions,
  together: brokenTogether,
  optimistic: brokenOptimistic,
  locks: brokenLocks,
  customers: brokenCustomers,
  applicants: [...brokenApplicants, ...brokenApplicantWrites],
  accounts: brokenAccounts,
  loans: brokenLoans,
  loanPages: brokenLoanPages,
  numbers: brokenNumbers,
  writers: brokenWriters,
  dues: brokenDues,
  idempotency: brokenIdempotency,
  imports: brokenImports,
  dueLoans: brokenDueLoans,
  outbox: brokenOutbox,
  dayRuns: brokenDayRuns,
  dayEndQueries: brokenDayEndQueries,
  values: brokenValues,
  queries: brokenQueries,
};

/** Names of the kit's tests that fail on this store. */
async function failuresOn(open: () => OpenedStore): Promise<readonly string[]> {
  const tests: { readonly name: string; readonly run: () => Promise<void> }[] = [];
  storeConformance(
    (name, run) => tests.push({ name, run }),
    async () => open(),
  );
  const failed: string[] = [];
  for (const { name, run } of tests) {
    const [outcome] = await Promise.allSettled([Promise.race([run(), stuck()])]);
    if (outcome.status === "rejected") failed.push(name);
  }
  return failed;
}

/**
 * In memory nothing but promises is waited for, and they all come before the next turn of the
 * event loop: what has not ended by then never does.
 */
function stuck(): Promise<never> {
  return new Promise((_, reject) => {
    setImmediate(() => reject(new Error("The test waits for ever.")));
  });
}

const opened = (breaks: (store: Store) => Store): OpenedStore => {
  const { store, queries } = countingVerbs(createMemoryStore());
  return { store: breaks(store), queries, close: async () => {} };
};

/** All names of the kit's tests. */
const names = storeConformance(
  () => {},
  async () => opened((store) => store),
).registered;

const isOf =
  (parts: readonly string[]) =>
  (name: string): boolean =>
    parts.some((part) => name.includes(part));

test("a store that breaks no promise fails no test", async () => {
  expect(await failuresOn(() => opened((store) => store))).toEqual([]);
});

describe.each(Object.entries(brokenStores))("%s", (_, broken) => {
  test.each(broken)("$fault", async ({ breaks, caughtBy }) => {
    const failed = await failuresOn(() => opened(breaks));
    const missed = names.filter(isOf(caughtBy)).filter((name) => !failed.includes(name));
    expect(missed, `only these failed: ${failed.join("; ")}`).toEqual([]);
    expect(caughtBy.filter((part) => !names.some(isOf([part])))).toEqual([]);
    expect(caughtBy.length).toBeGreaterThan(0);
  });
});

test("every test of the kit is there for a fault that it catches", () => {
  const aims = Object.values(brokenStores).flat();
  const parts = aims.flatMap(({ caughtBy }) => caughtBy);
  expect(names.filter((name) => !isOf(parts)(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("what does not apply is named with its reason, and nothing else is left out", () => {
  const registered: string[] = [];
  const options = { notApplicable: { parallel: "one connection", queries: "no statements" } };
  const report = storeConformance(
    (name) => registered.push(name),
    async () => opened((s) => s),
    options,
  );
  expect(report.registered).toEqual(registered);
  const left = report.notApplicable.map(({ name }) => name);
  expect([...registered, ...left].sort()).toEqual([...names].sort());
  expect(report.notApplicable).toContainEqual({
    name: "customers: a lock holds an id that is not there yet",
    reason: "one connection",
  });
  expect(report.notApplicable).toContainEqual({
    name: "customers.findMany: takes one query, for ten as for one",
    reason: "no statements",
  });
});

test("a store that counts no queries must say why", async () => {
  const failed = await failuresOn(() => ({ store: createMemoryStore(), close: async () => {} }));
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.every((name) => name.endsWith("for ten as for one"))).toBe(true);
});

test("every test opens a store of its own and closes it, also when it fails", async () => {
  const [stores, closed] = [new Set<Store>(), new Set<Store>()];
  const failed = await failuresOn(() => {
    const store: Store = {
      transact: async () => {
        throw new Error("out of order");
      },
    };
    stores.add(store);
    return { store, close: async () => void closed.add(store) };
  });
  expect(failed).toEqual(names);
  expect(stores.size).toBe(names.length);
  expect(closed).toEqual(stores);
});
