/**
 * The sample workbooks, made from `sampleRows`: always the same bytes, so that an import of them
 * that was killed goes on where it was, on whatever machine.
 *
 * @module
 */
import exceljs from "exceljs";
import JSZip from "jszip";
import { sampleCustomers, sampleLoans } from "./sampleRows.ts";

const CUSTOMER_HEADERS = [
  "Customer ID",
  "First Name",
  "Last Name",
  "Age",
  "Phone Number",
  "Monthly Salary",
  "Approved Limit",
];

const LOAN_HEADERS = [
  "Customer ID",
  "Loan ID",
  "Loan Amount",
  "Tenure",
  "Interest Rate",
  "Monthly payment",
  "EMIs paid on Time",
  "Date of Approval",
  "End Date",
];

/** The letter of the column "Interest Rate". */
const RATE_COLUMN = "E";

/** Written into the files instead of the time of writing. */
const WRITTEN_AT = new Date("2026-01-01T00:00:00Z");

type Cell = string | number | Date;

export async function customersWorkbook(): Promise<Buffer> {
  const sheet = sheetOf(CUSTOMER_HEADERS, sampleCustomers);
  // A styled cell below the rows, as spreadsheets leave behind: it is not a row.
  sheet.getCell(sampleCustomers.length + 4, 2).font = { bold: true };
  return withFixedTimes(await zipOf(sheet));
}

export async function loansWorkbook(): Promise<Buffer> {
  const rows = sampleLoans.map((loan) => loan.map(cellOf));
  const sheet = sheetOf(LOAN_HEADERS, rows);
  for (const column of [8, 9]) sheet.getColumn(column).numFmt = "mm-dd-yy";
  const zip = await zipOf(sheet);
  await writeRatesInFull(zip);
  return withFixedTimes(zip);
}

function cellOf(value: number | string): Cell {
  return typeof value === "string" ? new Date(`${value}T00:00:00Z`) : value;
}

function sheetOf(
  headers: readonly string[],
  rows: readonly (readonly Cell[])[],
): exceljs.Worksheet {
  const workbook = new exceljs.Workbook();
  workbook.created = WRITTEN_AT;
  const sheet = workbook.addWorksheet("Sheet1");
  sheet.addRow([...headers]);
  for (const row of rows) sheet.addRow([...row]);
  return sheet;
}

async function zipOf(sheet: exceljs.Worksheet): Promise<JSZip> {
  return JSZip.loadAsync(await sheet.workbook.xlsx.writeBuffer());
}

/** Some programs write 8.2 as 8.1999999999999993, all digits of the double. */
async function writeRatesInFull(zip: JSZip): Promise<void> {
  const path = "xl/worksheets/sheet1.xml";
  const xml = await zip.file(path)?.async("string");
  if (xml === undefined) throw new Error(`The workbook has no ${path}.`);
  const rate = new RegExp(`(<c r="${RATE_COLUMN}\\d+"><v>)([\\d.]+)(</v>)`, "g");
  const inFull = (text: string): string =>
    Number(text)
      .toPrecision(17)
      .replace(/\.?0+$/, "");
  zip.file(
    path,
    xml.replaceAll(rate, (_all, open, text, close) => open + inFull(text) + close),
  );
}

/** The same bytes whenever it is written: no time of writing, in the properties or in the zip. */
async function withFixedTimes(zip: JSZip): Promise<Buffer> {
  const fixed = new JSZip();
  for (const [path, file] of Object.entries(zip.files)) {
    if (file.dir) continue;
    const text = await file.async("string");
    const content = text.replace(/(<dcterms:modified[^>]*>)[^<]*/, `$1${WRITTEN_AT.toISOString()}`);
    fixed.file(path, content, { date: WRITTEN_AT, createFolders: false });
  }
  return fixed.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}
