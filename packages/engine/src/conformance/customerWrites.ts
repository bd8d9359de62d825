import type { Customer, NewCustomer } from "../ports/customer.ts";
import type { Store } from "../ports/store.ts";
import { expectEqual, expectFailure } from "./expect.ts";
import { insertOwner, phoneOf, sampleCustomer } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const read = (store: Store, id: string): Promise<Customer | undefined> =>
  store.transact((unit) => unit.customers.find(id));

/** Customer 1 is there; the clash must be told by the name of the field. */
async function expectClash(store: Store, field: string, clashing: NewCustomer[]): Promise<void> {
  const work = store.transact((unit) => unit.customers.insert([sampleCustomer(7), ...clashing]));
  const promised = { code: "ALREADY_EXISTS", details: { entity: "customer", field } };
  await expectFailure(work, promised, `a second customer with this ${field}`);
  expectEqual(await read(store, "C-7"), undefined, "a customer inserted beside the one refused");
}

export const customerWritePromises: readonly StorePromise[] = [
  {
    name: "customers: insert refuses a taken id, number or phone by the field's name, and keeps none",
    check: async ({ store }) => {
      await store.transact((unit) => unit.customers.insert([sampleCustomer(1, { number: 77 })]));
      await expectClash(store, "id", [sampleCustomer(2, { id: "C-1" })]);
      await expectClash(store, "number", [sampleCustomer(2, { number: 77 })]);
      await expectClash(store, "phoneNumber", [sampleCustomer(2, { phoneNumber: phoneOf(1) })]);
    },
  },
  {
    name: "customers: insert refuses two of one call that share an id, a number or a phone",
    check: async ({ store }) => {
      await expectClash(store, "id", [sampleCustomer(2), sampleCustomer(3, { id: "C-2" })]);
      await expectClash(store, "number", [
        sampleCustomer(2, { number: 500 }),
        sampleCustomer(3, { number: 500 }),
      ]);
      await expectClash(store, "phoneNumber", [
        sampleCustomer(2),
        sampleCustomer(3, { phoneNumber: phoneOf(2) }),
      ]);
    },
  },
  {
    name: "customers: save replaces, counts versions and answers in the order given",
    check: async ({ store }) => {
      const before = await store.transact((unit) =>
        unit.customers.insert([3, 1, 2].map((n) => sampleCustomer(n))),
      );
      const older = [...before].reverse().map((customer) => ({ ...customer, age: 51 }));
      const saved = await store.transact((unit) => unit.customers.save(older));
      const promised = older.map((customer) => ({ ...customer, version: 2 }));
      expectEqual(saved, promised, "the answer of save");
      const again = await store.transact((unit) => unit.customers.save(saved));
      expectEqual(again[0], { ...promised[0], version: 3 }, "saved a second time");
      expectEqual(await read(store, "C-2"), again[0], "read after two saves");
    },
  },
  {
    name: "customers: save from a version that is past is STALE_VERSION, and changes nothing",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const loaded = await read(store, "C-1");
      if (loaded === undefined) throw new Error("Customer C-1 is not there.");
      await store.transact((unit) => unit.customers.save([{ ...loaded, age: 40 }]));
      const late = store.transact((unit) => unit.customers.save([{ ...loaded, age: 50 }]));
      const details = { entity: "customer", id: "C-1", expected: 1 };
      const promised = { code: "STALE_VERSION", retryable: true, details };
      await expectFailure(late, promised, "a save from version 1 of a customer at version 2");
      const found = await read(store, "C-1");
      expectEqual([found?.age, found?.version], [40, 2], "age and version after the stale save");
    },
  },
  {
    name: "customers: one stale among several saved, and nothing of the call is kept",
    check: async ({ store }) => {
      const loaded = await store.transact((unit) =>
        unit.customers.insert([1, 2, 3].map((n) => sampleCustomer(n))),
      );
      await store.transact((unit) => unit.customers.save(loaded.slice(1, 2)));
      const late = store.transact((unit) =>
        unit.customers.save(loaded.map((customer) => ({ ...customer, age: 60 }))),
      );
      const promised = { code: "STALE_VERSION", details: { id: "C-2" } };
      await expectFailure(late, promised, "a save of three, the second of them stale");
      const versions = [await read(store, "C-1"), await read(store, "C-3")].map(
        (customer) => customer?.version,
      );
      expectEqual(versions, [1, 1], "versions of the other two");
    },
  },
  {
    name: "customers: save refuses another customer's phone, and gives back the phone left behind",
    check: async ({ store }) => {
      const [first, second] = await store.transact((unit) =>
        unit.customers.insert([1, 2].map((n) => sampleCustomer(n))),
      );
      if (first === undefined || second === undefined) throw new Error("insert answered too few.");
      const clash = store.transact((unit) =>
        unit.customers.save([{ ...second, phoneNumber: first.phoneNumber }]),
      );
      const details = { entity: "customer", field: "phoneNumber" };
      await expectFailure(clash, { code: "ALREADY_EXISTS", details }, "a save to a taken phone");
      await store.transact((unit) => unit.customers.save([{ ...first, phoneNumber: phoneOf(9) }]));
      const [moved] = await store.transact((unit) =>
        unit.customers.save([{ ...second, phoneNumber: first.phoneNumber }]),
      );
      expectEqual(moved?.phoneNumber, phoneOf(1), "the phone that customer 1 gave up");
    },
  },
];
