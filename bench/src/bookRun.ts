import {
  type BookEntry,
  type BookReport,
  type CreditPolicy,
  creditApproval,
  decideBook,
  decideCredit,
} from "@lendkit/engine";
import { creditEntries, decidedOn } from "./creditEntries.ts";

const SEED = 5;

/** Bytes, after collecting garbage. */
export interface MemorySample {
  readonly heapUsed: number;
  readonly rss: number;
}

export interface BookRun {
  readonly entries: number;
  readonly report: BookReport;
  /** How many changes came by. */
  readonly changes: number;
  /** All of it, with making the entries. */
  readonly nanoseconds: number;
  /** The same entries made and decided twice in a bare loop. */
  readonly bareNanoseconds: number;
  /** After each tenth of the book. */
  readonly samples: readonly MemorySample[];
}

const before: CreditPolicy = creditApproval.credit;
const after: CreditPolicy = {
  ...before,
  installmentCap: { percentOfIncome: "40", countsProposed: true },
};

/**
 * Decides made customers under the shipped policy and a stricter one, whose cap is 40 % and counts the
 * proposed loan. The bare loop goes first, so that the first sample is not that of a cold process.
 *
 * @param entries a multiple of 10
 */
export async function bookRun(entries: number): Promise<BookRun> {
  decideBare(entries / 10);
  const bareNanoseconds = decideBare(entries);
  const samples: MemorySample[] = [];
  let changes = 0;
  const start = process.hrtime.bigint();
  const report = await decideBook(asRead(creditEntries(SEED, entries)), {
    before,
    after,
    asOf: decidedOn,
    onChange: () => {
      changes += 1;
    },
    onProgress: () => samples.push(memorySample()),
    progressEvery: entries / 10,
  });
  const nanoseconds = Number(process.hrtime.bigint() - start);
  return { entries, report, changes, nanoseconds, bareNanoseconds, samples };
}

/** As from a file or a cursor. */
async function* asRead(entries: Iterable<BookEntry>): AsyncGenerator<BookEntry> {
  yield* entries;
}

function decideBare(entries: number): number {
  const start = process.hrtime.bigint();
  let approved = 0;
  for (const { applicant, request } of creditEntries(SEED, entries)) {
    for (const policy of [before, after]) {
      if (decideCredit(policy, applicant, request, decidedOn).approved) approved += 1;
    }
  }
  const elapsed = Number(process.hrtime.bigint() - start);
  if (approved === 0) throw new Error("Nobody is approved, so nothing was measured.");
  return elapsed;
}

function memorySample(): MemorySample {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}
