import type { DayRun, DayRunRepository, PlainDate, Store, UnitOfWork } from "@lendkit/engine";
import { type BrokenStore, withDayRuns } from "./brokenStore.ts";

const changing =
  (
    change: (
      dayRuns: DayRunRepository,
      store: Store,
      unit: UnitOfWork,
    ) => Partial<DayRunRepository>,
  ): BrokenStore["breaks"] =>
  (store) =>
    withDayRuns(store, (dayRuns, unit) => change(dayRuns, store, unit));

const runs: readonly BrokenStore[] = [
  {
    fault: "a run that is begun again is told with the new instant",
    breaks: changing(({ begin }) => ({
      begin: async (asOf, startedAt) => ({ ...(await begin(asOf, startedAt)), startedAt }),
    })),
    caughtBy: [
      "dayRuns: begin begins a run once",
      "dayRuns: of two that begin a run at once one does",
    ],
  },
  {
    fault: "bills are counted as dues",
    breaks: changing(({ add }) => ({
      add: (asOf, counts) => add(asOf, { ...counts, bills: counts.dues, dues: counts.bills }),
    })),
    caughtBy: ["dayRuns: add adds to each count"],
  },
  {
    fault: "a run is finished anew each time",
    breaks: (store) => {
      const finished = new Map<PlainDate, string>();
      return withDayRuns(store, ({ find, finish }) => ({
        finish: async (asOf, finishedAt) => {
          finished.set(asOf, finishedAt);
          await finish(asOf, finishedAt);
        },
        find: async (asOf): Promise<DayRun | undefined> => {
          const run = await find(asOf);
          return run && { ...run, finishedAt: finished.get(asOf) ?? run.finishedAt };
        },
      }));
    },
    caughtBy: ["dayRuns: finish says when, unless it was finished before"],
  },
  {
    fault: "the earliest days come first",
    breaks: changing(({ list }) => ({
      list: async (limit) => [...(await list(99))].reverse().slice(0, limit),
    })),
    caughtBy: ["dayRuns: list gives the latest days first"],
  },
  {
    fault: "a run that was not begun is begun by its first count",
    breaks: changing((dayRuns) => ({
      add: async (asOf, counts) => {
        await dayRuns.begin(asOf, "");
        await dayRuns.add(asOf, counts);
      },
    })),
    caughtBy: ["dayRuns: a run that was not begun is neither counted nor finished"],
  },
];

const failures: readonly BrokenStore[] = [
  {
    fault: "a second try replaces the first one",
    breaks: changing((dayRuns) => ({
      setAside: async (asOf, news) => {
        await dayRuns.settle(
          asOf,
          news.map(({ loanId }) => loanId),
        );
        await dayRuns.setAside(asOf, news);
      },
    })),
    caughtBy: ["dayRuns: loans that are set aside are listed with what was wrong and how often"],
  },
  {
    fault: "what is set aside on one day is on all",
    breaks: changing(({ listFailures, list }) => ({
      listFailures: async () => {
        const all: Awaited<ReturnType<typeof listFailures>>[number][] = [];
        for (const { asOf } of await list(99)) all.push(...(await listFailures(asOf)));
        return all;
      },
    })),
    caughtBy: [
      "dayRuns: loans that are set aside are listed with what was wrong",
      "dayRuns: begun again, a run that was finished forgets",
    ],
  },
  {
    fault: "what is set aside stays so for good",
    breaks: changing(({ begin, find }) => ({
      begin: async (asOf, startedAt) => (await find(asOf)) ?? begin(asOf, startedAt),
    })),
    caughtBy: ["dayRuns: begun again, a run that was finished forgets what was set aside"],
  },
];

const together: readonly BrokenStore[] = [
  {
    fault: "counts are added by a transaction of their own",
    breaks: changing((_, store) => ({
      add: (asOf, counts) => store.transact((unit) => unit.dayRuns.add(asOf, counts)),
    })),
    caughtBy: [
      "dayRuns: a count whose transaction fails is not there",
      "dayRuns: the report can be read while a batch is counted",
    ],
  },
  {
    fault: "of two counts of one transaction the second is lost",
    breaks: changing(({ add }) => {
      const added = new Set<PlainDate>();
      return {
        add: async (asOf, counts) => {
          if (!added.has(asOf)) await add(asOf, counts);
          added.add(asOf);
        },
      };
    }),
    caughtBy: ["dayRuns: of many that add at once none is lost"],
  },
  {
    fault: "who reads the report waits for a batch",
    breaks: changing((dayRuns, _, unit) => ({
      add: async (asOf, counts) => {
        await unit.imports.lock("loans");
        await dayRuns.add(asOf, counts);
      },
      find: async (asOf) => {
        await unit.imports.lock("loans");
        return dayRuns.find(asOf);
      },
    })),
    caughtBy: ["dayRuns: the report can be read while a batch is counted"],
  },
];

export const brokenDayRuns: readonly BrokenStore[] = [...runs, ...failures, ...together];
