import type { BucketSet } from "../delinquency/bucket.ts";
import type { PortfolioColumns, PortfolioTerms } from "./dayEndPortfolio.ts";

/** More days than the calendar has: rows that begin later are never reached. */
const MOST_DAYS = 3_000_000;

/** A table of buckets, looked up by number instead of searched. */
interface BucketTable {
  /** By days past due, from 0; the last stands for all later ones. */
  readonly rowByDays: Uint8Array;
  /** By the row that a loan was in: the least that it stays in while something is past due. */
  readonly keptRow: Uint8Array;
  /** The fewest days since a due date at which a due is past due. */
  readonly least: number;
}

/**
 * Days past due and the row of each loan, at the end of a day: what `daysPastDue` and `bucket` say
 * of it. It does not matter how many days passed since the last time: what is unpaid was so on every
 * day since it fell due, so days only rise and a row that is kept is kept on each of them; and one
 * who pays owes nothing after a due date, up to the day itself.
 */
export function classify(columns: PortfolioColumns, day: number): void {
  const { length, oldestDueOn, daysPastDue, bucket } = columns;
  const { rowByDays, keptRow, least } = bucketTable(columns.terms);
  const last = rowByDays.length - 1;
  for (let index = 0; index < length; index += 1) {
    const late = day - (oldestDueOn[index] ?? 0);
    if (late < least) {
      daysPastDue[index] = -1;
      bucket[index] = 0;
    } else {
      daysPastDue[index] = late;
      const row = rowByDays[Math.min(late, last)] ?? 0;
      const kept = keptRow[bucket[index] ?? 0] ?? 0;
      bucket[index] = Math.max(row, kept);
    }
  }
}

function bucketTable({ buckets: set, graceDays = 0 }: PortfolioTerms): BucketTable {
  const reached = set.buckets.filter(({ fromDays }) => fromDays <= MOST_DAYS);
  const rowByDays = new Uint8Array((reached.at(-1)?.fromDays ?? 0) + 1);
  for (const [index, { fromDays }] of reached.entries()) rowByDays.fill(index + 1, fromDays);
  return {
    rowByDays,
    keptRow: Uint8Array.of(0, ...set.buckets.map(keptFrom)),
    least: graceDays + (set.at === "dayEnd" ? 0 : 1),
  };
}

function keptFrom({ leftBy }: BucketSet["buckets"][number], index: number): number {
  return leftBy === "noArrears" ? index + 1 : 0;
}
