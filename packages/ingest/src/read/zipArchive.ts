import { isLendkitError } from "@lendkit/engine";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { crc32 } from "./crc32.ts";
import { reasonOf, workbookCorrupt, workbookEncrypted, workbookTooLarge } from "./errors.ts";
import { fileFailure } from "./fileFailure.ts";
import type { ReadLimits } from "./readLimits.ts";

/** An open zip archive; whoever opened it closes it. */
export interface ZipArchive {
  readonly path: string;
  /** How much of it may be read. */
  readonly limits: ReadLimits;
  readonly file: ZipFile;
  /** By name in lower case, as the names of a workbook's parts have no case. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * Opens an archive and reads its directory, the only list of parts that is believed.
 *
 * @throws LendkitError `WORKBOOK_CORRUPT`, `WORKBOOK_ENCRYPTED`, `WORKBOOK_TOO_LARGE` for too many
 *   parts, `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function openZip(path: string, limits: ReadLimits): Promise<ZipArchive> {
  const file = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw zipFailure(path, error);
  });
  try {
    return { path, limits, file, entries: await readDirectory(path, file, limits) };
  } catch (error) {
    file.close();
    throw zipFailure(path, error);
  }
}

async function readDirectory(
  path: string,
  file: ZipFile,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, Entry>> {
  if (file.entryCount > limits.entries) {
    throw workbookTooLarge({ path, limit: "entries", most: limits.entries });
  }
  const entries = new Map<string, Entry>();
  for await (const entry of file.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (entry.isEncrypted()) throw workbookEncrypted({ path });
    if (entries.has(name)) {
      throw workbookCorrupt({ path, reason: `the part ${entry.fileName} is there twice` });
    }
    entries.set(name, entry);
  }
  return entries;
}

/**
 * A part's bytes, unpacked as they are asked for. Their number and checksum are verified against
 * the directory; leaving the loop early lets go of the part.
 *
 * @throws LendkitError `WORKBOOK_CORRUPT`, `FILE_UNREADABLE`
 */
export async function* unpack(archive: ZipArchive, entry: Entry): AsyncGenerator<Buffer> {
  const { path, file } = archive;
  let checksum = 0;
  try {
    const stream = await file.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (error) {
    throw zipFailure(path, error);
  }
  if (checksum !== entry.crc32) {
    throw workbookCorrupt({ path, reason: `the checksum of ${entry.fileName} does not match` });
  }
}

function zipFailure(path: string, error: unknown): unknown {
  if (isLendkitError(error)) return error;
  return (
    fileFailure(path, error) ?? workbookCorrupt({ path, reason: reasonOf(error) }, { cause: error })
  );
}
