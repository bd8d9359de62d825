import { alreadyExists, type Store } from "@lendkit/engine";
import { type BrokenStore, withCustomers } from "./brokenStore.ts";

export const brokenCustomers: readonly BrokenStore[] = [
  {
    fault: "insert answers in another order",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        insert: async (news) => [...(await customers.insert(news))].reverse(),
      })),
    caughtBy: ["customers: insert answers all of them in the order given"],
  },
  {
    fault: "versions begin at 0",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        insert: async (news) =>
          (await customers.insert(news)).map((customer) => ({ ...customer, version: 0 })),
      })),
    caughtBy: ["customers: insert answers all of them in the order given, at version 1"],
  },
  {
    fault: "a number is looked up as an id",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        findByNumber: (number) => customers.find(String(number)),
      })),
    caughtBy: ["customers: find and findByNumber"],
  },
  {
    fault: "a customer meant twice is found twice",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        findMany: async ({ numbers = [], phoneNumbers = [] }) => [
          ...(await customers.findMany({ numbers })),
          ...(await customers.findMany({ phoneNumbers })),
        ],
      })),
    caughtBy: ["customers: findMany gives those"],
  },
  {
    fault: "an empty list is refused",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => {
          if (changed.length === 0) throw new Error("syntax error near )");
          return customers.save(changed);
        },
      })),
    caughtBy: ["every verb answers an empty list"],
  },
  {
    fault: "a clash never names its field",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        insert: async (news) => {
          try {
            return await customers.insert(news);
          } catch (error) {
            if (!alreadyExists.is(error)) throw error;
            throw alreadyExists({ entity: "customer", field: "commandId" });
          }
        },
      })),
    caughtBy: ["customers: insert refuses a taken id, number or phone"],
  },
  {
    fault: "one of two in a call is dropped",
    breaks: dropsTwins,
    caughtBy: ["customers: insert refuses two of one call"],
  },
  {
    fault: "save answers in another order",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => [...(await customers.save(changed))].reverse(),
      })),
    caughtBy: ["customers: save replaces, counts versions and answers in the order given"],
  },
  {
    fault: "save does not look at the version",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => {
          await customers.lock(changed.map(({ id }) => id));
          const current = await Promise.all(changed.map(({ id }) => customers.find(id)));
          const versions = new Map(current.map((found) => [found?.id, found?.version]));
          return customers.save(
            changed.map((one) => ({ ...one, version: versions.get(one.id) ?? one.version })),
          );
        },
      })),
    caughtBy: [
      "customers: save from a version that is past",
      "customers: of two saves from one version",
    ],
  },
  {
    fault: "the stale ones of a call are left out and the others saved",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => {
          const saved = [];
          for (const one of changed) {
            const found = await customers.find(one.id);
            if (found?.version === one.version) saved.push(...(await customers.save([one])));
          }
          return saved;
        },
      })),
    caughtBy: ["customers: one stale among several saved", "customers: save from a version"],
  },
  {
    fault: "save lets go of a changed phone in silence",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => {
          const kept = await Promise.all(changed.map(({ id }) => customers.find(id)));
          return customers.save(
            changed.map((one, at) => ({
              ...one,
              phoneNumber: kept[at]?.phoneNumber ?? one.phoneNumber,
            })),
          );
        },
      })),
    caughtBy: [
      "customers: save refuses another customer's phone",
      "transact: a transaction sees its own writes",
    ],
  },
  {
    fault: "a phone once given is never free again",
    breaks: phonesForEver,
    caughtBy: ["gives back the phone left behind"],
  },
];

/** What a bulk insert does that skips conflicts. */
function dropsTwins(store: Store): Store {
  return withCustomers(store, (customers) => ({
    insert: async (news) => {
      const inserted = [];
      const seen = new Set<string | number>();
      for (const one of news) {
        const marks = [one.id, one.phoneNumber, ...(one.number === undefined ? [] : [one.number])];
        if (marks.some((mark) => seen.has(mark))) continue;
        for (const mark of marks) seen.add(mark);
        inserted.push(one);
      }
      return customers.insert(inserted);
    },
  }));
}

function phonesForEver(store: Store): Store {
  const givenTo = new Map<string, string>();
  return withCustomers(store, (customers) => ({
    insert: async (news) => {
      const inserted = await customers.insert(news);
      for (const { id, phoneNumber } of inserted) givenTo.set(phoneNumber, id);
      return inserted;
    },
    save: async (changed) => {
      if (changed.some(({ id, phoneNumber }) => (givenTo.get(phoneNumber) ?? id) !== id)) {
        throw alreadyExists({ entity: "customer", field: "phoneNumber" });
      }
      return customers.save(changed);
    },
  }));
}
