import type { Store } from "@lendkit/engine";
import { type BrokenStore, withUnit } from "./brokenStore.ts";

function oneByOne(store: Store): Store {
  return withUnit(store, ({ loans, outbox, dayRuns }) => ({
    loans: {
      ...loans,
      lockDue: async (query) => {
        const taken: Awaited<ReturnType<typeof loans.lockDue>>[number][] = [];
        for (let n = 0; n < query.limit; n += 1)
          taken.push(...(await loans.lockDue({ ...query, limit: 1 })));
        return taken;
      },
    },
    outbox: {
      ...outbox,
      put: async (messages) => {
        for (const message of messages) await outbox.put([message]);
      },
      remove: async (ids) => {
        for (const id of ids) await outbox.remove([id]);
      },
    },
    dayRuns: {
      ...dayRuns,
      setAside: async (asOf, failures) => {
        for (const failure of failures) await dayRuns.setAside(asOf, [failure]);
      },
      settle: async (asOf, loanIds) => {
        for (const loanId of loanIds) await dayRuns.settle(asOf, [loanId]);
      },
      add: async (asOf, counts) => {
        await dayRuns.add(asOf, { ...counts, loans: 0 });
        await dayRuns.add(asOf, { ...counts, loans: counts.loans });
      },
    },
  }));
}

export const brokenDayEndQueries: readonly BrokenStore[] = [
  {
    fault: "verbs of day-ends send a query for each item",
    breaks: oneByOne,
    caughtBy: [
      "loans.lockDue: takes a fixed number of queries",
      ...["outbox.put", "outbox.remove", "dayRuns.add", "dayRuns.setAside", "dayRuns.settle"].map(
        (verb) => `${verb}: takes one query`,
      ),
    ],
  },
];
