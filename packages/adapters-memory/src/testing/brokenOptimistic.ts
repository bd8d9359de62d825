import type { Store, UnitOfWork } from "@lendkit/engine";
import { autocommit } from "./autocommit.ts";
import type { BrokenStore } from "./brokenStore.ts";

/** Breaks optimistic transactions alone. */
const optimistically =
  (run: <T>(store: Store, work: (unit: UnitOfWork) => Promise<T>) => Promise<T>) =>
  (store: Store): Store => ({
    transact: (work, options) =>
      options?.locking === "optimistic" ? run(store, work) : store.transact(work),
  });

/** Holds no loan, and saves over whatever is there. */
function overwriting({ loans, ...unit }: UnitOfWork): UnitOfWork {
  return {
    ...unit,
    loans: {
      ...loans,
      lock: async () => {},
      save: async (changed) => {
        await loans.lock(changed.map(({ state }) => state.loanId));
        const stored = await loans.findMany({ ids: changed.map(({ state }) => state.loanId) });
        return loans.save(
          changed.map((loan) => {
            const same = stored.find(({ state }) => state.loanId === loan.state.loanId);
            return { ...loan, version: same?.version ?? loan.version };
          }),
        );
      },
    },
    facts: { ...unit.facts, append: async () => {} },
  };
}

/** Holds no key, and drops a second answer. */
function unclaimed({ idempotency, ...unit }: UnitOfWork): UnitOfWork {
  return {
    ...unit,
    idempotency: {
      claim: async () => undefined,
      answer: async (key, fingerprint, text) => {
        if ((await idempotency.claim(key, fingerprint)) === undefined) {
          await idempotency.answer(key, fingerprint, text);
        }
      },
    },
  };
}

export const brokenOptimistic: readonly BrokenStore[] = [
  {
    fault: "what an optimistic transaction writes is dropped at its end",
    breaks: optimistically(async (store, work) => {
      const kept: { answer: Awaited<ReturnType<typeof work>> }[] = [];
      const undone = store.transact(async (unit) => {
        kept.push({ answer: await work(unit) });
        throw new Error("dropped");
      });
      await undone.catch((error: unknown) => {
        if (kept.length === 0) throw error;
      });
      const [last] = kept;
      if (last === undefined) throw new Error("The work was not run.");
      return last.answer;
    }),
    caughtBy: [
      "optimistic: what was read and then written together is there after the commit",
      "optimistic: it sees what it wrote, and may write again",
      "optimistic: it sees what it wrote, and may go on to read and write anything",
    ],
  },
  {
    fault: "what an optimistic transaction wrote before it failed is kept",
    breaks: optimistically((store, work) => work(autocommit(store))),
    caughtBy: ["optimistic: if the work throws, nothing is there"],
  },
  {
    fault: "an optimistic transaction saves over what was saved in between",
    breaks: optimistically((store, work) => store.transact((unit) => work(overwriting(unit)))),
    caughtBy: [
      "optimistic: of many that change a loan at once none is lost",
      "optimistic: one that another was faster than leaves no trace",
      "optimistic: what it only read stays as it was until it commits",
      "optimistic: what another holds is not changed before it lets go",
    ],
  },
  {
    fault: "an optimistic transaction does not look again whether its key was answered",
    breaks: optimistically((store, work) => store.transact((unit) => work(unclaimed(unit)))),
    caughtBy: [
      "optimistic: a key that was answered in between is not answered again",
      "optimistic: a key that it claimed and did not answer is not answered before it commits",
      "optimistic: a key that another holds is not answered before it lets go",
    ],
  },
];
