import { type Customer, deadlock, isLendkitError, type Store } from "@lendkit/engine";
import { autocommit } from "./autocommit.ts";
import { type BrokenStore, withCustomers } from "./brokenStore.ts";

export const brokenTransactions: readonly BrokenStore[] = [
  {
    fault: "nothing is ever committed",
    breaks: (store) => ({
      transact: async (work) => {
        const answers: Awaited<ReturnType<typeof work>>[] = [];
        const done = new Error("done");
        try {
          return await store.transact(async (unit) => {
            answers.push(await work(unit));
            throw done;
          });
        } catch (error) {
          for (const answer of answers) return answer;
          throw error;
        }
      },
    }),
    caughtBy: ["transact: answers what the work answers"],
  },
  {
    fault: "what failed work wrote is kept",
    breaks: (store) => ({
      transact: async (work) => {
        const outcome = await store.transact(async (unit) => {
          const [result] = await Promise.allSettled([work(unit)]);
          return result;
        });
        if (outcome.status === "rejected") throw outcome.reason;
        return outcome.value;
      },
    }),
    caughtBy: [
      "transact: if the work throws, nothing is there",
      "transact: if the work throws, what it changed is as it was",
      "imports: progress is there exactly if",
    ],
  },
  {
    fault: "what the work throws is wrapped",
    breaks: (store) => ({
      transact: async (work) => {
        try {
          return await store.transact(work);
        } catch (error) {
          throw isLendkitError(error) ? error : new Error("transaction failed", { cause: error });
        }
      },
    }),
    caughtBy: ["transact: if the work throws, nothing is there and the same error comes out"],
  },
  {
    fault: "reads go past the transaction",
    breaks: (store) =>
      withCustomers(store, () => ({
        find: (id) => store.transact((unit) => unit.customers.find(id)),
      })),
    caughtBy: ["transact: a transaction sees its own writes"],
  },
  {
    fault: "an error that the work swallows is forgotten, with all that was written",
    breaks: (store) => ({
      transact: async (work) => {
        const answers: Awaited<ReturnType<typeof work>>[] = [];
        try {
          return await store.transact(async (unit) => {
            const answer = await work(unit);
            answers.push(answer);
            return answer;
          });
        } catch (error) {
          for (const answer of answers) return answer;
          throw error;
        }
      },
    }),
    caughtBy: ["transact: a verb that throws ends the transaction"],
  },
  {
    fault: "work is tried again after a retryable error",
    breaks: (store) => ({
      transact: async (work) => {
        try {
          return await store.transact(work);
        } catch (error) {
          if (isLendkitError(error) && error.retryable) return store.transact(work);
          throw error;
        }
      },
    }),
    caughtBy: ["transact: the work is run once"],
  },
  { fault: "dirty reads", breaks: dirtyReads, caughtBy: ["transact: nobody"] },
  {
    fault: "a deadlock ends both",
    breaks: (store) => {
      let deadlocks = 0;
      return {
        transact: async (work) => {
          const before = deadlocks;
          try {
            return await store.transact(async (unit) => {
              const answer = await work(unit);
              if (deadlocks > before) throw deadlock({ waitingFor: "anything" });
              return answer;
            });
          } catch (error) {
            if (deadlock.is(error)) deadlocks += 1;
            throw error;
          }
        },
      };
    },
    caughtBy: ["transact: of two that wait for each other exactly one ends with DEADLOCK"],
  },
  {
    fault: "a deadlock has no code",
    breaks: (store) => ({
      transact: async (work) => {
        try {
          return await store.transact(work);
        } catch (error) {
          throw deadlock.is(error) ? new Error("deadlock detected") : error;
        }
      },
    }),
    caughtBy: ["transact: of two that wait for each other exactly one ends with DEADLOCK"],
  },
  {
    fault: "every verb is a transaction of its own",
    breaks: (store) => ({ transact: (work) => work(autocommit(store)) }),
    caughtBy: [
      "transact: if the work throws, nothing is there",
      "customers: a lock waits for the transaction that holds the id",
      "customers: a lock ends with a transaction that fails",
      "transact: a unit of work that is used after its end throws",
    ],
  },
];

/** Whatever is inserted or saved is seen by all, at once and for good. */
function dirtyReads(store: Store): Store {
  const written = new Map<string, Customer>();
  const note = (customers: readonly Customer[]): readonly Customer[] => {
    for (const customer of customers) written.set(customer.id, customer);
    return customers;
  };
  return withCustomers(store, (customers) => ({
    find: async (id) => written.get(id) ?? (await customers.find(id)),
    insert: async (news) => note(await customers.insert(news)),
    save: async (changed) => note(await customers.save(changed)),
  }));
}
