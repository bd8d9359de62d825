/**
 * Optimistic transactions: they may end with `OVERTAKEN` instead of waiting, and what commits is as if
 * its locks had been held. A store that takes them as pessimistic keeps these promises too.
 *
 * @module
 */
import { factMessage } from "../ports/outbox.ts";
import type { Store, StoredLoan, TransactOptions, UnitOfWork } from "../ports/store.ts";
import { optimisticFirst } from "../service/optimisticFirst.ts";
import { expectEqual, expectFailed, expectTrue } from "./expect.ts";
import { sampleLoan, sampleOpened } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";
import { after, before, insertLoan, readAll, writeTogether } from "./together.ts";

const optimistic: TransactOptions = { locking: "optimistic" };

/** What a use-case reads before it decides. */
async function readForPayment(unit: UnitOfWork): Promise<StoredLoan> {
  await Promise.all([unit.idempotency.claim("K-1", "asked"), unit.loans.lock(["L-1"])]);
  return theLoan(unit);
}

async function theLoan(unit: UnitOfWork, id = "L-1"): Promise<StoredLoan> {
  const loan = await unit.loans.find(id);
  if (loan === undefined) throw new Error(`Loan ${id} is not there.`);
  return loan;
}

/** One fact more, which says how many there are. */
async function addFact(unit: UnitOfWork, loan: StoredLoan): Promise<void> {
  const sequence = loan.state.lastSequence + 1;
  const state = { ...loan.state, lastSequence: sequence };
  const fact = { ...sampleOpened(1), sequence, commandId: `fact ${sequence}` };
  await Promise.all([
    unit.facts.append([fact]),
    unit.loans.save([{ ...loan, state }]),
    unit.outbox.put([factMessage(fact)]),
  ]);
}

async function lockAndRead(unit: UnitOfWork): Promise<StoredLoan> {
  await unit.loans.lock(["L-1"]);
  return theLoan(unit);
}

async function lockAndAddFact(unit: UnitOfWork): Promise<number> {
  const loan = await lockAndRead(unit);
  await addFact(unit, loan);
  return loan.version;
}

/** How many facts and messages there are of the loan, and what it says itself. */
async function countAll(unit: UnitOfWork): Promise<object> {
  const { state, version } = await theLoan(unit);
  return {
    version,
    lastSequence: state.lastSequence,
    facts: (await unit.facts.list("L-1")).length,
    messages: (await unit.outbox.take(100)).length,
  };
}

/** After so many facts were added to the one that the loan begins with. */
function counted(added: number): object {
  return { version: 1 + added, lastSequence: 1 + added, facts: 1 + added, messages: added };
}

/** How many other transactions come and go while one goes on that may have to wait. */
const TURNS = 20;

/**
 * Reads in one transaction, lets another one run, and only then writes in the first. The other one
 * may wait for the first.
 */
async function overtaking<T>(
  store: Store,
  one: { readonly reads: (unit: UnitOfWork) => Promise<T>; readonly locking: TransactOptions },
  writes: (unit: UnitOfWork, read: T) => Promise<unknown>,
  other: {
    readonly work: (unit: UnitOfWork) => Promise<unknown>;
    readonly locking: TransactOptions;
  },
): Promise<readonly [PromiseSettledResult<unknown>, PromiseSettledResult<unknown>]> {
  const others: Promise<PromiseSettledResult<unknown>>[] = [];
  const [own] = await Promise.allSettled([
    store.transact(async (unit) => {
      const read = await one.reads(unit);
      const running = store.transact(other.work, other.locking);
      others.push(Promise.allSettled([running]).then(([outcome]) => outcome));
      for (let turn = 0; turn < TURNS; turn += 1) {
        await store.transact((its) => its.customers.find("nobody"));
      }
      await writes(unit, read);
    }, one.locking),
  ]);
  const [second] = await Promise.all(others);
  if (second === undefined) throw new Error("The first transaction did not come to its reading.");
  return [own, second];
}

/** Either it committed, or it says that another was faster and that a retry can help. */
function expectOvertaken(outcome: PromiseSettledResult<unknown>, what: string): boolean {
  if (outcome.status === "fulfilled") return false;
  expectFailed(outcome, { code: "OVERTAKEN", retryable: true }, what);
  return true;
}

export const optimisticPromises: readonly StorePromise[] = [
  {
    name: "optimistic: what was read and then written together is there after the commit",
    check: async ({ store }) => {
      await insertLoan(store);
      await store.transact(async (unit) => {
        await writeTogether(unit, await readForPayment(unit));
      }, optimistic);
      expectEqual(await store.transact(readAll), after, "after the commit");
    },
  },
  {
    name: "optimistic: it sees what it wrote, and may write again",
    check: async ({ store }) => {
      await insertLoan(store);
      const seen = await store.transact(async (unit) => {
        await addFact(unit, await lockAndRead(unit));
        const once = await countAll(unit);
        await addFact(unit, await theLoan(unit));
        return [once, await countAll(unit)];
      }, optimistic);
      expectEqual(seen, [counted(1), counted(2)], "in the transaction");
      expectEqual(await store.transact(countAll), counted(2), "after the commit");
    },
  },
  {
    name: "optimistic: it sees what it wrote, and may go on to read and write anything",
    check: async ({ store }) => {
      await insertLoan(store);
      const seen = await store.transact(async (unit) => {
        await writeTogether(unit, await readForPayment(unit));
        await unit.loans.insert([sampleLoan(2)]);
        return readAll(unit);
      }, optimistic);
      expectEqual(seen, after, "in the transaction");
      const found = await store.transact(async (unit) => [
        await readAll(unit),
        (await unit.loans.find("L-2"))?.version,
      ]);
      expectEqual(found, [after, 1], "after the commit");
    },
  },
  {
    name: "optimistic: if the work throws, nothing is there and the same error comes out",
    check: async ({ store }) => {
      await insertLoan(store);
      const wanted = new Error("The kit makes this transaction fail.");
      const [outcome] = await Promise.allSettled([
        store.transact(async (unit) => {
          await writeTogether(unit, await readForPayment(unit));
          throw wanted;
        }, optimistic),
      ]);
      expectTrue(outcome.status === "rejected" && outcome.reason === wanted, "Its own error.");
      expectEqual(await store.transact(readAll), before, "after the failure");
    },
  },
  {
    name: "optimistic: of many that change a loan at once none is lost",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const works = Array.from({ length: 8 }, (_, at) =>
        at % 4 === 0 ? store.transact(lockAndAddFact) : optimisticFirst(store, lockAndAddFact),
      );
      await Promise.all(works);
      expectEqual(await store.transact(countAll), counted(8), "after eight facts");
    },
  },
  {
    name: "optimistic: one that another was faster than leaves no trace",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const [own, other] = await overtaking(
        store,
        { reads: lockAndRead, locking: optimistic },
        addFact,
        { work: lockAndAddFact, locking: {} },
      );
      const isOvertaken = expectOvertaken(own, "a loan that was saved in between");
      expectEqual(other.status, "fulfilled", "the one that was faster, or came after");
      const added = isOvertaken ? 1 : 2;
      expectEqual(await store.transact(countAll), counted(added), "after both");
    },
  },
  {
    name: "optimistic: a key that was answered in between is not answered again",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const [own, other] = await overtaking(
        store,
        { reads: readForPayment, locking: optimistic },
        async (unit, loan) => {
          await Promise.all([
            addFact(unit, loan),
            unit.idempotency.answer("K-1", "asked", "the first"),
          ]);
        },
        {
          work: async (unit) => {
            const answer = await unit.idempotency.claim("K-1", "asked");
            if (answer === undefined) await unit.idempotency.answer("K-1", "asked", "the other");
          },
          locking: {},
        },
      );
      const isOvertaken = expectOvertaken(own, "a key that was answered in between");
      expectEqual(other.status, "fulfilled", "the one that was faster, or came after");
      const answer = await store.transact((unit) => unit.idempotency.claim("K-1", "asked"));
      expectEqual(answer, isOvertaken ? "the other" : "the first", "the answer that is kept");
      expectEqual(await store.transact(countAll), counted(isOvertaken ? 0 : 1), "after both");
    },
  },
  {
    name: "optimistic: what it only read stays as it was until it commits",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const [loan] = await store.transact((unit) => unit.loans.insert([sampleLoan(2)]));
      if (loan === undefined) throw new Error("insert gives no loan.");
      const [own, other] = await overtaking(
        store,
        { reads: lockAndRead, locking: optimistic },
        async (unit) => {
          const fact = { ...sampleOpened(2), sequence: 2, commandId: "of the other loan" };
          await Promise.all([
            unit.facts.append([fact]),
            unit.loans.save([{ ...loan, state: { ...loan.state, lastSequence: 2 } }]),
            unit.outbox.put([factMessage(fact)]),
          ]);
        },
        {
          work: async (unit) => {
            await lockAndAddFact(unit);
            return (await theLoan(unit, "L-2")).version;
          },
          locking: {},
        },
      );
      const isOvertaken = expectOvertaken(own, "a loan that it read, and another saved");
      const seen = other.status === "fulfilled" ? other.value : other.reason;
      expectEqual(seen, isOvertaken ? 1 : 2, "the version of the other loan, seen by the other");
    },
  },
  {
    name: "optimistic: a key that it claimed and did not answer is not answered before it commits",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const [own, other] = await overtaking(
        store,
        { reads: readForPayment, locking: optimistic },
        addFact,
        {
          work: async (unit) => {
            await unit.idempotency.claim("K-1", "asked");
            await unit.idempotency.answer("K-1", "asked", "the other");
            return (await theLoan(unit)).version;
          },
          locking: {},
        },
      );
      const isOvertaken = expectOvertaken(own, "a key that it claimed, and another answered");
      const seen = other.status === "fulfilled" ? other.value : other.reason;
      expectEqual(seen, isOvertaken ? 1 : 2, "the version of the loan, seen by the other");
    },
  },
  {
    name: "optimistic: what another holds is not changed before it lets go",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const [own, other] = await overtaking(store, { reads: lockAndRead, locking: {} }, addFact, {
        work: lockAndAddFact,
        locking: optimistic,
      });
      expectEqual(own.status, "fulfilled", "the one that held the loan");
      const isOvertaken = expectOvertaken(other, "a loan that another held");
      if (other.status === "fulfilled") expectEqual(other.value, 2, "the version that it read");
      expectEqual(await store.transact(countAll), counted(isOvertaken ? 1 : 2), "after both");
    },
  },
  {
    name: "optimistic: a key that another holds is not answered before it lets go",
    needs: "parallel",
    check: async ({ store }) => {
      await insertLoan(store);
      const answerOnce = async (unit: UnitOfWork): Promise<void> => {
        const [answer] = await Promise.all([
          unit.idempotency.claim("K-1", "asked"),
          unit.loans.lock(["L-1"]),
        ]);
        if (answer !== undefined) return;
        await Promise.all([
          addFact(unit, await theLoan(unit)),
          unit.idempotency.answer("K-1", "asked", "the other"),
        ]);
      };
      const [own, other] = await overtaking(
        store,
        { reads: (unit) => unit.idempotency.claim("K-1", "asked"), locking: {} },
        (unit) => unit.idempotency.answer("K-1", "asked", "the first"),
        { work: answerOnce, locking: optimistic },
      );
      expectEqual(own.status, "fulfilled", "the one that held the key");
      expectOvertaken(other, "a key that another held");
      expectEqual(await store.transact(countAll), counted(0), "after both");
    },
  },
];
