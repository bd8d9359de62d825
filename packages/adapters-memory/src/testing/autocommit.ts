import type { Store, UnitOfWork } from "@lendkit/engine";

/** Verbs that each run in a transaction of their own: what a store without transactions does. */
export function autocommit(store: Store): UnitOfWork {
  const alone: Alone = (verb) => store.transact(verb);
  return {
    customers: {
      lock: (ids) => alone((unit) => unit.customers.lock(ids)),
      find: (id) => alone((unit) => unit.customers.find(id)),
      findByNumber: (number) => alone((unit) => unit.customers.findByNumber(number)),
      findMany: (by) => alone((unit) => unit.customers.findMany(by)),
      insert: (customers) => alone((unit) => unit.customers.insert(customers)),
      save: (customers) => alone((unit) => unit.customers.save(customers)),
    },
    applicants: {
      lock: (ids) => alone((unit) => unit.applicants.lock(ids)),
      lockUnscored: (which) => alone((unit) => unit.applicants.lockUnscored(which)),
      find: (id) => alone((unit) => unit.applicants.find(id)),
      findByNumber: (number) => alone((unit) => unit.applicants.findByNumber(number)),
      findByEmail: (email) => alone((unit) => unit.applicants.findByEmail(email)),
      findByIdentityHash: (hash) => alone((unit) => unit.applicants.findByIdentityHash(hash)),
      findMany: (by) => alone((unit) => unit.applicants.findMany(by)),
      insert: (applicants) => alone((unit) => unit.applicants.insert(applicants)),
      save: (applicants) => alone((unit) => unit.applicants.save(applicants)),
    },
    accounts: {
      insert: (entries) => alone((unit) => unit.accounts.insert(entries)),
      totals: (keys, currency) => alone((unit) => unit.accounts.totals(keys, currency)),
    },
    loans: {
      lock: (ids) => alone((unit) => unit.loans.lock(ids)),
      find: (id) => alone((unit) => unit.loans.find(id)),
      findByNumber: (number) => alone((unit) => unit.loans.findByNumber(number)),
      findMany: (by) => alone((unit) => unit.loans.findMany(by)),
      listByCustomers: (ids) => alone((unit) => unit.loans.listByCustomers(ids)),
      listPage: (query) => alone((unit) => unit.loans.listPage(query)),
      insert: (loans) => alone((unit) => unit.loans.insert(loans)),
      save: (loans) => alone((unit) => unit.loans.save(loans)),
      moveNumbersPast: (number) => alone((unit) => unit.loans.moveNumbersPast(number)),
      lockDue: (query) => alone((unit) => unit.loans.lockDue(query)),
      countDue: (asOf, shard) => alone((unit) => unit.loans.countDue(asOf, shard)),
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
    ...dayEnds(alone),
  };
}

type Alone = <T>(verb: (unit: UnitOfWork) => Promise<T>) => Promise<T>;

function dayEnds(alone: Alone): Pick<UnitOfWork, "outbox" | "dayRuns"> {
  return {
    outbox: {
      put: (messages) => alone((unit) => unit.outbox.put(messages)),
      take: (limit) => alone((unit) => unit.outbox.take(limit)),
      remove: (ids) => alone((unit) => unit.outbox.remove(ids)),
    },
    dayRuns: {
      begin: (asOf, startedAt) => alone((unit) => unit.dayRuns.begin(asOf, startedAt)),
      add: (asOf, counts) => alone((unit) => unit.dayRuns.add(asOf, counts)),
      setAside: (asOf, failures) => alone((unit) => unit.dayRuns.setAside(asOf, failures)),
      settle: (asOf, loanIds) => alone((unit) => unit.dayRuns.settle(asOf, loanIds)),
      finish: (asOf, finishedAt) => alone((unit) => unit.dayRuns.finish(asOf, finishedAt)),
      find: (asOf) => alone((unit) => unit.dayRuns.find(asOf)),
      list: (limit) => alone((unit) => unit.dayRuns.list(limit)),
      listFailures: (asOf) => alone((unit) => unit.dayRuns.listFailures(asOf)),
    },
  };
}
