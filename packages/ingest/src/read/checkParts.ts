import type { Entry } from "yauzl";
import { workbookTooLarge, workbookUnsafe } from "./errors.ts";
import type { ReadLimits } from "./readLimits.ts";
import { isXmlPart } from "./xmlText.ts";
import { unpack, type ZipArchive } from "./zipArchive.ts";

const TAG_START = 0x3c;
const DOCUMENT_TYPE = "<!DOCTYPE";

/** A small part may be all repetition; what it unpacks to up to here harms nobody. */
const RATIO_FREE_BYTES = 1024 * 1024;

/**
 * Unpacks every part once and throws it away, counting what really comes out: the sizes that a
 * file declares are its author's word. Stops at the first byte over a limit.
 *
 * @throws LendkitError `WORKBOOK_TOO_LARGE`, `WORKBOOK_UNSAFE`, `WORKBOOK_CORRUPT`
 */
export async function checkParts(archive: ZipArchive): Promise<void> {
  let inflatedBytes = 0;
  for (const entry of archive.entries.values()) {
    inflatedBytes += await checkPart(archive, entry, inflatedBytes);
  }
}

async function checkPart(archive: ZipArchive, entry: Entry, bytesBefore: number): Promise<number> {
  const { path, limits } = archive;
  const refuse = (limit: keyof ReadLimits): Error =>
    workbookTooLarge({ path, limit, most: limits[limit] });
  const isXml = isXmlPart(entry.fileName);
  const most = Math.max(RATIO_FREE_BYTES, limits.ratio * entry.compressedSize);
  let [bytes, run, carry] = [0, 0, ""];
  for await (const chunk of unpack(archive, entry)) {
    bytes += chunk.length;
    if (isXml) {
      const text = carry + chunk.toString("latin1");
      if (text.includes(DOCUMENT_TYPE)) throw workbookUnsafe({ path, part: entry.fileName });
      carry = text.slice(1 - DOCUMENT_TYPE.length);
      const { longest, last } = textRuns(chunk, run);
      if (longest > limits.textRunBytes) throw refuse("textRunBytes");
      run = last;
    }
    if (bytes > most) throw refuse("ratio");
    if (bytesBefore + bytes > limits.inflatedBytes) throw refuse("inflatedBytes");
  }
  return bytes;
}

/** The longest run of bytes without a tag's start, and the one that the next chunk goes on with. */
function textRuns(chunk: Buffer, before: number): { longest: number; last: number } {
  let [longest, start] = [0, -before];
  for (let at = chunk.indexOf(TAG_START); at >= 0; at = chunk.indexOf(TAG_START, at + 1)) {
    longest = Math.max(longest, at - start);
    start = at;
  }
  const last = chunk.length - start;
  return { longest: Math.max(longest, last), last };
}
