import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Bytes in pieces of a size, as a stream gives them; `taken` counts the pieces handed out. */
export function inPieces(
  content: string | Uint8Array,
  size: number,
): { readonly source: AsyncIterable<Uint8Array>; readonly taken: () => number } {
  const bytes = Buffer.from(content);
  let taken = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) {
      taken += 1;
      yield bytes.subarray(at, at + size);
    }
  }
  return { source: pieces(), taken: () => taken };
}

const collectGarbage = ((): (() => void) => {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc");
})();

/** Megabytes that are really held, buffers included. */
export function megabytesHeld(): number {
  collectGarbage();
  // Buffers that were freed are swept beside the program; the next collection waits for that.
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}
