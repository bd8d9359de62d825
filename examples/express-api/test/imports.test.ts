import { createMemoryStore } from "@lendkit/adapters-memory";
import { type NewImportRun, plainDate, type RowNote, type Store } from "@lendkit/engine";
import { fingerprintFile, type ImportReport } from "@lendkit/ingest";
import { beforeEach, describe, expect, test } from "vitest";
import { exitCode } from "../src/imports/exitCode.ts";
import { pendingImports } from "../src/imports/initialImport.ts";
import { progressDisplay } from "../src/imports/progressDisplay.ts";
import { reportText } from "../src/imports/reportText.ts";
import { sampleWorkbooks } from "../src/samples/sampleWorkbooks.ts";

const none = { read: 0, imported: 0, updated: 0, unchanged: 0, rejected: 0 };

describe("what a start has to import", () => {
  let store: Store;
  beforeEach(() => {
    store = createMemoryStore();
  });

  const pending = (firstCustomer?: number): Promise<readonly string[]> => {
    const database = { store, firstCustomerNumber: () => Promise.resolve(firstCustomer) };
    return pendingImports(database, sampleWorkbooks);
  };
  const begun = async (
    kind: "customers" | "loans",
    fingerprint: string,
    status: "running" | "completed",
  ): Promise<void> => {
    const run: NewImportRun = { id: kind, kind, fingerprint, asOf: plainDate("2026-11-20") };
    await store.transact(async (unit) => {
      await unit.imports.save({ ...(await unit.imports.start(run)), status });
    });
  };
  const own = (kind: "customers" | "loans"): Promise<string> =>
    fingerprintFile(sampleWorkbooks[kind]);

  test("an empty database: both", async () => {
    expect(await pending()).toEqual(["customers", "loans"]);
  });

  test("a database that a program of the host has filled: nothing", async () => {
    expect(await pending(1)).toEqual([]);
  });

  test("killed among the customers: both", async () => {
    await begun("customers", await own("customers"), "running");
    expect(await pending(1)).toEqual(["customers", "loans"]);
  });

  test("killed between the two, or among the loans: the loans", async () => {
    await begun("customers", await own("customers"), "completed");
    expect(await pending(1)).toEqual(["loans"]);
    await begun("loans", await own("loans"), "running");
    expect(await pending(1)).toEqual(["loans"]);
  });

  test("both done: nothing", async () => {
    await begun("customers", await own("customers"), "completed");
    await begun("loans", await own("loans"), "completed");
    expect(await pending(1)).toEqual([]);
  });

  test.each(["running", "completed"] as const)(
    "customers of other workbooks, %s: nothing, for they do not go together",
    async (status) => {
      await begun("customers", "other", status);
      expect(await pending(1)).toEqual([]);
    },
  );

  test("loans of another workbook that are not done: nothing", async () => {
    await begun("customers", await own("customers"), "completed");
    await begun("loans", "other", "running");
    expect(await pending(1)).toEqual([]);
  });
});

describe("the exit code", () => {
  const all = { ...none, read: 3, imported: 1, updated: 1, unchanged: 1 };
  const some = { ...none, read: 3, unchanged: 1, rejected: 2 };
  const refused = { ...none, read: 3, rejected: 3 };
  test.each([
    [0, [all, all]],
    [0, [none, none]],
    [2, [all, some]],
    [2, [all, refused]],
    [2, [refused, some]],
    [1, [refused, refused]],
    [1, [refused, none]],
  ])("%d for %j", (code, counts) => {
    expect(exitCode(counts.map((one) => ({ counts: one })))).toBe(code);
  });
});

test("the report: counts, and the first rows of each code as text that does nothing", () => {
  const note = (row: number, code: string, more: Partial<RowNote> = {}): RowNote => ({
    row,
    sheet: "Sheet1",
    severity: "rejected",
    code,
    column: null,
    value: null,
    reason: "No.",
    ...more,
  });
  const report: ImportReport = {
    kind: "loans",
    fingerprint: "f",
    counts: { read: 10, imported: 4, updated: 1, unchanged: 0, rejected: 5 },
    rejections: [
      note(2, "ORPHAN"),
      note(3, "ORPHAN"),
      note(4, "BAD_CELL", { column: "Tenure", value: "\u001b[2J=cmd|' /C calc'!A0" }),
      note(5, "ORPHAN"),
      note(6, "ORPHAN"),
    ],
    notices: [note(7, "NUMBER_SHARED", { severity: "notice", reason: "It got 12." })],
    ignoredColumns: ["Current Debt"],
    resumed: false,
  };
  expect(reportText(report)).toBe(
    [
      "loans: 10 rows read, 4 imported, 1 updated, 0 unchanged, 5 rejected",
      "  columns not used: Current Debt",
      "  rejected ORPHAN: 4 rows",
      "    Sheet1 row 2: No.",
      "    Sheet1 row 3: No.",
      "    Sheet1 row 5: No.",
      "    and 1 more",
      "  rejected BAD_CELL: 1 row",
      "    Sheet1 row 4, Tenure (?[2J=cmd|' /C calc'!A0): No.",
      "  noted NUMBER_SHARED: 1 row",
      "    Sheet1 row 7: It got 12.",
    ].join("\n"),
  );
});

test("away from a terminal progress is a line at each tenth", () => {
  const lines: string[] = [];
  const display = progressDisplay({ write: (text) => lines.push(text) });
  for (let done = 0; done <= 40; done += 1) display.show({ kind: "customers", done, total: 40 });
  display.show({ kind: "loans", done: 0, total: 0 });
  display.end();
  const tenths = Array.from({ length: 11 }, (_, tenth) => `customers: ${4 * tenth} of 40 rows\n`);
  expect(lines).toEqual([...tenths, "loans: 0 of 0 rows\n"]);
});
