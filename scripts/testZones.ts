/**
 * Runs the tests of all that touches dates again where the machine's own day is another than UTC's,
 * with fewer random cases: `pnpm test:zones`.
 */
import { spawnSync } from "node:child_process";

const zones = ["Asia/Kolkata", "America/New_York"];

const engine = [
  "calendar",
  "schedule",
  "accrual",
  "billing",
  "delinquency",
  "charge",
  "repayment",
  "loan",
  "ledger",
  "portfolio",
  "service",
].map((folder) => `packages/engine/src/${folder}/`);

/** Where dates go in and come out; races and killed processes know no zones. */
const postgres = [
  "applicants.postgres",
  "clientValues",
  "columns",
  "conformance.clients",
  "conformance.pglite",
  "conformance.postgres.",
  "dueRepository",
  "importRepository",
  "rows",
].map((file) => `packages/adapters-postgres/src/${file}`);

for (const zone of zones) {
  const { status } = spawnSync("vitest", ["run", ...engine, ...postgres, "packages/ingest"], {
    stdio: "inherit",
    env: { ...process.env, TZ: zone, LENDKIT_ZONE: zone },
  });
  if (status !== 0) {
    console.error(`Tests failed in ${zone}.`);
    process.exitCode = 1;
    break;
  }
}
