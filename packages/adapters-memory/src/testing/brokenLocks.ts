import type { Customer, Store } from "@lendkit/engine";
import { type BrokenStore, withCustomers, withImports } from "./brokenStore.ts";

export const brokenLocks: readonly BrokenStore[] = [
  {
    fault: "locks are lost",
    breaks: (store) => withCustomers(store, () => ({ lock: async () => {} })),
    caughtBy: [
      "lock: waits for the transaction that holds the id",
      "lock: holds an id that is not there yet",
      "lock: one id in common",
      "lock: ends with a transaction that fails",
      "lock: of many read, change and save at once none is lost",
    ],
  },
  {
    fault: "a lock is let go at once",
    breaks: (store) =>
      withCustomers(store, () => ({
        lock: (ids) => store.transact((unit) => unit.customers.lock(ids)),
      })),
    caughtBy: ["lock: waits for the transaction that holds the id"],
  },
  {
    fault: "only what is there is locked",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        lock: async (ids) => {
          for (const id of ids) {
            if ((await customers.find(id)) !== undefined) await customers.lock([id]);
          }
        },
      })),
    caughtBy: ["lock: holds an id that is not there yet"],
  },
  {
    fault: "only the first of several ids is locked",
    breaks: (store) =>
      withCustomers(store, (customers) => ({ lock: (ids) => customers.lock(ids.slice(0, 1)) })),
    caughtBy: ["lock: one id in common is enough to wait"],
  },
  {
    fault: "ids are locked in the order given",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        lock: async (ids) => {
          for (const id of ids) await customers.lock([id]);
        },
      })),
    caughtBy: ["lock: two calls with several ids in opposite orders do not deadlock"],
  },
  {
    fault: "a transaction waits for its own locks",
    breaks: (store) =>
      withCustomers(store, (customers) => {
        const held = new Set<string>();
        return {
          lock: async (ids) => {
            if (ids.some((id) => held.has(id))) await new Promise(() => {});
            for (const id of ids) held.add(id);
            await customers.lock(ids);
          },
        };
      }),
    caughtBy: ["lock: the same transaction may lock an id again"],
  },
  {
    fault: "a transaction reads what was there when it began",
    breaks: readsFromTheBeginning,
    caughtBy: [
      "lock: waits for the transaction that holds the id, and sees what it left",
      "lock: holds an id that is not there yet",
      "lock: of many read, change and save at once none is lost",
    ],
  },
  {
    fault: "locks of imports are lost",
    breaks: (store) => withImports(store, () => ({ lock: async () => {} })),
    caughtBy: ["imports: a lock of a kind waits"],
  },
];

function readsFromTheBeginning(store: Store): Store {
  const snapshot = new Map<string, Customer>();
  return {
    transact: (work) => {
      const [atBeginning, own] = [new Map(snapshot), new Map<string, Customer>()];
      const keep = (customers: readonly Customer[]): readonly Customer[] => {
        for (const customer of customers) own.set(customer.id, customer);
        return customers;
      };
      const changed = withCustomers(store, (customers) => ({
        find: async (id) => own.get(id) ?? atBeginning.get(id),
        insert: async (news) => keep(await customers.insert(news)),
        save: async (saved) => keep(await customers.save(saved)),
      }));
      return changed.transact(work).then((answer) => {
        for (const [id, customer] of own) snapshot.set(id, customer);
        return answer;
      });
    },
  };
}
