import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOf, temporaryFolder } from "./testing/files.ts";
import { SHEET_PART, sheetXml, withParts } from "./testing/workbookXml.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const RELATIONS = "xl/_rels/workbook.xml.rels";
const STRINGS = "xl/sharedStrings.xml";
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="x/${type}" Target="${target}"/>`;
const sheetRelation = relation("rId1", "worksheet", "worksheets/sheet1.xml");

const one = '<c r="A1"><v>1</v></c>';
const utf16 = Buffer.from(`\ufeff${sheetXml("")}`, "utf16le");
const latin1 = Buffer.from("<sst><si><t>\xf1</t></si></sst>", "latin1");

test.each<[string, Readonly<Record<string, string | Buffer>>, string]>([
  ["a sheet cut in a row", { [SHEET_PART]: sheetXml(one).slice(0, -30) }, "ends early"],
  ["a sheet cut in its last tag", { [SHEET_PART]: sheetXml(one).slice(0, -1) }, "ends early"],
  [
    "a sheet cut after a cell",
    { [SHEET_PART]: '<worksheet><sheetData><row r="1"><c r="A1"/>' },
    "ends early",
  ],
  ["an empty sheet part", { [SHEET_PART]: "" }, "ends early"],
  ["tags that do not match", { [SHEET_PART]: sheetXml('<row r="1">') }, "close tag"],
  [
    "strings that are not there",
    { [RELATIONS]: `<R>${sheetRelation}${relation("rId2", "sharedStrings", "gone.xml")}</R>` },
    "no xl/gone.xml",
  ],
  [
    "rows out of order",
    { [SHEET_PART]: sheetXml('<row r="2"/><row r="1"/>') },
    "row 1 comes after row 2",
  ],
  [
    "a row twice",
    { [SHEET_PART]: sheetXml('<row r="2"/><row r="2"/>') },
    "row 2 comes after row 2",
  ],
  ["a row beyond the last", { [SHEET_PART]: sheetXml('<row r="1048577"/>') }, "row 1048577"],
  ["a row without a number", { [SHEET_PART]: sheetXml('<row r="x"/>') }, "row NaN"],
  [
    "a column beyond the last",
    { [SHEET_PART]: sheetXml('<row r="1"><c r="XFE1"><v>1</v></c></row>') },
    "XFE",
  ],
])("damaged: %s", async (_, parts, words) => {
  const error = await failureOf(await folder.file("damaged.xlsx", withParts(parts)));
  expect(error).toMatchObject({ code: "WORKBOOK_CORRUPT", kind: "invalid", retryable: false });
  expect(error.message).toContain(words);
});

test.each<[string, Readonly<Record<string, string | Buffer>>, string]>([
  [
    "cells without a place",
    { [SHEET_PART]: sheetXml('<row r="1"><c><v>1</v></c></row>') },
    "stand",
  ],
  ["rows without a place", { [SHEET_PART]: sheetXml(`<row spans="1:1">${one}</row>`) }, "stand"],
  ["CDATA", { [STRINGS]: "<sst><si><t><![CDATA[a]]></t></si></sst>" }, "CDATA"],
  ["control characters", { [SHEET_PART]: sheetXml("PK\x07\x08") }, "control characters"],
  [
    "a part that was not checked as XML",
    {
      [RELATIONS]: `<R>${relation("rId1", "worksheet", "sheet1.bin")}</R>`,
      "xl/sheet1.bin": "<a/>",
    },
    "xl/sheet1.bin",
  ],
  [
    "10,001 sheets",
    { "xl/workbook.xml": `<w>${'<sheet name="a" r:id="b"/>'.repeat(10_001)}</w>` },
    "10000 sheet",
  ],
  ["UTF-16", { [SHEET_PART]: utf16 }, "UTF-8"],
  ["Latin-1", { [STRINGS]: latin1 }, "UTF-8"],
  [
    "no sheet with cells",
    { [RELATIONS]: `<R>${relation("rId1", "chartsheet", "chartsheets/sheet1.xml")}</R>` },
    "no sheet",
  ],
])("written in a way that is not read: %s", async (_, parts, words) => {
  const error = await failureOf(await folder.file("unsupported.xlsx", withParts(parts)));
  expect(error).toMatchObject({ code: "WORKBOOK_UNSUPPORTED", kind: "invalid", retryable: false });
  expect(error.message).toContain(words);
});
