import type { Store, StoredLoan } from "@lendkit/engine";
import { type BrokenStore, withCustomers, withUnit } from "./brokenStore.ts";

/** Counts every call of a verb that promises one query, as if it sent one. */
export function countingVerbs(store: Store): {
  readonly store: Store;
  readonly queries: () => number;
} {
  let sent = 0;
  const counted =
    <Given extends unknown[], Answer>(verb: (...given: Given) => Answer) =>
    (...given: Given): Answer => {
      sent += 1;
      return verb(...given);
    };
  const counting = withUnit(
    store,
    ({ customers, applicants, accounts, loans, facts, dues, imports }) => ({
      applicants: {
        ...applicants,
        findMany: counted(applicants.findMany),
        lockUnscored: counted(applicants.lockUnscored),
        insert: counted(applicants.insert),
        save: counted(applicants.save),
      },
      accounts: { insert: counted(accounts.insert), totals: counted(accounts.totals) },
      customers: {
        ...customers,
        findMany: counted(customers.findMany),
        insert: counted(customers.insert),
        save: counted(customers.save),
      },
      loans: {
        ...loans,
        findMany: counted(loans.findMany),
        listByCustomers: counted(loans.listByCustomers),
        listPage: counted(loans.listPage),
        insert: counted(loans.insert),
        save: counted(loans.save),
      },
      facts: { ...facts, append: counted(facts.append), listMany: counted(facts.listMany) },
      dues: { ...dues, replace: counted(dues.replace), list: counted(dues.list) },
      imports: { ...imports, addNotes: counted(imports.addNotes) },
    }),
  );
  const all = withUnit(counting, ({ loans, outbox, dayRuns }) => ({
    loans: { ...loans, lockDue: counted(loans.lockDue) },
    outbox: { ...outbox, put: counted(outbox.put), remove: counted(outbox.remove) },
    dayRuns: {
      ...dayRuns,
      add: counted(dayRuns.add),
      setAside: counted(dayRuns.setAside),
      settle: counted(dayRuns.settle),
    },
  }));
  return { store: all, queries: () => sent };
}

async function eachAlone<Item, Answer>(
  items: readonly Item[],
  verb: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const item of items) answers.push(...(await verb([item])));
  return answers;
}

function oneByOne(store: Store): Store {
  return withUnit(store, ({ customers, applicants, accounts, loans, facts, dues, imports }) => ({
    applicants: {
      ...applicants,
      findMany: ({ numbers = [] }) =>
        eachAlone(numbers, (some) => applicants.findMany({ numbers: some })),
      lockUnscored: async ({ currency, limit }) => {
        const held = [];
        for (let left = limit; left > 0; left -= 1) {
          held.push(...(await applicants.lockUnscored({ currency, limit: 1 })));
        }
        return held;
      },
      insert: (news) => eachAlone(news, applicants.insert),
      save: (changed) => eachAlone(changed, applicants.save),
    },
    accounts: {
      insert: (entries) => eachAlone(entries, accounts.insert),
      totals: (keys, currency) => eachAlone(keys, (some) => accounts.totals(some, currency)),
    },
    customers: {
      ...customers,
      findMany: ({ numbers = [] }) =>
        eachAlone(numbers, (some) => customers.findMany({ numbers: some })),
      insert: (news) => eachAlone(news, customers.insert),
      save: (changed) => eachAlone(changed, customers.save),
    },
    loans: {
      ...loans,
      findMany: ({ numbers = [] }) =>
        eachAlone(numbers, (some) => loans.findMany({ numbers: some })),
      listByCustomers: (ids) => eachAlone(ids, loans.listByCustomers),
      listPage: async ({ limit, afterNumber = 0, ...query }) => {
        const page: StoredLoan[] = [];
        for (let left = limit; left > 0; left -= 1) {
          const after = page.at(-1)?.number ?? afterNumber;
          page.push(...(await loans.listPage({ ...query, afterNumber: after, limit: 1 })));
        }
        return page;
      },
      insert: (news) => eachAlone(news, loans.insert),
      save: (changed) => eachAlone(changed, loans.save),
    },
    facts: {
      ...facts,
      append: async (news) => {
        for (const fact of news) await facts.append([fact]);
      },
      listMany: (loanIds) => eachAlone(loanIds, facts.listMany),
    },
    dues: {
      ...dues,
      replace: async ({ put, removed }) => {
        for (const row of put) await dues.replace({ put: [row], removed: [] });
        for (const key of removed) await dues.replace({ put: [], removed: [key] });
      },
      list: ({ loanIds = [], ...query }) =>
        eachAlone(loanIds, (some) => dues.list({ ...query, loanIds: some })),
    },
    imports: {
      ...imports,
      addNotes: async (runId, notes) => {
        for (const note of notes) await imports.addNotes(runId, [note]);
      },
    },
  }));
}

export const brokenQueries: readonly BrokenStore[] = [
  {
    fault: "bulk verbs send a query for each item",
    breaks: oneByOne,
    caughtBy: [
      "customers.findMany",
      "customers.insert",
      "customers.save",
      "applicants.findMany",
      "applicants.lockUnscored",
      "applicants.insert",
      "applicants.save",
      "accounts.insert",
      "accounts.totals",
      "loans.findMany",
      "loans.listByCustomers",
      "loans.listPage",
      "loans.insert",
      "loans.save",
      "facts.append",
      "facts.listMany",
      "dues.replace, of rows to put",
      "dues.replace, of dues to remove",
      "dues.list",
      "imports.addNotes",
    ].map((verb) => `${verb}: takes one query`),
  },
  {
    fault: "a bulk verb looks before it writes",
    breaks: (store) =>
      withCustomers(store, (customers) => ({
        save: async (changed) => {
          await customers.findMany({ numbers: changed.map(({ number }) => number) });
          return customers.save(changed);
        },
      })),
    caughtBy: ["customers.save: takes one query"],
  },
];
