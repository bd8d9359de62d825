import { storeConformance } from "@lendkit/engine/conformance";
import { afterAll, expect, test } from "vitest";
import { fromPool } from "./fromPool.ts";
import { freshStore } from "./testing/freshStore.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

const report = storeConformance(test, () => freshStore(fromPool(server.pool)));

test("every promise applies to a real server", () => {
  expect(report.notApplicable).toEqual([]);
});
