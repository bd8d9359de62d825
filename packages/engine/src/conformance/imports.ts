import type { ImportRun } from "../ports/importRun.ts";
import type { Store } from "../ports/store.ts";
import { expectEqual, expectFailure, expectTrue } from "./expect.ts";
import { sampleCustomer, sampleNote, sampleRun } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const start = (store: Store, ...run: Parameters<typeof sampleRun>): Promise<ImportRun> =>
  store.transact((unit) => unit.imports.start(sampleRun(...run)));

const progressed = (run: ImportRun): ImportRun => ({
  ...run,
  rowsDone: 10,
  counts: { read: 10, imported: 5, updated: 2, unchanged: 2, rejected: 1 },
});

export const importPromises: readonly StorePromise[] = [
  {
    name: "imports: a run starts as running, with nothing done",
    check: async ({ store }) => {
      const { ordinal, ...rest } = await start(store, 1);
      const counts = { read: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0 };
      const promised = { ...sampleRun(1), status: "running", rowsDone: 0, counts };
      expectEqual(rest, promised, "the run that was started");
      const found = await store.transact((unit) => unit.imports.findLatest(sampleRun(1)));
      expectEqual(found, { ordinal, ...rest }, "the same run, found later");
    },
  },
  {
    name: "imports: a later run of a kind has a higher ordinal",
    check: async ({ store }) => {
      const ordinals: number[] = [];
      for (let n = 1; n <= 12; n += 1) ordinals.push((await start(store, n)).ordinal);
      const rising = ordinals.every((ordinal, at) => at === 0 || ordinal > (ordinals[at - 1] ?? 0));
      expectTrue(rising, `Ordinals must rise, found ${ordinals.join(", ")}.`);
    },
  },
  {
    name: "imports: start refuses an id that is there",
    check: async ({ store }) => {
      await start(store, 1);
      const promised = { code: "ALREADY_EXISTS", details: { entity: "import", field: "id" } };
      await expectFailure(start(store, 1, "b"), promised, "a second run with this id");
    },
  },
  {
    name: "imports: progress and notes of a run that was not started are refused",
    check: async ({ store }) => {
      const promised = { code: "IMPORT_RUN_NOT_FOUND", retryable: false, details: { id: "R-2" } };
      const run = { ...(await start(store, 1)), id: "R-2" };
      const saved = store.transact((unit) => unit.imports.save(run));
      await expectFailure(saved, promised, "progress of an unknown run");
      const noted = store.transact((unit) => unit.imports.addNotes("R-2", [sampleNote(2)]));
      await expectFailure(noted, promised, "notes of an unknown run");
    },
  },
  {
    name: "imports: findLatest gives the newest run of this file and kind, finished or not",
    check: async ({ store }) => {
      const first = await start(store, 1, "a");
      await store.transact((unit) => unit.imports.save({ ...first, status: "completed" }));
      const finished = await store.transact((unit) => unit.imports.findLatest(first));
      expectEqual(finished?.status, "completed", "the only run, finished");
      for (let n = 2; n <= 11; n += 1) await start(store, n, "a");
      await start(store, 12, "b");
      const found = await store.transact(async (unit) => [
        (await unit.imports.findLatest(sampleRun(1, "a")))?.id,
        (await unit.imports.findLatest(sampleRun(1, "b")))?.id,
        await unit.imports.findLatest(sampleRun(1, "c")),
        await unit.imports.findLatest({ ...sampleRun(1, "a"), kind: "loans" }),
      ]);
      const promised = ["R-11", "R-12", undefined, undefined];
      expectEqual(found, promised, "of two files, an unknown file, another kind");
    },
  },
  {
    name: "imports: latestOfEachKind gives the newest run of each kind, whatever the file",
    check: async ({ store }) => {
      const none = await store.transact((unit) => unit.imports.latestOfEachKind());
      expectEqual(none, [], "before any run");
      await start(store, 1, "a");
      await start(store, 2, "b");
      await store.transact((unit) => unit.imports.start({ ...sampleRun(3), kind: "loans" }));
      await start(store, 4, "a");
      const latest = await store.transact((unit) => unit.imports.latestOfEachKind());
      const found = latest.map(({ kind, id }) => `${kind} ${id}`).sort();
      expectEqual(found, ["customers R-4", "loans R-3"], "after runs of both kinds");
    },
  },
  {
    name: "imports: save replaces the progress of its run only",
    check: async ({ store }) => {
      const other = await start(store, 1, "a");
      const run = await start(store, 2, "b");
      await store.transact((unit) => unit.imports.save(progressed(run)));
      const done: ImportRun = { ...progressed(run), rowsDone: 20, status: "completed" };
      await store.transact((unit) => unit.imports.save(done));
      const found = await store.transact(async (unit) => [
        await unit.imports.findLatest(run),
        await unit.imports.findLatest(other),
      ]);
      expectEqual(found, [done, other], "the run that was saved, and the other one");
    },
  },
  {
    name: "imports: progress is there exactly if the rows of its transaction are",
    check: async ({ store }) => {
      const run = await start(store, 1);
      const batch = (n: number, fails: boolean): Promise<void> =>
        store.transact(async (unit) => {
          await unit.customers.insert([sampleCustomer(n)]);
          await unit.imports.save({ ...progressed(run), rowsDone: n });
          await unit.imports.addNotes("R-1", [sampleNote(n + 1)]);
          if (fails) throw new Error("The kit makes this transaction fail.");
        });
      await batch(1, false);
      await Promise.allSettled([batch(2, true)]);
      const found = await store.transact(async (unit) => [
        (await unit.imports.findLatest(run))?.rowsDone,
        (await unit.customers.find("C-1"))?.id,
        (await unit.customers.find("C-2"))?.id,
        (await unit.imports.listNotes("R-1")).map(({ row }) => row),
      ]);
      expectEqual(found, [1, "C-1", undefined, [2]], "after one batch, and one that failed");
    },
  },
  {
    name: "imports: notes of one run are listed by row, then in the order they were added",
    check: async ({ store }) => {
      await start(store, 1);
      await start(store, 2);
      const note = (row: number, code: string) => sampleNote(row, { code });
      await store.transact(async (unit) => {
        await unit.imports.addNotes("R-1", [note(100, "D"), note(9, "C"), note(9, "A")]);
        await unit.imports.addNotes("R-2", [note(9, "OTHER_RUN")]);
      });
      await store.transact((unit) =>
        unit.imports.addNotes("R-1", [note(9, "B"), note(10, "E"), note(2, "Z")]),
      );
      const notes = await store.transact((unit) => unit.imports.listNotes("R-1"));
      const found = notes.map(({ row, code }) => `${row} ${code}`);
      expectEqual(found, ["2 Z", "9 C", "9 A", "9 B", "10 E", "100 D"], "the notes of one run");
      const unknown = await store.transact((unit) => unit.imports.listNotes("R-99"));
      expectEqual(unknown, [], "the notes of a run that is not there");
    },
  },
];
