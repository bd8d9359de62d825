import type { Store, UnitOfWork } from "@lendkit/engine";

/** Verbs that each run in a transaction of their own: what a store without transactions does. */
export function autocommit(store: Store): UnitOfWork {
  const alone = <T>(verb: (unit: UnitOfWork) => Promise<T>): Promise<T> => store.transact(verb);
  return {
    customers: {
      lock: (ids) => alone((unit) => unit.customers.lock(ids)),
      find: (id) => alone((unit) => unit.customers.find(id)),
      findByNumber: (number) => alone((unit) => unit.customers.findByNumber(number)),
      findMany: (by) => alone((unit) => unit.customers.findMany(by)),
      insert: (customers) => alone((unit) => unit.customers.insert(customers)),
      save: (customers) => alone((unit) => unit.customers.save(customers)),
    },
    loans: {
      lock: (ids) => alone((unit) => unit.loans.lock(ids)),
      find: (id) => alone((unit) => unit.loans.find(id)),
      findByNumber: (number) => alone((unit) => unit.loans.findByNumber(number)),
      findMany: (by) => alone((unit) => unit.loans.findMany(by)),
      listByCustomers: (ids) => alone((unit) => unit.loans.listByCustomers(ids)),
      insert: (loans) => alone((unit) => unit.loans.insert(loans)),
      save: (loans) => alone((unit) => unit.loans.save(loans)),
      moveNumbersPast: (number) => alone((unit) => unit.loans.moveNumbersPast(number)),
    },
    facts: {
      append: (facts) => alone((unit) => unit.facts.append(facts)),
      list: (loanId) => alone((unit) => unit.facts.list(loanId)),
      listMany: (loanIds) => alone((unit) => unit.facts.listMany(loanIds)),
    },
    dues: {
      replace: (changes) => alone((unit) => unit.dues.replace(changes)),
      list: (query) => alone((unit) => unit.dues.list(query)),
    },
    idempotency: {
      claim: (key, fingerprint) => alone((unit) => unit.idempotency.claim(key, fingerprint)),
      answer: (key, fingerprint, answerText) =>
        alone((unit) => unit.idempotency.answer(key, fingerprint, answerText)),
    },
    imports: {
      lock: (kind) => alone((unit) => unit.imports.lock(kind)),
      findLatest: (key) => alone((unit) => unit.imports.findLatest(key)),
      latestOfEachKind: () => alone((unit) => unit.imports.latestOfEachKind()),
      start: (run) => alone((unit) => unit.imports.start(run)),
      save: (run) => alone((unit) => unit.imports.save(run)),
      addNotes: (runId, notes) => alone((unit) => unit.imports.addNotes(runId, notes)),
      listNotes: (runId) => alone((unit) => unit.imports.listNotes(runId)),
    },
  };
}
