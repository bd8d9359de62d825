import { alreadyExists, type Store, staleVersion } from "@lendkit/engine";
import { type BrokenStore, withCustomers, withUnit } from "./brokenStore.ts";

/**
 * Tells a clash before the first writer has committed: whoever writes what another transaction
 * is writing is refused at once, though the other may yet fail.
 */
function refusesAtOnce(store: Store): Store {
  const writing = new Set<string>();
  return {
    transact: async (work) => {
      const mine = new Set<string>();
      const claim = (value: string, clash: Error): void => {
        if (writing.has(value) && !mine.has(value)) throw clash;
        writing.add(value);
        mine.add(value);
      };
      try {
        return await claimed(store, claim).transact(work);
      } finally {
        for (const value of mine) writing.delete(value);
      }
    },
  };
}

function claimed(store: Store, claim: (value: string, clash: Error) => void): Store {
  return withUnit(store, ({ customers, loans, facts, idempotency, imports }) => ({
    customers: {
      ...customers,
      insert: async (news) => {
        for (const { id, number, phoneNumber } of news) {
          claim(`customer ${id}`, alreadyExists({ entity: "customer", field: "id" }));
          claim(phoneNumber, alreadyExists({ entity: "customer", field: "phoneNumber" }));
          if (number === undefined) continue;
          claim(`customer ${number}`, alreadyExists({ entity: "customer", field: "number" }));
        }
        return customers.insert(news);
      },
      save: async (changed) => {
        for (const { phoneNumber } of changed) {
          claim(phoneNumber, alreadyExists({ entity: "customer", field: "phoneNumber" }));
        }
        return customers.save(changed);
      },
    },
    loans: {
      ...loans,
      insert: async (news) => {
        for (const { number, state } of news) {
          claim(state.loanId, alreadyExists({ entity: "loan", field: "id" }));
          if (number === undefined) continue;
          claim(`loan ${number}`, alreadyExists({ entity: "loan", field: "number" }));
        }
        return loans.insert(news);
      },
    },
    facts: {
      ...facts,
      append: async (news) => {
        for (const { loanId: id, sequence } of news) {
          claim(`${id} ${sequence}`, staleVersion({ entity: "loan", id, expected: sequence }));
        }
        await facts.append(news);
      },
    },
    idempotency: {
      ...idempotency,
      answer: async (key, fingerprint, answerText) => {
        claim(`answer ${key}`, alreadyExists({ entity: "answer", field: "key" }));
        await idempotency.answer(key, fingerprint, answerText);
      },
    },
    imports: {
      ...imports,
      start: async (run) => {
        claim(`run ${run.id}`, alreadyExists({ entity: "import", field: "id" }));
        return imports.start(run);
      },
    },
  }));
}

const pairs = [
  "customers: of two inserts of one id",
  "customers: of two inserts of one phone",
  "customers: of two inserts of one number",
  "customers: of two saves to one phone",
  "loans: of two inserts of one id",
  "loans: of two inserts of one number",
  "facts: of two writers of one sequence",
  "idempotency: of two answers to one key",
  "imports: of two starts of one id",
];

export const brokenWriters: readonly BrokenStore[] = [
  {
    fault: "a clash is told before the first writer has committed",
    breaks: refusesAtOnce,
    caughtBy: pairs.flatMap((pair) => [
      `${pair} at once exactly one wins`,
      `${pair} the second wins if the first fails`,
    ]),
  },
  {
    fault: "a save is committed at once",
    breaks: (store) =>
      withCustomers(store, () => ({
        save: (changed) => store.transact((unit) => unit.customers.save(changed)),
      })),
    caughtBy: ["customers: a phone given up by a transaction that fails was never free"],
  },
];
