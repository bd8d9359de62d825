import { constants, deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReadLimits } from "./readLimits.ts";
import { readXlsx } from "./readXlsx.ts";
import { collect, failureOf, temporaryFolder } from "./testing/files.ts";
import {
  soundWorkbook,
  withParts,
  withSheet,
  workbookBytes,
  workbookParts,
} from "./testing/workbookXml.ts";
import { zipBytes } from "./testing/zipBytes.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const MEBIBYTE = 1024 * 1024;

/** Deflated text of any length: a block that refers to no other may stand there many times. */
function repeated(block: string, times: number): Buffer {
  const flushed = deflateRawSync(block, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array<Buffer>(times).fill(flushed), deflateRawSync("")]);
}

const cell = "A".repeat(MEBIBYTE);
const cells = "<c/>".repeat(MEBIBYTE / 4);
const media = Array.from({ length: 3_000 }, (_, at) => ({
  name: `xl/media/${at}.png`,
  content: "",
}));

test.each<[string, Buffer, string]>([
  [
    "a cell of 2 GiB",
    withSheet({ packed: repeated(cell, 2048), declaredSize: 2048 * MEBIBYTE }),
    "textRunBytes",
  ],
  [
    "64 MiB of cells, packed 1 : 1000",
    withSheet({ packed: repeated(cells, 64), declaredSize: 64 * MEBIBYTE }),
    "ratio",
  ],
  ["a picture, packed 1 : 1000", withParts({ "xl/a.png": Buffer.alloc(64 * MEBIBYTE) }), "ratio"],
  ["3,000 parts", zipBytes([...workbookParts(soundWorkbook), ...media]), "entries"],
])("%s", async (name, content, limit) => {
  const error = await failureOf(await folder.file(`${name}.xlsx`, content));
  expect(error).toMatchObject({ code: "WORKBOOK_TOO_LARGE", kind: "invalid", details: { limit } });
});

test("a declared size that lies is found out while unpacking", async () => {
  const content = withSheet({ packed: repeated(cells, 64), declaredSize: 500 });
  const error = await failureOf(await folder.file("lie.xlsx", content));
  expect(error).toMatchObject({ code: "WORKBOOK_CORRUPT" });
});

const contents = workbookParts(soundWorkbook).map(({ content }) => String(content));
/** From each "<" to the next. */
const runs = contents.flatMap((xml) => xml.split(/(?=<)/).map((run) => Buffer.byteLength(run)));

test.each<[keyof ReadLimits, number]>([
  ["inflatedBytes", Buffer.byteLength(contents.join(""))],
  ["textRunBytes", Math.max(...runs)],
  ["entries", contents.length],
  // <styleSheet>, <cellXfs> and two <xf>, against one <si>
  ["elements", 4],
])("the limit %s is met exactly, and one less is too little", async (limit, most) => {
  const path = await folder.file("sound.xlsx", workbookBytes(soundWorkbook));
  expect((await collect(readXlsx(path, { limits: { [limit]: most } }))).length).toBe(2);
  expect(await failureOf(path, { [limit]: most - 1 })).toMatchObject({
    code: "WORKBOOK_TOO_LARGE",
    details: { limit, most: most - 1 },
  });
});

test.each(["docProps/app.xml", "xl/worksheets/_rels/sheet1.xml.rels"])(
  "a document type in %s, even across two chunks",
  async (part) => {
    const padding = "<a/>".repeat(4_095);
    for (const letters of ["", "b", "bc", "bcd"]) {
      const xml = `<r>${padding}${letters}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]></r>`;
      const error = await failureOf(await folder.file("entity.xlsx", withParts({ [part]: xml })));
      expect(error).toMatchObject({ code: "WORKBOOK_UNSAFE", details: { part } });
    }
  },
);
