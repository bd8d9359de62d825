import { isLendkitError } from "@lendkit/engine";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readXlsx } from "./readXlsx.ts";
import { collect, failureOf, temporaryFolder } from "./testing/files.ts";
import { soundWorkbook, withSheet, workbookBytes, workbookParts } from "./testing/workbookXml.ts";
import { zipBytes } from "./testing/zipBytes.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const withPart = (name: string): Buffer =>
  zipBytes([...workbookParts(soundWorkbook), { name, content: "" }]);

test.each<[string, Buffer, string, string]>([
  ["a part that is encrypted", withSheet({ flags: 1 }), "WORKBOOK_ENCRYPTED", "password"],
  ["a wrong checksum", withSheet({ checksum: 1 }), "WORKBOOK_CORRUPT", "checksum"],
  ["a wrong size", withSheet({ declaredSize: 10 }), "WORKBOOK_CORRUPT", "bytes"],
  ["a part that is there twice", withPart("XL/Workbook.xml"), "WORKBOOK_CORRUPT", "twice"],
  ["a part that leaves the archive", withPart("../../evil"), "WORKBOOK_CORRUPT", "evil"],
])("%s", async (_, content, code, words) => {
  const error = await failureOf(await folder.file("bad.xlsx", content));
  expect(error).toMatchObject({ code, kind: "invalid", retryable: false });
  expect(error.message).toContain(words);
});

test("only the directory is believed: what a local header says beside it does not count", async () => {
  const content = withSheet({ localName: "xl/worksheets/evil0.xml" });
  const rows = await collect(readXlsx(await folder.file("local.xlsx", content)));
  expect(rows.length).toBe(2);
});

describe("damage ends in the same rows or in a typed error, never in other rows", () => {
  const row = (at: number): string =>
    `<row r="${at}"><c r="A${at}" t="s"><v>0</v></c><c r="B${at}"><v>${at * at}</v></c></row>`;
  const rows = Array.from({ length: 40 }, (_, index) => row(index + 1)).join("");
  const readable = workbookBytes({ ...soundWorkbook, rows });

  async function rowsOrError(bytes: Buffer): Promise<unknown> {
    const path = await folder.file("damaged.xlsx", bytes);
    try {
      return await collect(readXlsx(path));
    } catch (error) {
      if (isLendkitError(error)) return "error";
      throw error;
    }
  }

  test("cut off anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(readable.length - 1), async (length) => {
        expect(await rowsOrError(readable.subarray(0, length))).toBe("error");
      }),
      { numRuns: 80 },
    );
  });

  test("with any bytes changed", async () => {
    const expected = await rowsOrError(readable);
    const change = fc.record({ at: fc.nat(readable.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const damaged = Buffer.from(readable);
        for (const { at, byte } of changes) damaged[at] = byte;
        expect(["error", expected]).toContainEqual(await rowsOrError(damaged));
      }),
      { numRuns: 300 },
    );
  });
});
