/** Day-ends on loans that can be worked out in the head, and what goes wrong on the way. */
import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { noCounts } from "../ports/dayRun.ts";
import { deadlock, storageUnavailable } from "../ports/errors.ts";
import type { Store, StoredLoan, UnitOfWork } from "../ports/store.ts";
import { evenProduct, openLoans, serviceOf } from "../testing/dayEnds.ts";
import { type DayProgress, type RunDayOptions, runDay } from "./runDay.ts";
import { transactAgain } from "./transactAgain.ts";

let store: Store;
let now: number;

const clock = {
  today: (): PlainDate => plainDate("2030-01-01"),
  now: (): string => new Date(now).toISOString(),
};

const run = (asOf: string, options: Partial<RunDayOptions> = {}) =>
  runDay({ store, product: evenProduct, asOf: plainDate(asOf), clock, ...options });

const find = (loanId: string, from = store): Promise<StoredLoan> =>
  from.transact(async (unit) => {
    const loan = await unit.loans.find(loanId);
    if (loan === undefined) throw new Error(`Loan ${loanId} is not there.`);
    return loan;
  });

/** Loans whose first of twelve installments, 112.00, is due on 2024-02-15, unpaid. */
beforeEach(async () => {
  store = createMemoryStore();
  now = Date.UTC(2024, 0, 1);
  await openLoans(store, 3);
});

describe("what a day-end does", () => {
  test("the day before a first reminder nothing is due", async () => {
    const { counts, failures, finishedAt } = await run("2024-02-11");
    expect(counts).toEqual(noCounts);
    expect(failures).toEqual([]);
    expect(finishedAt).toBe("2024-01-01T00:00:00.000Z");
    expect((await find("L-1")).version).toBe(1);
  });

  test("each day is counted once, however often it is run", async () => {
    // Three loans each: reminded on the 12th, due on the 15th, SMA-0 and overdue on the 16th.
    const days: readonly [string, object][] = [
      ["2024-02-12", { loans: 3, notices: 3 }],
      ["2024-02-13", {}],
      ["2024-02-15", { loans: 3, dues: 3, notices: 3 }],
      ["2024-02-16", { loans: 3, overdue: 3, buckets: 3, notices: 6 }],
    ];
    for (const [day, counts] of days) {
      const { counts: first } = await run(day);
      expect(first).toEqual({ ...noCounts, ...counts });
      expect((await run(day)).counts).toEqual(first);
    }
    const messages = await store.transact((unit) => unit.outbox.take(100));
    const notices = messages.flatMap((message) =>
      message.kind === "notice" ? message.notice : [],
    );
    const first = notices.filter(({ loanId }) => loanId === "L-1");
    expect(first.map(({ kind, on }) => `${on} ${kind}`)).toEqual([
      "2024-02-12 dueSoon",
      "2024-02-15 dueToday",
      "2024-02-16 bucketChanged",
      "2024-02-16 overdue",
    ]);
    expect(notices).toHaveLength(12);
    // Of each loan: opened, disbursed.
    expect(messages).toHaveLength(12 + 6);
  });

  test("missed days are caught up in one run", async () => {
    const { counts } = await run("2024-02-20");
    expect(counts).toEqual({
      ...noCounts,
      ...{ loans: 3, dues: 3, overdue: 3, buckets: 3, notices: 12 },
    });
    const { state, nextActionOn } = await find("L-2");
    expect(state.servicing?.asOf).toBe("2024-02-16");
    expect(nextActionOn).toBe("2024-03-12");
  });

  test("a loan that nobody pays is due in full at its end, and waits for nothing more", async () => {
    await run("2029-12-31");
    const { state, nextActionOn } = await find("L-3");
    expect(state.servicing?.dues).toHaveLength(12);
    expect(state.servicing?.bucket).toBe("NPA");
    expect(nextActionOn).toBeNull();
  });

  test("a loan that was there before loans had a day is looked at once", async () => {
    await store.transact(async (unit) => {
      const loans = await unit.loans.findMany({ ids: ["L-1"] });
      const nextActionOn = plainDate("1900-01-01");
      await unit.loans.save(loans.map((loan) => ({ ...loan, nextActionOn })));
    });
    expect((await run("2024-02-01")).counts).toEqual(noCounts);
    expect((await find("L-1")).nextActionOn).toBe("2024-02-12");
  });
});

describe("which loans are run", () => {
  test("of two shards each runs its own, and the last one finishes the day", async () => {
    const first = await run("2024-02-12", { shard: { index: 0, of: 2 } });
    expect(first.finishedAt).toBeNull();
    const second = await run("2024-02-12", { shard: { index: 1, of: 2 } });
    expect(second.finishedAt).not.toBeNull();
    expect(second.counts.loans).toBe(3);
    expect(first.counts.loans).toBeLessThan(3);
  });

  test("a loan that a payment holds is waited for", async () => {
    const waiting: ReturnType<typeof run>[] = [];
    let ended = false;
    await store.transact(async (unit) => {
      await unit.loans.lock(["L-2"]);
      waiting.push(run("2024-02-12").finally(() => (ended = true)));
      for (let turn = 0; turn < 500; turn += 1) await unit.loans.find("L-1");
      expect(ended).toBe(false);
    });
    const [report] = await Promise.all(waiting);
    expect(report?.counts.loans).toBe(3);
  });

  test.each([
    ["2030-01-02", {}, "IN_THE_FUTURE"],
    ["2024-02-30", {}, "INVALID_DATE"],
    ["2024-02-12", { batchSize: 0 }, "BAD_DUE_LOAN_QUERY"],
    ["2024-02-12", { shard: { index: 2, of: 2 } }, "BAD_DUE_LOAN_QUERY"],
    ["2024-02-12", { product: { reminders: { daysBeforeDue: -1 } } }, "INVALID_REMINDERS"],
  ])("%s with %j is refused: %s", async (asOf, options, code) => {
    const work = async () => run(asOf as PlainDate, options);
    await expect(work()).rejects.toMatchObject({ code });
  });
});

test("progress is told after each batch, with the time that is left", async () => {
  const told: DayProgress[] = [];
  const halfASecondLater = (): string => {
    now += 500;
    return clock.now();
  };
  const ticking = { ...clock, now: halfASecondLater };
  const onProgress = (progress: DayProgress): void => void told.push(progress);
  await run("2024-02-12", { batchSize: 2, onProgress, clock: ticking });
  // The clock is read at the start, then after each batch: half a second each.
  expect(told).toEqual([
    { done: 2, total: 3, perSecond: 4, secondsLeft: 0.25 },
    { done: 3, total: 3, perSecond: 3, secondsLeft: 0 },
  ]);
});

/** Makes a loan's rules such that it cannot be carried forward, or right again. */
async function spoil(loanId: string, kind: string): Promise<void> {
  await store.transact(async (unit) => {
    const loans = await unit.loans.findMany({ ids: [loanId] });
    await unit.loans.save(
      loans.map((loan) =>
        JSON.parse(JSON.stringify(loan).replace(/"kind":"(percentOnce|bad)"/, `"kind":"${kind}"`)),
      ),
    );
  });
}

describe("a loan that cannot be carried forward", () => {
  beforeEach(() => spoil("L-2", "bad"));

  test("is set aside, tried once more, and reported; the others are done", async () => {
    const { counts, failures, finishedAt } = await run("2024-02-16");
    expect(counts.loans).toBe(2);
    expect(finishedAt).not.toBeNull();
    expect(failures).toEqual([
      {
        loanId: "L-2",
        code: "UNKNOWN_OPTION",
        message:
          'penalty.kind is "bad", expected one of flat, percentOnce, percentMonthly, annualDaily.',
        attempts: 2,
      },
    ]);
    expect((await find("L-2")).version).toBe(2);
  });

  test("is taken up again by the next run of the day, and forgotten once it is well", async () => {
    await run("2024-02-16");
    await spoil("L-2", "percentOnce");
    const { counts, failures } = await run("2024-02-16");
    expect(failures).toEqual([]);
    expect(counts.loans).toBe(3);
  });

  test("is taken up again by the run of the next day", async () => {
    await run("2024-02-16");
    const { failures } = await run("2024-02-17");
    expect(failures.map(({ loanId, attempts }) => [loanId, attempts])).toEqual([["L-2", 2]]);
  });

  test("that is well at the second try is not reported", async () => {
    let batches = 0;
    const healing: Store = {
      transact: async (work) => {
        batches += 1;
        // 1 begins, 2 is the batch, 3 finds nothing, 4 counts; then comes the second try.
        if (batches === 5) await spoil("L-2", "percentOnce");
        return store.transact(work);
      },
    };
    const { counts, failures } = await run("2024-02-16", { store: healing });
    expect(failures).toEqual([]);
    expect(counts.loans).toBe(3);
  });
});

/** A store whose units differ from those of another. */
function withUnits(change: (unit: UnitOfWork) => Partial<UnitOfWork>): Store {
  return { transact: (work) => store.transact((unit) => work({ ...unit, ...change(unit) })) };
}

describe("a loan that the storage refuses", () => {
  const refusing = (error: Error): Store =>
    withUnits((unit) => ({
      loans: {
        ...unit.loans,
        save: async (loans) => {
          if (loans.some(({ state }) => state.loanId === "L-2")) throw error;
          return unit.loans.save(loans);
        },
      },
    }));

  test("does not stop the others of its batch", async () => {
    const { counts, failures } = await run("2024-02-12", { store: refusing(new Error("no room")) });
    expect(counts).toEqual({ ...noCounts, loans: 2, notices: 2 });
    expect(failures).toEqual([
      { loanId: "L-2", code: "UNEXPECTED", message: "Error: no room", attempts: 2 },
    ]);
    expect((await find("L-2")).version).toBe(1);
    expect((await find("L-3")).version).toBe(2);
  });

  test("is not blamed while the storage is out of reach", async () => {
    const work = run("2024-02-12", { store: refusing(storageUnavailable({ reason: "gone" })) });
    await expect(work).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    const { failures, counts } = await run("2024-02-12");
    expect(failures).toEqual([]);
    expect(counts.loans).toBe(3);
  });
});

describe("a run that is cut off", () => {
  test("goes on where it was, whichever verb it was cut off at", async () => {
    for (let cut = 1; cut < 40; cut += 1) {
      store = createMemoryStore();
      await openLoans(store, 3);
      let verbs = 0;
      const counted =
        <Given extends unknown[], Answer>(verb: (...given: Given) => Promise<Answer>) =>
        async (...given: Given): Promise<Answer> => {
          verbs += 1;
          if (verbs === cut) throw new RangeError("The test cuts the run off.");
          return verb(...given);
        };
      const dying = withUnits(({ loans, facts, dues, outbox, dayRuns }) => ({
        loans: { ...loans, lockDue: counted(loans.lockDue), save: counted(loans.save) },
        facts: { ...facts, append: counted(facts.append) },
        dues: { ...dues, replace: counted(dues.replace) },
        outbox: { ...outbox, put: counted(outbox.put) },
        dayRuns: { ...dayRuns, add: counted(dayRuns.add), finish: counted(dayRuns.finish) },
      }));
      await run("2024-02-16", { store: dying, batchSize: 1 }).catch(() => undefined);
      const { counts, failures } = await run("2024-02-16", { batchSize: 1 });
      expect(failures).toEqual([]);
      expect(counts).toMatchObject({ loans: 3, dues: 3, notices: 12 });
      const messages = await store.transact((unit) => unit.outbox.take(100));
      expect(messages).toHaveLength(6 + 12);
    }
  });

  test("by an error of the host's own report is begun again", async () => {
    const onProgress = (): void => {
      throw new Error("the host's own");
    };
    await expect(run("2024-02-12", { batchSize: 1, onProgress })).rejects.toThrow("the host's own");
    expect((await run("2024-02-12")).counts.loans).toBe(3);
  });
});

describe("trying again", () => {
  const failing = (times: number, error: Error): Store => {
    let left = times;
    return {
      transact: async (work) => {
        left -= 1;
        if (left >= 0) throw error;
        return store.transact(work);
      },
    };
  };
  const again = deadlock({ waitingFor: "a loan" });

  test("helps against what passes, and waits twice as long each time", async () => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
    const { counts } = await run("2024-02-12", { store: failing(4, again), tryAgain: { sleep } });
    expect(counts.loans).toBe(3);
    expect(waits).toEqual([20, 40, 80, 160]);
  });

  test.each<[string, Store, number]>([
    ["ends after five tries", { transact: async () => Promise.reject(again) }, 5],
    [
      "is left to the host inside its transaction",
      { withinHostTransaction: true, transact: async () => Promise.reject(again) },
      1,
    ],
    ["does not help against a mistake", { transact: async () => Promise.reject(new Error()) }, 1],
  ])("%s", async (_, broken, tries) => {
    let tried = 0;
    const counting: Store = {
      ...broken,
      transact: (work) => {
        tried += 1;
        return broken.transact(work);
      },
    };
    await expect(transactAgain(counting, async () => undefined)).rejects.toThrow();
    expect(tried).toBe(tries);
  });
});

test("a payment tells its fact after the days that passed before it, and that it closed the loan", async () => {
  const service = serviceOf(store, evenProduct, () => plainDate("2024-02-15"));
  const { total } = await service.payoff("L-1");
  await service.pay({ loanId: "L-1", amount: total, pays: "payoff" });
  const messages = await store.transact((unit) => unit.outbox.take(100));
  const own = messages.filter(({ loanId }) => loanId === "L-1");
  const told = own.map((message) =>
    message.kind === "notice" ? `${message.notice.on} ${message.notice.kind}` : message.fact.kind,
  );
  expect(told).toEqual([
    "opened",
    "disbursed",
    "2024-02-12 dueSoon",
    "2024-02-15 dueToday",
    "paymentReceived",
    "2024-02-15 closed",
  ]);
  expect((await run("2024-02-15")).counts.loans).toBe(2);
  expect((await find("L-1")).nextActionOn).toBeNull();
});

test("a year of runs, day by day or at once, leaves the same", async () => {
  const other = createMemoryStore();
  await openLoans(other, 3);
  for (let day = 0; day <= 365; day += 1) {
    const asOf = addDays(plainDate("2024-01-15"), day);
    await runDay({ store: other, product: evenProduct, asOf, clock });
  }
  await run("2025-01-14");
  for (const loanId of ["L-1", "L-2", "L-3"]) {
    const [one, two] = [await find(loanId), await find(loanId, other)];
    expect(two.state).toEqual(one.state);
    expect(two.nextActionOn).toBe(one.nextActionOn);
  }
});
