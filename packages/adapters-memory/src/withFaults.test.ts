import { Decimal, type NewCustomer, type Store, type UnitOfWork } from "@lendkit/engine";
import { storeConformance } from "@lendkit/engine/conformance";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "./createMemoryStore.ts";
import type { Fault, FaultPlan, StorageCall } from "./faultPlan.ts";
import { createScheduler } from "./scheduler.ts";
import { type FaultyStore, withFaults } from "./withFaults.ts";

describe.each([1, 2, 3])(
  "without faults, on schedule %i, every promise of the port holds",
  (seed) => {
    storeConformance(
      test,
      async () => {
        const plan = { plan: [], scheduler: createScheduler(seed) };
        const { store } = withFaults(createMemoryStore(), plan).connect();
        return { store, close: async () => {} };
      },
      { notApplicable: { queries: "memory sends no statements" } },
    );
  },
);

const customer = (n: number): NewCustomer => ({
  id: `C-${n}`,
  origin: "registered",
  firstName: "Asha",
  lastName: "Rao",
  phoneNumber: String(9_000_000_000 + n),
  age: 34,
  currency: "INR",
  monthlyIncome: new Decimal("52000"),
  approvedLimit: new Decimal("1900000"),
  currentDebt: new Decimal("0"),
});

/** Locks, inserts two customers, and answers "done": begin, lock, insert, insert, commit. */
async function register({ customers }: UnitOfWork): Promise<string> {
  await customers.lock(["C-1"]);
  await customers.insert([customer(1)]);
  await customers.insert([customer(2)]);
  return "done";
}

interface Faulty extends FaultyStore {
  readonly memory: Store;
  readonly trace: readonly string[];
}

function faultyStore(plan: FaultPlan, seed = 1): Faulty {
  const [memory, scheduler] = [createMemoryStore(), createScheduler(seed)];
  return { memory, trace: scheduler.trace, ...withFaults(memory, { plan, scheduler }) };
}

/** What the client is told: an answer, a code, or nothing any more. */
function told(store: Store, crashed: Promise<void>, work = register): Promise<string> {
  const answer = store.transact(work).catch(({ code, details }) => {
    return details.committing === true ? `${code} while committing` : code;
  });
  return Promise.race([answer, crashed.then(() => "nothing")]);
}

async function kept({ memory }: Faulty): Promise<number> {
  const phones = [1, 2, 3].map((n) => customer(n).phoneNumber);
  const found = await memory.transact((unit) => unit.customers.findMany({ phoneNumbers: phones }));
  return found.length;
}

const [before, after] = ["before", "after"] as const;
const commit = { verb: "commit" };
const insert = { verb: "customers.insert" };

test.each<[Partial<StorageCall>, Fault, string, number]>([
  [{ verb: "begin" }, { kind: "fail", when: before }, "STORAGE_UNAVAILABLE", 0],
  [{ verb: "begin" }, { kind: "fail", when: after }, "STORAGE_UNAVAILABLE", 0],
  [{ verb: "begin" }, { kind: "crash", when: after }, "nothing", 0],
  [{ verb: "customers.lock" }, { kind: "crash", when: after }, "nothing", 0],
  [insert, { kind: "fail", when: before }, "STORAGE_UNAVAILABLE", 0],
  [insert, { kind: "fail", when: after }, "STORAGE_UNAVAILABLE", 0],
  [{ call: 4 }, { kind: "fail", when: after }, "STORAGE_UNAVAILABLE", 0],
  [insert, { kind: "crash", when: before }, "nothing", 0],
  [insert, { kind: "crash", when: after }, "nothing", 0],
  [commit, { kind: "fail", when: before }, "STORAGE_UNAVAILABLE", 0],
  [commit, { kind: "fail", when: after }, "STORAGE_UNAVAILABLE while committing", 2],
  [commit, { kind: "crash", when: before }, "nothing", 0],
  [commit, { kind: "crash", when: after }, "nothing", 2],
  [commit, { kind: "delay", turns: 3 }, "done", 2],
  [insert, { kind: "reorder" }, "done", 2],
  [{ storeCall: 6 }, { kind: "crash", when: before }, "done", 2],
])("at %o, %o: the client is told %s, and %i are kept", async (at, fault, answer, rows) => {
  const faulty = faultyStore([{ at, fault }]);
  const { store, crashed } = faulty.connect();
  expect(await told(store, crashed)).toBe(answer);
  expect(await kept(faulty)).toBe(rows);
  expect(faulty.happened.map((each) => each.fault)).toEqual(at.storeCall === 6 ? [] : [fault]);
});

test("a fault happens once, and the plan stays as it was", async () => {
  const plan: FaultPlan = [{ at: commit, fault: { kind: "fail", when: before } }];
  const faulty = faultyStore(plan);
  const { store, crashed } = faulty.connect();
  expect(await told(store, crashed)).toBe("STORAGE_UNAVAILABLE");
  expect(await told(store, crashed)).toBe("done");
  expect(plan).toHaveLength(1);
  expect(faulty.happened[0]?.at).toEqual({
    verb: "commit",
    transaction: 1,
    call: 5,
    storeCall: 5,
  });
  expect(faulty.calls()).toBe(10);
});

test("a number of a transaction counts transactions, and one of a call the calls in it", async () => {
  const at = { transaction: 2, call: 3 };
  const faulty = faultyStore([{ at, fault: { kind: "fail", when: before } }]);
  const { store, crashed } = faulty.connect();
  expect(await told(store, crashed)).toBe("done");
  expect(await told(store, crashed)).toBe("STORAGE_UNAVAILABLE");
  expect(faulty.happened[0]?.at).toMatchObject({ ...at, verb: "customers.insert", storeCall: 8 });
});

test("after a verb has failed the others fail alike, and so does a work that goes on", async () => {
  const faulty = faultyStore([{ at: { call: 2 }, fault: { kind: "fail", when: after } }]);
  const seen: unknown[] = [];
  const careless = faulty.connect().store.transact(async ({ customers }) => {
    for (const verb of [customers.lock(["C-1"]), customers.insert([customer(1)])]) {
      await verb.catch((error) => seen.push(error));
    }
    return "done";
  });
  const [outcome] = await Promise.allSettled([careless]);
  expect(seen).toHaveLength(2);
  expect(outcome).toEqual({ status: "rejected", reason: seen[0] });
  expect(seen[1]).toBe(seen[0]);
  expect(await kept(faulty)).toBe(0);
});

test("verbs that were not awaited keep their order, and are part of the transaction", async () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const faulty = faultyStore([], seed);
    await faulty.connect().store.transact(async ({ customers }) => {
      void customers.insert([customer(1)]);
      void customers.insert([customer(2)]);
      void customers.find("C-2");
    });
    expect(await kept(faulty)).toBe(2);
    expect(faulty.trace).toEqual([
      "1.1 begin",
      "1.2 customers.insert",
      "1.3 customers.insert",
      "1.4 customers.find",
      "1.5 commit",
    ]);
  }
});

test("a crash lets go of the locks, and does not touch other clients", async () => {
  const at = { transaction: 1, verb: "customers.find" };
  const faulty = faultyStore([{ at, fault: { kind: "crash", when: after } }]);
  const [dying, living] = [faulty.connect(), faulty.connect()];
  const held = told(dying.store, dying.crashed, async ({ customers }) => {
    await customers.lock(["C-1"]);
    await customers.find("C-1");
    return "held";
  });
  expect(await Promise.all([held, told(living.store, living.crashed)])).toEqual([
    "nothing",
    "done",
  ]);
  expect(await kept(faulty)).toBe(2);
});

test("a crash ends all transactions of its client, and it begins none any more", async () => {
  const at = { verb: "customers.lock" };
  for (let seed = 0; seed < 20; seed += 1) {
    const faulty = faultyStore([{ at, fault: { kind: "crash", when: before } }], seed);
    const { store, crashed } = faulty.connect();
    const beside = async ({ customers }: UnitOfWork): Promise<string> => {
      await customers.insert([customer(3)]);
      for (let reads = 0; reads < 30; reads += 1) await customers.find("C-3");
      return "done";
    };
    const both = [told(store, crashed), told(store, crashed, beside)];
    expect(await Promise.all(both)).toEqual(["nothing", "nothing"]);
    expect(await told(store, crashed)).toBe("nothing");
    const other = faulty.connect();
    expect(await told(other.store, other.crashed)).toBe("done");
    expect(await kept(faulty)).toBe(2);
  }
});

test("a delayed call comes after other turns, and a reordered one before them", async () => {
  const find = async ({ customers }: UnitOfWork): Promise<void> => {
    for (let reads = 0; reads < 10; reads += 1) await customers.find("C-1");
  };
  for (let seed = 0; seed < 20; seed += 1) {
    const faulty = faultyStore(
      [
        { at: { transaction: 1, call: 2 }, fault: { kind: "delay", turns: 5 } },
        { at: { transaction: 2, call: 3 }, fault: { kind: "reorder" } },
      ],
      seed,
    );
    const { store } = faulty.connect();
    await Promise.all([store.transact(find), store.transact(find)]);
    const placeOf = (turn: string): number =>
      faulty.trace.findIndex((each) => each.startsWith(turn));
    expect(placeOf("1.2 ") - placeOf("1.1 ")).toBeGreaterThan(5);
    expect(placeOf("2.3 ") - placeOf("2.2 ")).toBe(1);
  }
});

test("the example of the README", async () => {
  const at = { verb: "commit", transaction: 1 };
  const { store, crashed } = faultyStore([{ at, fault: { kind: "fail", when: after } }]).connect();
  const register = ({ idempotency }: UnitOfWork): Promise<string> =>
    idempotency.claim("order 4711", "what was asked").then(async (answered) => {
      if (answered !== undefined) return `${answered}, the first answer`;
      await idempotency.answer("order 4711", "what was asked", "done");
      return "done";
    });
  expect(await told(store, crashed, register)).toBe("STORAGE_UNAVAILABLE while committing");
  expect(await told(store, crashed, register)).toBe("done, the first answer");
});
