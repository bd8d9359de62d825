import { PGlite } from "@electric-sql/pglite";
import { type LoanState, plainDate } from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { fromPglite } from "./fromPglite.ts";
import { freshStore } from "./testing/freshStore.ts";
import {
  sampleApplicant,
  sampleCustomer,
  sampleDue,
  sampleEntry,
  sampleOpened,
  sampleState,
} from "./testing/samples.ts";

const pglite = await PGlite.create();
afterAll(() => pglite.close());
const { store, schema } = await freshStore(fromPglite(pglite));
await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));

async function rowOf(table: string, columns: string, where: string): Promise<unknown> {
  const list = columns.split(" ").map((column) => `${column}::text`);
  const sql = `SELECT ${list.join(", ")} FROM "${schema}".${table} WHERE ${where}`;
  return (await pglite.query(sql)).rows[0];
}

// Minor units, and the same amount in the major unit: 2^53 - 1 at each number of places.
const MOST = 9_007_199_254_740_991;
test.each<[LoanState["currency"], number, string]>([
  ["JPY", MOST, "9007199254740991"],
  ["INR", MOST, "90071992547409.91"],
  ["KWD", MOST, "9007199254740.991"],
  ["UYW", MOST, "900719925474.0991"],
  ["INR", 1, "0.01"],
  ["KWD", 1, "0.001"],
  ["UYW", 1, "0.0001"],
  ["INR", 120_050, "1200.50"],
])("in %s %d minor units stand in the columns as %s", async (currency, minorUnits, amount) => {
  const loanId = `${currency} ${minorUnits}`;
  const amounts = { currency, principalMinor: minorUnits, installmentMinor: minorUnits };
  const state = sampleState(1, { loanId, ...amounts });
  await store.transact((unit) => unit.loans.insert([{ state }]));
  const row = await rowOf("loans", "principal installment", `id = '${loanId}'`);
  expect(row).toEqual({ principal: amount, installment: amount });
});

test("the columns beside the snapshot say what it says, also after a save", async () => {
  const inserted = await store.transact((unit) => unit.loans.insert([{ state: sampleState(2) }]));
  const columns =
    "customer_id origin currency annual_rate_percent tenor_months paid_on_time last_sequence version";
  expect(await rowOf("loans", columns, "id = 'loan-2'")).toEqual({
    customer_id: "customer-1",
    origin: "opened",
    currency: "INR",
    annual_rate_percent: "10",
    tenor_months: "12",
    paid_on_time: "0",
    last_sequence: "1",
    version: "1",
  });
  const changes: Partial<LoanState> = {
    origin: "imported",
    annualRatePercent: "8.123456789012",
    tenorMonths: 24,
    paidOnTime: 5,
    startedOn: plainDate("2024-03-31"),
    endsOn: plainDate("2026-03-31"),
    lastSequence: 4,
  };
  const state = sampleState(2, changes);
  await store.transact((unit) => unit.loans.save(inserted.map((loan) => ({ ...loan, state }))));
  expect(await rowOf("loans", `${columns} started_on ends_on`, "id = 'loan-2'")).toEqual({
    customer_id: "customer-1",
    origin: "imported",
    currency: "INR",
    annual_rate_percent: "8.123456789012",
    tenor_months: "24",
    paid_on_time: "5",
    last_sequence: "4",
    version: "2",
    started_on: "2024-03-31",
    ends_on: "2026-03-31",
  });
});

test("the columns beside a fact say what it says", async () => {
  await store.transact(async (unit) => {
    await unit.loans.insert([{ state: sampleState(3) }]);
    await unit.facts.append([sampleOpened(3)]);
  });
  const columns = "sequence kind effective_on command_id";
  expect(await rowOf("loan_facts", columns, "loan_id = 'loan-3'")).toEqual({
    sequence: "1",
    kind: "opened",
    effective_on: "2024-02-29",
    command_id: "command-3-1",
  });
});

test("the columns of a due say what it says, amounts in the major unit", async () => {
  await store.transact(async (unit) => {
    await unit.loans.insert([{ state: sampleState(4) }]);
    const due = sampleDue(3, { loanId: "loan-4", dueOn: plainDate("2024-03-31") });
    await unit.dues.replace({ put: [due], removed: [] });
  });
  const columns =
    "due_id customer_id currency installment due_on penalty fee interest principal paid unpaid";
  expect(await rowOf("loan_dues", columns, "loan_id = 'loan-4'")).toEqual({
    due_id: "installment 3",
    customer_id: "customer-1",
    currency: "INR",
    installment: "3",
    due_on: "2024-03-31",
    penalty: "0.00",
    fee: "50.00",
    interest: "1666.67",
    principal: "15916.51",
    paid: "1000.50",
    unpaid: "16632.68",
  });
});

test("the columns of an applicant and of the borrower say what is known, and no identity number", async () => {
  const scored = { score: 610, scoredOn: plainDate("2024-02-29") };
  await store.transact((unit) => unit.applicants.insert([sampleApplicant(1, scored)]));
  const columns =
    "number name email identity_hash identity_last_four annual_income currency account_key score scored_on version";
  expect(await rowOf("applicants", columns, "id = 'applicant-1'")).toEqual({
    number: "1",
    name: "Anu Menon 1",
    email: "Anu.1@Example.org",
    identity_hash: "1".padStart(64, "0"),
    identity_last_four: "2346",
    annual_income: "350000.5",
    currency: "INR",
    account_key: "account-1",
    score: "610",
    scored_on: "2024-02-29",
    version: "1",
  });
  const all = "id kind customer_id applicant_id";
  expect(await rowOf("borrowers", all, "id = 'applicant-1'")).toEqual({
    id: "applicant-1",
    kind: "applicant",
    customer_id: null,
    applicant_id: "applicant-1",
  });
  expect(await rowOf("borrowers", "kind customer_id", "id = 'customer-1'")).toEqual({
    kind: "customer",
    customer_id: "customer-1",
  });
});

test("the columns of an account transaction say what it says", async () => {
  const debit = sampleEntry(7, { kind: "DEBIT" });
  await store.transact((unit) => unit.accounts.insert([debit]));
  const columns = "source row_number account_key booked_on kind currency amount";
  expect(await rowOf("account_transactions", columns, "row_number = 7")).toEqual({
    source: "5".repeat(64),
    row_number: "7",
    account_key: "account-1",
    booked_on: "2024-02-29",
    kind: "DEBIT",
    currency: "INR",
    amount: "100.5",
  });
});

test("the columns of an answer say what it says", async () => {
  await store.transact((unit) => unit.idempotency.answer("key", "fingerprint", "answer"));
  expect(await rowOf("idempotency_keys", "key fingerprint answer", "key = 'key'")).toEqual({
    key: "key",
    fingerprint: "fingerprint",
    answer: "answer",
  });
});
