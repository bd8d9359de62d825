import type { LoanPageQuery } from "../ports/loanPageQuery.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectRefusal } from "./expect.ts";
import { sampleCustomer, sampleLoan } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

/** Customer 1 has loans 100, 10 and 11, customer 2 loans 9 and 1000; customer 3 has none. */
async function fill(store: Store): Promise<void> {
  await store.transact(async (unit) => {
    await unit.customers.insert([1, 2, 3].map((n) => sampleCustomer(n)));
    const owned = [
      { number: 100, owner: 1 },
      { number: 9, owner: 2 },
      { number: 10, owner: 1 },
      { number: 1000, owner: 2 },
      { number: 11, owner: 1 },
    ].map(({ number, owner }) => ({
      number,
      ...sampleLoan(number, { customerId: `C-${owner}` }),
    }));
    await unit.loans.insert(owned);
  });
}

async function numbers(store: Store, query: LoanPageQuery): Promise<readonly number[]> {
  const loans = await store.transact((unit) => unit.loans.listPage(query));
  return loans.map(({ number }) => number);
}

export const loanPagePromises: readonly StorePromise[] = [
  {
    name: "loans: listPage gives the first loans by number, of everybody or of one customer",
    check: async ({ store }) => {
      await fill(store);
      const found = [
        await numbers(store, { limit: 3 }),
        await numbers(store, { limit: 50 }),
        await numbers(store, { customerId: "C-1", limit: 2 }),
        await numbers(store, { customerId: "C-2", limit: 50 }),
        await numbers(store, { customerId: "C-3", limit: 50 }),
        await numbers(store, { customerId: "C-99", limit: 50 }),
      ];
      const promised = [[9, 10, 11], [9, 10, 11, 100, 1000], [10, 11], [9, 1000], [], []];
      expectEqual(found, promised, "three, all, of two customers, of one without, of an unknown");
    },
  },
  {
    name: "loans: listPage gives page after page, each from the last number of the one before",
    check: async ({ store }) => {
      await fill(store);
      const found = [
        await numbers(store, { limit: 2, afterNumber: 0 }),
        await numbers(store, { limit: 2, afterNumber: 10 }),
        await numbers(store, { limit: 2, afterNumber: 100 }),
        await numbers(store, { limit: 2, afterNumber: 1000 }),
        await numbers(store, { limit: 2, afterNumber: 12 }),
        await numbers(store, { customerId: "C-2", limit: 2, afterNumber: 9 }),
      ];
      const promised = [[9, 10], [11, 100], [1000], [], [100, 1000], [1000]];
      expectEqual(found, promised, "four pages, after a number no loan has, of one customer");
    },
  },
  {
    name: "loans: listPage gives the whole loan, as find does",
    check: async ({ store }) => {
      await fill(store);
      const [page, found] = await store.transact(async (unit) => [
        await unit.loans.listPage({ limit: 1, afterNumber: 11 }),
        await unit.loans.find("L-100"),
      ]);
      expectEqual(page, [found], "loan 100, listed and found");
    },
  },
  {
    name: "loans: listPage refuses a limit below 1, and numbers that are not whole",
    check: async ({ store }) => {
      const cases = [
        { query: { limit: 0 }, field: "limit" },
        { query: { limit: 2.5, customerId: "C-1" }, field: "limit" },
        { query: { limit: 1, afterNumber: -1 }, field: "afterNumber" },
        { query: { limit: 1, afterNumber: 0.5 }, field: "afterNumber" },
      ];
      for (const { query, field } of cases) {
        const promised = { code: "BAD_LOAN_PAGE_QUERY", retryable: false, details: { field } };
        const list = (unit: UnitOfWork) => unit.loans.listPage(query);
        await expectRefusal(store, list, promised, `a query with ${JSON.stringify(query)}`);
      }
    },
  },
];
