// What a user of ES modules would write first, on the packed packages.
import assert from "node:assert/strict";
import { createMemoryStore } from "@lendkit/adapters-memory";
import { createPostgresStore } from "@lendkit/adapters-postgres";
import { emi } from "@lendkit/engine";
import { storeConformance } from "@lendkit/engine/conformance";
import { registerCustomerInput } from "@lendkit/engine/schemas";
import { importCustomers } from "@lendkit/ingest";

assert.equal(
  emi({ principal: 500000, annualRatePercent: "8.5", tenorMonths: 24 }).toFixed(2),
  "22727.84",
);
assert.equal(registerCustomerInput.safeParse({}).success, false);
for (const part of [createMemoryStore, createPostgresStore, storeConformance, importCustomers]) {
  assert.equal(typeof part, "function");
}
console.log(`import on Node ${process.versions.node}: all packages load.`);
