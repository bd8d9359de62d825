// The same from CommonJS.
const assert = require("node:assert/strict");
const { createMemoryStore } = require("@lendkit/adapters-memory");
const { createPostgresStore } = require("@lendkit/adapters-postgres");
const { emi } = require("@lendkit/engine");
const { storeConformance } = require("@lendkit/engine/conformance");
const { registerCustomerInput } = require("@lendkit/engine/schemas");
const { importCustomers } = require("@lendkit/ingest");

assert.equal(
  emi({ principal: 500000, annualRatePercent: "8.5", tenorMonths: 24 }).toFixed(2),
  "22727.84",
);
assert.equal(registerCustomerInput.safeParse({}).success, false);
for (const part of [createMemoryStore, createPostgresStore, storeConformance, importCustomers]) {
  assert.equal(typeof part, "function");
}
console.log(`require on Node ${process.versions.node}: all packages load.`);
