import { plainDate } from "../calendar/plainDate.ts";
import type { DueLoanQuery } from "../ports/dayRun.ts";
import type { Store, StoredLoan, UnitOfWork } from "../ports/store.ts";
import { insertDueLoans, runDay1, runDay2, runInstant, sampleFailure } from "./dayEndSamples.ts";
import { expectEqual, expectRefusal, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import type { StorePromise } from "./storePromise.ts";

const MANY = 100;

const idsOf = (loans: readonly StoredLoan[]): string[] =>
  loans.map(({ state }) => state.loanId).sort();

const take = async (
  unit: UnitOfWork,
  query: Partial<DueLoanQuery> = {},
): Promise<readonly string[]> =>
  idsOf(await unit.loans.lockDue({ asOf: runDay1, limit: MANY, ...query }));

const takeAlone = (store: Store, query: Partial<DueLoanQuery> = {}): Promise<readonly string[]> =>
  store.transact((unit) => take(unit, query));

/** Takes and, as a day-end does, says that they are due on a later day. */
async function settle(unit: UnitOfWork, query: Partial<DueLoanQuery>): Promise<readonly string[]> {
  const loans = await unit.loans.lockDue({ asOf: runDay1, limit: MANY, ...query });
  await unit.loans.save(loans.map((loan) => ({ ...loan, nextActionOn: runDay2 })));
  return idsOf(loans);
}

const lockFirst = (unit: UnitOfWork): Promise<void> => unit.loans.lock(["L-1"]);

/** Marks loan 1 as due later, as a payment does. */
async function payFirst(unit: UnitOfWork): Promise<void> {
  const loan = await unit.loans.find("L-1");
  if (loan === undefined) throw new Error("Loan L-1 is not there.");
  await unit.loans.save([{ ...loan, nextActionOn: runDay2 }]);
}

const threeDue = (store: Store): Promise<void> =>
  store.transact((unit) => insertDueLoans(unit, [runDay1, runDay1, runDay1]));

const alone: readonly StorePromise[] = [
  {
    name: "loans: lockDue gives those that are due by the day, as stored",
    check: async ({ store }) => {
      const days = [runDay1, runDay2, null, plainDate("1900-01-01"), plainDate("9999-12-31")];
      await store.transact((unit) => insertDueLoans(unit, days));
      expectEqual(await takeAlone(store), ["L-1", "L-4"], "by the 29th");
      expectEqual(await takeAlone(store, { asOf: runDay2 }), ["L-1", "L-2", "L-4"], "by the 1st");
      const [found, due] = await store.transact(async (unit) => [
        await unit.loans.findMany({ ids: ["L-1", "L-4"] }),
        await unit.loans.lockDue({ asOf: runDay1, limit: MANY }),
      ]);
      const byNumber = (loans: readonly StoredLoan[] = []) =>
        [...loans].sort((one, other) => one.number - other.number);
      expectEqual(byNumber(due), byNumber(found), "the loans themselves");
    },
  },
  {
    name: "loans: lockDue gives at most as many as asked for, and later calls the others",
    check: async ({ store }) => {
      const days = Array.from({ length: 7 }, () => runDay1);
      await store.transact((unit) => insertDueLoans(unit, days));
      const taken: string[] = [];
      for (const promised of [3, 3, 1, 0]) {
        const some = await store.transact((unit) => settle(unit, { limit: 3 }));
        expectEqual(some.length, promised, "how many of three asked for");
        taken.push(...some);
      }
      expectEqual(new Set(taken).size, 7, "how many loans in all, each once");
      expectEqual(await store.transact((unit) => unit.loans.countDue(runDay1)), 0, "left");
    },
  },
  {
    name: "loans: save says anew when a loan is due",
    check: async ({ store }) => {
      await threeDue(store);
      await store.transact(async (unit) => {
        const [one, two, ...others] = await unit.loans.listByCustomers(["C-1"]);
        if (one === undefined || two === undefined) throw new Error("The loans are not there.");
        await unit.loans.save([
          { ...one, nextActionOn: null },
          { ...two, nextActionOn: runDay2 },
          ...others,
        ]);
      });
      expectEqual(await takeAlone(store), ["L-3"], "after one is due never and one later");
      expectEqual(await takeAlone(store, { asOf: runDay2 }), ["L-2", "L-3"], "a day later");
    },
  },
  {
    name: "loans: each loan is in exactly one shard",
    check: async ({ store }) => {
      const days = Array.from({ length: 40 }, () => runDay1);
      await store.transact((unit) => insertDueLoans(unit, days));
      for (const shards of [1, 2, 3]) {
        const parts: (readonly string[])[] = [];
        for (let index = 0; index < shards; index += 1) {
          const shard = { index, of: shards };
          const part = await takeAlone(store, { shard });
          const count = await store.transact((unit) => unit.loans.countDue(runDay1, shard));
          expectEqual(count, part.length, `the count of part ${index} of ${shards}`);
          expectEqual(await takeAlone(store, { shard, wait: true }), part, "the same, waited for");
          expectTrue(part.length > 0, `Of 40 loans some must be in part ${index} of ${shards}.`);
          parts.push(part);
        }
        const all = parts.flat().sort();
        expectEqual(all, await takeAlone(store), `all ${shards} parts together`);
      }
    },
  },
  {
    name: "loans: countDue counts those that are due, without those that are set aside",
    check: async ({ store }) => {
      const days = [runDay1, runDay2, null, runDay1];
      await store.transact((unit) => insertDueLoans(unit, days));
      const count = (asOf = runDay1) => store.transact((unit) => unit.loans.countDue(asOf));
      expectEqual([await count(), await count(runDay2)], [2, 3], "on two days");
      await store.transact(async ({ dayRuns }) => {
        await dayRuns.begin(runDay1, runInstant);
        await dayRuns.setAside(runDay1, [sampleFailure(4)]);
      });
      expectEqual([await count(), await count(runDay2)], [1, 3], "after one was set aside");
    },
  },
  {
    name: "loans: lockDue passes by what the day's run has set aside, until it is asked for",
    check: async ({ store }) => {
      await threeDue(store);
      await store.transact(async ({ dayRuns }) => {
        await dayRuns.begin(runDay1, runInstant);
        await dayRuns.setAside(runDay1, [sampleFailure(1), sampleFailure(2)]);
        await dayRuns.setAside(runDay1, [sampleFailure(2)]);
      });
      expectEqual(await takeAlone(store), ["L-3"], "what is not set aside");
      expectEqual(await takeAlone(store, { wait: true }), ["L-3"], "the same, waited for");
      expectEqual(await takeAlone(store, { setAside: true }), ["L-1"], "set aside after one try");
      expectEqual(await takeAlone(store, { asOf: runDay2 }), ["L-1", "L-2", "L-3"], "the next day");
    },
  },
  {
    name: "loans: lockDue and countDue refuse a limit below 1, and a shard that there is not",
    check: async ({ store }) => {
      const promised = { code: "BAD_DUE_LOAN_QUERY", retryable: false };
      const query = { asOf: runDay1, limit: MANY };
      for (const limit of [0, 0.5, -1]) {
        const lock = (unit: UnitOfWork) => unit.loans.lockDue({ ...query, limit });
        await expectRefusal(store, lock, promised, `a limit of ${limit}`);
      }
      for (const [index, of] of [
        [-1, 2],
        [2, 2],
        [0, 0],
        [0.5, 2],
      ] as const) {
        const lock = (unit: UnitOfWork) => unit.loans.lockDue({ ...query, shard: { index, of } });
        await expectRefusal(store, lock, promised, `part ${index} of ${of}, to take`);
        const count = (unit: UnitOfWork) => unit.loans.countDue(runDay1, { index, of });
        await expectRefusal(store, count, promised, `part ${index} of ${of}, to count`);
      }
    },
  },
];

const together: readonly StorePromise[] = [
  {
    name: "loans: lockDue passes by what another batch holds, and neither waits",
    needs: "parallel",
    check: async ({ store }) => {
      await threeDue(store);
      const first: (readonly string[])[] = [];
      const second = await beside(store, {
        first: async (unit) => void first.push(await take(unit, { limit: 2 })),
        second: take,
      });
      if (second === undefined) throw new Error("A batch must not wait for another one.");
      const all = [...first.flat(), ...answered(second)].sort();
      expectEqual(all, ["L-1", "L-2", "L-3"], "both batches together, each loan once");
      expectEqual(await takeAlone(store), all, "once both have ended without a change");
    },
  },
  {
    name: "loans: lockDue passes by a loan that a payment holds, and it is given later",
    needs: "parallel",
    check: async ({ store }) => {
      await threeDue(store);
      const second = await beside(store, { first: lockFirst, second: take });
      if (second === undefined) throw new Error("A batch must not wait for a payment.");
      expectEqual(answered(second), ["L-2", "L-3"], "beside a payment of loan 1");
      expectEqual(await takeAlone(store), ["L-1", "L-2", "L-3"], "after it");
    },
  },
  {
    name: "loans: a lock waits for a batch that holds the loan, and sees what it left",
    needs: "parallel",
    check: async ({ store }) => {
      await threeDue(store);
      const { waited, second } = await overlap(store, {
        first: async (unit) => void (await take(unit)),
        second: async (unit) => {
          await lockFirst(unit);
          return (await unit.loans.find("L-1"))?.nextActionOn;
        },
        lastly: payFirst,
      });
      expectTrue(waited, "A payment must wait for the batch that holds its loan.");
      expectEqual(answered(second), runDay2, "what the batch left");
    },
  },
  {
    name: "loans: lockDue that waits gives a loan once its holder has let go",
    needs: "parallel",
    check: async ({ store }) => {
      await threeDue(store);
      const { waited, second } = await overlap(store, {
        first: lockFirst,
        second: (unit) => take(unit, { wait: true }),
      });
      expectTrue(waited, "It must wait for the holder of loan 1.");
      expectEqual(answered(second), ["L-1", "L-2", "L-3"], "after the wait");
    },
  },
  {
    name: "loans: lockDue that waits leaves out what its holder has settled",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => insertDueLoans(unit, [runDay1, runDay1]));
      const { waited, second } = await overlap(store, {
        first: lockFirst,
        second: async (unit) => [
          await take(unit, { wait: true, limit: 1 }),
          await take(unit, { wait: true }),
        ],
        lastly: payFirst,
      });
      expectTrue(waited, "It must wait for the holder of loan 1.");
      expectEqual(answered(second), [["L-2"], ["L-2"]], "of one asked for, and of many");
    },
  },
  {
    name: "loans: of many batches at once each loan is in one, and none is forgotten",
    needs: "parallel",
    check: async ({ store }) => {
      const days = Array.from({ length: 20 }, () => runDay1);
      await store.transact((unit) => insertDueLoans(unit, days));
      const taken: string[] = [];
      const work = async (): Promise<void> => {
        for (let turn = 0; turn < MANY; turn += 1) {
          taken.push(...(await store.transact((unit) => settle(unit, { limit: 3 }))));
          if ((await store.transact((unit) => unit.loans.countDue(runDay1))) === 0) return;
        }
      };
      await Promise.all([work(), work(), work()]);
      expectEqual(taken.length, 20, "how many were taken in all");
      expectEqual(new Set(taken).size, 20, "how many of them are different");
    },
  },
];

export const dueLoanPromises: readonly StorePromise[] = [...alone, ...together];
