import { plainDate } from "@lendkit/engine";
import type { CellValue as ExceljsValue } from "exceljs";
import { expect, test } from "vitest";
import { cellValue } from "./cellValue.ts";
import { type CellValue, cellAt, cellText, type DateSystem } from "./sheetRow.ts";

const utc = (text: string): Date => new Date(`${text}Z`);

test.each<[string, ExceljsValue, CellValue]>([
  ["nothing", null, { kind: "empty" }],
  ["empty text", "", { kind: "empty" }],
  ["text", " Añil ", { kind: "text", text: " Añil " }],
  ["text that begins with =", "=1+1", { kind: "text", text: "=1+1" }],
  // ECMA-376 part 1, 22.9.2.19: _x005F_ stands for an underscore that would begin an escape.
  ["escaped characters", "a_x000A_b_x005F_x000A_", { kind: "text", text: "a\nb_x000A_" }],
  ["a hyperlink", { text: "mail", hyperlink: "mailto:a@b.c" }, { kind: "text", text: "mail" }],
  ["rich text", { richText: [{ text: "a" }, { text: "b" }] }, { kind: "text", text: "ab" }],
  // The double that Excel writes as 8.1999999999999993 is the one nearest to 8.2.
  ["a double", 8.1999999999999993, { kind: "number", value: 8.2, text: "8.2" }],
  ["a large number", 1e21, { kind: "number", value: 1e21, text: `1${"0".repeat(21)}` }],
  ["a small number", 1e-7, { kind: "number", value: 1e-7, text: "0.0000001" }],
  ["no number", Number.NaN, { kind: "error", text: "#NUM!" }],
  ["false", false, { kind: "boolean", value: false }],
  ["a formula", { formula: "A1*2", result: 4 }, { kind: "formula", text: "=A1*2" }],
  ["a shared formula", { formula: "", result: 4 }, { kind: "formula", text: "=(shared formula)" }],
  ["an error", { error: "#DIV/0!" }, { kind: "error", text: "#DIV/0!" }],
])("%s", (_, value, expected) => {
  expect(cellValue(value, 1900)).toEqual(expected);
});

test.each<[string, DateSystem, CellValue]>([
  ["2021-11-08T00:00:00.000", 1900, { kind: "date", date: plainDate("2021-11-08") }],
  ["1900-03-01T00:00:00.000", 1900, { kind: "date", date: plainDate("1900-03-01") }],
  ["9999-12-31T00:00:00.000", 1900, { kind: "date", date: plainDate("9999-12-31") }],
  [
    "1900-02-28T00:00:00.000",
    1900,
    { kind: "unusableDate", text: "1900-02-28T00:00:00.000Z", problem: "outOfRange" },
  ],
  [
    "1903-12-31T00:00:00.000",
    1904,
    { kind: "unusableDate", text: "1903-12-31T00:00:00.000Z", problem: "outOfRange" },
  ],
  ["1904-01-01T00:00:00.000", 1904, { kind: "date", date: plainDate("1904-01-01") }],
  [
    "2021-11-08T00:00:01.000",
    1900,
    { kind: "unusableDate", text: "2021-11-08 00:00:01", problem: "timeOfDay" },
  ],
])("the date %s of the system %i", (text, dateSystem, expected) => {
  expect(cellValue(utc(text), dateSystem)).toEqual(expected);
});

test.each<[CellValue, string]>([
  [{ kind: "empty" }, ""],
  [{ kind: "boolean", value: true }, "TRUE"],
  [{ kind: "boolean", value: false }, "FALSE"],
  [{ kind: "formula", text: "=1+1" }, "=1+1"],
])("%j as text", (cell, text) => {
  expect(cellText(cell)).toBe(text);
});

test("a column beyond the row's last is empty", () => {
  const row = { sheet: "S", row: 1, cells: [], dateSystem: 1900 } as const;
  expect(cellAt(row, 5)).toEqual({ kind: "empty" });
});
