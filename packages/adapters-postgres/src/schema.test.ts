import { createHash } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { factMessage, plainDate, readSnapshot } from "@lendkit/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPglite } from "./fromPglite.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { type Row, text } from "./rows.ts";
import { freshSchema } from "./testing/freshStore.ts";
import {
  sampleApplicant,
  sampleCustomer,
  sampleDue,
  sampleEntry,
  sampleOpened,
  sampleState,
} from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
const pglite = await PGlite.create();
afterAll(() => Promise.all([server.close(), pglite.close()]));

const MOST = "9007199254740991";
const ONE_MORE = "9007199254740992";

/** What a person with psql might write, and the constraint that stops it. */
const badStates: readonly (readonly [update: string, constraint: string])[] = [
  ["customers SET id = ''", "customers_id_is_said"],
  ["customers SET number = 0", "customers_number_in_range"],
  [`customers SET number = ${ONE_MORE}`, "customers_number_in_range"],
  ["customers SET origin = 'found'", "customers_origin_known"],
  ["customers SET phone_number = '+91 98'", "customers_phone_number_is_digits"],
  ["customers SET phone_number = ''", "customers_phone_number_is_digits"],
  ["customers SET phone_number = E'98\\n'", "customers_phone_number_is_digits"],
  ["customers SET age = -1", "customers_age_in_range"],
  ["customers SET currency = 'inr'", "customers_currency_is_iso_4217"],
  ["customers SET monthly_income = -0.01", "customers_monthly_income_in_range"],
  ["customers SET monthly_income = 'NaN'", "customers_monthly_income_in_range"],
  ["customers SET approved_limit = 'Infinity'", "customers_approved_limit_in_range"],
  ["customers SET current_debt = -1", "customers_current_debt_in_range"],
  [`customers SET current_debt = ${ONE_MORE}`, "customers_current_debt_in_range"],
  ["customers SET version = 0", "customers_version_in_range"],
  ["customers SET id = 'customer-9'", "borrowers_customer_id_fkey"],
  ["applicants SET id = ''", "applicants_id_is_said"],
  ["applicants SET id = 'applicant-9' WHERE number = 1", "borrowers_applicant_id_fkey"],
  ["applicants SET number = 0", "applicants_number_in_range"],
  [`applicants SET number = ${ONE_MORE}`, "applicants_number_in_range"],
  ["applicants SET name = ''", "applicants_name_is_said"],
  ["applicants SET email = ''", "applicants_email_is_said"],
  ["applicants SET email = 'ANU.2@example.ORG' WHERE number = 1", "applicants_email_key"],
  ["applicants SET identity_hash = '234123412346'", "applicants_identity_hash_is_one"],
  ["applicants SET identity_hash = repeat('F', 64)", "applicants_identity_hash_is_one"],
  ["applicants SET identity_last_four = '12346'", "applicants_identity_last_four_is_digits"],
  ["applicants SET identity_last_four = E'234\\n'", "applicants_identity_last_four_is_digits"],
  ["applicants SET annual_income = -0.01", "applicants_annual_income_in_range"],
  ["applicants SET annual_income = 'NaN'", "applicants_annual_income_in_range"],
  [`applicants SET annual_income = ${ONE_MORE}`, "applicants_annual_income_in_range"],
  ["applicants SET currency = 'inr'", "applicants_currency_is_iso_4217"],
  ["applicants SET account_key = ''", "applicants_account_key_is_said"],
  ["applicants SET score = 300", "applicants_scored_on_a_day"],
  ["applicants SET scored_on = '2024-02-29'", "applicants_scored_on_a_day"],
  ["applicants SET version = 0", "applicants_version_in_range"],
  ["borrowers SET kind = 'guarantor'", "borrowers_kind_known"],
  ["borrowers SET kind = 'applicant' WHERE id = 'customer-1'", "borrowers_applicant_id_fkey"],
  ["borrowers SET kind = 'customer' WHERE id = 'applicant-1'", "borrowers_customer_id_fkey"],
  ["borrowers SET id = 'nobody' WHERE id = 'applicant-1'", "applicants_id_fkey"],
  ["account_transactions SET source = ''", "account_transactions_source_is_said"],
  ["account_transactions SET row_number = 0", "account_transactions_row_number_in_range"],
  ["account_transactions SET account_key = ''", "account_transactions_account_key_is_said"],
  ["account_transactions SET kind = 'REFUND'", "account_transactions_kind_known"],
  ["account_transactions SET currency = 'rupee'", "account_transactions_currency_is_iso_4217"],
  ["account_transactions SET amount = -0.01", "account_transactions_amount_in_range"],
  ["account_transactions SET amount = 'NaN'", "account_transactions_amount_in_range"],
  [`account_transactions SET amount = ${ONE_MORE}`, "account_transactions_amount_in_range"],
  ["loans SET id = '', snapshot = '{}'", "loans_id_is_said"],
  ["loans SET number = -5", "loans_number_in_range"],
  ["loans SET customer_id = 'nobody'", "loans_snapshot_is_of_this_loan"],
  ["loans SET origin = 'found'", "loans_origin_known"],
  ["loans SET currency = 'RUPEE'", "loans_currency_is_iso_4217"],
  ["loans SET principal = 0", "loans_principal_in_range"],
  ["loans SET principal = 'NaN'", "loans_principal_in_range"],
  ["loans SET annual_rate_percent = -1", "loans_annual_rate_percent_in_range"],
  ["loans SET tenor_months = 0", "loans_tenor_months_in_range"],
  ["loans SET installment = -1", "loans_installment_in_range"],
  ["loans SET paid_on_time = -1", "loans_paid_on_time_within_tenor"],
  ["loans SET paid_on_time = 13", "loans_paid_on_time_within_tenor"],
  ["loans SET ends_on = '2024-02-28'", "loans_end_not_before_start"],
  [
    "loans SET last_sequence = 0, snapshot = replace(snapshot, 'Sequence\":1', 'Sequence\":0')",
    "loans_last_sequence_in_range",
  ],
  ["loans SET last_sequence = 2", "loans_snapshot_is_of_this_loan"],
  ["loans SET version = 0", "loans_version_in_range"],
  ["loans SET snapshot = '{}'", "loans_snapshot_is_of_this_loan"],
  ["loan_dues SET due_id = ''", "loan_dues_due_id_is_said"],
  ["loan_dues SET loan_id = 'loan-9'", "loan_dues_loan_id_fkey"],
  ["loan_dues SET customer_id = 'nobody'", "loan_dues_customer_id_fkey"],
  ["loan_dues SET currency = 'rupee'", "loan_dues_currency_is_iso_4217"],
  ["loan_dues SET installment = 0", "loan_dues_installment_in_range"],
  ["loan_dues SET penalty = -1, unpaid = unpaid - 1", "loan_dues_amounts_in_range"],
  ["loan_dues SET fee = -1, unpaid = unpaid - 51", "loan_dues_amounts_in_range"],
  [
    "loan_dues SET interest = -1, fee = 1700, paid = 0, unpaid = 17615.51",
    "loan_dues_amounts_in_range",
  ],
  [
    "loan_dues SET principal = -1, fee = 16000, paid = 0, unpaid = 17665.67",
    "loan_dues_amounts_in_range",
  ],
  ["loan_dues SET paid = -1, unpaid = unpaid + 1001.50", "loan_dues_amounts_in_range"],
  ["loan_dues SET paid = paid + unpaid + 1, unpaid = -1", "loan_dues_amounts_in_range"],
  ["loan_dues SET penalty = 'NaN', unpaid = 'NaN'", "loan_dues_amounts_in_range"],
  [
    `loan_dues SET fee = ${ONE_MORE}, interest = 0, principal = 0, paid = 1, unpaid = ${MOST}`,
    "loan_dues_amounts_in_range",
  ],
  ["loan_dues SET unpaid = unpaid - 0.01", "loan_dues_unpaid_is_the_rest"],
  ["loan_dues SET penalty = 1", "loan_dues_unpaid_is_the_rest"],
  ["idempotency_keys SET key = ''", "idempotency_keys_key_length_in_range"],
  ["idempotency_keys SET key = repeat('k', 201)", "idempotency_keys_key_length_in_range"],
  ["import_runs SET kind = 'bills'", "import_runs_kind_known"],
  ["import_runs SET ordinal = 0", "import_runs_ordinal_in_range"],
  ["import_runs SET status = 'failed'", "import_runs_status_known"],
  ["import_runs SET rows_done = -1", "import_runs_counts_in_range"],
  ["import_runs SET rows_imported = 1, rows_rejected = -1", "import_runs_counts_in_range"],
  ["import_runs SET rows_read = 1", "import_runs_outcomes_add_up"],
  ["import_notes SET severity = 'fatal'", "import_notes_severity_known"],
  ["import_notes SET row_number = 0", "import_notes_row_number_in_range"],
  ["import_notes SET run_id = 'nobody'", "import_notes_run_id_fkey"],
  ["outbox SET id = ''", "outbox_id_is_said"],
  ["outbox SET kind = 'letter'", "outbox_kind_known"],
  ["day_runs SET loans = -1", "day_runs_counts_in_range"],
  [`day_runs SET notices = ${ONE_MORE}`, "day_runs_counts_in_range"],
  ["day_run_failures SET as_of = '2024-01-01'", "day_run_failures_as_of_fkey"],
  ["day_run_failures SET loan_id = 'nobody'", "day_run_failures_loan_id_fkey"],
  ["day_run_failures SET attempts = 0", "day_run_failures_attempts_in_range"],
];

const goodStates: readonly string[] = [
  `customers SET number = ${MOST}, current_debt = ${MOST}, monthly_income = 0, age = 0`,
  `loans SET principal = ${MOST}, annual_rate_percent = 1000, paid_on_time = 12, installment = 0`,
  "applicants SET score = 0, scored_on = '2024-02-29', annual_income = 0",
  "applicants SET email = 'ñ' || number, name = 'ñ'",
  `account_transactions SET row_number = ${MOST}, amount = ${MOST}`,
  "account_transactions SET amount = 0",
  "import_runs SET kind = 'transactions'",
  "loans SET ends_on = started_on",
  "loan_dues SET installment = NULL",
  "loan_dues SET paid = paid + unpaid, unpaid = 0",
  `loan_dues SET fee = 0, interest = 0, principal = ${MOST}, paid = 0, unpaid = ${MOST}`,
  "idempotency_keys SET key = repeat('ñ', 200), fingerprint = '', answer = ''",
  "import_runs SET rows_read = 6, rows_imported = 1, rows_updated = 2, rows_unchanged = 3",
];

const badFacts: readonly (readonly [what: string, said: object, constraint: string])[] = [
  ["of sequence 0", { sequence: 0 }, "loan_facts_sequence_in_range"],
  ["of another loan than its row", { loanId: "loan-2" }, "loan_facts_fact_is_of_this_loan"],
  ["of another kind than its row", { kind: "paid" }, "loan_facts_fact_is_of_this_loan"],
  ["of another sequence than its row", { sequence: 8 }, "loan_facts_fact_is_of_this_loan"],
  ["that is not said at all", { loanId: null }, "loan_facts_fact_is_of_this_loan"],
];

describe.each<[string, TransactionSource]>([
  ["PostgreSQL", fromPool(server.pool)],
  ["PGlite", fromPglite(pglite)],
])("%s", (_what, source) => {
  const schema = freshSchema();
  const run = (sql: string): Promise<readonly Row[]> =>
    source.transaction(async (connection) => {
      await connection.query(`SET LOCAL search_path TO "${schema}"`);
      return (await connection.query(sql)).rows;
    });

  beforeAll(async () => {
    await migrate(source, { schema });
    await createPostgresStore(source, { schema }).transact(async (unit) => {
      const fingerprint = "0".repeat(64);
      const asOf = plainDate("2024-02-29");
      await unit.customers.insert([sampleCustomer(1)]);
      await unit.applicants.insert([sampleApplicant(1), sampleApplicant(2)]);
      await unit.accounts.insert([sampleEntry(1)]);
      await unit.loans.insert([{ state: sampleState(1) }]);
      await unit.facts.append([sampleOpened(1)]);
      await unit.dues.replace({ put: [sampleDue(1)], removed: [] });
      await unit.idempotency.answer("key", "fingerprint", "answer");
      await unit.imports.start({ id: "run-1", kind: "loans", fingerprint, asOf });
      const note = { row: 2, sheet: "Sheet1", severity: "notice", code: "X" } as const;
      await unit.imports.addNotes("run-1", [{ ...note, column: null, value: null, reason: "" }]);
      await unit.outbox.put([factMessage(sampleOpened(1))]);
      await unit.dayRuns.begin(asOf, "2024-02-29T18:30:00Z");
      await unit.dayRuns.setAside(asOf, [{ loanId: "loan-1", code: "X", message: "" }]);
    });
  });

  test.each(badStates)("UPDATE %s is stopped by %s", async (update, constraint) => {
    await expect(run(`UPDATE ${update}`)).rejects.toMatchObject({ constraint });
  });

  test.each(goodStates)("UPDATE %s is allowed", async (update) => {
    await expect(run(`UPDATE ${update}`)).resolves.toEqual([]);
  });

  test.each(badFacts)("a fact %s is stopped", async (_fact, said, constraint) => {
    const fact = { loanId: "loan-1", sequence: 7, kind: "opened", ...said };
    const sequence = fact.sequence === 0 ? 0 : 7;
    const insert = `INSERT INTO loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
      VALUES ('loan-1', ${sequence}, 'opened', '2024-02-29', 'x', '${JSON.stringify(fact)}')`;
    await expect(run(insert)).rejects.toMatchObject({ constraint });
  });

  test("a loan of nobody, and facts and dues of no loan, are stopped", async () => {
    const store = createPostgresStore(source, { schema });
    const orphan = sampleState(2, { customerId: "nobody" });
    await expect(
      store.transact((unit) => unit.loans.insert([{ state: orphan }])),
    ).rejects.toMatchObject({ code: "23503", constraint: "loans_customer_id_fkey" });
    await expect(
      store.transact((unit) => unit.facts.append([sampleOpened(3)])),
    ).rejects.toMatchObject({ code: "23503", constraint: "loan_facts_loan_id_fkey" });
    const astray = sampleDue(1, { loanId: "loan-3" });
    await expect(
      store.transact((unit) => unit.dues.replace({ put: [astray], removed: [] })),
    ).rejects.toMatchObject({ code: "23503", constraint: "loan_dues_loan_id_fkey" });
  });

  test("who has a loan, or is a borrower, cannot be removed, and whom nobody needs can", async () => {
    await createPostgresStore(source, { schema }).transact(async (unit) => {
      await unit.customers.insert([sampleCustomer(8)]);
      await unit.applicants.insert([sampleApplicant(8), sampleApplicant(9)]);
      await unit.loans.insert([{ state: sampleState(8, { customerId: "applicant-8" }) }]);
    });
    const removing = (table: string, id: string): string =>
      `WITH gone AS (DELETE FROM borrowers WHERE id = '${id}')
       DELETE FROM ${table} WHERE id = '${id}' RETURNING id`;
    const held = { code: "23503", constraint: "loans_customer_id_fkey" };
    await expect(run(removing("customers", "customer-1"))).rejects.toMatchObject(held);
    await expect(run(removing("applicants", "applicant-8"))).rejects.toMatchObject(held);
    const alone = run("DELETE FROM applicants WHERE id = 'applicant-9'");
    await expect(alone).rejects.toMatchObject({ constraint: "borrowers_applicant_id_fkey" });
    const unborn = `INSERT INTO applicants (id, number, name, email, identity_hash,
        identity_last_four, annual_income, currency, account_key)
      VALUES ('applicant-7', 70, 'x', 'x', repeat('7', 64), '2346', 0, 'INR', 'x')`;
    await expect(run(unborn)).rejects.toMatchObject({ constraint: "applicants_id_fkey" });
    const twin = `INSERT INTO customers SELECT 'customer-7', 70, origin, first_name, last_name,
      '70', age, currency, monthly_income, approved_limit, current_debt FROM customers LIMIT 1`;
    await expect(run(twin)).rejects.toMatchObject({ constraint: "customers_id_fkey" });
    const unknown = run("INSERT INTO borrowers (id, kind) VALUES ('nobody', 'customer')");
    await expect(unknown).rejects.toMatchObject({ constraint: "borrowers_customer_id_fkey" });
    expect(await run(removing("customers", "customer-8"))).toEqual([{ id: "customer-8" }]);
    expect(await run(removing("applicants", "applicant-9"))).toEqual([{ id: "applicant-9" }]);
  });

  test("facts and dues may be written before their loan is inserted, in one transaction", async () => {
    await createPostgresStore(source, { schema }).transact(async (unit) => {
      await unit.facts.append([sampleOpened(4)]);
      await unit.dues.replace({ put: [sampleDue(1, { loanId: "loan-4" })], removed: [] });
      await unit.loans.insert([{ state: sampleState(4) }]);
    });
  });

  test.each([
    "UPDATE loan_facts SET fact = fact",
    "UPDATE loan_facts SET fact = '' WHERE false",
    "DELETE FROM loan_facts",
    "TRUNCATE loan_facts",
    "TRUNCATE customers CASCADE",
    "TRUNCATE applicants CASCADE",
    "TRUNCATE borrowers CASCADE",
    `INSERT INTO loan_facts SELECT * FROM loan_facts
       ON CONFLICT (loan_id, sequence) DO UPDATE SET command_id = 'another'`,
  ])("%s is refused: facts are append-only", async (sql) => {
    const before = await run("SELECT * FROM loan_facts");
    await expect(run(sql)).rejects.toMatchObject({
      code: "23001",
      message: expect.stringMatching(/on loan_facts: its rows are never changed or removed/),
    });
    expect(await run("SELECT * FROM loan_facts")).toEqual(before);
  });

  test("the snapshot's hash is SHA-256 of its text", async () => {
    const [row = {}] = await run("SELECT snapshot, snapshot_hash FROM loans WHERE id = 'loan-1'");
    const snapshot = text(row, "snapshot");
    expect(readSnapshot(snapshot, () => undefined)).toEqual(sampleState(1));
    const digest = createHash("sha256").update(snapshot, "utf8").digest("hex");
    expect(text(row, "snapshot_hash")).toBe(digest);
  });
});
