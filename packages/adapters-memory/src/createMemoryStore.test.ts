import {
  type AccountEntry,
  Decimal,
  type DueRow,
  type LoanState,
  type NewApplicant,
  type NewCustomer,
  plainDate,
  type UnitOfWork,
} from "@lendkit/engine";
import { storeConformance } from "@lendkit/engine/conformance";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "./createMemoryStore.ts";

describe("keeps the promises of the port", () => {
  storeConformance(test, async () => ({ store: createMemoryStore(), close: async () => {} }), {
    notApplicable: { queries: "memory sends no statements" },
  });
});

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

const applicant: NewApplicant = {
  id: "A-1",
  name: "Meera Nair",
  email: "meera@example.org",
  identityHash: "0f".repeat(32),
  identityLastFour: "2346",
  annualIncome: new Decimal("350000"),
  currency: "INR",
  accountKey: "K",
  score: null,
  scoredOn: null,
};

const entry: AccountEntry = {
  source: "statement",
  position: 1,
  accountKey: "K",
  on: plainDate("2024-02-29"),
  kind: "CREDIT",
  currency: "INR",
  amount: new Decimal("1"),
};

const state: LoanState = {
  loanId: "L-1",
  customerId: "C-1",
  origin: "opened",
  currency: "INR",
  principalMinor: 90_000,
  annualRatePercent: "12",
  tenorMonths: 12,
  installmentMinor: 7_996,
  paidOnTime: 0,
  startedOn: plainDate("2024-02-29"),
  endsOn: plainDate("2025-02-28"),
  sourceNumber: null,
  cutoverOn: null,
  calculationVersion: 1,
  lastSequence: 1,
  servicing: null,
};

const run = {
  id: "R-1",
  kind: "customers",
  fingerprint: "0f".repeat(32),
  asOf: plainDate("2024-03-31"),
} as const;

const due: DueRow = {
  loanId: "L-1",
  dueId: "installment 1",
  customerId: "C-1",
  currency: "INR",
  installment: 1,
  dueOn: plainDate("2024-03-31"),
  penalty: 0,
  fee: 0,
  interest: 100,
  principal: 900,
  paid: 0,
  unpaid: 1000,
};

const note = {
  row: 2,
  sheet: "Sheet1",
  severity: "rejected",
  code: "NOT_A_NUMBER",
  column: null,
  value: null,
  reason: "Expected whole years.",
} as const;

test.each([
  ["succeeded", async (): Promise<void> => {}],
  [
    "failed",
    async (): Promise<void> => {
      throw new Error("the host's own");
    },
  ],
])("a unit of work is refused once its transaction has %s", async (_, end) => {
  const store = createMemoryStore();
  const kept: UnitOfWork[] = [];
  const work = store.transact(async (unit) => {
    kept.push(unit);
    await end();
  });
  await Promise.allSettled([work]);
  for (const unit of kept) {
    const ended = { code: "TRANSACTION_ENDED", retryable: false };
    await expect(unit.customers.insert([customer(1)])).rejects.toMatchObject(ended);
    await expect(unit.customers.lock(["C-1"])).rejects.toMatchObject(ended);
    await expect(unit.applicants.insert([applicant])).rejects.toMatchObject(ended);
    const unscored = unit.applicants.lockUnscored({ currency: "INR", limit: 1 });
    await expect(unscored).rejects.toMatchObject(ended);
    await expect(unit.accounts.insert([entry])).rejects.toMatchObject(ended);
    await expect(unit.accounts.totals(["K"], "INR")).rejects.toMatchObject(ended);
    await expect(unit.loans.moveNumbersPast(5)).rejects.toMatchObject(ended);
    await expect(unit.loans.lock(["L-1"])).rejects.toMatchObject(ended);
    await expect(unit.facts.list("L-1")).rejects.toMatchObject(ended);
    await expect(unit.facts.listMany(["L-1"])).rejects.toMatchObject(ended);
    await expect(unit.dues.list({ limit: 1 })).rejects.toMatchObject(ended);
    await expect(unit.dues.replace({ put: [due], removed: [] })).rejects.toMatchObject(ended);
    await expect(unit.idempotency.claim("key", "asked")).rejects.toMatchObject(ended);
    await expect(unit.idempotency.answer("key", "asked", "done")).rejects.toMatchObject(ended);
    await expect(unit.imports.lock("loans")).rejects.toMatchObject(ended);
  }
  expect(kept).toHaveLength(1);
  expect(await store.transact((unit) => unit.customers.find("C-1"))).toBeUndefined();
});

test("verbs called at once run in the order of the calls", async () => {
  const found = await createMemoryStore().transact(({ customers }) =>
    Promise.all([
      customers.find("C-1"),
      customers.insert([customer(1)]),
      customers.find("C-1"),
      customers.insert([customer(2)]),
    ]),
  );
  expect(found.map((answer) => (Array.isArray(answer) ? "inserted" : answer))).toMatchObject([
    undefined,
    "inserted",
    { id: "C-1", number: 1 },
    "inserted",
  ]);
});

test("a verb that nobody awaited is part of the transaction all the same", async () => {
  const store = createMemoryStore();
  await store.transact(async ({ customers }) => {
    void customers.insert([customer(1)]);
  });
  expect(await store.transact((unit) => unit.customers.find("C-1"))).toMatchObject({ number: 1 });

  const careless = store.transact(async ({ customers }) => {
    void customers.insert([customer(2)]);
    void customers.insert([{ ...customer(3), phoneNumber: customer(1).phoneNumber }]);
  });
  await expect(careless).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  expect(await store.transact((unit) => unit.customers.find("C-2"))).toBeUndefined();
});

test("after a verb has thrown, the others throw the same", async () => {
  const store = createMemoryStore();
  const errors: unknown[] = [];
  const work = store.transact(async ({ customers, imports }) => {
    const verbs = [
      customers.insert([customer(1), customer(1)]),
      customers.find("C-1"),
      imports.latestOfEachKind(),
    ];
    for (const outcome of await Promise.allSettled(verbs)) {
      if (outcome.status === "rejected") errors.push(outcome.reason);
    }
  });
  const [outcome] = await Promise.allSettled([work]);
  expect(outcome).toMatchObject({ status: "rejected", reason: { code: "ALREADY_EXISTS" } });
  expect(errors).toHaveLength(3);
  expect(new Set(errors).size).toBe(1);
});

test("progress and notes of a run that was not started are refused", async () => {
  const store = createMemoryStore();
  const missing = { code: "IMPORT_RUN_NOT_FOUND", details: { id: "R-1" } };
  const notes = store.transact((unit) => unit.imports.addNotes("R-1", [note]));
  await expect(notes).rejects.toMatchObject(missing);
  const started = await createMemoryStore().transact((unit) => unit.imports.start(run));
  await expect(store.transact((unit) => unit.imports.save(started))).rejects.toMatchObject(missing);
});

test("records that come out are frozen, all the way down", async () => {
  const records = await createMemoryStore().transact(async ({ customers, dues, imports }) => {
    const inserted = await customers.insert([customer(1)]);
    const started = await imports.start(run);
    await imports.addNotes("R-1", [note]);
    const [noted] = await imports.listNotes("R-1");
    await dues.replace({ put: [due], removed: [] });
    const [listed] = await dues.list({ limit: 1 });
    return [inserted[0], await customers.find("C-1"), started, started.counts, noted, listed];
  });
  expect(records.map((record) => Object.isFrozen(record))).toEqual(records.map(() => true));
  expect(records).toHaveLength(6);
});

test("a save waits for whoever has locked the loan", async () => {
  const store = createMemoryStore();
  const [inserted] = await store.transact((unit) => unit.loans.insert([{ state }]));
  const steps: string[] = [];
  const saving: Promise<void>[] = [];
  await store.transact(async (unit) => {
    await unit.loans.lock(["L-1"]);
    const late = store.transact((its) => its.loans.save(inserted ? [inserted] : []));
    saving.push(late.then(() => void steps.push("saved")));
    for (let turn = 0; turn < 20; turn += 1) await unit.loans.find("L-1");
    steps.push("let go");
  });
  await Promise.all(saving);
  expect(steps).toEqual(["let go", "saved"]);
});

test("a second replacing of a due waits for the first, and its row stays", async () => {
  const store = createMemoryStore();
  const replacing: Promise<void>[] = [];
  await store.transact(async (unit) => {
    await unit.dues.replace({ put: [due], removed: [] });
    const later = { ...due, paid: 10, unpaid: 990 };
    replacing.push(store.transact((its) => its.dues.replace({ put: [later], removed: [] })));
    for (let turn = 0; turn < 20; turn += 1) await unit.dues.list({ limit: 1 });
  });
  await Promise.all(replacing);
  const [found] = await store.transact((unit) => unit.dues.list({ limit: 1 }));
  expect(found?.paid).toBe(10);
});

test("ids that look alike side by side are two dues", async () => {
  const store = createMemoryStore();
  const put = [
    { ...due, loanId: "L", dueId: "1 a" },
    { ...due, loanId: "L 1", dueId: "a" },
  ];
  await store.transact((unit) => unit.dues.replace({ put, removed: [] }));
  expect(await store.transact((unit) => unit.dues.list({ limit: 9 }))).toEqual(put);
});

test("a save waits for whoever has locked the customer", async () => {
  const store = createMemoryStore();
  const [inserted] = await store.transact((unit) => unit.customers.insert([customer(1)]));
  const steps: string[] = [];
  const saving: Promise<void>[] = [];
  await store.transact(async (unit) => {
    await unit.customers.lock(["C-1"]);
    const late = store.transact((its) => its.customers.save(inserted ? [inserted] : []));
    saving.push(late.then(() => void steps.push("saved")));
    for (let turn = 0; turn < 20; turn += 1) await unit.customers.find("C-1");
    steps.push("let go");
  });
  await Promise.all(saving);
  expect(steps).toEqual(["let go", "saved"]);
});

test("an insert waits for whoever is giving up its phone, and gets it", async () => {
  const store = createMemoryStore();
  const [owner] = await store.transact((unit) => unit.customers.insert([customer(1)]));
  const inserting: Promise<unknown>[] = [];
  await store.transact(async (unit) => {
    await unit.customers.save(owner ? [{ ...owner, phoneNumber: "9111111111" }] : []);
    const heir = { ...customer(2), phoneNumber: customer(1).phoneNumber };
    inserting.push(store.transact((its) => its.customers.insert([heir])));
    for (let turn = 0; turn < 20; turn += 1) await unit.customers.find("C-1");
  });
  expect(await Promise.all(inserting)).toMatchObject([[{ id: "C-2" }]]);
});

test("two stores share nothing", async () => {
  const [one, other] = [createMemoryStore(), createMemoryStore()];
  await one.transact((unit) => unit.customers.insert([customer(1)]));
  const inserted = await other.transact((unit) => unit.customers.insert([customer(1)]));
  expect(inserted[0]).toMatchObject({ id: "C-1", number: 1, version: 1 });
});
