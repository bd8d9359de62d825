import type { Customer, Store, UnitOfWork } from "@lendkit/engine";
import { type BrokenStore, withCustomers, withImports, withUnit } from "./brokenStore.ts";

type Lock = (ids: readonly string[]) => Promise<void>;

type Lockable = "customers" | "applicants" | "loans";

/** Makes the locks of one kind of record differ from those of the store. */
function withLock(
  store: Store,
  what: Lockable,
  change: (lock: Lock, unit: UnitOfWork) => Lock,
): Store {
  return withUnit(store, (unit) => {
    const lock = change(unit[what].lock, unit);
    if (what === "customers") return { customers: { ...unit.customers, lock } };
    if (what === "applicants") return { applicants: { ...unit.applicants, lock } };
    return { loans: { ...unit.loans, lock } };
  });
}

const brokenLocksOf = (what: Lockable): readonly BrokenStore[] => [
  {
    fault: `locks of ${what} are lost`,
    breaks: (store) => withLock(store, what, () => async () => {}),
    caughtBy: [
      `${what}: a lock waits for the transaction that holds the id`,
      `${what}: a lock holds an id that is not there yet`,
      `${what}: a lock ends with a transaction that fails`,
      `${what}: of many that lock, change and save at once none is lost`,
      `${what}: one id in common`,
    ],
  },
  {
    fault: `a lock of ${what} is let go at once`,
    breaks: (store) =>
      withLock(store, what, () => (ids) => store.transact((unit) => unit[what].lock(ids))),
    caughtBy: [`${what}: a lock waits for the transaction that holds the id`],
  },
  {
    fault: `only ${what} that are there are locked`,
    breaks: (store) =>
      withLock(store, what, (lock, unit) => async (ids) => {
        for (const id of ids) {
          if ((await unit[what].find(id)) !== undefined) await lock([id]);
        }
      }),
    caughtBy: [`${what}: a lock holds an id that is not there yet`],
  },
  {
    fault: `only the first of several ${what} is locked`,
    breaks: (store) => withLock(store, what, (lock) => (ids) => lock(ids.slice(0, 1))),
    caughtBy: [`${what}: one id in common is enough for a lock to wait`],
  },
  {
    fault: `${what} are locked in the order given`,
    breaks: (store) =>
      withLock(store, what, (lock) => async (ids) => {
        for (const id of ids) await lock([id]);
      }),
    caughtBy: [`${what}: two locks of several ids in opposite orders do not deadlock`],
  },
  {
    fault: `a transaction waits for its own locks of ${what}`,
    breaks: (store) =>
      withLock(store, what, (lock) => {
        const held = new Set<string>();
        return async (ids) => {
          if (ids.some((id) => held.has(id))) await new Promise(() => {});
          for (const id of ids) held.add(id);
          await lock(ids);
        };
      }),
    caughtBy: [`${what}: the same transaction may lock an id again`],
  },
];

export const brokenLocks: readonly BrokenStore[] = [
  ...brokenLocksOf("customers"),
  ...brokenLocksOf("applicants"),
  ...brokenLocksOf("loans"),
  {
    fault: "a transaction reads what was there when it began",
    breaks: readsFromTheBeginning,
    caughtBy: [
      "customers: a lock waits for the transaction that holds the id, and sees what it left",
      "customers: a lock holds an id that is not there yet",
      "customers: of many that lock, change and save at once none is lost",
    ],
  },
  {
    fault: "loans are locked by the same names as customers",
    breaks: (store) => withLock(store, "loans", (_, unit) => unit.customers.lock),
    caughtBy: ["loans: a lock does not hold the customer of the same id"],
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
