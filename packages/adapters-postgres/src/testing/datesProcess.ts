/**
 * Writes and reads dates in whatever zone the process runs in, and prints them: what LendKit
 * reads, and what the client makes of the same column when it is not asked for as text.
 */
import { plainDate } from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../createPostgresStore.ts";
import { fromPool } from "../fromPool.ts";
import { migrate } from "../migrate.ts";
import { sampleCustomer, sampleOpened, sampleState } from "./samples.ts";

const [connectionString = "", schema = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString });
await migrate(fromPool(pool), { schema });
const store = createPostgresStore(fromPool(pool), { schema });

const read = await store.transact(async (unit) => {
  await unit.customers.insert([sampleCustomer(1)]);
  await unit.loans.insert([{ state: sampleState(1) }]);
  await unit.facts.append([sampleOpened(1)]);
  const fingerprint = "0".repeat(64);
  const asOf = plainDate("2024-02-29");
  const run = await unit.imports.start({ id: "run-1", kind: "loans", fingerprint, asOf });
  return {
    state: (await unit.loans.find("loan-1"))?.state,
    facts: await unit.facts.list("loan-1"),
    asOf: run.asOf,
  };
});
await pool.end();

const isoPool = new Pool({ connectionString, options: "-c datestyle=ISO" });
const { rows } = await isoPool.query(`SELECT started_on FROM "${schema}".loans`);
await isoPool.end();
process.stdout.write(JSON.stringify({ read, byClient: rows[0].started_on }));
