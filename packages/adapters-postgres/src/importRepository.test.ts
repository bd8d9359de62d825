import { PGlite } from "@electric-sql/pglite";
import { importRunNotFound, type NewImportRun, plainDate } from "@lendkit/engine";
import { afterAll, expect, test } from "vitest";
import { fromPglite } from "./fromPglite.ts";
import { freshStore } from "./testing/freshStore.ts";

const pglite = await PGlite.create();
afterAll(() => pglite.close());
const { store } = await freshStore(fromPglite(pglite));

const run: NewImportRun = {
  id: "run-1",
  kind: "customers",
  fingerprint: "0".repeat(64),
  asOf: plainDate("2024-02-29"),
};
const note = { row: 2, sheet: "S", severity: "notice", code: "X", column: null } as const;

test("progress and notes of a run that was not started are refused, not dropped", async () => {
  const refusal = importRunNotFound({ id: "run-9" });
  const started = await store.transact((unit) => unit.imports.start(run));
  const save = store.transact((unit) => unit.imports.save({ ...started, id: "run-9" }));
  await expect(save).rejects.toThrow(refusal);
  const notes = [{ ...note, value: null, reason: "" }];
  const add = store.transact((unit) => unit.imports.addNotes("run-9", notes));
  await expect(add).rejects.toThrow(refusal);
});

test("notes come by row as a number, and of one row in the order in which they were added", async () => {
  await store.transact(async (unit) => {
    const notes = [10, 9, 100, 9].map((row, n) => ({ ...note, row, value: null, reason: `${n}` }));
    await unit.imports.addNotes("run-1", notes);
    await unit.imports.addNotes("run-1", [{ ...note, row: 9, value: null, reason: "4" }]);
  });
  const found = await store.transact((unit) => unit.imports.listNotes("run-1"));
  const order = found.map(({ row, reason }) => [row, reason]);
  expect(order).toEqual([
    [9, "1"],
    [9, "3"],
    [9, "4"],
    [10, "0"],
    [100, "2"],
  ]);
});
