import { storeConformance } from "@lendkit/engine/conformance";
import { Pool } from "pg";
import { afterAll, expect, test } from "vitest";
import { fromPool } from "./fromPool.ts";
import { freshStore } from "./testing/freshStore.ts";
import { openPostgres } from "./testing/postgresServer.ts";

const server = await openPostgres();
const pool = new Pool({ connectionString: server.url });
afterAll(async () => {
  await pool.end();
  await server.stop();
});

const report = storeConformance(test, () => freshStore(fromPool(pool)));

test("every promise applies to a real server", () => {
  expect(report.notApplicable).toEqual([]);
});
