import { deadlock } from "../ports/errors.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import {
  changed,
  changeEverything,
  everything,
  nothing,
  readChanges,
  readEverything,
  unchanged,
  writeEverything,
} from "./everything.ts";
import { expectEqual, expectFailed, expectFailure, expectTrue } from "./expect.ts";
import { answered, crossing, overlap } from "./overlap.ts";
import { insertOwner, phoneOf, sampleCustomer, sampleOpened, sampleRun } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

async function expectSameError(store: Store, thrown: unknown): Promise<void> {
  const [outcome] = await Promise.allSettled([
    store.transact(async (unit) => {
      await writeEverything(unit);
      throw thrown;
    }),
  ]);
  const same = outcome.status === "rejected" && outcome.reason === thrown;
  expectTrue(same, `transact must throw on the very thing that the work threw: ${String(thrown)}`);
}

export const transactionPromises: readonly StorePromise[] = [
  {
    name: "transact: a unit of work that is used after its end throws",
    check: async ({ store }) => {
      const kept: UnitOfWork[] = [];
      await store.transact(async (unit) => {
        kept.push(unit);
      });
      const promised = { code: "TRANSACTION_ENDED", retryable: false };
      for (const { customers, loans, facts, dues, idempotency, imports, outbox, dayRuns } of kept) {
        await expectFailure(customers.find("C-1"), promised, "a customer, too late");
        await expectFailure(loans.find("L-1"), promised, "a loan, too late");
        await expectFailure(facts.append([sampleOpened(1)]), promised, "a fact, too late");
        await expectFailure(dues.list({ limit: 1 }), promised, "dues, too late");
        await expectFailure(idempotency.claim("K-1", "asked"), promised, "a key, too late");
        await expectFailure(imports.start(sampleRun(1)), promised, "a run, too late");
        await expectFailure(outbox.take(1), promised, "messages, too late");
        await expectFailure(dayRuns.list(1), promised, "day runs, too late");
      }
    },
  },
  {
    name: "transact: answers what the work answers, and all its writes last",
    check: async ({ store }) => {
      const answer = await store.transact(async (unit) => {
        await writeEverything(unit);
        return "done";
      });
      expectEqual(answer, "done", "the answer of transact");
      expectEqual(await store.transact(readEverything), everything, "after the commit");
    },
  },
  {
    name: "transact: if the work throws, nothing is there and the same error comes out",
    check: async ({ store }) => {
      await expectSameError(store, new Error("the host's own"));
      await expectSameError(store, { notEven: "an Error" });
      expectEqual(await store.transact(readEverything), nothing, "after the failed work");
    },
  },
  {
    name: "transact: if the work throws, what it changed is as it was",
    check: async ({ store }) => {
      await store.transact(writeEverything);
      const wanted = new Error("the host's own");
      const work = store.transact(async (unit) => {
        await changeEverything(unit);
        throw wanted;
      });
      await Promise.allSettled([work]);
      expectEqual(await store.transact(readChanges), unchanged, "after the failed work");
      await store.transact(changeEverything);
      expectEqual(await store.transact(readChanges), changed, "after the same work succeeded");
    },
  },
  {
    name: "transact: a transaction sees its own writes",
    check: async ({ store }) => {
      const [written, after] = await store.transact(async (unit) => {
        await writeEverything(unit);
        const first = await readEverything(unit);
        await changeEverything(unit);
        return [first, await readChanges(unit)];
      });
      expectEqual(written, everything, "written in the same transaction");
      expectEqual(after, changed, "changed in the same transaction");
    },
  },
  {
    name: "transact: a verb that throws ends the transaction, also if the work goes on",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const work = store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(2)]);
        const again = unit.customers.insert([sampleCustomer(3, { phoneNumber: phoneOf(1) })]);
        await Promise.allSettled([again]);
        return "all is well";
      });
      const promised = { code: "ALREADY_EXISTS", details: { field: "phoneNumber" } };
      await expectFailure(work, promised, "transact after an error that the work swallowed");
      const found = await store.transact((unit) => unit.customers.find("C-2"));
      expectEqual(found, undefined, "a write before the error that the work swallowed");
    },
  },
  {
    name: "transact: the work is run once, also when a retry could help",
    check: async ({ store }) => {
      let runs = 0;
      const work = store.transact(async (unit) => {
        runs += 1;
        await unit.customers.insert([sampleCustomer(1)]);
        throw deadlock({ waitingFor: "nothing, the kit made this up" });
      });
      await expectFailure(work, { code: "DEADLOCK" }, "transact around work that throws");
      expectEqual(runs, 1, "how often the work was run");
    },
  },
  {
    name: "transact: nobody sees a write before it is committed",
    needs: "parallel",
    check: async ({ store }) => {
      const early = await overlap(store, { first: writeEverything, second: readEverything });
      if (early.waited) return;
      expectEqual(answered(early.second), nothing, "read while the writer is still open");
    },
  },
  {
    name: "transact: nobody ever sees a write that is rolled back",
    needs: "parallel",
    check: async ({ store }) => {
      const sides = { first: writeEverything, second: readEverything, fails: true };
      const { second } = await overlap(store, sides);
      expectEqual(answered(second), nothing, "read beside a writer that fails");
    },
  },
  {
    name: "transact: nobody sees a change before it is committed",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact(writeEverything);
      const sides = { first: changeEverything, second: readChanges, fails: true };
      const { second } = await overlap(store, sides);
      expectEqual(answered(second), unchanged, "read beside a writer that fails");
    },
  },
  {
    name: "transact: of two that wait for each other exactly one ends with DEADLOCK",
    needs: "parallel",
    check: async ({ store }) => {
      const side = (mine: number, other: number) => ({
        first: async (unit: UnitOfWork) => {
          await unit.customers.lock([`C-${mine}`]);
          await unit.customers.insert([sampleCustomer(mine)]);
        },
        second: (unit: UnitOfWork) => unit.customers.lock([`C-${other}`]),
      });
      const outcomes = await crossing(store, [side(1, 2), side(2, 1)]);
      const ended = outcomes.filter((outcome) => outcome.status === "rejected");
      expectEqual(ended.length, 1, "how many of the two were ended");
      for (const outcome of ended) {
        expectFailed(outcome, { code: "DEADLOCK", retryable: true }, "the one that was ended");
      }
      const kept = await store.transact(async (unit) => [
        (await unit.customers.find("C-1")) !== undefined,
        (await unit.customers.find("C-2")) !== undefined,
      ]);
      const succeeded = outcomes.map((outcome) => outcome.status === "fulfilled");
      expectEqual(kept, succeeded, "whose writes are there");
    },
  },
];
