import type { ImportRepository, ImportRun } from "@lendkit/engine";
import { type BrokenStore, withImports } from "./brokenStore.ts";

/** The runs that were started, oldest first, kept beside the store. */
function remembering(
  change: (imports: ImportRepository, started: readonly ImportRun[]) => Partial<ImportRepository>,
): BrokenStore["breaks"] {
  return (store) => {
    const started: ImportRun[] = [];
    return withImports(store, (imports) => ({
      start: async (run) => {
        const begun = await imports.start(run);
        started.push(begun);
        return begun;
      },
      ...change(imports, started),
    }));
  };
}

export const brokenImports: readonly BrokenStore[] = [
  {
    fault: "a run starts as completed",
    breaks: (store) =>
      withImports(store, (imports) => ({
        start: async (run) => ({ ...(await imports.start(run)), status: "completed" }),
      })),
    caughtBy: ["imports: a run starts as running"],
  },
  {
    fault: "every run has the same ordinal",
    breaks: (store) =>
      withImports(store, (imports) => ({
        start: async (run) => ({ ...(await imports.start(run)), ordinal: 1 }),
      })),
    caughtBy: ["imports: a later run of a kind has a higher ordinal"],
  },
  {
    fault: "a run that is there is started again",
    breaks: (store) => {
      const ids = new Set<string>();
      return withImports(store, (imports) => ({
        start: async (run) => {
          const again = ids.has(run.id);
          ids.add(run.id);
          return imports.start(again ? { ...run, id: `${run.id} again` } : run);
        },
      }));
    },
    caughtBy: ["imports: start refuses an id that is there"],
  },
  {
    fault: "progress of a run that was not started is dropped",
    breaks: remembering((imports, started) => ({
      save: async (run) => {
        if (started.some(({ id }) => id === run.id)) await imports.save(run);
      },
    })),
    caughtBy: ["imports: progress and notes of a run that was not started are refused"],
  },
  {
    fault: "notes on a run that was not started are dropped",
    breaks: remembering((imports, started) => ({
      addNotes: async (runId, notes) => {
        if (started.some(({ id }) => id === runId)) await imports.addNotes(runId, notes);
      },
    })),
    caughtBy: ["imports: progress and notes of a run that was not started are refused"],
  },
  {
    fault: "the oldest run of a file is found",
    breaks: remembering((_, started) => ({
      findLatest: async (key) =>
        started.find((run) => run.kind === key.kind && run.fingerprint === key.fingerprint),
    })),
    caughtBy: ["imports: findLatest gives the newest run"],
  },
  {
    fault: "a run is found by its file, whatever its kind",
    breaks: (store) =>
      withImports(store, (imports) => ({
        findLatest: async ({ fingerprint }) =>
          (await imports.findLatest({ kind: "customers", fingerprint })) ??
          imports.findLatest({ kind: "loans", fingerprint }),
      })),
    caughtBy: ["imports: findLatest gives the newest run of this file and kind"],
  },
  {
    fault: "the newest run of each file is listed",
    breaks: remembering((imports, started) => ({
      latestOfEachKind: async () => {
        const latest = await Promise.all(started.map(imports.findLatest));
        return [...new Set(latest)].flatMap((run) => run ?? []);
      },
    })),
    caughtBy: ["imports: latestOfEachKind"],
  },
  {
    fault: "progress of one run is written to all of its kind",
    breaks: remembering((imports, started) => ({
      save: async (run) => {
        for (const { id } of started) await imports.save({ ...run, id });
      },
    })),
    caughtBy: ["imports: save replaces the progress of its run only"],
  },
  {
    fault: "progress is kept by a transaction of its own",
    breaks: (store) =>
      withImports(store, () => ({
        save: (run) => store.transact((unit) => unit.imports.save(run)),
      })),
    caughtBy: ["imports: progress is there exactly if"],
  },
  {
    fault: "notes are listed by row as text",
    breaks: (store) =>
      withImports(store, (imports) => ({
        listNotes: async (runId) =>
          [...(await imports.listNotes(runId))].sort((one, other) =>
            String(one.row) < String(other.row) ? -1 : 1,
          ),
      })),
    caughtBy: ["imports: notes of one run are listed by row"],
  },
  {
    fault: "notes of one row are listed last one first",
    breaks: (store) =>
      withImports(store, (imports) => ({
        listNotes: async (runId) =>
          [...(await imports.listNotes(runId))].reverse().sort((one, other) => one.row - other.row),
      })),
    caughtBy: ["imports: notes of one run are listed by row, then in the order"],
  },
];
