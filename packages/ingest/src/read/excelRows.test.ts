import { plainDate } from "@lendkit/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readXlsx } from "./readXlsx.ts";
import type { CellValue } from "./sheetRow.ts";
import { collect, temporaryFolder } from "./testing/files.ts";
import { type WorkbookXml, workbookBytes } from "./testing/workbookXml.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function rowsOf(workbook: WorkbookXml): Promise<Awaited<ReturnType<typeof collect>>> {
  return collect(readXlsx(await folder.file("workbook.xlsx", workbookBytes(workbook))));
}

async function cellsOf(cells: string, workbook: WorkbookXml = {}): Promise<readonly CellValue[]> {
  const [row] = await rowsOf({ ...workbook, rows: `<row r="1">${cells}</row>` });
  return row?.cells ?? [];
}

const text = (value: string): CellValue => ({ kind: "text", text: value });
const number = (value: number): CellValue => ({ kind: "number", value, text: String(value) });
const date = (value: string): CellValue => ({ kind: "date", date: plainDate(value) });
const empty: CellValue = { kind: "empty" };

// Every form that ECMA-376 part 1, 18.3.1.4 (c) and 18.18.11 (ST_CellType) give a cell, and the
// value that its text gives it. The comment at a row says what the parser would make of it alone.
describe("a cell", () => {
  test.each<[string, string, CellValue]>([
    ["a number", '<c r="A1"><v>8.1999999999999993</v></c>', number(8.2)],
    ["a number in its other form", '<c r="A1" t="n"><v>9.5E2</v></c>', number(950)],
    ["a shared string", '<c r="A1" t="s"><v>0</v></c>', text("Ana")],
    ["rich shared text", '<c r="A1" t="s"><v>1</v></c>', text("Ana Maria")],
    // "トウキョウ"
    ["shared text with its pronunciation", '<c r="A1" t="s"><v>2</v></c>', text("東京")],
    ["an empty shared string", '<c r="A1" t="s"><v>3</v></c><c r="B1"><v>1</v></c>', empty],
    ["text in the cell", '<c r="A1" t="inlineStr"><is><t>Ana</t></is></c>', text("Ana")],
    // " Maria"
    [
      "rich text in the cell",
      '<c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t>Ana</t></r>' +
        '<r><t xml:space="preserve"> Maria</t></r></is></c>',
      text("Ana Maria"),
    ],
    // "PRONOUNCED"
    [
      "text in the cell with its pronunciation",
      '<c r="A1" t="inlineStr"><is><t>said</t><rPh sb="0" eb="4"><t>PRONOUNCED</t></rPh></is></c>',
      text("said"),
    ],
    // "<b>"
    [
      "text that looks escaped",
      '<c r="A1" t="inlineStr"><is><t>&amp;lt;b&amp;gt;</t></is></c>',
      text("&lt;b&gt;"),
    ],
    ["text by reference", '<c r="A1" t="str"><v>&#241;&#xF1;&amp;&lt;</v></c>', text("ññ&<")],
    ["an escaped line break", '<c r="A1" t="str"><v>a_x000A_b</v></c>', text("a\nb")],
    ["true", '<c r="A1" t="b"><v>1</v></c>', { kind: "boolean", value: true }],
    ["false", '<c r="A1" t="b"><v>0</v></c>', { kind: "boolean", value: false }],
    ["an error", '<c r="A1" t="e"><v>#N/A</v></c>', { kind: "error", text: "#N/A" }],
    ["a date by format", '<c r="A1" s="1"><v>44508</v></c>', date("2021-11-08")],
    // the number 2021
    [
      "an ISO date",
      "<c r='A1' s='1' t='d'><v>2021-11-08T00:00:00</v></c>",
      text("2021-11-08T00:00:00"),
    ],
    ["a formula", '<c r="A1"><f>B1*2</f><v>84</v></c>', { kind: "formula", text: "=B1*2" }],
    [
      "a command as a formula",
      `<c r="A1" t="str"><f>cmd|' /C calc'!A0</f><v>harmless</v></c>`,
      { kind: "formula", text: "=cmd|' /C calc'!A0" },
    ],
    [
      "a formula shared with a cell above",
      '<c r="A1"><f t="shared" si="0"/><v>84</v></c>',
      { kind: "formula", text: "=(shared formula)" },
    ],
    ["a style alone", '<c r="A1" s="1"/><c r="B1"><v>1</v></c>', empty],
    ["letters for a number", '<c r="A1"><v>abc</v></c>', { kind: "error", text: "#NUM!" }],
  ])("%s", async (_, cell, expected) => {
    const strings =
      "<si><t>Ana</t></si><si><r><t>Ana</t></r><r><rPr><b/></rPr><t> Maria</t></r></si>" +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si><si><t/></si>';
    expect((await cellsOf(cell, { strings }))[0]).toEqual(expected);
  });

  test("stands where it says, not where it comes", async () => {
    const cells = '<c r="B1"><v>2</v></c><c r="AB1"><v>28</v></c>';
    const expected = [empty, number(2), ...Array<CellValue>(25).fill(empty), number(28)];
    expect(await cellsOf(cells)).toEqual(expected);
  });

  test("takes no format from its row", async () => {
    // ECMA-376 part 1, 18.3.1.73: a row's style is for cells that are not written.
    const rows = '<row r="1" spans="1:1" s="1" customFormat="1"><c r="A1"><v>5</v></c></row>';
    expect((await rowsOf({ rows }))[0]?.cells).toEqual([number(5)]);
  });
});

// Serials by ECMA-376 part 1, 18.17.4.1; 1462 days lie between the two systems.
test.each([
  ["1900", undefined, "61", "1900-03-01"],
  ["1900", "0", "44508", "2021-11-08"],
  ["1900", undefined, "2958465", "9999-12-31"],
  ["1904", "1", "43046", "2021-11-08"],
  ["1904", "true", "0", "1904-01-01"],
])("dates of %s, date1904=%s: %s is %s", async (system, date1904, serial, expected) => {
  const [row] = await rowsOf({
    ...(date1904 === undefined ? {} : { date1904 }),
    rows: `<row r="1"><c r="A1" s="1"><v>${serial}</v></c></row>`,
  });
  expect(row?.cells).toEqual([date(expected)]);
  expect(row?.dateSystem).toBe(Number(system));
});

test.each([
  ["44508.75", "timeOfDay"],
  ["0.5", "outOfRange"],
  ["60", "outOfRange"],
  ["-1", "outOfRange"],
  ["2958466", "outOfRange"],
])("%s under a date format is no usable day: %s", async (serial, problem) => {
  const [cell] = await cellsOf(`<c r="A1" s="1"><v>${serial}</v></c>`);
  expect(cell).toMatchObject({ kind: "unusableDate", problem });
});
