import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOf, temporaryFolder } from "./testing/files.ts";
import { zipBytes } from "./testing/zipBytes.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const compound = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(65_536 - 8 - 9), // so that the name stands across two reads

    Buffer.from(stream, "utf16le"),
  ]);
const png = Buffer.from("89504e470d0a1a0a00", "hex");
const zipWith = (name: string): Buffer => zipBytes([{ name, content: "" }]);

test.each<[string, Buffer | string, string, string]>([
  ["empty.xlsx", "", "NOT_A_WORKBOOK", "it is empty"],
  ["list.xlsx", "\ufeffid,name\r\n1,ñ\r\n", "NOT_A_WORKBOOK", "such as CSV"],
  ["unended.xlsx", "id,name\n1,a", "NOT_A_WORKBOOK", "such as CSV"],
  ["page.xlsx", "\ufeff\n<HTML><table>", "NOT_A_WORKBOOK", "HTML"],
  ["2003.xlsx", '<?xml version="1.0"?><Workbook/>', "NOT_A_WORKBOOK", "an XML file"],
  ["old.xls", compound("Workbook"), "NOT_A_WORKBOOK", "(.xls)"],
  ["image.xlsx", png, "NOT_A_WORKBOOK", "a file of another kind"],
  ["secret.xlsx", compound("EncryptedPackage"), "WORKBOOK_ENCRYPTED", "password"],
  ["zip.xlsx", zipWith("a.txt"), "NOT_A_WORKBOOK", "a zip archive"],
  ["nothing.xlsx", zipBytes([]), "NOT_A_WORKBOOK", "a zip archive"],
  ["binary.xlsx", zipWith("xl/workbook.bin"), "NOT_A_WORKBOOK", "(.xlsb)"],
  ["open.xlsx", zipWith("content.xml"), "NOT_A_WORKBOOK", ".ods"],
  ["letter.xlsx", zipWith("word/document.xml"), "NOT_A_WORKBOOK", "Word"],
  ["~$people.xlsx", "\x05owner", "WORKBOOK_IS_LOCK_FILE", "people.xlsx instead"],
  [".~lock.people.xlsx#", ",owner", "WORKBOOK_IS_LOCK_FILE", "people.xlsx instead"],
])("%s", async (name, content, code, words) => {
  const error = await failureOf(await folder.file(name, content));
  expect(error).toMatchObject({ code, kind: "invalid", retryable: false });
  expect(error.message).toContain(words);
  expect(error.message).toContain(name);
});

test.each([
  ["a missing file", "nowhere.xlsx", "FILE_NOT_FOUND", "notFound"],
  ["a folder", "", "FILE_UNREADABLE", "invalid"],
  ["a lock file that is gone", "~$nowhere.xlsx", "WORKBOOK_IS_LOCK_FILE", "invalid"],
])("%s", async (_, name, code, kind) => {
  expect(await failureOf(`${folder.path}/${name}`)).toMatchObject({ code, kind });
});
