import { plainDate } from "@lendkit/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { rowNotWritten } from "./errors.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { freshStore } from "./testing/freshStore.ts";
import { sampleCustomer, sampleDue, sampleOpened, sampleState } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";
import type { TransactionSource } from "./transactionSource.ts";

const server = await openTestPool();
afterAll(server.close);

describe("a list is read from an index, in its order", () => {
  const plans: string[] = [];
  /** Explains each list instead of only running it; tables this small are not worth an index. */
  const explaining: TransactionSource = {
    transaction: (work) =>
      fromPool(server.pool).transaction((connection) =>
        work({
          query: async (text, params) => {
            if (!text.includes("LIMIT")) return connection.query(text, params);
            await connection.query("SET LOCAL enable_seqscan = off");
            await connection.query("SET LOCAL enable_bitmapscan = off");
            const { rows } = await connection.query(`EXPLAIN (COSTS OFF) ${text}`, params);
            plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
            return { rows: [] };
          },
        }),
      ),
  };

  test.each([
    ["what is overdue of all loans", { leastUnpaidMinor: 1, dueTo: plainDate("2024-02-28") }],
    ["the next page of it", { leastUnpaidMinor: 1, after: sampleDue(1) }],
  ])("%s", async (_what, query) => {
    const { store, close } = await freshStore(explaining);
    plans.length = 0;
    await store.transact((unit) => unit.dues.list({ ...query, limit: 100 }));
    await close();
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(/Index Scan using loan_dues_unpaid_idx/);
    expect(plans[0]).not.toMatch(/Sort/);
  });

  test.each([
    ["a customer's dues", { customerIds: ["customer-1"] }, "loan_dues_customer_id_idx"],
    ["a loan's dues", { loanIds: ["loan-1"] }, "loan_dues_pkey"],
  ])("%s", async (_what, query, index) => {
    const { store, close } = await freshStore(explaining);
    plans.length = 0;
    await store.transact((unit) => unit.dues.list({ ...query, limit: 100 }));
    await close();
    expect(plans[0]).toMatch(new RegExp(`Index Scan using ${index}`));
  });
});

// A dictionary's order: a, B, é, z. By code points: B (42), a (61), z (7A), é (E9).
describe("in a database with a dictionary's order", () => {
  const database = `dictionary_${process.pid}`;
  const url = new URL(server.url);
  url.pathname = database;
  const pool = server.another({ connectionString: url.href });
  const store = createPostgresStore(fromPool(pool));
  const byCodePoints = ["B", "a", "z", "é"];

  beforeAll(async () => {
    await server.pool.query(
      `CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'
       LOCALE_PROVIDER icu ICU_LOCALE 'en'`,
    );
    await migrate(fromPool(pool));
    await store.transact(async (unit) => {
      await unit.customers.insert([sampleCustomer(1)]);
      await unit.loans.insert(
        byCodePoints.map((loanId) => ({ state: sampleState(1, { loanId }) })),
      );
    });
  });
  afterAll(() => server.pool.query(`DROP DATABASE ${database} WITH (FORCE)`));

  test("the database orders texts as a dictionary does", async () => {
    const { rows } = await pool.query("SELECT id FROM lendkit.loans ORDER BY id");
    expect(rows.map(({ id }) => id)).toEqual(["a", "B", "é", "z"]);
  });

  test("dues are listed and paged by the code points of both ids", async () => {
    const dues = byCodePoints.flatMap((loanId) =>
      byCodePoints.map((dueId) => sampleDue(1, { loanId, dueId })),
    );
    await store.transact((unit) => unit.dues.replace({ put: dues, removed: [] }));
    const listed = await store.transact((unit) => unit.dues.list({ limit: 99 }));
    expect(listed).toEqual(dues);
    for (const [at, after] of dues.entries()) {
      const page = await store.transact((unit) => unit.dues.list({ after, limit: 99 }));
      expect(page).toEqual(dues.slice(at + 1));
    }
  });

  test("facts of many loans are listed by the code points of the loans' ids", async () => {
    const facts = byCodePoints.map((loanId) => ({ ...sampleOpened(1), loanId }));
    const listed = await store.transact(async (unit) => {
      await unit.facts.append([...facts].reverse());
      return unit.facts.listMany(byCodePoints);
    });
    expect(listed).toEqual(facts);
  });
});

test("a row that the database keeps out without an error is not taken for written", async () => {
  const { store, schema, close } = await freshStore(fromPool(server.pool));
  await server.pool.query(`
    CREATE FUNCTION "${schema}".keep_out() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF NEW.due_id = ''installment 2'' THEN RETURN NULL; END IF; RETURN NEW; END';
    CREATE TRIGGER keep_out BEFORE INSERT ON "${schema}".loan_dues
      FOR EACH ROW EXECUTE FUNCTION "${schema}".keep_out();
  `);
  const work = store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(1)]);
    await unit.loans.insert([{ state: sampleState(1) }]);
    await unit.dues.replace({ put: [sampleDue(1), sampleDue(2)], removed: [] });
  });
  const refusal = rowNotWritten({ entity: "due", id: "installment 2 of loan-1" });
  await expect(work).rejects.toThrow(refusal);
  await close();
});

test("an amount that a person wrote with too many decimals is not rounded in silence", async () => {
  const { store, schema, close } = await freshStore(fromPool(server.pool));
  await store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(1)]);
    await unit.loans.insert([{ state: sampleState(1) }]);
    await unit.dues.replace({ put: [sampleDue(1)], removed: [] });
  });
  await server.pool.query(
    `UPDATE "${schema}".loan_dues SET paid = paid + 0.005, unpaid = unpaid - 0.005`,
  );
  const work = store.transact((unit) => unit.dues.list({ limit: 1 }));
  const found = { found: "1000.505", field: "paid", places: 2 };
  await expect(work).rejects.toMatchObject({ code: "AMOUNT_TOO_PRECISE", details: found });
  await close();
});
