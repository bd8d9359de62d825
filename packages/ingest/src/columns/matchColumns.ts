import { type ErrorType, errorType } from "@lendkit/engine";
import { inertText } from "../read/inertText.ts";
import { cellText, type SheetRow } from "../read/sheetRow.ts";

/** A column that is looked for, by what people call it. */
export interface ColumnSpec<Field extends string> {
  readonly field: Field;
  /** The first is the usual one. Case, spaces, underscores and punctuation do not count. */
  readonly names: readonly [string, ...string[]];
  readonly required: boolean;
}

export interface MatchedColumn {
  /** From 0 for column A. */
  readonly index: number;
  /** The file's own header. */
  readonly header: string;
}

export interface MatchedColumns<Field extends string> {
  readonly sheet: string;
  /** The row of the headers, as a person counts. */
  readonly headerRow: number;
  /** Every required field, and the optional ones that the file has. */
  readonly byField: ReadonlyMap<Field, MatchedColumn>;
  /** Headers that belong to no field, in file order. */
  readonly ignored: readonly string[];
}

export const columnsMissing: ErrorType<{
  readonly sheet: string;
  readonly row: number;
  /** The usual names. */
  readonly missing: readonly string[];
  /** The file's own headers. */
  readonly found: readonly string[];
}> = errorType("COLUMNS_MISSING", {
  kind: "invalid",
  message: ({ sheet, row, missing, found }) =>
    `Row ${row} of the sheet ${JSON.stringify(sheet)} should hold the headers, but these are ` +
    `missing: ${quoted(missing)}. Found: ${quoted(found)}. Add the columns, or name them so.`,
});

export const columnTwice: ErrorType<{
  readonly sheet: string;
  readonly row: number;
  /** The usual name. */
  readonly name: string;
  readonly headers: readonly string[];
}> = errorType("COLUMN_TWICE", {
  kind: "invalid",
  message: ({ sheet, row, name, headers }) =>
    `Row ${row} of the sheet ${JSON.stringify(sheet)} has more than one column for ` +
    `${JSON.stringify(name)}: ${quoted(headers)}. Remove or rename all but one.`,
});

/**
 * Finds the columns by what their headers mean, wherever they stand.
 *
 * @throws LendkitError `COLUMN_TWICE` if two headers mean one field, else `COLUMNS_MISSING`
 *
 * @example
 * const columns = matchColumns(headerRow, [
 *   { field: "installment", names: ["Monthly payment", "EMI"], required: true },
 * ]);
 * columns.byField.get("installment"); //=> { index: 5, header: "monthly_payment" }
 */
export function matchColumns<Field extends string>(
  headerRow: SheetRow,
  specs: readonly ColumnSpec<Field>[],
): MatchedColumns<Field> {
  const { sheet, row } = headerRow;
  const headers = headerRow.cells
    .map((cell, index) => ({ index, header: inertText(cellText(cell).trim()) }))
    .filter(({ header }) => header !== "");

  const byField = new Map<Field, MatchedColumn>();
  const matched = new Set<MatchedColumn>();
  const missing: string[] = [];
  for (const { field, names, required } of specs) {
    const meanings = new Set(names.map(meaningOf));
    const [column, ...more] = headers.filter(({ header }) => meanings.has(meaningOf(header)));
    if (more.length > 0 && column !== undefined) {
      const same = [column, ...more].map((each) => each.header);
      throw columnTwice({ sheet, row, name: names[0], headers: same });
    }
    if (column !== undefined) {
      byField.set(field, column);
      matched.add(column);
    } else if (required) {
      missing.push(names[0]);
    }
  }
  if (missing.length > 0) {
    throw columnsMissing({ sheet, row, missing, found: headers.map(({ header }) => header) });
  }
  const ignored = headers.filter((column) => !matched.has(column)).map(({ header }) => header);
  return { sheet, headerRow: row, byField, ignored };
}

/** "Monthly payment", "monthly_payment" and "MonthlyPayment" are one. */
function meaningOf(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");
}

/** Headers that a message names; a sheet may have 16,384 columns. */
const NAMED_HEADERS = 40;

function quoted(headers: readonly string[]): string {
  if (headers.length === 0) return "none";
  const named = headers.slice(0, NAMED_HEADERS).map((name) => JSON.stringify(name));
  const others = headers.length - named.length;
  return others === 0 ? named.join(", ") : `${named.join(", ")} and ${others} more`;
}
