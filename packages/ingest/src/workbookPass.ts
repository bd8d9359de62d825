import type { RowNote, RowPlace } from "@lendkit/engine";
import type { ColumnSpec, MatchedColumns } from "./columns/matchColumns.ts";
import { readTable } from "./columns/readTable.ts";
import type { RowPass } from "./importSource.ts";
import { readXlsx } from "./read/readXlsx.ts";
import type { SheetRow } from "./read/sheetRow.ts";

/** How the rows of one kind of workbook are found and read. */
export interface WorkbookShape<Row extends RowPlace, Field extends string> {
  readonly path: string;
  readonly columns: readonly ColumnSpec<Field>[];
  read(row: SheetRow, columns: MatchedColumns<Field>): Row | RowNote;
}

/**
 * One pass over the first sheet of a workbook.
 *
 * @throws LendkitError what opening the workbook and matching its columns throws
 */
export async function openWorkbookPass<Row extends RowPlace, Field extends keyof Row & string>(
  shape: WorkbookShape<Row, Field>,
): Promise<RowPass<Row>> {
  const { columns, rows, close } = await readTable(readXlsx(shape.path), shape.columns);
  const headers: { [field in keyof Row]?: string } = {};
  for (const [field, { header }] of columns.byField) headers[field] = header;
  return {
    headers,
    ignoredColumns: columns.ignored,
    rows: checkedRows(rows, (row) => shape.read(row, columns)),
    close,
  };
}

async function* checkedRows<Row>(
  rows: AsyncIterable<SheetRow>,
  read: (row: SheetRow) => Row | RowNote,
): AsyncGenerator<Row | RowNote> {
  for await (const row of rows) yield read(row);
}
