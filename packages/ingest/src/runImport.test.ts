import {
  alreadyExists,
  type CustomerRow,
  deadlock,
  type ImportRun,
  type LoanRow,
  plainDate,
  type RowNote,
  type Store,
} from "@lendkit/engine";
import { describe, expect, test } from "vitest";
import { createMemoryStore } from "../../adapters-memory/src/index.ts";
import type { ImportSource } from "./importSource.ts";
import type { ImportOptions, ImportProgress, ImportReport } from "./report.ts";
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

const latest = (store: Store): Promise<readonly ImportRun[]> =>
  store.transact((unit) => unit.imports.latestOfEachKind());

const importRows = (store: Store, rows: readonly CustomerRow[]): Promise<ImportReport> =>
  runImport(customersOf(rows), store, importOptions());

const counts = (changes: Partial<ImportReport["counts"]>): ImportReport["counts"] => ({
  read: 0,
  imported: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  ...changes,
});

const codes = (notes: readonly RowNote[]): readonly string[] =>
  notes.map(({ row, code }) => `${row} ${code}`);

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
    expect(await latest(store)).toMatchObject([{ id: "run-1", status: "completed", rowsDone: 4 }]);
  });

  test("over a file without rows is complete", async () => {
    const store = createMemoryStore();
    const report = await importRows(store, []);
    expect(report).toMatchObject({ counts: counts({}), resumed: false });
    expect(await latest(store)).toMatchObject([{ status: "completed", rowsDone: 0 }]);
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
    expect(await latest(store)).toMatchObject([{ id: "first", status: "running", rowsDone: 2 }]);

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
    expect(await latest(store)).toMatchObject([{ id: "first", status: "completed" }]);
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
    expect(await latest(store)).toMatchObject([{ status: "running" }]);
  });
});

describe("somebody else at the same time", () => {
  test("who registers with a phone number of the file makes the batch look again", async () => {
    const inner = createMemoryStore();
    let raced = false;
    const register = async (): Promise<void> => {
      if (raced) return;
      raced = true;
      const { row: _row, sheet: _sheet, number: _number, ...person } = customer(2);
      const currentDebt = person.approvedLimit.minus(person.approvedLimit);
      const other = {
        ...person,
        id: "R-1",
        origin: "registered" as const,
        currency: "INR" as const,
        currentDebt,
      };
      await inner.transact((unit) => unit.customers.insert([other]));
    };
    const store: Store = {
      transact: (work) =>
        inner.transact((unit) => {
          const findMany: typeof unit.customers.findMany = async (by) => {
            const found = await unit.customers.findMany(by);
            await register();
            return found;
          };
          return work({ ...unit, customers: { ...unit.customers, findMany } });
        }),
    };
    const report = await importRows(store, [
      customer(10),
      customer(2, { row: 3 }),
      customer(11, { row: 4 }),
    ]);
    expect(raced).toBe(true);
    expect(report.counts).toEqual(counts({ read: 3, imported: 2, rejected: 1 }));
    expect(codes(report.rejections)).toEqual(["3 PHONE_TAKEN"]);
  });

  test.each([
    ["a deadlock", deadlock({ waitingFor: "customer 1" }), 5],
    ["a taken number", alreadyExists({ entity: "customer", field: "number" }), 5],
    ["a broken disk", new Error("EIO"), 1],
  ])("%s that stays is thrown on in the end, and nothing is lost", async (_name, error, tries) => {
    const inner = createMemoryStore();
    let [failing, found] = [true, 0];
    const store: Store = {
      transact: (work) =>
        inner.transact(async (unit) => {
          const answer = await work(unit);
          const runs = await unit.imports.latestOfEachKind();
          if (failing && (runs[0]?.rowsDone ?? 0) > 2) {
            found += 1;
            throw error;
          }
          return answer;
        }),
    };
    const options = importOptions({ batchSize: 2 });
    const rows = [customer(1), customer(2), customer(3)];
    await expect(runImport(customersOf(rows), store, options)).rejects.toBe(error);
    expect(found).toBe(tries);
    failing = false;
    const report = await runImport(customersOf(rows), store, options);
    expect(report).toMatchObject({ counts: counts({ read: 3, imported: 3 }), resumed: true });
  });
});

/** A gate that opens by itself once `count` have come to it. */
function gateFor(count: number): () => Promise<void> {
  let [come, open] = [0, (): void => {}];
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= count) open();
    return opened;
  };
}

/** A source whose pass number `pass` waits before its row `row`, counted from 0. */
function waiting<Row extends CustomerRow | LoanRow>(
  source: ImportSource<Row>,
  pass: number,
  wait: () => Promise<void>,
  row = 0,
): ImportSource<Row> {
  let opened = 0;
  async function* slowly(rows: AsyncIterable<Row | RowNote>): AsyncGenerator<Row | RowNote> {
    let seen = 0;
    for await (const each of rows) {
      if (seen === row) await wait();
      seen += 1;
      yield each;
    }
  }
  const open: typeof source.open = async () => {
    opened += 1;
    const inner = await source.open();
    return opened === pass ? { ...inner, rows: slowly(inner.rows) } : inner;
  };
  return { ...source, open };
}

describe("two importers of one file", () => {
  const rows = inFile([
    customer(1),
    customer(2),
    customer(3),
    customer(4),
    customer(5),
    customer(1, { age: 41 }),
  ]);
  const expected = counts({ read: 6, imported: 4, rejected: 2 });

  test.each([
    [2, 2],
    [1, 4],
    [4, 1],
    [3, 500],
  ])("share the rows, in batches of %d and %d, and report the same", async (one, other) => {
    const store = createMemoryStore();
    const gate = gateFor(2);
    const run = (batchSize: number, name: string): Promise<ImportReport> =>
      runImport(
        waiting(customersOf(rows), 2, gate),
        store,
        importOptions({ batchSize, newId: () => name }),
      );
    const [first, second] = await Promise.all([run(one, "A"), run(other, "B")]);
    expect(first?.counts).toEqual(expected);
    expect(second).toEqual({ ...first, resumed: !first?.resumed });
    const [found] = await latest(store);
    expect(found).toMatchObject({ ordinal: 1, rowsDone: 6, counts: expected });
    const notes = await store.transact((unit) => unit.imports.listNotes(found?.id ?? ""));
    expect(codes(notes)).toEqual(["2 DUPLICATE_ID", "7 DUPLICATE_ID"]);
  });

  test("one that comes back after a later run took over joins that one", async () => {
    const store = createMemoryStore();
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const named = (name: string, changes: Partial<ImportOptions> = {}): ImportOptions =>
      importOptions({ batchSize: 2, newId: () => name, ...changes });
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const first = ({ done }: ImportProgress): void => (done === 2 ? begin() : undefined);
    const source = waiting(customersOf(rows), 2, () => held, 4);
    const late = runImport(source, store, named("late", { onProgress: first }));
    await begun;
    await runImport(customersOf(rows), store, named("quick"));
    const stop = new AbortController();
    const onProgress = ({ done }: ImportProgress): void => {
      if (done === 0) stop.abort();
    };
    const again = named("again", { signal: stop.signal, onProgress });
    await expect(runImport(customersOf(rows), store, again)).rejects.toThrow();
    letGo();
    expect((await late).counts).toEqual(counts({ read: 6, unchanged: 4, rejected: 2 }));
    expect(await latest(store)).toMatchObject([{ id: "again", ordinal: 2, status: "completed" }]);
  });
});
