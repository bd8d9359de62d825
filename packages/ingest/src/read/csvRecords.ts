/** A row of a CSV file as it stands there, line breaks inside quotation marks included. */
export interface CsvRecord {
  /** The line on which it begins, counted from 1, and the one on which it ends. */
  readonly line: number;
  readonly lastLine: number;
  /** Without the line break; undefined where it is longer than the limit. */
  readonly bytes: Uint8Array | undefined;
  /** False where the file ends inside quotation marks. */
  readonly closed: boolean;
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Where in a field the next byte stands. `quoteSeen`: after a mark that ends it, or is doubled. */
type Place = "fieldStart" | "plain" | "quoted" | "quoteSeen";

/**
 * Tells rows apart in bytes that come in pieces, by RFC 4180: quotation marks around a field hide
 * line breaks, and a doubled one stands for itself. A line ends in LF, CRLF or CR, whichever comes.
 * In UTF-8 the bytes looked for are never a part of another character.
 *
 * A mark where none belongs hides nothing, so it cannot reach beyond its own line. A row that is too
 * long is followed to its real end in constant memory: what it quotes is never taken for rows.
 *
 * @param delimiter one ASCII character
 */
export class CsvRecords {
  readonly #delimiter: number;
  readonly #mostBytes: number;
  #pieces: Uint8Array[] = [];
  #length = 0;
  #firstLine = 1;
  #line = 1;
  #place: Place = "fieldStart";
  #afterReturn = false;

  constructor(delimiter: string, mostBytes: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#mostBytes = mostBytes;
  }

  /** The rows that end in a further piece, which is not to be changed afterwards. */
  *add(piece: Uint8Array): Generator<CsvRecord, void, undefined> {
    let start = 0;
    let [place, afterReturn] = [this.#place, this.#afterReturn];
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      const secondOfTwo = byte === LINE_FEED && afterReturn;
      afterReturn = byte === CARRIAGE_RETURN;
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
        place = placeAfter(place, byte, this.#delimiter);
      } else if (place === "quoted") {
        if (!secondOfTwo) this.#line += 1;
      } else {
        if (!secondOfTwo) {
          this.#keep(piece.subarray(start, at));
          yield this.#take(true);
        }
        start = at + 1;
        place = "fieldStart";
      }
    }
    this.#keep(piece.subarray(start));
    [this.#place, this.#afterReturn] = [place, afterReturn];
  }

  /** The row after the last line break, if there is one. */
  *end(): Generator<CsvRecord, void, undefined> {
    if (this.#length > 0) yield this.#take(this.#place !== "quoted");
  }

  #keep(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#length += piece.length;
    if (this.#length <= this.#mostBytes) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  #take(closed: boolean): CsvRecord {
    const [only, ...more] = this.#pieces;
    const bytes = only !== undefined && more.length === 0 ? only : Buffer.concat(this.#pieces);
    const record: CsvRecord = {
      line: this.#firstLine,
      lastLine: this.#line,
      bytes: this.#length <= this.#mostBytes ? bytes : undefined,
      closed,
    };
    this.#line += 1;
    this.#firstLine = this.#line;
    this.#pieces = [];
    this.#length = 0;
    return record;
  }
}

function placeAfter(place: Place, byte: number, delimiter: number): Place {
  if (place === "quoted") return byte === QUOTE ? "quoteSeen" : "quoted";
  if (byte === delimiter) return "fieldStart";
  if (byte === QUOTE && place !== "plain") return "quoted";
  return "plain";
}
