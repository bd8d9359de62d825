import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { fileFailure } from "./fileFailure.ts";

/**
 * SHA-256 of a file's bytes in hexadecimal, by which an import run knows its file again. Reads in
 * pieces, so memory does not grow with the file.
 *
 * @throws LendkitError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function fingerprintFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    throw fileFailure(path, error) ?? error;
  }
  return hash.digest("hex");
}
