import {
  factMessage,
  storageUnavailable,
  transactionEnded,
  type UnitOfWork,
} from "@lendkit/engine";
import { expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import {
  sampleApplicant,
  sampleCustomer,
  sampleDue,
  sampleEntry,
  sampleOpened,
  sampleState,
} from "./testing/samples.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

const arrayText = /^\{((NULL|"([^"\\]|\\.)*")(,(?!\})|(?=\})))*\}$/s;

/** A source on a connection that answers no rows, or as it is told; it notes what was sent. */
function noting(answer: (text: string) => readonly Record<string, unknown>[] = () => []): {
  source: TransactionSource;
  sent: string[];
} {
  const sent: string[] = [];
  const connection: Queryable = {
    async query(text) {
      sent.push(text);
      return { rows: answer(text) };
    },
  };
  return { source: { transaction: (work) => work(connection) }, sent };
}

test("a unit that is used after its transaction ended is refused, and nothing is sent", async () => {
  const { source, sent } = noting();
  const store = createPostgresStore(source);
  const kept: UnitOfWork[] = [];
  await store.transact(async (unit) => kept.push(unit));
  const failing = store.transact((unit) => {
    kept.push(unit);
    return Promise.reject(new Error("the host's own"));
  });
  await expect(failing).rejects.toThrow("the host's own");
  expect(kept).toHaveLength(2);
  for (const unit of kept) {
    await expect(unit.customers.find("customer-1")).rejects.toThrow(transactionEnded({}));
  }
  expect(sent).toEqual([]);
});

test("after a failure nothing more is sent, and each further verb answers with that failure", async () => {
  const down = Object.assign(new Error("going down"), { code: "57P01" });
  const { source, sent } = noting(() => {
    throw down;
  });
  const outcomes: PromiseSettledResult<unknown>[] = [];
  const work = createPostgresStore(source).transact(async (unit) => {
    const verbs = [() => unit.customers.find("a"), () => unit.loans.find("b")];
    for (const verb of verbs) outcomes.push(...(await Promise.allSettled([verb()])));
  });
  await expect(work).rejects.toMatchObject({ code: storageUnavailable.code });
  const reason = expect.objectContaining({ code: storageUnavailable.code });
  expect(outcomes).toEqual(outcomes.map(() => ({ status: "rejected", reason })));
  expect(sent).toHaveLength(1);
});

test("the work's error comes out as it was, also where the source wraps it", async () => {
  const wanted = Object.assign(new Error("a host's own deadlock"), { code: "40P01" });
  const { source } = noting();
  const wrapping: TransactionSource = {
    transaction: (work) =>
      source.transaction(work).catch((cause: unknown) => {
        throw new Error("wrapped", { cause });
      }),
  };
  const work = createPostgresStore(wrapping).transact(() => Promise.reject(wanted));
  await expect(work).rejects.toBe(wanted);
});

test("parameters are text or null, lists too as the text of an array, and each is cast in SQL", async () => {
  const sent: { readonly text: string; readonly params: readonly unknown[] }[] = [];
  const connection: Queryable = {
    async query(text, params = []) {
      sent.push({ text, params });
      return { rows: [] };
    },
  };
  const source: TransactionSource = { transaction: (work) => work(connection) };
  const stored = { ...sampleCustomer(1), number: 7, version: 3 };
  const counts = { read: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0 };
  const fingerprint = "0".repeat(64);
  const run = { id: "run-1", kind: "loans", fingerprint, asOf: sampleState(1).startedOn } as const;
  const progress = { ...run, ordinal: 1, status: "running", rowsDone: 0, counts } as const;
  const note = { row: 2, sheet: "S", severity: "notice", code: "X", column: null } as const;
  const verbs: ((unit: UnitOfWork) => Promise<unknown>)[] = [
    ({ customers }) => customers.lock(["a", "b"]),
    ({ customers }) => customers.findByNumber(7),
    ({ customers }) => customers.findMany({ numbers: [7], phoneNumbers: ["98"] }),
    ({ customers }) => customers.insert([sampleCustomer(1), { ...sampleCustomer(2), number: 9 }]),
    ({ customers }) => customers.save([stored]),
    ({ applicants }) => applicants.lock(["a", "b"]),
    ({ applicants }) => applicants.lockUnscored({ currency: "INR", limit: 7 }),
    ({ applicants }) => applicants.find("a"),
    ({ applicants }) => applicants.findByNumber(7),
    ({ applicants }) => applicants.findByEmail("a@x.y"),
    ({ applicants }) => applicants.findByIdentityHash("0f"),
    ({ applicants }) => applicants.findMany({ ids: ["a"], numbers: [7] }),
    ({ applicants }) => applicants.insert([sampleApplicant(1)]),
    ({ applicants }) => applicants.save([{ ...sampleApplicant(1), number: 7, version: 3 }]),
    ({ accounts }) => accounts.insert([sampleEntry(1), sampleEntry(2)]),
    ({ accounts }) => accounts.totals(["a", "b"], "INR"),
    ({ loans }) => loans.lock(["a", "b"]),
    ({ loans }) => loans.findByNumber(7),
    ({ loans }) => loans.findMany({ ids: ["a"], numbers: [7] }),
    ({ loans }) => loans.listByCustomers(["a"]),
    ({ loans }) => loans.listPage({ customerId: "a", afterNumber: 7, limit: 9 }),
    ({ loans }) => loans.insert([{ state: sampleState(1) }]),
    ({ loans }) =>
      loans.save([{ state: sampleState(1), number: 7, version: 3, nextActionOn: null }]),
    ({ loans }) => loans.moveNumbersPast(12),
    ({ facts }) => facts.append([sampleOpened(1)]),
    ({ facts }) => facts.list("a"),
    ({ facts }) => facts.listMany(["a", "b"]),
    ({ dues }) => dues.replace({ put: [sampleDue(1)], removed: [] }),
    ({ dues }) => dues.replace({ put: [], removed: [sampleDue(1)] }),
    ({ dues }) => dues.list({ limit: 7 }),
    ({ dues }) =>
      dues.list({
        customerIds: ["a"],
        loanIds: ["b", "c"],
        dueFrom: run.asOf,
        dueTo: run.asOf,
        leastUnpaidMinor: 5,
        after: sampleDue(1),
        limit: 7,
      }),
    ({ idempotency }) => idempotency.claim("k", "f"),
    ({ idempotency }) => idempotency.answer("k", "f", "a"),
    ({ idempotency, loans }) => Promise.all([idempotency.claim("k", "f"), loans.lock(["a"])]),
    ({ facts, loans, outbox }) =>
      Promise.all([
        facts.append([sampleOpened(1)]),
        loans.save([{ state: sampleState(1), number: 7, version: 3, nextActionOn: null }]),
        outbox.put([factMessage(sampleOpened(1))]),
      ]),
    ({ imports }) => imports.lock("loans"),
    ({ imports }) => imports.findLatest(run),
    ({ imports }) => imports.latestOfEachKind(),
    ({ imports }) => imports.start(run),
    ({ imports }) => imports.save(progress),
    ({ imports }) => imports.addNotes("run-1", [{ ...note, value: null, reason: "" }]),
    ({ imports }) => imports.listNotes("run-1"),
  ];
  for (const verb of verbs) {
    await Promise.allSettled([createPostgresStore(source).transact(verb)]);
  }
  expect(sent.length).toBeGreaterThan(verbs.length);
  for (const { text, params } of sent) {
    for (const [index, param] of params.entries()) {
      const cast = arrayText.test(String(param)) ? "::text\\[\\]" : "::text(?!\\[)";
      expect(typeof (param ?? "")).toBe("string");
      expect(text).toMatch(new RegExp(`\\$${index + 1}${cast}`));
    }
  }
});

test("an error of the commit says that it was committing, one before it and the host's do not", async () => {
  const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
  const { source } = noting();
  const store = (where: "before" | "after", withinHostTransaction = false) =>
    createPostgresStore({
      withinHostTransaction,
      transaction: async (work) => {
        if (where === "after") await source.transaction(work);
        throw reset;
      },
    });
  const find = (unit: UnitOfWork) => unit.customers.find("customer-1");
  const reason = "reset";
  const outcomes = await Promise.allSettled([
    store("after").transact(find),
    store("before").transact(find),
    store("after", true).transact(find),
  ]);
  expect(outcomes).toMatchObject([
    { reason: { code: storageUnavailable.code, details: { reason, committing: true } } },
    { reason: { code: storageUnavailable.code, details: { reason } } },
    { reason: { code: storageUnavailable.code, details: { reason } } },
  ]);
  const said = outcomes.map((outcome) => JSON.stringify(outcome).includes("committing"));
  expect(said).toEqual([true, false, false]);
});

test("what the work threw comes out where the client makes an answer of it", async () => {
  const { source } = noting();
  const answering: TransactionSource = {
    transaction: (work) =>
      source.transaction(work).catch(() => work({ query: async () => ({ rows: [] }) })),
  };
  let runs = 0;
  const work = createPostgresStore(answering).transact(async () => {
    runs += 1;
    if (runs === 1) throw new Error("the work's own");
  });
  await expect(work).rejects.toThrow("the work's own");
});

test("once the client gave up, work that still runs sends nothing more", async () => {
  const { source, sent } = noting();
  const gaveUp = Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" });
  let late: Promise<unknown> = Promise.resolve();
  let goOn = (): void => {};
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const hasty: TransactionSource = {
    transaction(work) {
      late = source.transaction(work);
      return Promise.reject(gaveUp);
    },
  };
  const work = createPostgresStore(hasty).transact(async (unit) => {
    await told;
    await unit.customers.find("customer-1");
  });
  await expect(work).rejects.toMatchObject({ code: storageUnavailable.code });
  goOn();
  await expect(late).rejects.toThrow(transactionEnded({}));
  expect(sent).toEqual([]);
});

test("a statement that nobody awaited is waited for, and its error ends the transaction", async () => {
  const failing = Object.assign(new Error("later"), { code: "40P01" });
  const connection: Queryable = {
    query: () => new Promise((_, reject) => setImmediate(() => reject(failing))),
  };
  const source: TransactionSource = { transaction: (work) => work(connection) };
  const unawaited: Promise<unknown>[] = [];
  const work = createPostgresStore(source).transact(async (unit) => {
    unawaited.push(Promise.allSettled([unit.customers.find("customer-1")]));
    return "all is well";
  });
  await expect(work).rejects.toMatchObject({ code: "DEADLOCK" });
  await Promise.all(unawaited);
});
