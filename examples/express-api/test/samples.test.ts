import { readFile } from "node:fs/promises";
import exceljs from "exceljs";
import { expect, test } from "vitest";
import { customersWorkbook, loansWorkbook } from "../src/samples/makeSamples.ts";
import { sampleCustomers, sampleLoans } from "../src/samples/sampleRows.ts";
import { sampleWorkbooks } from "../src/samples/sampleWorkbooks.ts";

test("the workbooks in the repository are what their rows make, byte for byte", async () => {
  expect((await readFile(sampleWorkbooks.customers)).equals(await customersWorkbook())).toBe(true);
  expect((await readFile(sampleWorkbooks.loans)).equals(await loansWorkbook())).toBe(true);
});

test("they hold the traps that they are for", async () => {
  const names = sampleCustomers.map(([, first, last]) => `${first} ${last}`);
  expect(names.filter((name) => name.includes("ñ")).length).toBeGreaterThanOrEqual(3);

  const borrowers = new Set(sampleLoans.map(([customer]) => customer));
  expect(sampleCustomers.map(([id]) => id).filter((id) => !borrowers.has(id))).toEqual([8, 17]);

  const ids = sampleLoans.map(([, loan]) => loan);
  const shared = sampleLoans.filter(([, loan]) => ids.indexOf(loan) !== ids.lastIndexOf(loan));
  expect(shared.map(([customer, loan]) => [customer, loan])).toEqual([
    [5, 1007],
    [11, 1015],
    [12, 1007],
    [18, 1015],
  ]);
});

test("every phone and every customer id stands once, and every loan's customer is there", () => {
  const ids = new Set(sampleCustomers.map(([id]) => id));
  expect(ids.size).toBe(sampleCustomers.length);
  expect(new Set(sampleCustomers.map((row) => row[4])).size).toBe(sampleCustomers.length);
  expect(sampleLoans.every(([customer]) => ids.has(customer))).toBe(true);
});

test("the customers' sheet ends in a styled empty cell below the rows", async () => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(sampleWorkbooks.customers);
  const sheet = workbook.getWorksheet("Sheet1");
  expect(sheet?.rowCount).toBe(sampleCustomers.length + 4);
  expect(sheet?.getCell(sampleCustomers.length + 4, 2)).toMatchObject({
    value: null,
    font: { bold: true },
  });
});
