import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sampleWorkbooks } from "../src/samples/sampleWorkbooks.ts";
import { BIG_ROWS, writeBigWorkbooks } from "./support/bigWorkbooks.ts";
import { type EmptyDatabases, emptyDatabases } from "./support/emptyDatabase.ts";
import { startProgram } from "./support/serverProcess.ts";

let databases: EmptyDatabases;
let directory: string;
beforeAll(async () => {
  databases = await emptyDatabases();
}, 120_000);
beforeEach(async () => {
  directory = await databases.directory();
});
afterAll(() => databases.remove());

const start = (given: readonly string[], more: Record<string, string> = {}) =>
  startProgram("ingest.ts", { LENDKIT_DATA_DIR: join(directory, "data"), ...more }, given);

async function ingest(
  ...given: readonly string[]
): Promise<{ readonly code: number | string; readonly output: string }> {
  const program = start(given);
  return { code: await program.ended, output: program.output() };
}

test("paths are meant from where the user stood; the report file has every note", async () => {
  const user = join(directory, "user");
  await mkdir(user);
  await writeFile(join(user, "c.xlsx"), await readFile(sampleWorkbooks.customers));
  await writeFile(join(user, "l.xlsx"), await readFile(sampleWorkbooks.loans));
  const program = start(["c.xlsx", "l.xlsx", "--report", "report.json"], { INIT_CWD: user });
  expect(await program.ended).toBe(0);
  const reports: unknown = JSON.parse(await readFile(join(user, "report.json"), "utf8"));
  expect(reports).toMatchObject([
    { kind: "customers", counts: { read: 20, imported: 20 }, notices: [] },
    { kind: "loans", counts: { read: 26, imported: 26 } },
  ]);
  // Rows 18 and 25 are the second loans under 1007 and 1015.
  expect(Reflect.get(Object(Reflect.get(Object(reports), "1")), "notices")).toMatchObject([
    { code: "NUMBER_SHARED", row: 18 },
    { code: "NUMBER_SHARED", row: 25 },
  ]);
});

test.each([
  ["no arguments", []],
  ["one workbook", ["c.xlsx"]],
  ["three", ["a.xlsx", "b.xlsx", "c.xlsx"]],
  ["an unknown option", ["a.xlsx", "b.xlsx", "--force"]],
])("%s: how to call it, and code 1", async (_what, given) => {
  const { code, output } = await ingest(...given);
  expect(output).toMatch(/^Usage: /);
  expect(code).toBe(1);
});

test("loans that are no workbook: code 1, and the customers are not written either", async () => {
  const bad = join(directory, "loans.xlsx");
  await writeFile(bad, "Customer ID,Loan ID\n1,2\n");
  const { code, output } = await ingest(sampleWorkbooks.customers, bad);
  expect(output).toContain("loans.xlsx");
  expect(output).not.toMatch(/ {4}at |rows read/);
  expect(code).toBe(1);
  // Had the customers been written, they would be unchanged now.
  const { output: after } = await ingest(sampleWorkbooks.customers, sampleWorkbooks.loans);
  expect(after).toContain("customers: 20 rows read, 20 imported");
});

test("a column that is missing: code 1, naming it, and nothing is written", async () => {
  const { code, output } = await ingest(sampleWorkbooks.customers, sampleWorkbooks.customers);
  expect(output).toMatch(/column/i);
  expect(output).not.toContain("rows read");
  expect(code).toBe(1);
});

test("all rows rejected: code 1", async () => {
  // Two people under one id, who are both rejected; without them every loan is an orphan.
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("Sheet1");
  sheet.addRow(["Customer ID", "First Name", "Last Name", "Age", "Phone", "Salary", "Limit"]);
  sheet.addRow([1, "A", "B", 30, 7000000001, 50000, 1800000]);
  sheet.addRow([1, "C", "D", 40, 7000000002, 50000, 1800000]);
  const customers = join(directory, "twice.xlsx");
  await workbook.xlsx.writeFile(customers);
  const { code, output } = await ingest(customers, sampleWorkbooks.loans);
  expect(output).toContain(
    "customers: 2 rows read, 0 imported, 0 updated, 0 unchanged, 2 rejected",
  );
  expect(output).toContain("loans: 26 rows read, 0 imported, 0 updated, 0 unchanged, 26 rejected");
  expect(code).toBe(1);
});

test("stopped in the middle: code 3, and the same command goes on", async () => {
  const { customers, loans } = await writeBigWorkbooks(directory);
  const program = start([customers, loans]);
  await program.says(/customers: \d{3,} of/);
  expect(await program.signal("SIGINT")).toBe(3);
  expect(program.output()).toContain("The same command goes on");
  const { code, output } = await ingest(customers, loans);
  expect(output).toContain(`customers: ${BIG_ROWS} rows read, ${BIG_ROWS} imported`);
  expect(output).toContain(`loans: ${BIG_ROWS} rows read, ${BIG_ROWS} imported`);
  expect(code).toBe(0);
});
