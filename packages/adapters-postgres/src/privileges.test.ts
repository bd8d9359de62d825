import { factMessage, noCounts, plainDate } from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
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

const server = await openTestPool();
afterAll(server.close);

test("a role with the README's grants can do everything, but not change a fact or the schema", async () => {
  const schema = freshSchema();
  const role = `${schema}_app`;
  await migrate(fromPool(server.pool), { schema });
  // The same statements stand in the README.
  await server.pool.query(`
    CREATE ROLE ${role} LOGIN PASSWORD 'app';
    GRANT USAGE ON SCHEMA ${schema} TO ${role};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role};
    GRANT INSERT ON ${schema}.customers, ${schema}.applicants, ${schema}.borrowers,
      ${schema}.account_transactions, ${schema}.loans, ${schema}.loan_facts,
      ${schema}.loan_dues, ${schema}.servicing_terms, ${schema}.idempotency_keys, ${schema}.import_runs,
      ${schema}.import_notes, ${schema}.outbox, ${schema}.day_runs,
      ${schema}.day_run_failures TO ${role};
    GRANT UPDATE ON ${schema}.customers, ${schema}.applicants, ${schema}.loans, ${schema}.loan_dues,
      ${schema}.import_runs, ${schema}.outbox, ${schema}.day_runs,
      ${schema}.day_run_failures TO ${role};
    GRANT DELETE ON ${schema}.loan_dues, ${schema}.day_run_failures TO ${role};
    GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role};
  `);
  const url = new URL(server.url);
  [url.username, url.password] = [role, "app"];
  const source = fromPool(server.another({ connectionString: url.href }));

  expect(await migrate(source, { schema })).toEqual({
    applied: [],
    alreadyThere: migrations.length,
  });
  const store = createPostgresStore(source, { schema });
  await store.transact(async (unit) => {
    await unit.customers.lock(["customer-1"]);
    const customers = await unit.customers.insert([sampleCustomer(1), sampleCustomer(2)]);
    await unit.customers.lock(["customer-1", "customer-2"]);
    await unit.customers.save(customers);
    const applicants = await unit.applicants.insert([sampleApplicant(1)]);
    await unit.applicants.lock(["applicant-1", "applicant-2"]);
    await unit.applicants.lockUnscored({ currency: "INR", limit: 9 });
    await unit.applicants.save(applicants);
    await unit.accounts.insert([sampleEntry(1)]);
    await unit.accounts.insert([sampleEntry(1), sampleEntry(2)]);
    await unit.accounts.totals(["account-1"], "INR");
    await unit.loans.moveNumbersPast(50);
    const loans = await unit.loans.insert([{ state: sampleState(1) }]);
    await unit.loans.lock(["loan-1"]);
    await unit.loans.save(loans);
    await unit.facts.append([sampleOpened(1)]);
    await unit.idempotency.claim("key", "fingerprint");
    await unit.dues.replace({ put: [sampleDue(1)], removed: [] });
    await unit.dues.replace({ put: [sampleDue(1)], removed: [sampleDue(2)] });
    await unit.dues.list({ limit: 1 });
    await unit.idempotency.answer("key", "fingerprint", "answer");
    const fingerprint = "0".repeat(64);
    const asOf = plainDate("2024-02-29");
    const run = await unit.imports.start({ id: "run-1", kind: "loans", fingerprint, asOf });
    await unit.imports.save({ ...run, status: "completed" });
    const note = { row: 2, sheet: "S", severity: "notice", code: "X", column: null } as const;
    await unit.imports.addNotes("run-1", [{ ...note, value: null, reason: "" }]);
    await unit.dayRuns.begin(asOf, "2024-02-29T18:30:00Z");
    await unit.loans.lockDue({ asOf, limit: 1 });
    await unit.loans.lockDue({ asOf, limit: 1, wait: true });
    await unit.loans.countDue(asOf);
    await unit.dayRuns.setAside(asOf, [{ loanId: "loan-1", code: "X", message: "" }]);
    await unit.dayRuns.setAside(asOf, [{ loanId: "loan-1", code: "X", message: "" }]);
    await unit.dayRuns.add(asOf, noCounts);
    await unit.dayRuns.settle(asOf, ["loan-1"]);
    await unit.dayRuns.finish(asOf, "2024-02-29T18:31:00Z");
    await unit.dayRuns.begin(asOf, "2024-02-29T18:32:00Z");
    await unit.outbox.put([factMessage(sampleOpened(1))]);
    await unit.outbox.remove((await unit.outbox.take(9)).map(({ id }) => id));
  });
  for (const sql of [
    `UPDATE ${schema}.loan_facts SET fact = fact`,
    `DELETE FROM ${schema}.customers`,
    `UPDATE ${schema}.idempotency_keys SET answer = 'another'`,
    `UPDATE ${schema}.account_transactions SET amount = 1`,
    `UPDATE ${schema}.borrowers SET kind = kind`,
    `ALTER TABLE ${schema}.loan_facts DISABLE TRIGGER ALL`,
  ]) {
    await expect(source.transaction((connection) => connection.query(sql))).rejects.toMatchObject({
      code: "42501",
    });
  }
});
