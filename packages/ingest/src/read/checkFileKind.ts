import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { LendkitError } from "@lendkit/engine";
import { fileUnreadable, notAWorkbook, workbookEncrypted, workbookIsLockFile } from "./errors.ts";

/** Enough to tell the kinds of file apart. */
const HEAD_BYTES = 1024;

/** First bytes of a zip archive. */
const ZIP = Buffer.from("PK");
/** First bytes of a compound file: Excel up to 2003, and every encrypted workbook. */
const COMPOUND = Buffer.from("d0cf11e0a1b11ae1", "hex");
/** What a compound file calls the encrypted workbook in it. */
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");

/**
 * Lets a zip archive pass and says of any other file what it is.
 *
 * @throws LendkitError `WORKBOOK_IS_LOCK_FILE`, `FILE_UNREADABLE`, `NOT_A_WORKBOOK`,
 *   `WORKBOOK_ENCRYPTED`; and what the operating system throws
 */
export async function checkFileKind(path: string): Promise<void> {
  const [, excel, libreOffice] = /^(?:~\$(.+)|\.~lock\.(.+)#)$/.exec(basename(path)) ?? [];
  const locked = excel ?? libreOffice;
  if (locked !== undefined)
    throw workbookIsLockFile({ path, workbook: join(dirname(path), locked) });
  const stats = await stat(path);
  if (!stats.isFile()) {
    const reason = stats.isDirectory() ? "it is a folder" : "it is not a regular file";
    throw fileUnreadable({ path, reason });
  }
  const head = await readHead(path);
  if (!startsWith(head, ZIP)) throw await refusal(path, head);
}

async function refusal(path: string, head: Buffer): Promise<LendkitError> {
  if (startsWith(head, COMPOUND)) {
    if (await contains(path, ENCRYPTED)) return workbookEncrypted({ path });
    return notAWorkbook({ path, found: "a workbook of Excel 97 to 2003 (.xls)" });
  }
  return notAWorkbook({ path, found: nameOf(head) });
}

function nameOf(head: Buffer): string {
  if (head.length === 0) return "empty";
  const text = head
    .toString("latin1")
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart();
  if (/^(<!doctype html|<html|<table|<meta)/i.test(text)) return "a web page (HTML)";
  if (text.startsWith("<")) return "an XML file";
  const printable = head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
  return printable ? "a text file, such as CSV" : "a file of another kind";
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function contains(path: string, wanted: Buffer): Promise<boolean> {
  let carry = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const window = Buffer.concat([carry, chunk]);
    if (window.includes(wanted)) return true;
    carry = window.subarray(-wanted.length);
  }
  return false;
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  return bytes.subarray(0, prefix.length).equals(prefix);
}
