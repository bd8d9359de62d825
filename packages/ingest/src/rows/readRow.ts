import type { RowNote, RowPlace } from "@lendkit/engine";
import type { z } from "zod";
import type { MatchedColumns } from "../columns/matchColumns.ts";
import { inertText, maskDigits } from "../read/inertText.ts";
import { type CellValue, cellAt, cellText, emptyCell, type SheetRow } from "../read/sheetRow.ts";

/**
 * A sheet's row as the values of its fields, or what is wrong with the first field at fault. The
 * order of the schema's fields decides which is first, wherever their columns stand; what two
 * fields say together is looked at once each is sound by itself.
 *
 * @param personal fields whose digits a note hides but for the last four
 */
export function readRow<Field extends string, Values extends object>(
  row: SheetRow,
  columns: MatchedColumns<Field>,
  schema: z.ZodType<Values, Readonly<Record<Field, CellValue>>>,
  personal: readonly Field[] = [],
): (Values & RowPlace) | RowNote {
  const place = { sheet: row.sheet, row: row.row };
  const cells: Record<string, CellValue> = {};
  for (const [field, { index }] of columns.byField) cells[field] = cellAt(row, index);
  const result = schema.safeParse(cells);
  if (result.success) return { ...result.data, ...place };

  const [issue] = result.error.issues;
  const field = [...columns.byField.keys()].find((each) => each === issue?.path[0]);
  return {
    ...place,
    severity: "rejected",
    code: codeOf(issue),
    column: field === undefined ? null : (columns.byField.get(field)?.header ?? null),
    value: field === undefined ? null : shown(cells[field] ?? emptyCell, personal.includes(field)),
    reason: issue?.message ?? "",
  };
}

function shown(cell: CellValue, personal: boolean): string {
  const text = inertText(cellText(cell));
  return personal ? maskDigits(text) : text;
}

function codeOf(issue: z.core.$ZodIssue | undefined): string {
  const code = issue?.code === "custom" ? issue.params?.["code"] : undefined;
  return typeof code === "string" ? code : "INVALID_ROW";
}
