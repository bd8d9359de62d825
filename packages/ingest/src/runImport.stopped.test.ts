import { createMemoryStore } from "@lendkit/adapters-memory";
import { type CustomerRow, plainDate, type Store } from "@lendkit/engine";
import { describe, expect, test } from "vitest";
import type { ImportSource } from "./importSource.ts";
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

describe("a run that was stopped", () => {
  const rows = [customer(1), customer(2), faulty(4), customer(4), customer(5)];

  test("by its caller goes on where it was, on the day it began with", async () => {
    const store = createMemoryStore();
    await importRows(store, []);
    const stop = new AbortController();
    const reason = new Error("Enough.");
    const onProgress = ({ done }: ImportProgress): void => {
      if (done === 2) stop.abort(reason);
    };
    const stopped = importOptions({
      batchSize: 2,
      signal: stop.signal,
      onProgress,
      newId: () => "first",
    });
    const source = { ...customersOf(rows), fingerprint: "d".repeat(64) };
    await expect(runImport(source, store, stopped)).rejects.toBe(reason);
    expect(await latestRuns(store)).toMatchObject([
      { id: "first", status: "running", rowsDone: 2 },
    ]);

    const steps: number[] = [];
    const later = importOptions({
      asOf: plainDate("2026-12-24"),
      batchSize: 3,
      newId: () => "second",
      onProgress: ({ done }) => steps.push(done),
    });
    const report = await runImport(source, store, later);
    expect(report).toMatchObject({
      counts: counts({ read: 5, imported: 4, rejected: 1 }),
      resumed: true,
    });
    expect(steps).toEqual([2, 5]);
    expect(codes(report.rejections)).toEqual(["4 NOT_A_NUMBER"]);
    expect(await latestRuns(store)).toMatchObject([{ id: "first", status: "completed" }]);
  });

  test("speaks of the day it began with, whenever it goes on", async () => {
    const store = createMemoryStore();
    await importRows(store, [customer(1)]);
    const source = loansOf(inFile([loan(1, 1), loan(2, 1, { endsOn: plainDate("2026-11-30") })]));
    const stop = new AbortController();
    const onProgress = ({ done }: ImportProgress): void => (done === 1 ? stop.abort() : undefined);
    const first = importOptions({
      batchSize: 1,
      signal: stop.signal,
      onProgress,
      newId: () => "L",
    });
    await expect(runImport(source, store, first)).rejects.toThrow();
    await runImport(source, store, importOptions({ asOf: plainDate("2026-12-24") }));
    const found = await store.transact(async (unit) => ({
      run: await unit.imports.findLatest(source),
      loan: await unit.loans.find("loan-import-2-1"),
      customer: await unit.customers.findByNumber(1),
    }));
    expect(found.run?.asOf).toBe("2026-11-20");
    expect(found.loan?.state.cutoverOn).toBe("2026-11-20");
    expect(found.customer?.currentDebt.toString()).toBe("1800");
  });

  test("before its first look writes nothing", async () => {
    const store: Store = { transact: () => Promise.reject(new Error("The store was called.")) };
    const options = importOptions({ signal: AbortSignal.abort(new Error("Enough.")) });
    await expect(runImport(customersOf(rows), store, options)).rejects.toThrow("Enough.");
  });
});

describe("a file that changes between its two passes", () => {
  const passes = (
    first: readonly CustomerRow[],
    second: readonly CustomerRow[],
  ): ImportSource<CustomerRow> => {
    const left = [first, second];
    return { ...customersOf([]), open: () => customersOf(left.shift() ?? []).open() };
  };

  test.each([
    ["has more rows", [customer(1), customer(2)], [customer(1), customer(2), customer(3)]],
    ["has fewer rows", [customer(1), customer(2), customer(3)], [customer(1), customer(2)]],
    ["has other rows", [customer(1), customer(2)], [customer(1), customer(3)]],
  ])("is told: it %s", async (_name, first, second) => {
    const store = createMemoryStore();
    const run = runImport(passes(first, second), store, importOptions({ batchSize: 2 }));
    await expect(run).rejects.toThrow(expect.objectContaining({ code: "FILE_CHANGED" }));
    expect(await latestRuns(store)).toMatchObject([{ status: "running" }]);
  });
});
