/** What optimistic transactions send, wait for and find changed, on a real server. */
import {
  createServicing,
  type DueChanges,
  type DueRow,
  emiTracker,
  overtaken,
  plainDate,
  type Store,
  type StoredLoan,
  storageUnavailable,
  type UnitOfWork,
} from "@lendkit/engine";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleCustomer, sampleDue, sampleOpened, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import { untilWaitedFor } from "./testing/waiting.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);
const source = fromPool(server.pool);

let fresh: FreshStore;
let loan: StoredLoan;
const texts: string[] = [];

/** The pool, with what is sent written down. */
const listened = fromPool({
  async connect() {
    const client = await server.pool.connect();
    return {
      query: (text, params = []) => {
        texts.push(
          text
            .trim()
            .split(/[\s(]+/, 3)
            .join(" "),
        );
        return client.query(text, [...params]);
      },
      on: (event, listener) => client.on(event, listener),
      removeListener: (event, listener) => client.removeListener(event, listener),
      release: (error) => client.release(error),
    };
  },
});

beforeEach(async () => {
  fresh = await freshStore(source);
  await fresh.store.transact(async ({ customers, loans, facts }) => {
    await customers.insert([sampleCustomer(1)]);
    loan = (await loans.insert([{ state: sampleState(1) }]))[0] as StoredLoan;
    await facts.append([sampleOpened(1)]);
  });
  return () => fresh.close();
});

const today = plainDate("2024-04-15");

let ids = 0;

function servicingOf(store: Store, on = today) {
  return createServicing({
    store,
    product: emiTracker,
    clock: { today: () => on, now: () => `${on}T09:30:00.000Z` },
    newId: () => `id ${++ids}`,
  });
}

async function openLoan(store: Store): Promise<string> {
  const terms = { principal: 100_000, annualRatePercent: 12, tenorMonths: 12 };
  const opened = servicingOf(store, plainDate("2024-01-31"));
  return (await opened.open({ customerId: "customer-1", ...terms })).loanId;
}

test("a payment is two statements, and one that was answered before is one", async () => {
  const store = createPostgresStore(listened, { schema: fresh.schema });
  const loanId = await openLoan(store);
  const { pay } = servicingOf(store);
  const sentBy = async (work: Promise<unknown>): Promise<readonly string[]> => {
    texts.length = 0;
    await work;
    return [...texts];
  };
  await pay({ loanId, amount: 1 });
  const two = ["SELECT fingerprint, answer,", expect.stringContaining("record_fact_if_unchanged")];
  expect(await sentBy(pay({ loanId, amount: 1, idempotencyKey: "K" }))).toEqual(two);
  expect(await sentBy(pay({ loanId, amount: 1 }))).toEqual(two);
  expect(await sentBy(pay({ loanId, amount: 1, idempotencyKey: "K" }))).toEqual([two[0]]);
  // A fact of the past is decided on all facts: that is a transaction, with locks.
  const past = pay({ loanId, amount: 1, on: plainDate("2024-04-01"), idempotencyKey: "P" });
  expect((await sentBy(past)).slice(0, 2)).toEqual([two[0], "BEGIN ISOLATION LEVEL"]);
  expect(texts.at(-1)).toBe("COMMIT");
});

test("what payments of one moment read is one statement, and each reads its own", async () => {
  const store = createPostgresStore(listened, { schema: fresh.schema });
  const [one, other] = [await openLoan(store), await openLoan(store)];
  const { pay } = servicingOf(store);
  await pay({ loanId: one, amount: 2 });
  await pay({ loanId: other, amount: 3, idempotencyKey: "before" });
  texts.length = 0;
  const payments = await Promise.allSettled([
    pay({ loanId: one, amount: 1, idempotencyKey: "now" }),
    pay({ loanId: other, amount: 3, idempotencyKey: "before" }),
    pay({ loanId: other, amount: 4 }),
  ]);
  expect(payments).toMatchObject([
    { value: { loanId: one, facts: [4] } },
    { value: { loanId: other, facts: [3] } },
    { value: { loanId: other, facts: [4] } },
  ]);
  const write = expect.stringContaining("record_fact_if_unchanged");
  expect(texts).toEqual(["SELECT fingerprint, answer,", write, write]);
});

test("a payment of a loan that is not there, or cannot be, fails alone", async () => {
  const { pay } = servicingOf(fresh.store);
  const loanId = await openLoan(fresh.store);
  const payments = await Promise.allSettled([
    pay({ loanId: "nobody's", amount: 1 }),
    pay({ loanId: "a\0b", amount: 1 }),
    pay({ loanId, amount: 1 }),
  ]);
  expect(payments).toMatchObject([
    { reason: { code: "UNKNOWN_LOAN_ID" } },
    { reason: { message: expect.stringContaining("0x00") } },
    { value: { loanId, facts: [3] } },
  ]);
});

/** Reads as a command does. */
async function read({ idempotency, loans }: UnitOfWork): Promise<void> {
  await Promise.all([idempotency.claim("K", "asked"), loans.lock(["loan-1"])]);
}

/** Writes as a command does. */
async function write(
  { facts, loans, dues, outbox, idempotency }: UnitOfWork,
  changed: DueChanges = { put: [], removed: [] },
): Promise<void> {
  const fact = sampleOpened(1, 2);
  await Promise.all([
    facts.append([fact]),
    loans.save([{ ...loan, state: { ...loan.state, lastSequence: 2 } }]),
    dues.replace(changed),
    outbox.put([{ id: "message", loanId: "loan-1", kind: "fact", fact }]),
    idempotency.answer("K", "asked", "mine"),
  ]);
}

const optimistic = { locking: "optimistic" } as const;

async function written(): Promise<unknown> {
  return fresh.store.transact(async ({ idempotency, facts, loans }) => [
    await idempotency.claim("K", "asked"),
    (await facts.list("loan-1")).length,
    (await loans.find("loan-1"))?.version,
  ]);
}

/** In a transaction of somebody else, which has not ended yet. */
interface Holder {
  readonly connection: Queryable;
  readonly unit: UnitOfWork;
}

const holders: readonly (readonly [string, (holder: Holder) => Promise<unknown>, unknown])[] = [
  [
    "a loan that another saves",
    async ({ unit }) => {
      await unit.loans.lock(["loan-1"]);
      await unit.loans.save([loan]);
    },
    [undefined, 1, 2],
  ],
  [
    "a key that another answers",
    async ({ unit }) => {
      await unit.idempotency.claim("K", "asked");
      await unit.idempotency.answer("K", "asked", "theirs");
    },
    ["theirs", 1, 1],
  ],
  [
    "a row that the host itself changes",
    ({ connection }) =>
      connection.query(`UPDATE "${fresh.schema}".loans SET version = 7 WHERE id = 'loan-1'`),
    [undefined, 1, 7],
  ],
];

test.each(holders)("it waits for %s, and is overtaken", async (_what, hold, left) => {
  expect(await writeWhile(hold, "COMMIT")).toMatchObject({ reason: { code: "OVERTAKEN" } });
  expect(await written()).toEqual(left);
});

test.each(holders)("so it is where isolation is stricter: %s", async (_what, hold, left) => {
  const options = "-c default_transaction_isolation=serializable";
  const strict = fromPool(server.another({ max: 1, options }));
  const store = createPostgresStore(strict, { schema: fresh.schema });
  expect(await writeWhile(hold, "COMMIT", store)).toMatchObject({ reason: { code: "OVERTAKEN" } });
  expect(await written()).toEqual(left);
});

test.each(holders)("it waits for %s, who gives up, and commits", async (_what, hold) => {
  expect(await writeWhile(hold, "ROLLBACK")).toMatchObject({ status: "fulfilled" });
  expect(await written()).toEqual(["mine", 2, 2]);
});

/** What becomes of an optimistic write while another holds what it has read. */
async function writeWhile(
  hold: (holder: Holder) => Promise<unknown>,
  end: "COMMIT" | "ROLLBACK",
  store: Store = fresh.store,
): Promise<PromiseSettledResult<unknown>> {
  const client = await server.pool.connect();
  try {
    await client.query("BEGIN");
    const theirs: TransactionSource = { transaction: (work) => work(client) };
    const own = createPostgresStore(theirs, { schema: fresh.schema });
    const writing: Promise<unknown>[] = [];
    await own.transact(async (unit) => {
      await hold({ connection: client, unit });
      writing.push(
        store.transact(async (its) => {
          await read(its);
          await write(its);
        }, optimistic),
      );
    });
    const settled = Promise.allSettled(writing);
    await untilWaitedFor(client, 1);
    await client.query(end);
    const [outcome] = await settled;
    if (outcome === undefined) throw new Error("Nothing was written.");
    return outcome;
  } finally {
    client.release();
  }
}

const due = sampleDue(2);
const paid = { ...due, paid: due.paid + 1, unpaid: due.unpaid - 1 };

test.each<[string, readonly DueRow[], DueChanges, readonly DueRow[]]>([
  ["is new", [], { put: [due], removed: [] }, [due]],
  ["is changed", [due], { put: [paid], removed: [] }, [paid]],
  ["is gone", [due], { put: [], removed: [due] }, []],
  ["is gone, and another is new", [due], { put: [sampleDue(3)], removed: [due] }, [sampleDue(3)]],
])("with its commit a due %s", async (_what, before, changed, after) => {
  await fresh.store.transact(({ dues }) => dues.replace({ put: before, removed: [] }));
  const sent = fresh.queries();
  await fresh.store.transact(async (unit) => {
    await read(unit);
    await write(unit, changed);
  }, optimistic);
  expect(fresh.queries() - sent).toBe(2);
  const left = await fresh.store.transact(({ dues }) => dues.list({ limit: 10 }));
  expect(left).toEqual(after);
});

test("it goes on in a transaction with locks, if what it has read is still so", async () => {
  const work = async (unit: UnitOfWork): Promise<unknown> => {
    await read(unit);
    return (await unit.facts.list("loan-1")).length;
  };
  expect(await fresh.store.transact(work, optimistic)).toBe(1);
  const saved = async (unit: UnitOfWork): Promise<unknown> => {
    await read(unit);
    await fresh.store.transact((its) => its.loans.save([loan]));
    return unit.facts.list("loan-1");
  };
  await expect(fresh.store.transact(saved, optimistic)).rejects.toThrow(overtaken({}));
  const { rows } = await server.pool.query(
    "SELECT count(*)::text AS open FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'",
  );
  expect(rows).toEqual([{ open: "0" }]);
});

test("a commit whose answer was lost is said to be one", async () => {
  const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
  const { statement = () => Promise.reject(reset) } = source;
  let sent = 0;
  const cut: TransactionSource = {
    ...source,
    statement: (text, params) => {
      sent += 1;
      return sent === 1 ? statement(text, params) : Promise.reject(reset);
    },
  };
  const store = createPostgresStore(cut, { schema: fresh.schema });
  const work = store.transact(async (unit) => {
    await read(unit);
    await write(unit);
  }, optimistic);
  await expect(work).rejects.toThrow(storageUnavailable({ reason: "reset", committing: true }));
});
