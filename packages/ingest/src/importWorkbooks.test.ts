import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "@lendkit/adapters-memory";
import { Decimal, plainDate, type Store, type StoredLoan } from "@lendkit/engine";
import { Workbook } from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importCustomers } from "./importCustomers.ts";
import { importLoans } from "./importLoans.ts";
import type { ImportOptions, ImportReport } from "./report.ts";
import { type Held, holdings } from "./testing/holdings.ts";
import { importOptions } from "./testing/importRows.ts";
import { counts } from "./testing/importRuns.ts";
import { findRealFiles, type RealFiles } from "./testing/realFiles.ts";

const asOf = plainDate("2026-11-20");
const options = (run: string, batchSize = 500): ImportOptions =>
  importOptions({ newId: () => run, batchSize });

describe("workbooks of our own", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lendkit-import-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function workbook(name: string, rows: readonly (readonly unknown[])[]): Promise<string> {
    const book = new Workbook();
    const sheet = book.addWorksheet("Book");
    for (const row of rows) sheet.addRow([...row]);
    const path = join(folder, name);
    await book.xlsx.writeFile(path);
    return path;
  }

  const customerHeaders = [
    "phone_number",
    "Customer ID",
    "FirstName",
    "last name",
    "AGE",
    "Monthly Salary",
    "Approved_Limit",
    "Remarks",
  ];

  test("go in under their own headers, row by row", async () => {
    const people = await workbook("people.xlsx", [
      customerHeaders,
      [9000000001, 1, "Begoña", "Peña", 40, 32000.5, 800000, "kept"],
      [],
      ["9000000002", "2", "Asha", "Rao", "forty", 1, 0],
      [9000000001, 3, "Asha", "Rao", 40, 1, 0],
      [9000000004, 4, { formula: "1+1", result: 2 }, "Rao", 40, 1, 0],
      [9000000005, 5, "Asha", "Rao", 40, 1, 0],
      [9000000006, 5, "Ravi", "Rao", 40, 1, 0],
    ]);
    const store = createMemoryStore();
    const report = await importCustomers(people, store, options("people", 2));
    expect(report.counts).toEqual(counts({ read: 6, imported: 1, rejected: 5 }));
    expect(report.ignoredColumns).toEqual(["Remarks"]);
    expect(report.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(report.rejections.map(({ sheet, row, column }) => [sheet, row, column])).toEqual([
      ["Book", 4, "AGE"],
      ["Book", 5, "phone_number"],
      ["Book", 6, "FirstName"],
      ["Book", 7, "Customer ID"],
      ["Book", 8, "Customer ID"],
    ]);

    const day = (text: string): Date => new Date(`${text}T00:00:00.000Z`);
    const lent = await workbook("lent.xlsx", [
      [
        "Loan ID",
        "Customer ID",
        "Loan Amount",
        "Tenure",
        "Interest Rate",
        "Monthly payment",
        "EMIs paid on Time",
        "Date of Approval",
        "End Date",
      ],
      [7, 1, 1200, 12, 8.1999999999999993, 106, 3, day("2026-05-20"), day("2027-05-20")],
      [7, 5, 1200, 12, 8.2, 106, 3, day("2026-05-20"), day("2027-05-20")],
    ]);
    const loans = await importLoans(lent, store, options("lent"));
    expect(loans.counts).toEqual(counts({ read: 2, imported: 1, rejected: 1 }));
    expect(loans.rejections).toMatchObject([{ row: 3, code: "CUSTOMER_UNKNOWN", value: "5" }]);
    const stored = await store.transact(async (unit) => ({
      loan: await unit.loans.findByNumber(7),
      customer: await unit.customers.findByNumber(1),
    }));
    expect(stored.loan?.state).toMatchObject({ annualRatePercent: "8.2", startedOn: "2026-05-20" });
    // 1200 × 9/12
    expect(stored.customer?.currentDebt.toFixed(2)).toBe("900.00");
  });

  test("without a column, or without a file, write nothing", async () => {
    const untouched: Store = { transact: () => Promise.reject(new Error("The store was called.")) };
    const people = await workbook("columns.xlsx", [
      customerHeaders.slice(1),
      [1, "A", "B", 40, 1, 0],
    ]);
    await expect(importCustomers(people, untouched, options("run"))).rejects.toThrow(
      expect.objectContaining({ code: "COLUMNS_MISSING" }),
    );
    await expect(importLoans(join(folder, "none.xlsx"), untouched, options("run"))).rejects.toThrow(
      expect.objectContaining({ code: "FILE_NOT_FOUND" }),
    );
  });

  test("that were edited are another file: what changed in them is updated", async () => {
    const row = [9000000001, 1, "Begoña", "Peña", 40, 32000.5, 800000];
    const store = createMemoryStore();
    const reports = [];
    for (const salary of [32000.5, 33000]) {
      const path = await workbook("edited.xlsx", [
        customerHeaders,
        row.map((cell, index) => (index === 5 ? salary : cell)),
      ]);
      reports.push(await importCustomers(path, store, options(`with ${salary}`)));
    }
    expect(reports.map((report) => report.counts.updated)).toEqual([0, 1]);
    expect(reports[0]?.fingerprint).not.toBe(reports[1]?.fingerprint);
  });
});

const sum = (amounts: readonly (Decimal | number)[]): Decimal =>
  amounts.reduce<Decimal>((total, amount) => total.plus(amount), new Decimal(0));

const current = ({ loans }: Held): readonly StoredLoan[] =>
  loans.filter(({ state: { startedOn, endsOn } }) => startedOn <= asOf && asOf <= endsOn);

function describeRealFiles(files: RealFiles): void {
  async function importBoth(
    store: Store,
    batchSize?: number,
  ): Promise<Record<"customers" | "loans", ImportReport>> {
    return {
      customers: await importCustomers(files.customers, store, options("customers", batchSize)),
      loans: await importLoans(files.loans, store, options("loans", batchSize)),
    };
  }

  test("all rows go in, and the sums are the files'", async () => {
    const store = createMemoryStore();
    const reports = await importBoth(store);
    expect(reports.customers.counts).toEqual(counts({ read: 300, imported: 300 }));
    expect(reports.loans.counts).toEqual(counts({ read: 782, imported: 782 }));
    expect(reports.loans.rejections).toEqual([]);

    const held = await holdings(store);
    const customers = held.map(({ customer }) => customer);
    expect(sum(customers.map(({ monthlyIncome }) => monthlyIncome)).toString()).toBe("47404000");
    expect(sum(customers.map(({ approvedLimit }) => approvedLimit)).toString()).toBe("861500000");
    const withTilde = customers.filter(({ firstName, lastName }) => /ñ/.test(firstName + lastName));
    expect(withTilde.map(({ number }) => number)).toEqual([17, 40, 59, 77, 201, 232]);
    const states = held.flatMap(({ loans }) => loans.map(({ state }) => state));
    expect(sum(states.map(({ principalMinor }) => principalMinor)).toString()).toBe("42150000000");
    expect(sum(states.map(({ paidOnTime }) => paidOnTime)).toString()).toBe("55259");
    const without = held.filter(({ loans }) => loans.length === 0);
    expect(without.map(({ customer }) => customer.number)).toEqual([
      38, 42, 64, 65, 103, 143, 146, 157, 168, 190, 193, 194, 211, 225, 242, 262, 267,
    ]);
  });

  test("loan 7798 is what its row says", async () => {
    const store = createMemoryStore();
    await importBoth(store);
    expect(await store.transact((unit) => unit.loans.findByNumber(7798))).toMatchObject({
      state: {
        loanId: "loan-import-7798-1",
        customerId: "customer-import-1",
        principalMinor: 90_000_000,
        annualRatePercent: "17.92",
        tenorMonths: 138,
        installmentMinor: 3_997_800,
        paidOnTime: 86,
        startedOn: "2021-11-08",
        endsOn: "2033-05-08",
      },
    });
  });

  test("29 loans share an id: the second of each gets a number past all, in row order", async () => {
    const store = createMemoryStore();
    const { loans } = await importBoth(store, 7);
    expect(loans.notices).toHaveLength(29);
    const rows = loans.notices.map(({ row }) => row);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    const all = (await holdings(store)).flatMap((held) => held.loans);
    const highest = Math.max(...all.map(({ state }) => state.sourceNumber ?? 0));
    const given = loans.notices.map(({ reason }) => Number(/number (\d+)\.$/.exec(reason)?.[1]));
    expect(given).toEqual(rows.map((_, index) => highest + 1 + index));
    expect(new Set(all.map(({ number }) => number)).size).toBe(782);

    const shared = loans.notices.find(({ row }) => row === 234);
    expect(shared).toMatchObject({ code: "NUMBER_SHARED", column: "Loan ID", value: "2941" });
    const first = await store.transact((unit) => unit.loans.findByNumber(2941));
    expect(first?.state.loanId).toBe("loan-import-2941-270");
  });

  test("debts are those of current loans, and who is over a limit is as counted", async () => {
    const store = createMemoryStore();
    await importBoth(store);
    const held = await holdings(store);
    expect(held.flatMap(current)).toHaveLength(278);
    for (const each of held) {
      const owed = current(each).map(({ state }) =>
        new Decimal(state.principalMinor)
          .times(state.tenorMonths - state.paidOnTime)
          .div(state.tenorMonths),
      );
      expect(each.customer.currentDebt.toFixed(2)).toBe(sum(owed).div(100).toFixed(2));
    }
    const over = (limit: (held: Held) => boolean): readonly number[] =>
      held.filter(limit).map(({ customer }) => customer.number);
    const principals = (each: Held): Decimal =>
      sum(current(each).map(({ state }) => state.principalMinor)).div(100);
    const installments = (each: Held): Decimal =>
      sum(current(each).map(({ state }) => state.installmentMinor)).div(100);
    expect(over((each) => principals(each).gt(each.customer.approvedLimit))).toEqual([
      19, 44, 73, 131, 142, 223, 255, 263, 274,
    ]);
    expect(over((each) => installments(each).times(2).gt(each.customer.monthlyIncome))).toEqual([
      1, 19, 44, 45, 70, 73, 83, 93, 131, 137, 142, 187, 198, 204, 215, 218, 252, 258, 263, 290,
      296,
    ]);
  });

  test("again, everything is unchanged, and the notices are the same", async () => {
    const store = createMemoryStore();
    const first = await importBoth(store);
    const before = await holdings(store);
    const customers = await importCustomers(files.customers, store, options("customers again"));
    const loans = await importLoans(files.loans, store, options("loans again", 100));
    expect(customers.counts).toEqual(counts({ read: 300, unchanged: 300 }));
    expect(loans.counts).toEqual(counts({ read: 782, unchanged: 782 }));
    expect(loans.notices).toEqual(first.loans.notices);
    expect(await holdings(store)).toEqual(before);
  });

  test("the other edition: four ids stand for two people each, and no loan belongs to anybody", async () => {
    const store = createMemoryStore();
    const customers = await importCustomers(files.otherCustomers, store, options("customers"));
    expect(customers.counts).toEqual(counts({ read: 300, imported: 292, rejected: 8 }));
    expect(customers.ignoredColumns).toEqual(["Current Debt"]);
    expect(customers.rejections.map(({ code, value }) => `${code} ${value}`).sort()).toEqual(
      [1600, 2104, 2311, 8604].flatMap((id) => [`DUPLICATE_ID ${id}`, `DUPLICATE_ID ${id}`]),
    );
    const loans = await importLoans(files.loans, store, options("loans"));
    expect(loans.counts).toEqual(counts({ read: 782, rejected: 782 }));
    expect(new Set(loans.rejections.map(({ code }) => code))).toEqual(
      new Set(["CUSTOMER_UNKNOWN"]),
    );
  });
}

const realFiles = findRealFiles();
if (realFiles) describe("the real files", () => describeRealFiles(realFiles));
