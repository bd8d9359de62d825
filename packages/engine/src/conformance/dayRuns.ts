import type { UnitOfWork } from "../ports/store.ts";
import {
  countsOf,
  insertDueLoans,
  runDay1,
  runDay2,
  runInstant,
  sampleFailure,
} from "./dayEndSamples.ts";
import { expectEqual, expectRefusal, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import type { StorePromise } from "./storePromise.ts";

const later = "2024-03-01T00:10:00.000Z";

const begun = { asOf: runDay1, startedAt: runInstant, finishedAt: null, counts: countsOf(0) };

const begin = async (unit: UnitOfWork): Promise<void> =>
  void (await unit.dayRuns.begin(runDay1, runInstant));

const addOne = (unit: UnitOfWork): Promise<void> => unit.dayRuns.add(runDay1, countsOf(1));

const inOneRun: readonly StorePromise[] = [
  {
    name: "dayRuns: begin begins a run once, and goes on with it then",
    check: async ({ store }) => {
      const answers = await store.transact(async ({ dayRuns }) => [
        await dayRuns.find(runDay1),
        await dayRuns.begin(runDay1, runInstant),
        await dayRuns.find(runDay2),
      ]);
      expectEqual(answers, [undefined, begun, undefined], "before, begun, of another day");
      await store.transact(addOne);
      const again = await store.transact((unit) => unit.dayRuns.begin(runDay1, later));
      expectEqual(again, { ...begun, counts: countsOf(1) }, "begun again");
    },
  },
  {
    name: "dayRuns: add adds to each count",
    check: async ({ store }) => {
      await store.transact(begin);
      await store.transact((unit) => unit.dayRuns.begin(runDay2, later));
      for (const n of [1, 20, 300]) {
        await store.transact((unit) => unit.dayRuns.add(runDay1, countsOf(n)));
      }
      const [one, other] = await store.transact(async ({ dayRuns }) => [
        await dayRuns.find(runDay1),
        await dayRuns.find(runDay2),
      ]);
      expectEqual(one?.counts, countsOf(321), "1, 20 and 300");
      expectEqual(other?.counts, countsOf(0), "another day");
    },
  },
  {
    name: "dayRuns: finish says when, unless it was finished before",
    check: async ({ store }) => {
      await store.transact(begin);
      await store.transact((unit) => unit.dayRuns.finish(runDay1, later));
      await store.transact((unit) => unit.dayRuns.finish(runDay1, runInstant));
      const found = await store.transact((unit) => unit.dayRuns.find(runDay1));
      expectEqual(found, { ...begun, finishedAt: later }, "finished twice");
    },
  },
  {
    name: "dayRuns: list gives the latest days first, as many as asked for",
    check: async ({ store }) => {
      await store.transact((unit) => unit.dayRuns.begin(runDay2, later));
      await store.transact(begin);
      const days = (limit: number) =>
        store.transact(async (unit) => (await unit.dayRuns.list(limit)).map(({ asOf }) => asOf));
      expectEqual(await days(9), [runDay2, runDay1], "all");
      expectEqual(await days(1), [runDay2], "one");
    },
  },
  {
    name: "dayRuns: a run that was not begun is neither counted nor finished",
    check: async ({ store }) => {
      await store.transact((unit) => insertDueLoans(unit, [runDay1]));
      const promised = { code: "DAY_RUN_NOT_FOUND", retryable: false };
      const finish = (unit: UnitOfWork) => unit.dayRuns.finish(runDay1, later);
      const setAside = (unit: UnitOfWork) => unit.dayRuns.setAside(runDay1, [sampleFailure(1)]);
      await expectRefusal(store, addOne, promised, "add");
      await expectRefusal(store, finish, promised, "finish");
      await expectRefusal(store, setAside, promised, "setAside");
    },
  },
  {
    name: "dayRuns: loans that are set aside are listed with what was wrong and how often",
    check: async ({ store }) => {
      await store.transact((unit) => insertDueLoans(unit, [runDay1, runDay1, runDay1]));
      const list = (asOf = runDay1) => store.transact((unit) => unit.dayRuns.listFailures(asOf));
      await store.transact(async ({ dayRuns }) => {
        await dayRuns.begin(runDay1, runInstant);
        await dayRuns.begin(runDay2, runInstant);
        await dayRuns.setAside(runDay1, [sampleFailure(3), sampleFailure(1)]);
        await dayRuns.setAside(runDay2, [sampleFailure(2)]);
      });
      const again = { ...sampleFailure(3), code: "OTHER", message: "something else" };
      await store.transact((unit) => unit.dayRuns.setAside(runDay1, [again]));
      const promised = [
        { ...sampleFailure(1), attempts: 1 },
        { ...again, attempts: 2 },
      ];
      expectEqual(await list(), promised, "by id, the second try told");
      await store.transact((unit) => unit.dayRuns.settle(runDay1, ["L-3", "L-9", "L-2"]));
      expectEqual(await list(), [{ ...sampleFailure(1), attempts: 1 }], "after one was settled");
      expectEqual(await list(runDay2), [{ ...sampleFailure(2), attempts: 1 }], "of another day");
    },
  },
  {
    name: "dayRuns: begun again, a run that was finished forgets what was set aside, no other",
    check: async ({ store }) => {
      await store.transact((unit) => insertDueLoans(unit, [runDay1]));
      await store.transact(async ({ dayRuns }) => {
        await dayRuns.begin(runDay1, runInstant);
        await dayRuns.begin(runDay2, runInstant);
        await dayRuns.setAside(runDay1, [sampleFailure(1)]);
        await dayRuns.setAside(runDay2, [sampleFailure(1)]);
      });
      const count = (asOf = runDay1) =>
        store.transact(async (unit) => (await unit.dayRuns.listFailures(asOf)).length);
      await store.transact(begin);
      expectEqual(await count(), 1, "begun again before it was finished");
      await store.transact((unit) => unit.dayRuns.finish(runDay1, later));
      await store.transact(begin);
      expectEqual([await count(), await count(runDay2)], [0, 1], "begun again after, another day");
    },
  },
];

const together: readonly StorePromise[] = [
  {
    name: "dayRuns: of two that begin a run at once one does, and both go on with it",
    needs: "parallel",
    check: async ({ store }) => {
      const { second } = await overlap(store, {
        first: begin,
        second: (unit) => unit.dayRuns.begin(runDay1, later),
      });
      expectEqual(answered(second), begun, "what the second one is given");
    },
  },
  {
    name: "dayRuns: of many that add at once none is lost",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(begin);
      const { waited } = await overlap(store, { first: addOne, second: addOne, lastly: addOne });
      expectTrue(waited, "A second transaction's count must wait for the first one's.");
      await Promise.all(Array.from({ length: 8 }, () => store.transact(addOne)));
      const found = await store.transact((unit) => unit.dayRuns.find(runDay1));
      expectEqual(found?.counts, countsOf(11), "three and eight");
    },
  },
  {
    name: "dayRuns: a count whose transaction fails is not there",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(begin);
      await overlap(store, { first: addOne, second: addOne, fails: true });
      const found = await store.transact((unit) => unit.dayRuns.find(runDay1));
      expectEqual(found?.counts, countsOf(1), "one that failed and one that did not");
    },
  },
  {
    name: "dayRuns: the report can be read while a batch is counted",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(begin);
      const second = await beside(store, {
        first: addOne,
        second: (unit) => unit.dayRuns.find(runDay1),
      });
      if (second === undefined) throw new Error("find must not wait for a batch.");
      expectEqual(answered(second), begun, "what is committed");
    },
  },
];

export const dayRunPromises: readonly StorePromise[] = [...inOneRun, ...together];
