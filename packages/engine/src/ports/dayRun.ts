import type { PlainDate } from "../calendar/plainDate.ts";

/** What a day-end did, counted over all loans; whole numbers, zero or more. */
export interface DayRunCounts {
  /** Loans that were carried forward. */
  readonly loans: number;
  /** Bills that were issued. */
  readonly bills: number;
  /** Installments and charges that fell due unpaid. */
  readonly dues: number;
  /** Dues that were found unpaid on the day after. */
  readonly overdue: number;
  /** Loans that came into another bucket. */
  readonly buckets: number;
  /** Loans that ended. */
  readonly closed: number;
  /** Notices of all kinds. */
  readonly notices: number;
}

/** A loan that a day-end could not carry forward. It holds no personal data. */
export interface DayRunFailure {
  readonly loanId: string;
  /** Stable, in capitals, where it is an error of LendKit's. */
  readonly code: string;
  readonly message: string;
  /** How often this run has tried. */
  readonly attempts: number;
}

/** The report of a day-end, kept while it runs and after. */
export interface DayRun {
  /** The lender's day that it is of. */
  readonly asOf: PlainDate;
  /** An ISO 8601 instant: when it was first begun. */
  readonly startedAt: string;
  /** When all that was due was first done; null before. */
  readonly finishedAt: string | null;
  readonly counts: DayRunCounts;
}

export const noCounts: DayRunCounts = {
  loans: 0,
  bills: 0,
  dues: 0,
  overdue: 0,
  buckets: 0,
  closed: 0,
  notices: 0,
};

/** One part of the loans of a store: part `index`, from 0, of `of` parts. */
export interface LoanShard {
  readonly index: number;
  readonly of: number;
}

/** Which loans to take for a day-end. */
export interface DueLoanQuery {
  /** Those whose `nextActionOn` is not after it. */
  readonly asOf: PlainDate;
  /** The most loans of the answer: a whole number, 1 or more. */
  readonly limit: number;
  /** Default: all loans. */
  readonly shard?: LoanShard;
  /**
   * Default false: loans that somebody holds are passed by. True: they are waited for, as by `lock`.
   */
  readonly wait?: boolean;
  /** Default false. True: instead, those that the day's run has set aside after one try. */
  readonly setAside?: boolean;
}
