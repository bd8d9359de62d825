import type { NewLoan, Store, StoredLoan } from "../ports/store.ts";
import { expectEqual, expectFailure } from "./expect.ts";
import { insertOwner, sampleCustomer, sampleLoan, sampleState } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

/** A store's loans, all of customer 1. */
async function insertLoans(
  store: Store,
  loans: readonly NewLoan[],
): Promise<readonly StoredLoan[]> {
  await store.transact(insertOwner);
  return store.transact((unit) => unit.loans.insert(loans));
}

const idsOf = (loans: readonly StoredLoan[] = []): string[] =>
  loans.map(({ state }) => state.loanId);

async function expectClash(store: Store, field: string, clashing: NewLoan[]): Promise<void> {
  const work = store.transact((unit) => unit.loans.insert([sampleLoan(7), ...clashing]));
  const promised = { code: "ALREADY_EXISTS", details: { entity: "loan", field } };
  await expectFailure(work, promised, `a second loan with this ${field}`);
  const beside = await store.transact((unit) => unit.loans.find("L-7"));
  expectEqual(beside, undefined, "a loan inserted beside the one refused");
}

export const loanPromises: readonly StorePromise[] = [
  {
    name: "loans: insert answers all of them in the order given, at version 1",
    check: async ({ store }) => {
      const given = [5, 3, 9, 1, 10, 2].map((n) => sampleLoan(n));
      const inserted = await insertLoans(store, given);
      const states = inserted.map(({ state }) => state);
      expectEqual(
        states,
        given.map(({ state }) => state),
        "the answer of insert",
      );
      expectEqual(
        inserted.map(({ version }) => version),
        [1, 1, 1, 1, 1, 1],
        "versions",
      );
      const found = await store.transact((unit) => unit.loans.find("L-9"));
      expectEqual(found, inserted[2], "the same loan, found later");
    },
  },
  {
    name: "loans: find and findByNumber give the loan, or nothing",
    check: async ({ store }) => {
      await insertLoans(
        store,
        [1, 2].map((n) => ({ ...sampleLoan(n), number: 40 + n })),
      );
      const found = await store.transact(async (unit) => [
        (await unit.loans.find("L-2"))?.number,
        (await unit.loans.findByNumber(41))?.state.loanId,
        await unit.loans.find("L-3"),
        await unit.loans.findByNumber(43),
      ]);
      expectEqual(found, [42, "L-1", undefined, undefined], "by id, by number, unknown id, number");
    },
  },
  {
    name: "loans: findMany gives those with an id or a number asked for, each once",
    check: async ({ store }) => {
      await insertLoans(
        store,
        [1, 2, 3, 4, 5].map((n) => ({ ...sampleLoan(n), number: n })),
      );
      const [ids, numbers, both, none] = await store.transact(async (unit) => [
        await unit.loans.findMany({ ids: ["L-4", "L-99", "L-2", "L-4"] }),
        await unit.loans.findMany({ numbers: [3, 99] }),
        await unit.loans.findMany({ ids: ["L-1", "L-2"], numbers: [2, 5] }),
        await unit.loans.findMany({}),
      ]);
      expectEqual(idsOf(ids).sort(), ["L-2", "L-4"], "by ids, one unknown, one twice");
      expectEqual(idsOf(numbers), ["L-3"], "by numbers, one of them unknown");
      expectEqual(idsOf(both).sort(), ["L-1", "L-2", "L-5"], "by both, one loan meant twice");
      expectEqual(none, [], "asked for nothing");
    },
  },
  {
    name: "loans: listByCustomers gives all loans of these customers, by number",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await unit.customers.insert([1, 2, 3, 4].map((n) => sampleCustomer(n)));
        const owned = [
          { number: 100, owner: 1 },
          { number: 9, owner: 2 },
          { number: 20, owner: 3 },
          { number: 10, owner: 1 },
          { number: 1000, owner: 2 },
        ].map(({ number, owner }) => ({
          number,
          ...sampleLoan(number, { customerId: `C-${owner}` }),
        }));
        await unit.loans.insert(owned);
      });
      const lists = await store.transact(async (unit) => [
        idsOf(await unit.loans.listByCustomers(["C-2", "C-1", "C-99", "C-2"])),
        idsOf(await unit.loans.listByCustomers(["C-3"])),
        idsOf(await unit.loans.listByCustomers(["C-4"])),
      ]);
      const promised = [["L-9", "L-10", "L-100", "L-1000"], ["L-20"], []];
      expectEqual(lists, promised, "of two customers and an unknown one, of one, of one without");
    },
  },
  {
    name: "loans: insert refuses a taken id or number by the field's name, and keeps none",
    check: async ({ store }) => {
      await insertLoans(store, [{ ...sampleLoan(1), number: 77 }]);
      await expectClash(store, "id", [sampleLoan(1)]);
      await expectClash(store, "number", [{ ...sampleLoan(2), number: 77 }]);
      await expectClash(store, "id", [sampleLoan(2), sampleLoan(2)]);
      await expectClash(store, "number", [
        { ...sampleLoan(2), number: 500 },
        { ...sampleLoan(3), number: 500 },
      ]);
    },
  },
  {
    name: "loans: save replaces the state, keeps the number, counts versions, answers in order",
    check: async ({ store }) => {
      const before = await insertLoans(
        store,
        [3, 1, 2].map((n) => sampleLoan(n)),
      );
      const paid = [...before].reverse().map((loan) => ({
        ...loan,
        state: { ...loan.state, paidOnTime: 1, lastSequence: 2 },
      }));
      const saved = await store.transact((unit) => unit.loans.save(paid));
      expectEqual(
        saved,
        paid.map((loan) => ({ ...loan, version: 2 })),
        "the answer of save",
      );
      const found = await store.transact((unit) => unit.loans.find("L-2"));
      expectEqual(found, saved[0], "read after the save");
    },
  },
  {
    name: "loans: one stale among several saved is STALE_VERSION, and nothing is kept",
    check: async ({ store }) => {
      const loaded = await insertLoans(
        store,
        [1, 2, 3].map((n) => sampleLoan(n)),
      );
      await store.transact((unit) => unit.loans.save(loaded.slice(1, 2)));
      const late = store.transact((unit) =>
        unit.loans.save(
          loaded.map((loan, index) => ({
            ...loan,
            state: sampleState(index + 1, { paidOnTime: 5 }),
          })),
        ),
      );
      const details = { entity: "loan", id: "L-2", expected: 1 };
      const promised = { code: "STALE_VERSION", retryable: true, details };
      await expectFailure(late, promised, "a save of three, the second of them stale");
      const found = await store.transact((unit) => unit.loans.listByCustomers(["C-1"]));
      const after = found.map(({ version, state }) => [version, state.paidOnTime]);
      expectEqual(
        after,
        [
          [1, 0],
          [2, 0],
          [1, 0],
        ],
        "versions and states after the stale save",
      );
    },
  },
];
