// The conformance kit under Node's own runner, as the author of an adapter would write it.
import { test } from "node:test";
import { createMemoryStore } from "@lendkit/adapters-memory";
import { storeConformance } from "@lendkit/engine/conformance";

storeConformance(test, async () => ({ store: createMemoryStore(), close: async () => {} }), {
  notApplicable: { queries: "It sends no statements." },
});
