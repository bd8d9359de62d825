import { plainDate } from "@lendkit/engine";
import type { ColumnSpec, MatchedColumns } from "../../columns/matchColumns.ts";
import type { CellValue, SheetRow } from "../../read/sheetRow.ts";

export const empty: CellValue = { kind: "empty" };
export const text = (value: string): CellValue => ({ kind: "text", text: value });
export const number = (value: number): CellValue => ({
  kind: "number",
  value,
  text: String(value),
});
export const date = (value: string): CellValue => ({ kind: "date", date: plainDate(value) });
export const formula = (value: string): CellValue => ({ kind: "formula", text: value });
export const error: CellValue = { kind: "error", text: "#DIV/0!" };
export const boolean: CellValue = { kind: "boolean", value: true };

/** The columns in the order of their specs, each under its usual name. */
export function columnsOf<Field extends string>(
  specs: readonly ColumnSpec<Field>[],
): MatchedColumns<Field> {
  const byField = new Map(
    specs.map(({ field, names: [header] }, index) => [field, { index, header }] as const),
  );
  return { sheet: "Sheet1", headerRow: 1, byField, ignored: [] };
}

/** Row 7 with these cells by field; those left out are as in `sound`. */
export function rowWith<Field extends string>(
  specs: readonly ColumnSpec<Field>[],
  sound: Readonly<Record<Field, CellValue>>,
  cells: Partial<Readonly<Record<Field, CellValue>>>,
): SheetRow {
  const all = { ...sound, ...cells };
  return {
    sheet: "Sheet1",
    row: 7,
    cells: specs.map(({ field }) => all[field]),
    dateSystem: 1900,
  };
}
