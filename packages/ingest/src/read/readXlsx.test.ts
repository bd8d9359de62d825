import { readdirSync, readlinkSync } from "node:fs";
import { plainDate } from "@lendkit/engine";
import exceljs from "exceljs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readXlsx } from "./readXlsx.ts";
import type { CellValue } from "./sheetRow.ts";
import { collect, temporaryFolder } from "./testing/files.ts";
import { SHEET_PART, sheetXml, type WorkbookXml, workbookBytes } from "./testing/workbookXml.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

async function rowsOf(workbook: WorkbookXml): Promise<Awaited<ReturnType<typeof collect>>> {
  return collect(readXlsx(await folder.file("workbook.xlsx", workbookBytes(workbook))));
}

const text = (value: string): CellValue => ({ kind: "text", text: value });
const number = (value: number): CellValue => ({ kind: "number", value, text: String(value) });
const date = (value: string): CellValue => ({ kind: "date", date: plainDate(value) });
const empty: CellValue = { kind: "empty" };

describe("a workbook", () => {
  test("as exceljs writes it", async () => {
    const workbook = new exceljs.Workbook();
    const sheet = workbook.addWorksheet("Loans");
    sheet.addRow([]);
    sheet.addRow(["Añil", 5, new Date("2024-02-29T00:00:00Z"), true]);
    sheet.getCell("B6").value = { formula: "A2", result: 1 };
    sheet.getCell("B9").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFFF0000" } };
    const path = `${folder.path}/exceljs.xlsx`;
    await workbook.xlsx.writeFile(path);

    const place = { sheet: "Loans", dateSystem: 1900 };
    const boolean: CellValue = { kind: "boolean", value: true };
    expect(await collect(readXlsx(path))).toEqual([
      { ...place, row: 2, cells: [text("Añil"), number(5), date("2024-02-29"), boolean] },
      { ...place, row: 6, cells: [empty, { kind: "formula", text: "=A2" }] },
    ]);
  });

  const strings = "<si><t>ñ</t></si>";
  const rows =
    '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" s="1"><v>44508</v></c></row><row r="4" s="1"/>';
  const expected = [
    { sheet: "People", row: 3, dateSystem: 1900, cells: [text("ñ"), date("2021-11-08")] },
  ];
  const prefixed = sheetXml(rows)
    .replace("xmlns=", "xmlns:x=")
    .replace(/<(\/?)(?=[a-z])/g, "<$1x:");

  // What the parser alone makes of each is said at its line.
  test.each<[string, WorkbookXml]>([
    ["in the usual order", {}],
    // the date as a number
    ["with styles last", { order: ["xl/workbook.xml", "xl/sharedStrings.xml", SHEET_PART] }],
    // through a temporary file
    ["with the sheet first", { order: [SHEET_PART] }],
    // an internal TypeError
    ["with the workbook last", { order: ["xl/_rels/workbook.xml.rels", SHEET_PART] }],
    // no row at all
    ["with a prefix on every tag", { parts: { [SHEET_PART]: prefixed } }],
    ["with a byte-order mark", { parts: { [SHEET_PART]: `\ufeff${sheetXml(rows)}` } }],
  ])("%s", async (_, workbook) => {
    expect(await rowsOf({ rows, strings, ...workbook })).toEqual(expected);
  });

  test("with targets in other forms keeps its sheet's name", async () => {
    const relations =
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>' +
      '<Relationship Id="rId3" Type="x/sharedStrings" Target="./SharedStrings.XML"/>' +
      '<Relationship Id="rId2" Type="x/styles" Target="/xl/styles.xml"/></Relationships>';
    const parts = { "xl/_rels/workbook.xml.rels": relations };
    expect(await rowsOf({ rows, strings, parts })).toEqual(expected);
  });
});

describe("of several sheets", () => {
  const write = async (): Promise<string> => {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet("Notes", { state: "hidden" }).addRow(["hidden"]);
    workbook.addWorksheet("A & <B>").addRow(["first"]);
    workbook.addWorksheet("2026").addRow(["second"]);
    const path = `${folder.path}/sheets.xlsx`;
    await workbook.xlsx.writeFile(path);
    return path;
  };

  test.each([
    [undefined, "first"],
    ["A & <B>", "first"],
    ["2026", "second"],
    ["Notes", "hidden"],
  ])("the sheet %j is read", async (sheet, expected) => {
    const rows = await collect(readXlsx(await write(), sheet === undefined ? {} : { sheet }));
    expect(rows.map(({ cells }) => cells)).toEqual([[text(expected)]]);
  });

  test("an unknown name is an error that lists those there are", async () => {
    await expect(collect(readXlsx(await write(), { sheet: "a & <b>" }))).rejects.toMatchObject({
      code: "SHEET_NOT_FOUND",
      kind: "notFound",
      details: { sheets: ["Notes", "A & <B>", "2026"] },
    });
  });
});

test("a sheet's name is taken from its references, and made inert", async () => {
  const named = (name: string): string =>
    `<w><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></w>`;
  const sheet = async (name: string): Promise<string | undefined> => {
    const parts = { "xl/workbook.xml": named(name) };
    const [row] = await rowsOf({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>', parts });
    return row?.sheet;
  };
  expect(await sheet("A &amp; &#60;B&#x3e; &unknown; &constructor; ñ")).toBe(
    "A & <B> &unknown; &constructor; ñ",
  );
  expect(await sheet("a&#0;b")).toBe("a\ufffdb");
});

test("letters beyond ASCII survive wherever the chunks of a large sheet end", async () => {
  // Alone, the parser broke three of 1,999 such rows, at the borders of 16 KiB chunks.
  const name = "ñ東😀".repeat(9);
  const row = (at: number): string =>
    `<row r="${at}"><c r="A${at}" t="inlineStr"><is><t>${name}</t></is></c></row>`;
  const rows = Array.from({ length: 3_000 }, (_, index) => row(index + 1)).join("");
  const read = await rowsOf({ rows });
  expect(read.length).toBe(3_000);
  expect(read.filter(({ cells }) => cells[0]?.kind !== "text" || cells[0].text !== name)).toEqual(
    [],
  );
});

const escapeXml = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const anyText = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  // Escapes of the format itself have their own tests; XML has no such characters.
  .filter((value) => !/_x|[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(value));

test("any text reads back as it is, shared, in its cell, as rich text and as a result", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
      const strings = texts.map((value) => `<si><t>${escapeXml(value)}</t></si>`).join("");
      const rows = texts.map((value, index) => {
        const [row, xml] = [index * 2 + 1, escapeXml(value)];
        return (
          `<row r="${row}"><c r="A${row}" t="s"><v>${index}</v></c>` +
          `<c r="B${row}" t="inlineStr"><is><t>${xml}</t></is></c>` +
          `<c r="C${row}" t="inlineStr"><is><r><t>${xml}</t></r><r><t>${xml}</t></r></is></c>` +
          `<c r="D${row}" t="str"><v>${xml}</v></c></row>`
        );
      });
      const read = await rowsOf({ strings, rows: rows.join("") });
      expect(read.map(({ row, cells }) => [row, ...cells])).toEqual(
        texts.map((value, index) => [
          index * 2 + 1,
          ...[value, value, value + value, value].map(text),
        ]),
      );
    }),
    { numRuns: 60 },
  );
});

describe("an early end", () => {
  const strings = "<si><t>a</t></si>";
  // More than all buffers on the way hold, so that the file is still being read.
  const rows = Array.from({ length: 50_000 }, (_, index) => {
    const row = index + 1;
    return `<row r="${row}"><c r="A${row}" t="s"><v>0</v></c></row>`;
  }).join("");

  test("leaves no temporary file", async () => {
    const before = process.env["TMPDIR"];
    const own = await temporaryFolder();
    const bytes = workbookBytes({ rows, strings, order: [SHEET_PART] });
    const path = await folder.file("early.xlsx", bytes);
    process.env["TMPDIR"] = own.path;
    try {
      for await (const row of readXlsx(path)) if (row.row === 2) break;
      expect(readdirSync(own.path)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
      await own.remove();
    }
  });

  const descriptors = "/proc/self/fd";
  if (process.platform === "linux") {
    test("closes the file", async () => {
      const path = await folder.file("open.xlsx", workbookBytes({ rows, strings }));
      const isOpen = (): boolean =>
        readdirSync(descriptors).some((descriptor) => {
          try {
            return readlinkSync(`${descriptors}/${descriptor}`) === path;
          } catch {
            return false;
          }
        });
      let openWhileRead = false;
      for await (const row of readXlsx(path)) {
        openWhileRead ||= isOpen();
        if (row.row === 2) break;
      }
      expect(openWhileRead).toBe(true);
      await expect.poll(isOpen).toBe(false);
    });
  }
});
