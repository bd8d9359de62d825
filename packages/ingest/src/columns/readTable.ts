import { type ErrorType, errorType } from "@lendkit/engine";
import type { SheetRow } from "../read/sheetRow.ts";
import { type ColumnSpec, type MatchedColumns, matchColumns } from "./matchColumns.ts";

/** A sheet whose first filled row is its headers. */
export interface Table<Field extends string> {
  readonly columns: MatchedColumns<Field>;
  /** The rows after the headers; to be gone through once. */
  readonly rows: AsyncIterable<SheetRow>;
  /** Lets go of the file; needed where `rows` is not gone through to its end. */
  close(): Promise<void>;
}

export const tableEmpty: ErrorType<{ readonly expected: readonly string[] }> = errorType(
  "TABLE_EMPTY",
  {
    kind: "invalid",
    message: ({ expected }) =>
      `The sheet has no filled row, expected a row of headers: ${expected.join(", ")}. ` +
      "If the rows are on another sheet, name that sheet.",
  },
);

/**
 * Takes the first filled row as headers, whatever blank rows come before it.
 *
 * @throws LendkitError `TABLE_EMPTY`, `COLUMN_TWICE`, `COLUMNS_MISSING`, and what reading throws;
 *   the file is closed then
 */
export async function readTable<Field extends string>(
  rows: AsyncIterable<SheetRow>,
  specs: readonly ColumnSpec<Field>[],
): Promise<Table<Field>> {
  const iterator = rows[Symbol.asyncIterator]();
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  const header = await iterator.next();
  if (header.done === true) throw tableEmpty({ expected: specs.map(({ names }) => names[0]) });
  try {
    const columns = matchColumns(header.value, specs);
    return { columns, rows: { [Symbol.asyncIterator]: () => iterator }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
