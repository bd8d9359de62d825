import { createMemoryStore } from "@lendkit/adapters-memory";
import type { Store } from "@lendkit/engine";
import { describe, expect, test } from "vitest";
import type { ImportProgress } from "./report.ts";
import { runImport } from "./runImport.ts";
import {
  customer,
  customersOf,
  faulty,
  importOptions,
  inFile,
  loan,
  loansOf,
} from "./testing/importRows.ts";
import { codes, counts, importRows, latestRuns } from "./testing/importRuns.ts";

describe("a run", () => {
  test("ends each row and says why, under the file's own headers", async () => {
    const store = createMemoryStore();
    const rows = [
      customer(1),
      faulty(3),
      customer(2, { row: 4, phoneNumber: "9000000001" }),
      customer(4),
    ];
    const progress: ImportProgress[] = [];
    const options = importOptions({ batchSize: 2, onProgress: (step) => progress.push(step) });
    const report = await runImport(customersOf(rows), store, options);
    expect(report).toMatchObject({
      kind: "customers",
      fingerprint: "c".repeat(64),
      counts: { read: 4, imported: 2, updated: 0, unchanged: 0, rejected: 2 },
      notices: [],
      ignoredColumns: ["Remarks"],
      resumed: false,
    });
    expect(codes(report.rejections)).toEqual(["3 NOT_A_NUMBER", "4 PHONE_TAKEN"]);
    expect(progress).toEqual([
      { done: 0, total: 4, counts: counts({}) },
      { done: 2, total: 4, counts: counts({ read: 2, imported: 1, rejected: 1 }) },
      { done: 4, total: 4, counts: report.counts },
    ]);
    expect(await latestRuns(store)).toMatchObject([
      { id: "run-1", status: "completed", rowsDone: 4 },
    ]);
  });

  test("over a file without rows is complete", async () => {
    const store = createMemoryStore();
    const report = await importRows(store, []);
    expect(report).toMatchObject({ counts: counts({}), resumed: false });
    expect(await latestRuns(store)).toMatchObject([{ status: "completed", rowsDone: 0 }]);
  });

  test("after a completed one finds everything unchanged, and what changed updated", async () => {
    const store = createMemoryStore();
    const rows = [customer(1), customer(2), customer(3)];
    await importRows(store, rows);
    expect((await importRows(store, rows)).counts).toEqual(counts({ read: 3, unchanged: 3 }));
    const raised = [customer(1), customer(2, { age: 41 }), customer(3)];
    const options = importOptions({ newId: () => "run-3" });
    const report = await runImport(customersOf(raised), store, options);
    expect(report).toMatchObject({
      counts: counts({ read: 3, updated: 1, unchanged: 2 }),
      resumed: false,
    });
  });

  test.each([0, -1, 1.5, Number.NaN])("in batches of %d is refused", async (batchSize) => {
    await expect(
      runImport(customersOf([]), createMemoryStore(), importOptions({ batchSize })),
    ).rejects.toThrow(expect.objectContaining({ code: "BAD_BATCH_SIZE" }));
  });

  test("over a file that cannot be opened writes nothing", async () => {
    const refusal = new Error("COLUMNS_MISSING");
    const source = { ...customersOf([]), open: () => Promise.reject(refusal) };
    const store: Store = { transact: () => Promise.reject(new Error("The store was called.")) };
    await expect(runImport(source, store, importOptions())).rejects.toBe(refusal);
  });
});

describe("two rows of one id", () => {
  test("that differ are both rejected, each naming the others, and a third too", async () => {
    const store = createMemoryStore();
    await importRows(store, [customer(7)]);
    const rows = inFile([
      customer(7, { age: 41 }),
      customer(1),
      customer(7),
      customer(2, { phoneNumber: "9000000007" }),
      customer(7),
    ]);
    const options = importOptions({ batchSize: 1, newId: () => "run-2" });
    const source = { ...customersOf(rows), fingerprint: "d".repeat(64) };
    const report = await runImport(source, store, options);
    expect(report.counts).toEqual(counts({ read: 5, imported: 1, rejected: 4 }));
    expect(codes(report.rejections)).toEqual([
      "2 DUPLICATE_ID",
      "4 DUPLICATE_ID",
      "5 PHONE_TAKEN",
      "6 DUPLICATE_ID",
    ]);
    expect(report.rejections[1]).toEqual({
      row: 4,
      sheet: "Sheet1",
      severity: "rejected",
      code: "DUPLICATE_ID",
      column: "Customer ID",
      value: "7",
      reason:
        "Rows 2, 6 also have customer id 7, and they do not all say the same. " +
        "None of them is taken: keep the right one.",
    });
  });

  test("that are many are named by the first few", async () => {
    const rows = inFile(Array.from({ length: 9 }, (_, age) => customer(7, { age })));
    const { rejections } = await runImport(customersOf(rows), createMemoryStore(), importOptions());
    const named = rejections.map(({ reason }) => reason.slice(0, reason.indexOf(" also")));
    expect(named[0]).toBe("Rows 3, 4, 5, 6, 7 and 3 more");
    expect(named[8]).toBe("Rows 2, 3, 4, 5, 6 and 3 more");
  });

  test("that say the same count once; the later changes nothing, or fails as the first did", async () => {
    const rows = inFile([
      customer(1),
      customer(2, { phoneNumber: "9000000001" }),
      customer(1),
      customer(2, { phoneNumber: "9000000001" }),
    ]);
    const report = await importRows(createMemoryStore(), rows);
    expect(report.counts).toEqual(counts({ read: 4, imported: 1, unchanged: 1, rejected: 2 }));
    expect(codes(report.rejections)).toEqual(["3 PHONE_TAKEN", "5 PHONE_TAKEN"]);
  });

  test("are no duplicates as loans of different customers; the second gets a number past them all", async () => {
    const store = createMemoryStore();
    await importRows(store, [customer(1), customer(2)]);
    const rows = inFile([
      loan(2941, 1),
      loan(2941, 2),
      loan(8, 1),
      loan(8, 1, { paidOnTime: 4 }),
      loan(9, 99),
      loan(9998, 2),
    ]);
    const options = importOptions({ batchSize: 2, newId: () => "run-2" });
    const report = await runImport(loansOf(rows), store, options);
    expect(report.counts).toEqual(counts({ read: 6, imported: 3, rejected: 3 }));
    expect(codes(report.rejections)).toEqual([
      "4 DUPLICATE_ID",
      "5 DUPLICATE_ID",
      "6 CUSTOMER_UNKNOWN",
    ]);
    expect(report.rejections[0]?.reason).toContain("Row 5 also has loan id 8 of customer 1,");
    expect(codes(report.notices)).toEqual(["3 NUMBER_SHARED"]);
    expect(report.notices[0]?.reason).toContain("has the number 9999.");
    const [facts, customers] = await store.transact(async (unit) => [
      await unit.facts.list("loan-import-2941-2"),
      await unit.customers.findMany({ numbers: [1, 2] }),
    ]);
    expect(facts).toMatchObject([
      { commandId: "import run-2 row 3", recordedAt: "2026-11-20T09:30:00.000Z" },
    ]);
    expect(customers.map(({ currentDebt }) => currentDebt.toString()).sort()).toEqual([
      "1800",
      "900",
    ]);
  });
});
