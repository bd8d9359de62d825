import type { Customer } from "../ports/customer.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectTrue } from "./expect.ts";
import { answered, overlap } from "./overlap.ts";
import { sampleCustomer, sampleRun } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const lockFirst = (unit: UnitOfWork): Promise<void> => unit.customers.lock(["C-1"]);

const lockThenFind = async (unit: UnitOfWork): Promise<Customer | undefined> => {
  await unit.customers.lock(["C-1"]);
  return unit.customers.find("C-1");
};

/** One year older. */
async function birthday(unit: UnitOfWork): Promise<void> {
  const customer = await lockThenFind(unit);
  if (customer === undefined) throw new Error("Customer C-1 is not there.");
  await unit.customers.save([{ ...customer, age: customer.age + 1 }]);
}

export const lockPromises: readonly StorePromise[] = [
  {
    name: "lock: waits for the transaction that holds the id, and sees what it left",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => unit.customers.insert([sampleCustomer(1, { age: 34 })]));
      const sides = { first: lockFirst, second: lockThenFind, lastly: birthday };
      const { waited, second } = await overlap(store, sides);
      expectTrue(waited, "A second lock of the same id must wait for the first transaction's end.");
      expectEqual(answered(second)?.age, 35, "read after the wait");
    },
  },
  {
    name: "lock: holds an id that is not there yet",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: lockFirst,
        second: lockThenFind,
        lastly: async (unit) => {
          await unit.customers.insert([sampleCustomer(1)]);
        },
      });
      expectTrue(waited, "A second lock of an id that is not there yet must wait as well.");
      expectEqual(answered(second)?.id, "C-1", "the customer that the first one inserted");
    },
  },
  {
    name: "lock: one id in common is enough to wait",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: (unit) => unit.customers.lock(["C-1", "C-2"]),
        second: (unit) => unit.customers.lock(["C-2", "C-3"]),
      });
      expectTrue(waited, "C-2 is held, so a lock of C-2 and C-3 must wait.");
      answered(second);
    },
  },
  {
    name: "lock: ends with a transaction that fails",
    needs: "parallel",
    check: async ({ store }) => {
      const sides = { first: lockFirst, second: lockThenFind, fails: true };
      const { waited, second } = await overlap(store, sides);
      expectTrue(waited, "The lock must hold until the failing transaction has ended.");
      expectEqual(answered(second), undefined, "read after the failed transaction");
    },
  },
  {
    name: "lock: the same transaction may lock an id again",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await unit.customers.lock(["C-1", "C-1"]);
        await unit.customers.lock(["C-2", "C-1"]);
        await unit.customers.insert([sampleCustomer(1)]);
      });
      const found = await store.transact(lockThenFind);
      expectEqual(found?.id, "C-1", "the customer inserted under a lock taken twice");
    },
  },
  {
    name: "lock: two calls with several ids in opposite orders do not deadlock",
    needs: "parallel",
    check: async ({ store }) => {
      // Both calls begin while all is held, so each has its first id as soon as all is let go.
      const ids = ["C-1", "C-2", "C-3", "C-4"];
      const forward: Promise<PromiseSettledResult<void>[]>[] = [];
      const { second: backward } = await overlap(store, {
        first: async (unit) => {
          await unit.customers.lock(ids);
          forward.push(Promise.allSettled([store.transact((its) => its.customers.lock(ids))]));
        },
        second: (unit) => unit.customers.lock([...ids].reverse()),
      });
      const outcomes = [backward, ...(await Promise.all(forward)).flat()];
      for (const outcome of outcomes) answered(outcome);
    },
  },
  {
    name: "lock: of many read, change and save at once none is lost",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => unit.customers.insert([sampleCustomer(1, { age: 20 })]));
      await Promise.all(Array.from({ length: 8 }, () => store.transact(birthday)));
      const found = await store.transact((unit) => unit.customers.find("C-1"));
      expectEqual([found?.age, found?.version], [28, 9], "age and version after eight birthdays");
    },
  },
  {
    name: "imports: a lock of a kind waits for the transaction that holds it",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: (unit) => unit.imports.lock("customers"),
        second: async (unit) => {
          await unit.imports.lock("customers");
          return (await unit.imports.findLatest(sampleRun(1)))?.id;
        },
        lastly: async (unit) => {
          await unit.imports.start(sampleRun(1));
        },
      });
      expectTrue(waited, "A second lock of the same kind of import must wait.");
      expectEqual(answered(second), "R-1", "the run that the first one started");
    },
  },
];
