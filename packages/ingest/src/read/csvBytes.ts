import { createReadStream } from "node:fs";
import { csvNotUtf8, csvSourceNotBytes, csvTooLarge } from "./csvErrors.ts";
import type { CsvLimits } from "./csvLimits.ts";
import { fileFailure } from "./fileFailure.ts";

/** A path, or bytes as they come: a Node.js `Readable`, a web stream, a generator of buffers. */
export type CsvSource = string | AsyncIterable<Uint8Array>;

/** First bytes by which a file is told, and what it is then; the longest first. */
const marks: readonly (readonly [mark: Buffer, found: string | undefined])[] = [
  [Buffer.from("d0cf11e0a1b11ae1", "hex"), "a workbook of Excel 97 to 2003 (.xls)"],
  [Buffer.from("PK\u0003\u0004"), "a zip archive, such as an Excel workbook (.xlsx)"],
  [Buffer.from("efbbbf", "hex"), undefined], // UTF-8 with a byte-order mark
  [Buffer.from("fffe", "hex"), "the byte-order mark of UTF-16"],
  [Buffer.from("feff", "hex"), "the byte-order mark of UTF-16"],
];
const LONGEST_MARK = 8;

/**
 * The bytes of a source without the byte-order mark of UTF-8, while they are within the limit.
 *
 * @throws LendkitError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `CSV_SOURCE_NOT_BYTES`, `CSV_NOT_UTF8`
 *   for a file that by its first bytes is something else, `CSV_TOO_LARGE`
 */
export async function* csvBytes(
  source: CsvSource,
  name: string,
  limits: CsvLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let size = 0;
  for await (const piece of typeof source === "string" ? fileBytes(source) : source) {
    if (!(piece instanceof Uint8Array)) throw csvSourceNotBytes({ name, found: typeof piece });
    size += piece.length;
    if (size > limits.bytes) throw csvTooLarge({ name, limit: "bytes", most: limits.bytes });
    if (head === undefined) {
      yield piece;
    } else {
      head = Buffer.concat([head, piece]);
      if (head.length < LONGEST_MARK) continue;
      yield withoutMark(head, name);
      head = undefined;
    }
  }
  if (head !== undefined) yield withoutMark(head, name);
}

function withoutMark(head: Buffer, name: string): Buffer {
  const [mark, found] = marks.find(([mark]) => head.subarray(0, mark.length).equals(mark)) ?? [];
  if (found !== undefined) throw csvNotUtf8({ name, line: 1, found });
  return mark === undefined ? head : head.subarray(mark.length);
}

async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw fileFailure(path, error) ?? error;
  }
}
