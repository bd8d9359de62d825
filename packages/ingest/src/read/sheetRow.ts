import type { PlainDate } from "@lendkit/engine";

/**
 * What a cell holds. Nothing in it was computed here: a formula is its own text and never the
 * result that a program stored beside it.
 */
export type CellValue =
  /** No value; a cell that only carries a style is empty too. */
  | { readonly kind: "empty" }
  /** As typed, hyperlinks and rich text included; text that begins with "=" is still text. */
  | { readonly kind: "text"; readonly text: string }
  /** `text` is the shortest decimal text of the stored double: 8.1999999999999993 reads "8.2". */
  | { readonly kind: "number"; readonly value: number; readonly text: string }
  /** A number under a date format, without a time of day, from 1900-03-01 to 9999-12-31. */
  | { readonly kind: "date"; readonly date: PlainDate }
  /** A number under a date format that is no such day. `text` is what it would read in full. */
  | {
      readonly kind: "unusableDate";
      readonly text: string;
      readonly problem: "timeOfDay" | "outOfRange";
    }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** `text` begins with "=". */
  | { readonly kind: "formula"; readonly text: string }
  /** `text` is such as "#DIV/0!". */
  | { readonly kind: "error"; readonly text: string };

/**
 * The year that date serials count from: 1900 (day 1 is 1900-01-01, and a 29 February 1900 that
 * never was is day 60) or 1904 (day 0 is 1904-01-01).
 */
export type DateSystem = 1900 | 1904;

/** A row with at least one value. */
export interface SheetRow {
  /** The sheet's name. */
  readonly sheet: string;
  /** As a person counts in the sheet, blank rows included: the first row is 1. */
  readonly row: number;
  /** By column from A; may be shorter than other rows, and what is missing is empty. */
  readonly cells: readonly CellValue[];
  /** How to read a plain number that stands where a date is expected. */
  readonly dateSystem: DateSystem;
}

/** A column that a row does not reach. */
export const emptyCell: CellValue = { kind: "empty" };

/** The cell of a column, counted from 0. */
export function cellAt(row: SheetRow, index: number): CellValue {
  return row.cells[index] ?? emptyCell;
}

/** What a cell holds as text for people, inert: no program runs it. */
export function cellText(cell: CellValue): string {
  if (cell.kind === "empty") return "";
  if (cell.kind === "date") return cell.date;
  if (cell.kind === "boolean") return cell.value ? "TRUE" : "FALSE";
  return cell.text;
}
