import {
  type DueLoanQuery,
  type LoanRepository,
  plainDate,
  type Store,
  type StoredLoan,
  type UnitOfWork,
} from "@lendkit/engine";
import { type BrokenStore, withLoans } from "./brokenStore.ts";

const firstDay = plainDate("1900-01-01");

type LockDue = LoanRepository["lockDue"];

/** Makes what is taken differ from what the store gives. */
const taking =
  (change: (lockDue: LockDue, unit: UnitOfWork, store: Store) => LockDue): BrokenStore["breaks"] =>
  (store) =>
    withLoans(store, ({ lockDue }, unit) => ({ lockDue: change(lockDue, unit, store) }));

/** Changes every query on the way in. */
const asking = (change: (query: DueLoanQuery) => DueLoanQuery): BrokenStore["breaks"] =>
  taking((lockDue) => (query) => lockDue(change(query)));

const without = (query: DueLoanQuery, ...fields: (keyof DueLoanQuery)[]): DueLoanQuery => {
  const { asOf, limit } = query;
  const rest = Object.entries(query).filter(([name]) => !fields.some((field) => field === name));
  return { ...Object.fromEntries(rest), asOf, limit };
};

const isDue = ({ asOf }: DueLoanQuery, { nextActionOn }: StoredLoan): boolean =>
  nextActionOn !== null && nextActionOn <= asOf;

/** All that is due, held or not: looked at in a transaction of its own, which lets go at once. */
async function unlocked(store: Store, query: DueLoanQuery): Promise<readonly StoredLoan[]> {
  return store.transact((unit) => unit.loans.lockDue(query));
}

const saving =
  (
    change: (loan: StoredLoan, before: StoredLoan | undefined) => StoredLoan,
  ): BrokenStore["breaks"] =>
  (store) =>
    withLoans(store, ({ save, findMany }) => ({
      save: async (loans) => {
        const before = await findMany({ ids: loans.map(({ state }) => state.loanId) });
        const by = new Map(before.map((loan) => [loan.state.loanId, loan]));
        return save(loans.map((loan) => change(loan, by.get(loan.state.loanId))));
      },
    }));

const alone: readonly BrokenStore[] = [
  {
    fault: "the day itself is not due yet",
    breaks: taking((lockDue) => async (query) => {
      const loans = await lockDue(query);
      return loans.filter(({ nextActionOn }) => nextActionOn !== query.asOf);
    }),
    caughtBy: ["loans: lockDue gives those that are due by the day"],
  },
  {
    fault: "loans on which nothing happens are due",
    breaks: (store) =>
      withLoans(store, ({ insert }) => ({
        insert: (news) =>
          insert(news.map((loan) => ({ ...loan, nextActionOn: loan.nextActionOn ?? firstDay }))),
      })),
    caughtBy: [
      "loans: lockDue gives those that are due by the day",
      "loans: countDue counts those that are due",
    ],
  },
  {
    fault: "a limit is not kept to",
    breaks: asking((query) => ({ ...query, limit: Number.MAX_SAFE_INTEGER })),
    caughtBy: [
      "loans: lockDue gives at most as many",
      "loans: lockDue and countDue refuse a limit",
    ],
  },
  {
    fault: "a save keeps the day that was there",
    breaks: saving((loan, before) => ({ ...loan, nextActionOn: before?.nextActionOn ?? null })),
    caughtBy: ["loans: save says anew when a loan is due", "loans: lockDue gives at most as many"],
  },
  {
    fault: "shards are not looked at",
    breaks: asking((query) => without(query, "shard")),
    caughtBy: ["loans: each loan is in exactly one shard"],
  },
  {
    fault: "all loans are in the first shard",
    breaks: taking((lockDue) => async (query) => {
      if (query.shard === undefined || query.shard.index === 0) {
        return lockDue(without(query, "shard"));
      }
      return [];
    }),
    caughtBy: ["loans: each loan is in exactly one shard"],
  },
  {
    fault: "what is set aside is counted",
    breaks: (store) =>
      withLoans(store, ({ countDue }, unit) => ({
        countDue: async (asOf, shard) => {
          const failures = await unit.dayRuns.listFailures(asOf);
          return (await countDue(asOf, shard)) + failures.length;
        },
      })),
    caughtBy: ["loans: countDue counts those that are due, without those that are set aside"],
  },
  {
    fault: "what is set aside is taken again at once",
    breaks: taking((lockDue) => async (query) => {
      const again = await lockDue({ ...query, setAside: true });
      return query.setAside === true ? again : [...again, ...(await lockDue(query))];
    }),
    caughtBy: ["loans: lockDue passes by what the day's run has set aside"],
  },
  {
    fault: "what is set aside is never taken again",
    breaks: taking((lockDue) => async (query) => (query.setAside === true ? [] : lockDue(query))),
    caughtBy: ["loans: lockDue passes by what the day's run has set aside, until it is asked for"],
  },
  {
    fault: "a shard that there is not is empty",
    breaks: (store) =>
      withLoans(store, ({ countDue }) => ({
        countDue: async (asOf, shard) =>
          shard !== undefined && !(shard.index >= 0 && shard.index < shard.of)
            ? 0
            : countDue(asOf, shard),
      })),
    caughtBy: ["loans: lockDue and countDue refuse a limit below 1, and a shard"],
  },
];

const together: readonly BrokenStore[] = [
  {
    fault: "loans that are due are not held",
    breaks: taking((_, __, store) => (query) => unlocked(store, query)),
    caughtBy: [
      "loans: lockDue passes by what another batch holds",
      "loans: a lock waits for a batch that holds the loan",
    ],
  },
  {
    fault: "a batch loses the loan after its last one",
    breaks: taking((lockDue, unit) => async (query) => {
      const loans = await lockDue({ ...query, limit: query.limit + 1 });
      const lost = loans.slice(query.limit);
      await unit.loans.save(lost.map((loan) => ({ ...loan, nextActionOn: null })));
      return loans.slice(0, query.limit);
    }),
    caughtBy: [
      "loans: of many batches at once each loan is in one, and none is forgotten",
      "loans: lockDue gives at most as many as asked for",
    ],
  },
  {
    fault: "a batch waits for whoever holds a loan",
    breaks: asking((query) => ({ ...query, wait: true })),
    caughtBy: [
      "loans: lockDue passes by what another batch holds, and neither waits",
      "loans: lockDue passes by a loan that a payment holds",
    ],
  },
  {
    fault: "a batch does not see what payments hold",
    breaks: taking((lockDue, unit) => async (query) => {
      const free = await lockDue(query);
      const known = new Set(free.map(({ state }) => state.loanId));
      const all = await unit.loans.listByCustomers(["C-1"]);
      return [
        ...free,
        ...all.filter((loan) => isDue(query, loan) && !known.has(loan.state.loanId)),
      ];
    }),
    caughtBy: ["loans: lockDue passes by a loan that a payment holds"],
  },
  {
    fault: "what is waited for is passed by",
    breaks: asking((query) => without(query, "wait")),
    caughtBy: ["loans: lockDue that waits gives a loan once its holder has let go"],
  },
  {
    fault: "what is waited for is given as it was before",
    breaks: taking((lockDue, unit) => async (query) => {
      if (query.wait !== true) return lockDue(query);
      const all = await unit.loans.listByCustomers(["C-1"]);
      const due = all.filter((loan) => isDue(query, loan)).slice(0, query.limit);
      await unit.loans.lock(due.map(({ state }) => state.loanId));
      return due;
    }),
    caughtBy: ["loans: lockDue that waits leaves out what its holder has settled"],
  },
];

export const brokenDueLoans: readonly BrokenStore[] = [...alone, ...together];
