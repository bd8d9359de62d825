import type { RowNote, RowPlace } from "@lendkit/engine";
import type { ColumnSpec, MatchedColumns } from "./columns/matchColumns.ts";
import { readTable } from "./columns/readTable.ts";
import type { RowPass } from "./importSource.ts";
import { type ReadCsvOptions, readCsv } from "./read/readCsv.ts";
import type { SheetRow } from "./read/sheetRow.ts";

/** How the rows of one kind of CSV file are found and read. */
export interface CsvShape<Row extends RowPlace, Field extends string> {
  readonly path: string;
  readonly columns: readonly ColumnSpec<Field>[];
  read(row: SheetRow, columns: MatchedColumns<Field>): Row | RowNote;
  readonly csv: Pick<ReadCsvOptions, "delimiter" | "limits">;
}

/**
 * One pass over a CSV file, a row at a time. What is no row of the table stands among the rows as a
 * note, in the order of the file.
 *
 * @throws LendkitError what opening the file and matching its columns throws
 */
export async function openCsvPass<Row extends RowPlace, Field extends keyof Row & string>(
  shape: CsvShape<Row, Field>,
): Promise<RowPass<Row>> {
  const rejected: RowNote[] = [];
  const onRejected = (note: RowNote): void => void rejected.push(note);
  const { columns, rows, close } = await readTable(
    readCsv(shape.path, { ...shape.csv, onRejected }),
    shape.columns,
  );
  const headers: { [field in keyof Row]?: string } = {};
  for (const [field, { header }] of columns.byField) headers[field] = header;
  return {
    headers,
    ignoredColumns: columns.ignored,
    rows: inOrder(rows, rejected, (row) => shape.read(row, columns)),
    close,
  };
}

/** @param rejected notes of what was read before the row that comes next; emptied here */
async function* inOrder<Row>(
  rows: AsyncIterable<SheetRow>,
  rejected: RowNote[],
  read: (row: SheetRow) => Row | RowNote,
): AsyncGenerator<Row | RowNote> {
  for await (const row of rows) {
    yield* rejected.splice(0);
    yield read(row);
  }
  yield* rejected.splice(0);
}
