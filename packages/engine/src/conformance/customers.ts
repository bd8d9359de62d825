import { expectEqual } from "./expect.ts";
import { asInserted, phoneOf, sampleCustomer } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const idsOf = (records: readonly { readonly id: string }[]): readonly string[] =>
  records.map(({ id }) => id).sort();

export const customerPromises: readonly StorePromise[] = [
  {
    name: "customers: insert answers all of them in the order given, at version 1",
    check: async ({ store }) => {
      const given = [5, 3, 9, 1, 7, 10, 2].map((n) => sampleCustomer(n));
      const inserted = await store.transact((unit) => unit.customers.insert(given));
      expectEqual(asInserted(inserted), given, "the answer of insert");
      const versions = inserted.map(({ version }) => version);
      expectEqual(versions, [1, 1, 1, 1, 1, 1, 1], "versions after the insert");
      const found = await store.transact((unit) => unit.customers.find("C-9"));
      expectEqual(found, inserted[2], "the same customer, found later");
    },
  },
  {
    name: "customers: find and findByNumber give the customer, or nothing",
    check: async ({ store }) => {
      const found = await store.transact(async (unit) => {
        await unit.customers.insert([1, 2].map((n) => sampleCustomer(n, { number: 40 + n })));
        return [
          (await unit.customers.find("C-2"))?.number,
          (await unit.customers.findByNumber(41))?.id,
          await unit.customers.find("C-3"),
          await unit.customers.findByNumber(43),
        ];
      });
      expectEqual(found, [42, "C-1", undefined, undefined], "by id, by number, unknown id, number");
    },
  },
  {
    name: "customers: findMany gives those with a number or a phone asked for, each once",
    check: async ({ store }) => {
      const given = [1, 2, 3, 4, 5].map((n) => sampleCustomer(n, { number: n }));
      await store.transact((unit) => unit.customers.insert(given));
      const [numbers, phones, both, none] = await store.transact(async (unit) => [
        await unit.customers.findMany({ numbers: [4, 99, 2, 4] }),
        await unit.customers.findMany({ phoneNumbers: [phoneOf(3), phoneOf(99)] }),
        await unit.customers.findMany({
          numbers: [1, 2],
          phoneNumbers: [phoneOf(2), phoneOf(5)],
        }),
        await unit.customers.findMany({}),
      ]);
      expectEqual(idsOf(numbers ?? []), ["C-2", "C-4"], "by numbers, one unknown, one twice");
      expectEqual(idsOf(phones ?? []), ["C-3"], "by phones, one of them unknown");
      expectEqual(idsOf(both ?? []), ["C-1", "C-2", "C-5"], "by both, one customer meant twice");
      expectEqual(none, [], "asked for nothing");
    },
  },
  {
    name: "every verb answers an empty list with an empty one",
    check: async ({ store }) => {
      const answers = await store.transact(async (unit) => {
        await unit.customers.lock([]);
        await unit.applicants.lock([]);
        await unit.loans.lock([]);
        await unit.facts.append([]);
        await unit.dues.replace({ put: [], removed: [] });
        await unit.imports.addNotes("R-1", []);
        return [
          await unit.customers.insert([]),
          await unit.customers.save([]),
          await unit.customers.findMany({ numbers: [], phoneNumbers: [] }),
          await unit.applicants.insert([]),
          await unit.applicants.save([]),
          await unit.applicants.findMany({ ids: [], numbers: [] }),
          await unit.accounts.insert([]),
          await unit.accounts.totals([], "INR"),
          await unit.loans.insert([]),
          await unit.loans.save([]),
          await unit.loans.findMany({ ids: [], numbers: [] }),
          await unit.loans.listByCustomers([]),
          await unit.facts.listMany([]),
          await unit.dues.list({ loanIds: [], limit: 1 }),
        ];
      });
      expectEqual(
        answers,
        answers.map(() => []),
        "the answers to nothing",
      );
    },
  },
];
