import { Readable } from "node:stream";
import { isLendkitError } from "@lendkit/engine";
import exceljs from "exceljs";
import { cellValue } from "./cellValue.ts";
import { reasonOf, workbookCorrupt } from "./errors.ts";
import { abruptEnd, plainWorkbook } from "./plainWorkbook.ts";
import { type CellValue, type DateSystem, emptyCell, type SheetRow } from "./sheetRow.ts";
import type { WorkbookParts, WorkbookSheet } from "./workbookParts.ts";
import type { ZipArchive } from "./zipArchive.ts";

/** The most rows that a sheet of this format has. */
const LAST_ROW = 1_048_576;

const readerOptions: Partial<exceljs.stream.xlsx.WorkbookStreamReaderOptions> = {
  worksheets: "emit",
  sharedStrings: "cache",
  styles: "cache", // without them dates come as numbers
  hyperlinks: "ignore",
  entries: "ignore",
};

/**
 * The rows of a sheet by exceljs's streaming reader, which has three ways to let a failure get
 * lost: a source that fails leaves it waiting for ever, one that ends early is taken for complete,
 * and one that it no longer reads stays open. So the source never fails where exceljs sees it.
 */
export async function* excelRows(
  archive: ZipArchive,
  parts: WorkbookParts,
  sheet: WorkbookSheet,
): AsyncGenerator<SheetRow, void, undefined> {
  const { path } = archive;
  const { dateSystem } = parts;
  const source = sparingFailure(plainWorkbook(archive, parts, sheet));
  const stream = Readable.from(source.bytes, { objectMode: false });
  const worksheets = new exceljs.stream.xlsx.WorkbookReader(stream, readerOptions);
  const corrupt = (reason: string, cause?: unknown): Error =>
    workbookCorrupt({ path, reason }, { cause });
  let last = 0;
  try {
    for await (const worksheet of worksheets) {
      for await (const row of worksheet) {
        if (!(row.number > last && row.number <= LAST_ROW)) {
          throw corrupt(`row ${row.number} comes after row ${last}`);
        }
        last = row.number;
        const cells = cellsOf(row, dateSystem);
        if (cells.length > 0) yield { sheet: sheet.name, row: last, cells, dateSystem };
      }
    }
  } catch (error) {
    throw source.failure() ?? (isLendkitError(error) ? error : corrupt(reasonOf(error), error));
  } finally {
    stream.destroy();
  }
  const failure = source.failure();
  if (failure !== undefined) throw failure;
}

function cellsOf(row: exceljs.Row, dateSystem: DateSystem): readonly CellValue[] {
  const cells: CellValue[] = [];
  row.eachCell((cell, column) => {
    const value = cellValue(cell.value, dateSystem);
    if (value.kind === "empty") return;
    while (cells.length < column - 1) cells.push(emptyCell);
    cells.push(value);
  });
  return cells;
}

/** Ends the bytes where they fail, and keeps the failure. */
function sparingFailure(from: AsyncIterable<Buffer>): {
  readonly bytes: AsyncIterable<Buffer>;
  readonly failure: () => Error | undefined;
} {
  let failure: Error | undefined;
  async function* bytes(): AsyncGenerator<Buffer> {
    try {
      yield* from;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      yield abruptEnd;
    }
  }
  return { bytes: bytes(), failure: () => failure };
}
