import { PGlite } from "@electric-sql/pglite";
import {
  factMessage,
  plainDate,
  type StoredLoan,
  staleVersion,
  type UnitOfWork,
} from "@lendkit/engine";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { dueColumns } from "./dueRows.ts";
import { factColumns } from "./factColumns.ts";
import { fromPglite } from "./fromPglite.ts";
import { writtenLoanColumns } from "./loanTable.ts";
import { messageColumns } from "./messageColumns.ts";
import { type FreshStore, freshStore } from "./testing/freshStore.ts";
import { sampleCustomer, sampleDue, sampleOpened, sampleState } from "./testing/samples.ts";
import type { Queryable } from "./transactionSource.ts";

const pglite = await PGlite.create();
afterAll(() => pglite.close());

let fresh: FreshStore;
let loan: StoredLoan;

beforeEach(async () => {
  fresh = await freshStore(fromPglite(pglite));
  await fresh.store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(1)]);
    const inserted = await unit.loans.insert([{ state: sampleState(1) }]);
    loan = inserted[0] as StoredLoan;
    await unit.facts.append([sampleOpened(1)]);
    await unit.dues.replace({ put: [sampleDue(1)], removed: [] });
  });
  return () => fresh.close();
});

/** Another fact of the loan, with what follows from it. */
interface Written {
  readonly sequence?: number;
  readonly version?: number;
  readonly dues?: Parameters<UnitOfWork["dues"]["replace"]>[0];
  readonly key?: string;
}

const second = sampleOpened(1, 2);

function write(unit: UnitOfWork, { sequence = 2, version = 1, dues, key }: Written) {
  const state = { ...loan.state, lastSequence: 2, paidOnTime: 1 };
  return Promise.all([
    unit.facts.append([{ ...second, sequence }]),
    unit.loans.save([{ ...loan, state, version }]),
    dues === undefined ? undefined : unit.dues.replace(dues),
    unit.outbox.put([factMessage({ ...second, sequence })]),
    key === undefined ? undefined : unit.idempotency.answer(key, "asked", "answered"),
  ]);
}

async function rows(text: string): Promise<readonly unknown[]> {
  return (await pglite.query(text.replaceAll("SCHEMA", `"${fresh.schema}"`))).rows;
}

async function stored(): Promise<unknown> {
  const [facts, loans, dues, outbox, keys] = await Promise.all([
    rows("SELECT sequence::int FROM SCHEMA.loan_facts ORDER BY sequence"),
    rows("SELECT last_sequence::int, paid_on_time, version::int FROM SCHEMA.loans"),
    rows("SELECT due_id, unpaid::text FROM SCHEMA.loan_dues ORDER BY due_id"),
    rows("SELECT id FROM SCHEMA.outbox"),
    rows("SELECT key, answer FROM SCHEMA.idempotency_keys"),
  ]);
  return { facts, loans, dues, outbox, keys };
}

const unchanged = {
  facts: [{ sequence: 1 }],
  loans: [{ last_sequence: 1, paid_on_time: 0, version: 1 }],
  dues: [{ due_id: "installment 1", unpaid: "16632.68" }],
  outbox: [],
  keys: [],
};
const recorded = {
  facts: [{ sequence: 1 }, { sequence: 2 }],
  loans: [{ last_sequence: 2, paid_on_time: 1, version: 2 }],
  dues: unchanged.dues,
  outbox: [{ id: factMessage(second).id }],
  keys: [],
};

test.each<[string, Written, object]>([
  ["nothing but the fact", {}, {}],
  ["an answer", { key: "K" }, { keys: [{ key: "K", answer: "answered" }] }],
  [
    "a due that changed",
    { dues: { put: [sampleDue(1, { paid: 1_763_318, unpaid: 0 })], removed: [] } },
    { dues: [{ due_id: "installment 1", unpaid: "0.00" }] },
  ],
  ["a due that is gone", { dues: { put: [], removed: [sampleDue(1)] } }, { dues: [] }],
  [
    "a due for another",
    { dues: { put: [sampleDue(2)], removed: [sampleDue(1)] }, key: "K" },
    {
      dues: [{ due_id: "installment 2", unpaid: "16632.68" }],
      keys: [{ key: "K", answer: "answered" }],
    },
  ],
])("one call writes a fact with %s", async (_what, what, others) => {
  const before = fresh.queries();
  await fresh.store.transact((unit) => write(unit, what));
  expect(fresh.queries() - before).toBe(1);
  expect(await stored()).toEqual({ ...recorded, ...others });
});

test("what one call writes comes back as it went in", async () => {
  const due = sampleDue(2, { installment: null, penalty: 3, paid: 1, unpaid: 1_763_320 });
  const state = {
    ...loan.state,
    lastSequence: 2,
    tenorMonths: 24,
    paidOnTime: 7,
    principalMinor: 3,
    installmentMinor: 2,
    annualRatePercent: "8.123456789012",
  };
  const saved = { ...loan, state, nextActionOn: plainDate("2024-03-31") };
  await fresh.store.transact(({ facts, loans, dues, outbox }) =>
    Promise.all([
      facts.append([second]),
      loans.save([saved]),
      dues.replace({ put: [due], removed: [sampleDue(1)] }),
      outbox.put([factMessage(second)]),
    ]),
  );
  const found = await fresh.store.transact(async ({ facts, loans, dues, outbox }) => [
    await facts.list("loan-1"),
    await loans.find("loan-1"),
    await dues.list({ limit: 9 }),
    await outbox.take(9),
  ]);
  const messages = [factMessage(second)];
  expect(found).toEqual([[sampleOpened(1), second], { ...saved, version: 2 }, [due], messages]);
  const columns = "principal, annual_rate_percent, tenor_months, installment, paid_on_time";
  expect(await rows(`SELECT ${columns} FROM SCHEMA.loans`)).toEqual([
    {
      principal: "0.03",
      annual_rate_percent: "8.123456789012",
      tenor_months: 24,
      installment: "0.02",
      paid_on_time: 7,
    },
  ]);
});

test.each<[string, Written, number]>([
  ["a sequence that is taken", { sequence: 1, key: "K" }, 0],
  ["another version of the loan", { version: 7, key: "K" }, 7],
])("for %s it is refused, and nothing is written", async (_what, what, expected) => {
  await expect(fresh.store.transact((unit) => write(unit, what))).rejects.toThrow(
    staleVersion({ entity: "loan", id: "loan-1", expected }),
  );
  expect(await stored()).toEqual(unchanged);
});

test("a key and a loan are held and read by one call, there or not", async () => {
  await fresh.store.transact((unit) => unit.idempotency.answer("K", "asked", "answered"));
  for (const key of ["K", "unknown"]) {
    for (const id of ["loan-1", "nobody's"]) {
      const found = await fresh.store.transact(async ({ idempotency, loans }) => {
        const before = fresh.queries();
        const [answer] = await Promise.all([idempotency.claim(key, "asked"), loans.lock([id])]);
        expect(fresh.queries() - before).toBe(1);
        return [answer, await loans.find(id)];
      });
      const answer = key === "K" ? "answered" : undefined;
      expect(found).toEqual([answer, id === "loan-1" ? loan : undefined]);
    }
  }
});

async function textsOf(work: (unit: UnitOfWork) => Promise<unknown>): Promise<readonly string[]> {
  const texts: string[] = [];
  const connection: Queryable = {
    async query(text) {
      texts.push(text);
      return { rows: [] };
    },
  };
  const store = createPostgresStore({ transaction: (run) => run(connection) });
  await Promise.allSettled([store.transact(work)]);
  return texts;
}

test.each<[string, RegExp, (unit: UnitOfWork) => Promise<unknown>]>([
  ["a fact with what follows", /\.record_fact\(/, (unit) => write(unit, { key: "K" })],
  [
    "two dues",
    /^WITH part_0/,
    (unit) => write(unit, { dues: { put: [sampleDue(1), sampleDue(2)], removed: [] } }),
  ],
  [
    "two that are gone",
    /^WITH part_0/,
    (unit) => write(unit, { dues: { put: [], removed: [sampleDue(1), sampleDue(2)] } }),
  ],
  [
    "a fact without its loan",
    /^WITH part_0/,
    ({ facts, outbox }) => Promise.all([facts.append([second]), outbox.put([factMessage(second)])]),
  ],
  [
    "a key and a loan",
    /\.hold_key_and_loan\(/,
    ({ idempotency, loans }) => Promise.all([idempotency.claim("K", "f"), loans.lock(["a"])]),
  ],
  [
    "a key and two loans",
    /^WITH part_0/,
    ({ idempotency, loans }) => Promise.all([idempotency.claim("K", "f"), loans.lock(["a", "b"])]),
  ],
  [
    "a loan and then a key, in whose order they are waited for",
    /^WITH part_0/,
    ({ idempotency, loans }) => Promise.all([loans.lock(["a"]), idempotency.claim("K", "f")]),
  ],
])("%s: %s", async (_what, text, work) => {
  expect(await textsOf(work)).toEqual([expect.stringMatching(text)]);
});

test.each([
  ["record_fact", ["OUT facts_written bigint", "OUT loans_written bigint"]],
  ["record_fact_if_unchanged", ["key_prefix text"]],
])("%s takes what is written, column by column", async (name, others) => {
  const [found] = await rows(
    `SELECT pg_get_function_identity_arguments('SCHEMA.${name}'::regproc) AS arguments`,
  );
  const version = { name: "version", type: "bigint" };
  const due = ["loan_id", "due_id"].map((name) => ({ name, type: "text" }));
  const answer = ["key", "fingerprint", "answer"].map((name) => ({ name, type: "text" }));
  const taken: readonly (readonly [string, readonly { name: string; type: string }[]])[] = [
    ["fact", factColumns],
    ["saved", [...writtenLoanColumns, version]],
    ["removed", due],
    ["due", dueColumns],
    ["message", messageColumns],
    ["answer", answer],
  ];
  const names = taken.flatMap(([prefix, columns]) =>
    columns.map(({ name, type }) => `${prefix}_${name} ${type}`),
  );
  expect(found).toEqual({ arguments: [...names, ...others].join(", ") });
});
