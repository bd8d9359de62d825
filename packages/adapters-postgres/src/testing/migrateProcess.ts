/** Migrates the schema of the second argument in the database of the first; prints the report. */
import { Pool } from "pg";
import { fromPool } from "../fromPool.ts";
import { migrate } from "../migrate.ts";

const [connectionString = "", schema = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString });
const report = await migrate(fromPool(pool), { schema });
await pool.end();
process.stdout.write(JSON.stringify(report));
