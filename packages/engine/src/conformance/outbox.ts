import { factMessage, type OutboxMessage } from "../ports/outbox.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { sampleNotice } from "./dayEndSamples.ts";
import { expectEqual, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import { sampleLife } from "./sampleLife.ts";
import type { StorePromise } from "./storePromise.ts";

const put = (store: Store, messages: readonly OutboxMessage[]): Promise<void> =>
  store.transact((unit) => unit.outbox.put(messages));

const takeAll = (store: Store): Promise<readonly OutboxMessage[]> =>
  store.transact((unit) => unit.outbox.take(1000));

const idsOf = (messages: readonly OutboxMessage[]): readonly string[] =>
  messages.map(({ id }) => id);

/** Takes some and removes them, as a reader does that has handed them on. */
async function handOn(unit: UnitOfWork, limit: number): Promise<readonly string[]> {
  const messages = await unit.outbox.take(limit);
  await unit.outbox.remove(idsOf(messages));
  return idsOf(messages);
}

const [one, two, three] = [sampleNotice(1), sampleNotice(2), sampleNotice(3)] as const;

export const outboxPromises: readonly StorePromise[] = [
  {
    name: "outbox: take gives messages to the letter, the oldest first, as many as asked for",
    check: async ({ store }) => {
      const facts = sampleLife.map(factMessage);
      await put(store, [three, one]);
      await put(store, [...facts, two]);
      expectEqual(await takeAll(store), [three, one, ...facts, two], "all, in the order put");
      const some = await store.transact((unit) => unit.outbox.take(2));
      expectEqual(some, [three, one], "the oldest two");
      expectEqual(await store.transact((unit) => unit.outbox.take(0)), [], "none asked for");
    },
  },
  {
    name: "outbox: what is taken and not removed is given again",
    check: async ({ store }) => {
      await put(store, [one, two, three]);
      const failing = store.transact(async (unit) => {
        await handOn(unit, 2);
        throw new Error("The kit makes this transaction fail.");
      });
      await Promise.allSettled([failing]);
      expectEqual(await takeAll(store), [one, two, three], "after a reader that failed");
      expectEqual(await takeAll(store), [one, two, three], "after one that removed nothing");
    },
  },
  {
    name: "outbox: remove removes, and one that is not there is no error",
    check: async ({ store }) => {
      await put(store, [one, two, three]);
      await store.transact((unit) => unit.outbox.remove([two.id, "nothing", two.id]));
      expectEqual(await takeAll(store), [one, three], "after the second was removed");
    },
  },
  {
    name: "outbox: an id that was put before is left out, also once it was removed",
    check: async ({ store }) => {
      await put(store, [one, two, one]);
      await put(store, [two, one, three]);
      expectEqual(await takeAll(store), [one, two, three], "put again while they are there");
      expectEqual(await store.transact((unit) => handOn(unit, 2)), [one.id, two.id], "handed on");
      await put(store, [one, two]);
      expectEqual(await takeAll(store), [three], "put again after they were handed on");
    },
  },
  {
    name: "outbox: messages are there if and only if their transaction commits",
    check: async ({ store }) => {
      const failing = store.transact(async (unit) => {
        await unit.outbox.put([one, two]);
        throw new Error("The kit makes this transaction fail.");
      });
      await Promise.allSettled([failing]);
      expectEqual(await takeAll(store), [], "after the failed transaction");
      await put(store, [two]);
      expectEqual(await takeAll(store), [two], "the same id, put by one that committed");
    },
  },
  {
    name: "outbox: of two readers the second waits, and is not given what the first removed",
    needs: "parallel",
    check: async ({ store }) => {
      await put(store, [one, two, three]);
      const { waited, second } = await overlap(store, {
        first: async (unit) => void (await unit.outbox.take(2)),
        second: (unit) => handOn(unit, 2),
        lastly: (unit) => unit.outbox.remove([one.id, two.id]),
      });
      expectTrue(waited, "A second reader must wait for the first one's end.");
      expectEqual(answered(second), [three.id], "what the second one is given");
    },
  },
  {
    name: "outbox: a reader does not hold up who puts messages",
    needs: "parallel",
    check: async ({ store }) => {
      await put(store, [one]);
      const second = await beside(store, {
        first: async (unit) => void (await unit.outbox.take(9)),
        second: (unit) => unit.outbox.put([two]),
      });
      if (second === undefined) throw new Error("put must not wait for a reader.");
      expectEqual(await takeAll(store), [one, two], "after both");
    },
  },
  {
    name: "outbox: messages of one loan keep their order, whoever put them",
    needs: "parallel",
    check: async ({ store }) => {
      const PUTS = 6;
      let turns = 0;
      const work = (loanId: string) => async (unit: UnitOfWork) => {
        await unit.loans.lock([loanId]);
        turns += 1;
        await unit.outbox.put([sampleNotice(turns, loanId), sampleNotice(100 + turns, loanId)]);
      };
      const loanIds = Array.from({ length: PUTS }, () => ["L-1", "L-2"]).flat();
      const handed: string[] = [];
      const read = async (): Promise<void> => {
        for (let reads = 0; reads < PUTS; reads += 1) {
          handed.push(...(await store.transact((unit) => handOn(unit, 3))));
        }
      };
      await Promise.all([...loanIds.map((loanId) => store.transact(work(loanId))), read()]);
      for (let reads = 0; reads < PUTS; reads += 1) {
        handed.push(...(await store.transact((unit) => handOn(unit, PUTS))));
      }
      expectEqual(handed.length, 4 * PUTS, "how many were handed on");
      for (const loanId of ["L-1", "L-2"]) {
        const own = handed
          .filter((id) => id.endsWith(loanId))
          .map((id) => Number(id.split(" ")[1]));
        const inTurn = own.map((n) => n % 100);
        expectEqual(
          inTurn,
          [...inTurn].sort((a, b) => a - b),
          `turns of ${loanId}`,
        );
        expectEqual(
          own.map((n, at) => n > 100 === (at % 2 === 1)),
          own.map(() => true),
          "pairs",
        );
      }
    },
  },
];
