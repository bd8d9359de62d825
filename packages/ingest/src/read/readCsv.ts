import { basename } from "node:path";
import type { RowNote } from "@lendkit/engine";
import Papa from "papaparse";
import { type CsvSource, csvBytes } from "./csvBytes.ts";
import {
  csvDelimiterUnknown,
  csvHeaderUnreadable,
  csvNotUtf8,
  csvRowUnreadable,
} from "./csvErrors.ts";
import { type CsvLimits, defaultCsvLimits } from "./csvLimits.ts";
import { type CsvRecord, CsvRecords } from "./csvRecords.ts";
import { type CellValue, emptyCell, type SheetRow } from "./sheetRow.ts";

/** What stands between two fields. */
export type CsvDelimiter = "," | ";" | "\t" | "|";

const delimiters: readonly CsvDelimiter[] = [",", ";", "\t", "|"];

export interface ReadCsvOptions {
  /** "," if not given; it is not guessed. */
  readonly delimiter?: CsvDelimiter;
  /** Stands for the sheet in rows, notes and errors. Default: the file's name, else "csv". */
  readonly name?: string;
  /** Those left out are as in `defaultCsvLimits`. */
  readonly limits?: Partial<CsvLimits>;
  /**
   * Takes each row that is no row of the table: `ROW_TOO_LONG`, `QUOTE_NOT_CLOSED`,
   * `QUOTE_MISPLACED`, `FIELD_COUNT`. Called in the order of the file. Without it the first such row
   * ends the reading.
   */
  readonly onRejected?: (note: RowNote) => void;
}

/**
 * The rows of a CSV file, one after the other, the headers among them: the form of RFC 4180, in
 * UTF-8 with or without a byte-order mark, lines ending in LF, CRLF or CR. Memory does not grow
 * with the file, and no more of it is read than the caller has taken rows.
 *
 * The first filled row is the headers, and every other has as many fields. `row` is the line on
 * which a row begins. Rows without any value are left out. Every value is text, one that begins with
 * "=" too. Leaving the loop early closes the file, or ends the stream.
 *
 * @throws LendkitError on iteration: `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `CSV_SOURCE_NOT_BYTES`,
 *   `CSV_DELIMITER_UNKNOWN`, `CSV_NOT_UTF8` (UTF-16, Latin-1, a workbook), `CSV_TOO_LARGE`,
 *   `CSV_HEADER_UNREADABLE`; without `onRejected` also `CSV_ROW_UNREADABLE`; and what a stream throws
 *
 * @example
 * for await (const { row, cells } of readCsv("transactions.csv", { onRejected: console.warn })) {
 *   console.log(row, cells.map(cellText));
 * }
 */
export async function* readCsv(
  source: CsvSource,
  options: ReadCsvOptions = {},
): AsyncGenerator<SheetRow, void, undefined> {
  const name = options.name ?? (typeof source === "string" ? basename(source) : "csv");
  const delimiter = options.delimiter ?? ",";
  if (!delimiters.includes(delimiter)) {
    throw csvDelimiterUnknown({ found: delimiter, known: delimiters });
  }
  const limits = { ...defaultCsvLimits, ...options.limits };
  let headers: number | undefined;
  for await (const record of recordsOf(csvBytes(source, name, limits), delimiter, limits)) {
    const fields = fieldsOf(record, name, delimiter, limits);
    if ("code" in fields) {
      refuse(fields, { record, name, isHeader: headers === undefined, options });
    } else if (fields.some((field) => field.trim() !== "")) {
      headers ??= fields.length;
      const fault = fieldCountFault(fields.length, headers);
      if (fault !== undefined) refuse(fault, { record, name, isHeader: false, options });
      else yield { sheet: name, row: record.line, cells: fields.map(cellOf), dateSystem: 1900 };
    }
  }
}

interface RowFault {
  readonly code: "ROW_TOO_LONG" | "QUOTE_NOT_CLOSED" | "QUOTE_MISPLACED" | "FIELD_COUNT";
  readonly reason: string;
}

async function* recordsOf(
  pieces: AsyncIterable<Uint8Array>,
  delimiter: CsvDelimiter,
  limits: CsvLimits,
): AsyncGenerator<CsvRecord, void, undefined> {
  const records = new CsvRecords(delimiter, limits.rowBytes);
  for await (const piece of pieces) yield* records.add(piece);
  yield* records.end();
}

/** Where the fields of a row stand is Papa Parse's to say; it is given one row at a time. */
function fieldsOf(
  { line, lastLine, bytes, closed }: CsvRecord,
  name: string,
  delimiter: CsvDelimiter,
  { rowBytes }: CsvLimits,
): readonly string[] | RowFault {
  const lines =
    lastLine === line ? "" : ` It goes on to line ${lastLine}, and all of it is left out.`;
  if (!closed) {
    const reason = `A quotation mark opens a value here and the file ends before it is closed.${lines}`;
    return { code: "QUOTE_NOT_CLOSED", reason };
  }
  if (bytes === undefined) {
    const reason = `The row has more than ${rowBytes} bytes, the limit "rowBytes".${lines}`;
    return { code: "ROW_TOO_LONG", reason };
  }
  const text = textOf(bytes, name, line);
  if (text === "") return [];
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  const [fields, ...more] = data;
  if (errors.length === 0 && fields !== undefined && more.length === 0) return fields;
  const reason =
    `A quotation mark stands inside a quoted value or after it.${lines} ` +
    'Write "" for a quotation mark in such a value.';
  return { code: "QUOTE_MISPLACED", reason };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decoded row by row, so that no text that is kept keeps a whole piece of the file with it. */
function textOf(bytes: Uint8Array, name: string, line: number): string {
  const notUtf8 = (found: string, cause?: unknown): Error =>
    csvNotUtf8({ name, line, found }, { cause });
  if (bytes.includes(0)) throw notUtf8("a zero byte, as UTF-16 text and other kinds of files do");
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw notUtf8("bytes of another encoding, such as Latin-1 or Windows-1252", error);
  }
}

function fieldCountFault(found: number, expected: number): RowFault | undefined {
  if (found === expected) return undefined;
  const reason =
    `The row has ${found} ${found === 1 ? "field" : "fields"}, expected ${expected} as in the ` +
    "headers. Put quotation marks around a value that holds the delimiter.";
  return { code: "FIELD_COUNT", reason };
}

function refuse(
  { code, reason }: RowFault,
  at: {
    readonly record: CsvRecord;
    readonly name: string;
    readonly isHeader: boolean;
    readonly options: ReadCsvOptions;
  },
): void {
  const { name, options } = at;
  const { line } = at.record;
  if (at.isHeader) throw csvHeaderUnreadable({ name, line, reason });
  if (options.onRejected === undefined) throw csvRowUnreadable({ name, line, code, reason });
  const place = { sheet: name, row: line, column: null, value: null };
  options.onRejected({ ...place, severity: "rejected", code, reason });
}

function cellOf(text: string): CellValue {
  return text === "" ? emptyCell : { kind: "text", text };
}
