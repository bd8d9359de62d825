/**
 * Pays a loan one unit of money after the other, each under a key of its own, and prints a line
 * for each. It is made to be killed.
 */
import { createServicing, emiTracker, plainDate } from "@lendkit/engine";
import { Pool } from "pg";
import { createPostgresStore } from "../createPostgresStore.ts";
import { fromPool } from "../fromPool.ts";

const [connectionString = "", schema = "", loanId = "", payments = "0"] = process.argv.slice(2);
const pool = new Pool({ connectionString });
const today = plainDate("2024-02-29");
const servicing = createServicing({
  store: createPostgresStore(fromPool(pool), { schema }),
  product: emiTracker,
  clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
  newId: () => crypto.randomUUID(),
});
for (let number = 1; number <= Number(payments); number += 1) {
  await servicing.pay({ loanId, amount: 1, idempotencyKey: `payment ${number}` });
  process.stdout.write(`${number}\n`);
}
await pool.end();
