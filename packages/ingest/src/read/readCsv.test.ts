import { Readable } from "node:stream";
import type { RowNote } from "@lendkit/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CsvSource } from "./csvBytes.ts";
import { type CsvDelimiter, type ReadCsvOptions, readCsv } from "./readCsv.ts";
import { cellText, type SheetRow } from "./sheetRow.ts";
import { inPieces, megabytesHeld } from "./testing/csvPieces.ts";
import { temporaryFolder } from "./testing/files.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

type Line = readonly [row: number, ...fields: string[]];

async function linesOf(source: CsvSource, options: ReadCsvOptions = {}): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { row, cells } of readCsv(source, options)) {
    lines.push([row, ...cells.map(cellText)]);
  }
  return lines;
}

/** What is read, and the line, code and reason of what is rejected. */
async function readAll(
  content: string | Uint8Array,
  options: ReadCsvOptions = {},
): Promise<{ readonly lines: Line[]; readonly notes: RowNote[]; readonly faults: string[] }> {
  const notes: RowNote[] = [];
  const onRejected = (note: RowNote): void => {
    notes.push(note);
  };
  const lines = await linesOf(inPieces(content, 5).source, { ...options, onRejected });
  return { lines, notes, faults: notes.map(({ row, code }) => `${row} ${code}`) };
}

describe("a file", () => {
  const expected = [
    [1, "id", "name"],
    [2, "1", "ñ"],
    [3, "2", "東😀"],
  ];

  test.each([
    ["in LF", "id,name\n1,ñ\n2,東😀\n"],
    ["in CRLF", "id,name\r\n1,ñ\r\n2,東😀\r\n"],
    ["in CR", "id,name\r1,ñ\r2,東😀\r"],
    ["in all three", "id,name\r1,ñ\n2,東😀\r\n"],
    ["without a last line break", "id,name\n1,ñ\n2,東😀"],
    ["that ends in a lone CR of CRLF", "id,name\r\n1,ñ\r\n2,東😀\r"],
    ["with a byte-order mark", "\ufeffid,name\n1,ñ\n2,東😀\n"],
    ["with a byte-order mark before a quoted header", '\ufeff"id",name\n1,ñ\n2,東😀\n'],
    ["with everything quoted", '"id","name"\r\n"1","ñ"\r\n"2","東😀"\r\n'],
  ])("%s", async (_, content) => {
    for (const size of [1, 2, 3, 1000]) {
      expect(await linesOf(inPieces(content, size).source)).toEqual(expected);
    }
    expect(await linesOf(await folder.file("people.csv", content))).toEqual(expected);
    expect(await linesOf(Readable.from([Buffer.from(content)]))).toEqual(expected);
  });

  test("gives rows of the form that a workbook's have, every value text", async () => {
    const path = await folder.file("typed.csv", "id,sum,day\n=1+1,,2020-02-29\n");
    const rows: SheetRow[] = [];
    for await (const row of readCsv(path)) rows.push(row);
    expect(rows[1]).toEqual({
      sheet: "typed.csv",
      row: 2,
      cells: [
        { kind: "text", text: "=1+1" },
        { kind: "empty" },
        { kind: "text", text: "2020-02-29" },
      ],
      dateSystem: 1900,
    });
  });

  test.each<[CsvDelimiter, string]>([
    [";", "a;b\n1,5;2\n"],
    ["\t", "a\tb\n1,5\t2\n"],
    ["|", "a|b\n1,5|2\n"],
  ])("delimited by %j", async (delimiter, content) => {
    const lines = [
      [1, "a", "b"],
      [2, "1,5", "2"],
    ];
    expect((await readAll(content, { delimiter })).lines).toEqual(lines);
  });

  test.each([
    ["", []],
    ["\ufeff", []],
    ["\n\r\n \n", []],
    ["a", [[1, "a"]]],
  ])("of %j", async (content, lines) => {
    expect((await readAll(content)).lines).toEqual(lines);
  });
});

test("quoted values hold delimiters, marks and line breaks; rows are told by their first line", async () => {
  const content = 'a,b\n"1,2","3""4"\n"x\ny\r\nz\r",\n,"""" \n5" pipe,6\n';
  const { lines, notes } = await readAll(content);
  expect(lines).toEqual([
    [1, "a", "b"],
    [2, "1,2", '3"4'],
    // Lines 3 to 6: LF, CRLF and CR each break one line.
    [3, "x\ny\r\nz\r", ""],
    // A mark inside a value without marks is a part of it.
    [8, '5" pipe', "6"],
  ]);
  // Space after the mark that closes it is no part of RFC 4180.
  expect(notes.map(({ row, code }) => [row, code])).toEqual([[7, "QUOTE_MISPLACED"]]);
});

test("rows without any value are left out, and their lines counted", async () => {
  const { lines, notes } = await readAll("\n \na,b\n\n1,2\r\n,\r\n , \n\n3,4\n\n");
  expect(lines).toEqual([
    [3, "a", "b"],
    [5, "1", "2"],
    [9, "3", "4"],
  ]);
  expect(notes).toEqual([]);
});

describe("a row that is none of the table", () => {
  test.each([
    ["one field too many", "a,b\n1,2,3\n4,5\n", ["2 FIELD_COUNT"]],
    ["one field too few", "a,b\n1\n4,5\n", ["2 FIELD_COUNT"]],
    ["an empty field too many", "a,b\n1,2,\n4,5\n", ["2 FIELD_COUNT"]],
    ["text after a closing mark", 'a,b\n1,"2"x\n4,5\n', ["2 QUOTE_MISPLACED"]],
    ["a mark inside a quoted value", 'a,b\n1,"2" or "3"\n4,5\n', ["2 QUOTE_MISPLACED"]],
    ["such a mark before the delimiter", 'a,b\n"1"x,2\n4,5\n', ["2 QUOTE_MISPLACED"]],
  ])("%s is rejected alone", async (_, content, expected) => {
    const { lines, faults } = await readAll(content);
    expect(faults).toEqual(expected);
    expect(lines).toEqual([
      [1, "a", "b"],
      [3, "4", "5"],
    ]);
  });

  test("is told with sheet, line and the way out, no value of it repeated", async () => {
    const { notes } = await readAll("a,b\nsecret,2,3\n", { name: "upload" });
    expect(notes).toEqual([
      {
        sheet: "upload",
        row: 2,
        severity: "rejected",
        code: "FIELD_COUNT",
        column: null,
        value: null,
        reason:
          "The row has 3 fields, expected 2 as in the headers. " +
          "Put quotation marks around a value that holds the delimiter.",
      },
    ]);
  });

  test("a mark that is never closed takes the rest, and the lines that it took are named", async () => {
    const { lines, notes } = await readAll('a,b\n1,"2\n3,4\n5,6\n');
    expect(lines).toEqual([[1, "a", "b"]]);
    expect(notes).toMatchObject([{ row: 2, code: "QUOTE_NOT_CLOSED" }]);
    expect(notes[0]?.reason).toContain("goes on to line 5");
  });

  test("too long is rejected to its real end: what it quotes is never taken for rows", async () => {
    const limits = { rowBytes: 10 };
    const content = 'a,b\n1,"xxxxxxxx\n9,9\n""7,7\n"\n12345,6789\n12345,67890\n3,4\n';
    const { lines, notes } = await readAll(content, { limits });
    expect(lines).toEqual([
      [1, "a", "b"],
      [6, "12345", "6789"], // 10 bytes
      [8, "3", "4"],
    ]);
    expect(notes).toMatchObject([
      { row: 2, code: "ROW_TOO_LONG" },
      { row: 7, code: "ROW_TOO_LONG" },
    ]);
    expect(notes[0]?.reason).toContain("line 5");
    expect(notes[1]?.reason).not.toContain("goes on");
  });

  test("ends the reading where nobody takes it", async () => {
    const lines: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const { row } of readCsv(inPieces("a,b\n1,2\n3\n4,5\n", 4).source, {
        name: "n",
      })) {
        lines.push(row);
      }
    };
    await expect(reading()).rejects.toMatchObject({
      code: "CSV_ROW_UNREADABLE",
      kind: "invalid",
      details: { name: "n", line: 3, code: "FIELD_COUNT" },
    });
    expect(lines).toEqual([1, 2]);
  });

  test("is an error where it should be the headers", async () => {
    for (const content of ['a,"b\n1,2\n', 'a,"b"c\n1,2\n', `a,${"b".repeat(20)}\n1,2\n`]) {
      await expect(readAll(content, { limits: { rowBytes: 15 } })).rejects.toMatchObject({
        code: "CSV_HEADER_UNREADABLE",
        details: { line: 1 },
      });
    }
  });
});

describe("refused, naming the line:", () => {
  const latin1 = Buffer.from("id,name\n1,Peña\n", "latin1");
  const utf16 = Buffer.from("id,name\n1,a\n", "utf16le");
  test.each<[string, Uint8Array, number, string]>([
    ["Latin-1", latin1, 2, "Latin-1"],
    ["UTF-8 cut inside a character", Buffer.from("a\n1\n2ñ").subarray(0, -1), 3, "Latin-1"],
    ["UTF-16 with its mark", Buffer.concat([Buffer.from("fffe", "hex"), utf16]), 1, "UTF-16"],
    [
      "UTF-16, big-endian",
      Buffer.concat([Buffer.from("feff", "hex"), Buffer.from(utf16).swap16()]),
      1,
      "UTF-16",
    ],
    ["UTF-16 without it", Buffer.from("id,name\n1,a\n", "utf16le"), 1, "zero byte"],
    ["a workbook", Buffer.from("PK\u0003\u0004abcdefgh"), 1, ".xlsx"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae100", "hex"), 1, ".xls"],
  ])("%s", async (_, content, line, words) => {
    const attempt = readAll(content);
    await expect(attempt).rejects.toMatchObject({
      code: "CSV_NOT_UTF8",
      kind: "invalid",
      retryable: false,
      details: { line },
    });
    await expect(attempt).rejects.toThrow(words);
  });
});

test.each<[string, () => CsvSource, ReadCsvOptions, string]>([
  ["a missing file", () => `${folder.path}/nowhere.csv`, {}, "FILE_NOT_FOUND"],
  ["a folder", () => folder.path, {}, "FILE_UNREADABLE"],
  ["text pieces", () => Readable.from(["a,b\n"]), {}, "CSV_SOURCE_NOT_BYTES"],
  [
    "an unknown delimiter",
    () => "x.csv",
    // What a caller without types could send.
    { delimiter: "#" as CsvDelimiter },
    "CSV_DELIMITER_UNKNOWN",
  ],
  [
    "6 bytes of 5",
    () => inPieces("a\n1\n2\n", 3).source,
    { limits: { bytes: 5 } },
    "CSV_TOO_LARGE",
  ],
])("%s", async (_, source, options, code) => {
  await expect(linesOf(source(), options)).rejects.toMatchObject({ code });
});

test("as many bytes as the limit are read", async () => {
  expect(await linesOf(inPieces("a\n1\n2\n", 4).source, { limits: { bytes: 6 } })).toHaveLength(3);
});

test("what a stream throws is thrown on", async () => {
  const fault = Object.assign(new Error("reset"), { code: "ECONNRESET", syscall: "read" });
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("a,b\n1,2\n");
    throw fault;
  }
  await expect(linesOf(broken())).rejects.toBe(fault);
});

// Written by the rules of RFC 4180, section 2, with nothing of the reader.
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
const anyValue = fc
  .string({
    unit: fc.constantFrom('"', ",", "\n", "\r", ";", " ", "a", "ñ", "😀", "="),
    maxLength: 6,
  })
  .map((value) => ({ value, plain: !/[",\n\r]/.test(value) }));
const anyTable = fc.integer({ min: 1, max: 4 }).chain((width) =>
  fc.record({
    rows: fc.array(fc.array(anyValue, { minLength: width, maxLength: width }), { maxLength: 6 }),
    lineBreak: fc.constantFrom("\n", "\r\n", "\r"),
    quoteAll: fc.boolean(),
    lastBreak: fc.boolean(),
    size: fc.integer({ min: 1, max: 20 }),
    width: fc.constant(width),
  }),
);

test("any table reads back as it was written, wherever the pieces end", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, async ({ rows, lineBreak, quoteAll, lastBreak, size, width }) => {
      const header = Array.from({ length: width }, (_, index) => ({
        value: `h${index}`,
        plain: true,
      }));
      const text = [header, ...rows]
        .map((row) =>
          row.map(({ value, plain }) => (plain && !quoteAll ? value : quoted(value))).join(","),
        )
        .join(lineBreak);
      const { source } = inPieces(text + (lastBreak ? lineBreak : ""), size);
      const read = (await linesOf(source)).slice(1).map(([, ...fields]) => fields);
      const filled = rows.filter((row) => row.some(({ value }) => value.trim() !== ""));
      expect(read).toEqual(filled.map((row) => row.map(({ value }) => value)));
    }),
    { numRuns: 500 },
  );
});

test("of any text each letter is in the row of its line or in a rejection", async () => {
  const unit = fc.constantFrom('"', ",", "\n", "\r", "a", "b");
  const letters = (text: string): string => text.replace(/[^abhi]/g, "");
  let rejected = 0;
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 60 }), async (text) => {
      const { lines, notes } = await readAll(`h,i\n${text}`, { limits: { rowBytes: 12 } });
      const physical = `h,i\n${text}`.split(/\r\n|\r|\n/);
      const starts = [...lines, ...notes.map(({ row }) => [row] as const)].map(([row]) => row);
      starts.sort((a, b) => a - b);
      expect(new Set(starts).size).toBe(starts.length);
      for (const [row, ...fields] of lines) {
        const next = starts.find((start) => start > row) ?? physical.length + 1;
        const own = physical.slice(row - 1, next - 1).join("");
        expect(letters(fields.join(""))).toBe(letters(own));
      }
      rejected += notes.length;
    }),
    { numRuns: 500 },
  );
  expect(rejected).toBeGreaterThan(100);
});

describe("memory and backpressure", () => {
  test("no more is read than rows were taken, and leaving the loop ends the stream", async () => {
    const { source, taken } = inPieces("a,b\n".repeat(10_000), 4);
    let rows = 0;
    for await (const _ of readCsv(source)) {
      rows += 1;
      // Two pieces of 4 bytes are held back to see the file's first 8.
      expect(taken()).toBeLessThanOrEqual(rows + 2);
      if (rows === 100) break;
    }
    expect(taken()).toBeLessThanOrEqual(102);
    const stream = Readable.from([Buffer.from("a,b\n1,2\n"), Buffer.from("3,4\n")]);
    for await (const _ of readCsv(stream)) break;
    expect(stream.destroyed).toBe(true);
  });

  test("200 MB pass through without staying", async () => {
    const row = `${"x".repeat(990)},12345678\n`; // 1,000 bytes
    const piece = row.repeat(1000);
    async function* file(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a,b\n");
      for (let n = 0; n < 200; n += 1) yield Buffer.from(piece);
    }
    let rows = 0;
    const held: number[] = [];
    for await (const { cells } of readCsv(file())) {
      rows += cells.length === 2 ? 1 : 0;
      if (rows % 40_000 === 0) held.push(megabytesHeld());
    }
    expect(rows).toBe(200_001);
    expect(held).toHaveLength(5);
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(25);
  });

  test("a mark that nobody closes takes a file's rest in bounded memory", async () => {
    async function* file(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a,b\n"');
      for (let n = 0; n < 10; n += 1) yield Buffer.alloc(10_000_000, "1,2\n");
    }
    const notes: RowNote[] = [];
    const held: number[] = [];
    async function* watched(): AsyncGenerator<Uint8Array> {
      for await (const piece of file()) {
        held.push(megabytesHeld());
        yield piece;
      }
    }
    await linesOf(watched(), { onRejected: (note) => notes.push(note) });
    expect(notes).toMatchObject([{ row: 2, code: "QUOTE_NOT_CLOSED" }]);
    expect(Math.max(...held) - Math.min(...held)).toBeLessThan(25);
  });
});
