import { PGlite } from "@electric-sql/pglite";
import { storeConformance } from "@lendkit/engine/conformance";
import { afterAll, expect, test } from "vitest";
import { fromPglite } from "./fromPglite.ts";
import { freshStore } from "./testing/freshStore.ts";

const pglite = await PGlite.create();
afterAll(() => pglite.close());

const reason = "PGlite is one connection: a second open transaction on it waits for the first.";
const report = storeConformance(test, () => freshStore(fromPglite(pglite)), {
  notApplicable: { parallel: reason },
});

test("only promises that need a second open transaction are not applicable", () => {
  expect(report.registered.length).toBeGreaterThan(0);
  expect(new Set(report.notApplicable.map((promise) => promise.reason))).toEqual(new Set([reason]));
});
