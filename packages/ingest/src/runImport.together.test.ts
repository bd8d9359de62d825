import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  alreadyExists,
  type CustomerRow,
  deadlock,
  type LoanRow,
  type RowNote,
  type Store,
} from "@lendkit/engine";
import { describe, expect, test } from "vitest";
import type { ImportSource } from "./importSource.ts";
import type { ImportOptions, ImportProgress, ImportReport } from "./report.ts";
import { runImport } from "./runImport.ts";
import { customer, customersOf, importOptions, inFile } from "./testing/importRows.ts";
import { codes, counts, importRows, latestRuns } from "./testing/importRuns.ts";

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
    const [found] = await latestRuns(store);
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
    expect(await latestRuns(store)).toMatchObject([
      { id: "again", ordinal: 2, status: "completed" },
    ]);
  });
});
