/**
 * Verbs that are called before one of them is awaited, as the use-cases call them.
 *
 * @module
 */
import { factMessage } from "../ports/outbox.ts";
import type { Store, StoredLoan, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectFailure } from "./expect.ts";
import { insertOwner, sampleDue, sampleImported, sampleLoan, sampleOpened } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const [first, second] = [sampleOpened(1), sampleImported(1, 2)];

/** Loan 1 with a fact, and with dues 1 and 2. */
export async function insertLoan(store: Store): Promise<StoredLoan> {
  return store.transact(async (unit) => {
    await insertOwner(unit);
    const [loan] = await unit.loans.insert([sampleLoan(1)]);
    await unit.facts.append([first]);
    await unit.dues.replace({ put: [sampleDue(1), sampleDue(2)], removed: [] });
    if (loan === undefined) throw new Error("insert gives no loan.");
    return loan;
  });
}

/** All that is written of one payment. Due 2 is both removed and put, so it is there. */
export async function writeTogether(unit: UnitOfWork, loan: StoredLoan): Promise<unknown> {
  const state = { ...loan.state, lastSequence: 2 };
  return Promise.all([
    unit.facts.append([second]),
    unit.loans.save([{ ...loan, state }]),
    unit.dues.replace({
      put: [sampleDue(2), sampleDue(3)],
      removed: [sampleDue(1), sampleDue(2)],
    }),
    unit.outbox.put([factMessage(second)]),
    unit.idempotency.answer("K-1", "asked", "answer"),
  ]);
}

export async function readAll(unit: UnitOfWork): Promise<object> {
  const [answer] = await Promise.all([
    unit.idempotency.claim("K-1", "asked"),
    unit.loans.lock(["L-1"]),
  ]);
  const loan = await unit.loans.find("L-1");
  const dues = await unit.dues.list({ limit: 10 });
  return {
    answer,
    version: loan?.version,
    lastSequence: loan?.state.lastSequence,
    facts: await unit.facts.list("L-1"),
    dues: dues.map(({ dueId }) => dueId).sort(),
    messages: await unit.outbox.take(10),
  };
}

export const before: object = {
  answer: undefined,
  version: 1,
  lastSequence: 1,
  facts: [first],
  dues: [sampleDue(1).dueId, sampleDue(2).dueId],
  messages: [],
};

export const after: object = {
  answer: "answer",
  version: 2,
  lastSequence: 2,
  facts: [first, second],
  dues: [sampleDue(2).dueId, sampleDue(3).dueId],
  messages: [factMessage(second)],
};

export const togetherPromises: readonly StorePromise[] = [
  {
    name: "together: verbs that are called together all write, seen at once and after the commit",
    check: async ({ store }) => {
      const loan = await insertLoan(store);
      const seen = await store.transact(async (unit) => {
        await writeTogether(unit, loan);
        return readAll(unit);
      });
      expectEqual(seen, after, "in the transaction");
      expectEqual(await store.transact(readAll), after, "after the commit");
    },
  },
  {
    name: "together: if one of them fails, the error is its own and nothing is there",
    check: async ({ store }) => {
      const loan = await insertLoan(store);
      const work = store.transact((unit) => writeTogether(unit, { ...loan, version: 7 }));
      const details = { entity: "loan", id: "L-1", expected: 7 };
      await expectFailure(work, { code: "STALE_VERSION", retryable: true, details }, "the save");
      expectEqual(await store.transact(readAll), before, "after the failure");
    },
  },
  {
    name: "together: what a lock lets one read is what was written since, also twice",
    check: async ({ store }) => {
      const loan = await insertLoan(store);
      const versions = await store.transact(async (unit) => {
        await unit.loans.lock(["L-1"]);
        const [, found] = await Promise.all([unit.loans.save([loan]), unit.loans.find("L-1")]);
        const again = await unit.loans.find("L-1");
        return [found?.version, again?.version];
      });
      expectEqual(versions, [2, 2], "versions read after the save");
    },
  },
];
