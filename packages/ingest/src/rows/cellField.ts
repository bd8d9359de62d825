import { z } from "zod";
import { type CellValue, cellText } from "../read/sheetRow.ts";

/** Why a cell is not taken; stable, for programs. */
export type FaultCode =
  | "CELL_EMPTY"
  | "CELL_IS_FORMULA"
  | "CELL_IS_ERROR"
  | "CELL_TOO_LONG"
  | "NOT_TEXT"
  | "UNPRINTABLE_TEXT"
  | "NOT_A_NUMBER"
  | "NOT_WHOLE"
  | "TOO_PRECISE"
  | "OUT_OF_RANGE"
  | "NOT_A_PHONE_NUMBER"
  | "NOT_A_DATE"
  | "DATE_HAS_TIME"
  | "PAID_BEYOND_TENOR"
  | "ENDS_BEFORE_START";

export interface CellFault {
  readonly code: FaultCode;
  /** What was expected and the way out. It never repeats the value, which may be personal. */
  readonly reason: string;
}

/** A cell that holds something of its own. */
export type FilledCell = Exclude<CellValue, { readonly kind: "empty" | "formula" | "error" }>;

/** The most characters of an Excel cell; more was never written by a person. */
const LONGEST_CELL = 32_767;

/**
 * A schema of one cell. Empty cells, formulas, error cells and overlong text are refused for every
 * field alike; `read` decides on the rest.
 *
 * @param expected in words, such as "a whole number from 1 to 600"
 */
export function cellField<Value>(
  expected: string,
  read: (cell: FilledCell) => { readonly value: Value } | CellFault,
): z.ZodType<Value, CellValue> {
  return z.custom<CellValue>().transform((cell, context) => {
    const result = isFilled(cell) ? read(cell) : unfilled(cell, expected);
    if ("value" in result) return result.value;
    context.addIssue({ code: "custom", message: result.reason, params: { code: result.code } });
    return z.NEVER;
  });
}

function isFilled(cell: CellValue): cell is FilledCell {
  if (cell.kind === "empty" || cell.kind === "formula" || cell.kind === "error") return false;
  return cell.kind !== "text" || (cell.text.trim() !== "" && cell.text.length <= LONGEST_CELL);
}

function unfilled(cell: CellValue, expected: string): CellFault {
  if (cell.kind === "formula") return formulaFault(expected);
  if (cell.kind === "error") {
    const reason = `The cell shows an error of the spreadsheet, expected ${expected}. Correct it.`;
    return { code: "CELL_IS_ERROR", reason };
  }
  const { length } = cellText(cell);
  if (length > LONGEST_CELL) {
    const reason = `The cell has ${length} characters, expected ${expected}. Correct it.`;
    return { code: "CELL_TOO_LONG", reason };
  }
  return { code: "CELL_EMPTY", reason: `The cell is empty, expected ${expected}.` };
}

export function formulaFault(expected: string): CellFault {
  const reason =
    `The cell holds a formula, and formulas are not computed here; expected ${expected}. ` +
    "Put the value itself in the cell (Paste Special, Values).";
  return { code: "CELL_IS_FORMULA", reason };
}
