/**
 * A book of customers decided under two policies, to see what a change of the rules would do.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { isLendkitError, type LendkitError } from "../errors.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { decideCredit } from "./decideCredit.ts";
import type { Applicant, CreditRequest, Decision } from "./decision.ts";
import { requireSoundPolicy } from "./requireSoundPolicy.ts";

/** A customer with what they ask for. */
export interface BookEntry {
  /** Yours, to know the customer by. */
  readonly id: string;
  readonly applicant: Applicant;
  readonly request: CreditRequest;
}

/** A customer whom the second policy treats otherwise. */
export interface BookChange {
  readonly id: string;
  /** `rate`: approved under both, at another rate. */
  readonly change: "toApproval" | "toRefusal" | "rate";
  /** Codes of refusals and corrections that only the first policy gave. */
  readonly reasonsGone: readonly string[];
  /** Those that only the second gives. */
  readonly reasonsNew: readonly string[];
  readonly before: Decision;
  readonly after: Decision;
}

/** A customer who could not be decided, and is counted nowhere else. */
export interface BookFailure {
  readonly id: string;
  readonly error: LendkitError;
}

/** How far it has come, and at the end the report. Only counts, so memory does not grow. */
export interface BookReport {
  readonly decided: number;
  readonly failed: number;
  readonly approvedBefore: number;
  readonly approvedAfter: number;
  readonly toApproval: number;
  readonly toRefusal: number;
  /** Approved under both, at another rate. */
  readonly rateChanged: number;
}

export interface BookOptions {
  readonly before: CreditPolicy;
  readonly after: CreditPolicy;
  readonly asOf: PlainDate;
  /** Waited for, so that what receives changes sets the pace. */
  readonly onChange?: (change: BookChange) => void | Promise<void>;
  /** A bad entry does not stop the book. */
  readonly onFailure?: (failure: BookFailure) => void | Promise<void>;
  /** Called with the counts so far after every `progressEvery` entries. */
  readonly onProgress?: (report: BookReport) => void;
  /** Default: 1000. */
  readonly progressEvery?: number;
}

/**
 * Decides every entry under both policies, in one pass over the book, holding one entry at a time.
 *
 * @throws LendkitError `INVALID_CREDIT_POLICY` before anything is read; what the book or a callback
 *   throws
 *
 * @example
 * const report = await decideBook(customers(), { before, after, asOf, onChange: write });
 * report.toRefusal; //=> how many would be refused who are approved today
 */
export async function decideBook(
  book: AsyncIterable<BookEntry> | Iterable<BookEntry>,
  options: BookOptions,
): Promise<BookReport> {
  const { before, after, asOf, onChange, onFailure, onProgress, progressEvery = 1000 } = options;
  for (const policy of [before, after]) requireSoundPolicy(policy);
  const counts = emptyReport();
  let read = 0;
  for await (const { id, applicant, request } of book) {
    const decisions = decideBoth(() => [
      decideCredit(before, applicant, request, asOf),
      decideCredit(after, applicant, request, asOf),
    ]);
    if (isLendkitError(decisions)) {
      counts.failed += 1;
      await onFailure?.({ id, error: decisions });
    } else {
      const change = changeOf(id, ...decisions);
      count(counts, decisions, change);
      if (change !== undefined) await onChange?.(change);
    }
    read += 1;
    if (read % progressEvery === 0) onProgress?.({ ...counts });
  }
  return counts;
}

type Both = readonly [before: Decision, after: Decision];

type Counts = { -readonly [Key in keyof BookReport]: number };

function emptyReport(): Counts {
  return {
    decided: 0,
    failed: 0,
    approvedBefore: 0,
    approvedAfter: 0,
    toApproval: 0,
    toRefusal: 0,
    rateChanged: 0,
  };
}

function decideBoth(decide: () => Both): Both | LendkitError {
  try {
    return decide();
  } catch (error) {
    if (isLendkitError(error)) return error;
    throw error;
  }
}

function count(counts: Counts, [before, after]: Both, change: BookChange | undefined): void {
  counts.decided += 1;
  if (before.approved) counts.approvedBefore += 1;
  if (after.approved) counts.approvedAfter += 1;
  if (change?.change === "toApproval") counts.toApproval += 1;
  if (change?.change === "toRefusal") counts.toRefusal += 1;
  if (change?.change === "rate") counts.rateChanged += 1;
}

function changeOf(id: string, before: Decision, after: Decision): BookChange | undefined {
  const change = kindOfChange(before, after);
  if (change === undefined) return undefined;
  const [old, now] = [ruleCodes(before), ruleCodes(after)];
  return {
    id,
    change,
    reasonsGone: old.filter((code) => !now.includes(code)),
    reasonsNew: now.filter((code) => !old.includes(code)),
    before,
    after,
  };
}

function kindOfChange(before: Decision, after: Decision): BookChange["change"] | undefined {
  if (before.approved !== after.approved) return after.approved ? "toApproval" : "toRefusal";
  if (!after.approved || before.correctedRatePercent.eq(after.correctedRatePercent)) {
    return undefined;
  }
  return "rate";
}

function ruleCodes({ reasons }: Decision): string[] {
  return reasons.filter(({ effect }) => effect !== "score").map(({ code }) => code);
}
