/**
 * A book of customers decided under two policies: what one costs, and whether memory grows with them.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BookRun, MemorySample } from "./bookRun.ts";
import { type Measurement, measurement } from "./measurement.ts";

/** `LENDKIT_SOAK=1` takes a whole million, a minute or two. */
const ENTRIES = process.env["LENDKIT_SOAK"] === "1" ? 1_000_000 : 50_000;

/** Runs `bookProgram.ts` in a process of its own, so that memory is that of the book alone. */
export function bookAtScale(): readonly Measurement[] {
  const program = fileURLToPath(new URL("bookProgram.ts", import.meta.url));
  const output = execFileSync(process.execPath, ["--expose-gc", program, String(ENTRIES)]);
  return bookMeasurements(JSON.parse(output.toString("utf8")));
}

export function bookMeasurements(run: BookRun): readonly Measurement[] {
  const { entries, nanoseconds, bareNanoseconds, samples } = run;
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) {
    throw new Error(`A book of ${entries} entries gave no samples of memory.`);
  }
  const beside = (what: keyof MemorySample): { ours: number; other: number } => ({
    ours: last[what],
    other: first[what],
  });
  const each = { ours: nanoseconds / entries, other: bareNanoseconds / entries };
  return [
    measurement(`an entry of a book of ${entries}, ns, beside two bare decisions`, each),
    measurement(`heap after ${entries} entries, bytes, beside a tenth`, beside("heapUsed"), 1.2),
    measurement(`process after ${entries} entries, bytes, beside a tenth`, beside("rss"), 1.2),
  ];
}
