/**
 * A portfolio as columns: what a simulation needs to know of each loan, in typed arrays, so that a
 * day of a million loans is one pass over memory. There is no database and no fact here; for a
 * single loan whose history counts, see `loan/`.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { BucketSet } from "../delinquency/bucket.ts";
import type { Amount } from "../money/amount.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { RoundingMode } from "../money/rounding.ts";

/** The day counts in which every day is the same part of a year, also in leap years. */
export type PortfolioDayCount = "ACT/360" | "ACT/365.FIXED";

/** What all loans of a portfolio have in common. Make one for each product. */
export interface PortfolioTerms {
  readonly currency: CurrencyCode;
  readonly dayCount: PortfolioDayCount;
  /** As for `accrue`: decimals of a daily rate in percent, 0 to 12. Without it the rate is exact. */
  readonly dailyRatePlaces?: number;
  /** How interest is rounded to minor units, once, when it is posted. */
  readonly rounding: RoundingMode;
  /** At most 255 rows. */
  readonly buckets: BucketSet;
  /** As for `daysPastDue`. Default: 0. */
  readonly graceDays?: number;
}

/** A loan as it stands at the end of the day that the portfolio begins with. */
export interface PortfolioLoan {
  /** Principal that is owed, due or not: what interest accrues on. Zero or more. */
  readonly balance: Amount;
  /** 0 to 1000, with at most four decimals. */
  readonly annualRatePercent: Amount;
  /** Interest that is not posted yet runs from this day, included. Default: the portfolio's day. */
  readonly interestFrom?: PlainDate;
  /** What has fallen due and is unpaid. Default: nothing. */
  readonly unpaid?: UnpaidDues;
  /** The row that the loan is in; it counts where that is left by clearing all arrears only. */
  readonly bucket?: string;
  /** Default: nothing falls due while days pass; interest accrues until it is posted. */
  readonly installments?: MonthlyInstallments;
  /**
   * Whether the borrower pays, on each due date, all that is unpaid by then. Default: yes, unless
   * something is unpaid at the start.
   */
  readonly paying?: boolean;
}

export interface UnpaidDues {
  /** The oldest of them. Not after the portfolio's day. */
  readonly oldestDueOn: PlainDate;
  /** A part of the balance. */
  readonly principal: Amount;
  /** Posted; it bears no interest. */
  readonly interest: Amount;
}

/**
 * On each due date interest is posted and, of the balance, what the installment's amount leaves
 * after it: nothing where interest takes all, no more than is not due yet at the end. So after a
 * change of the rate the amount stays and the number of installments changes.
 */
export interface MonthlyInstallments {
  /** Above zero. */
  readonly amount: Amount;
  /** After the portfolio's day. */
  readonly nextDueOn: PlainDate;
  /** 1 to 31; a shorter month takes its last day. Default: the day of `nextDueOn`. */
  readonly dayOfMonth?: number;
}

/**
 * One column for each thing, one index for each loan. Amounts are whole minor units.
 *
 * Read what you like; write through `dayEndColumns`, `postColumnInterest` and `stressColumns`, which
 * keep columns that belong together in step.
 */
export interface PortfolioColumns {
  readonly terms: PortfolioTerms;
  /** How many loans. */
  readonly length: number;
  /** The columns show the end of this day; interest of the days before it has accrued. */
  asOf: PlainDate;
  /** Principal, due or not. */
  readonly balance: Float64Array;
  /** In hundredths of a basis point: 10.5 % is 105,000. */
  readonly annualRate: Int32Array;
  /** Interest of a day is `balance * dayRate / dayRateScale`, exactly. */
  readonly dayRate: Float64Array;
  readonly dayRateScale: number;
  /** Interest that accrued at the present rate: the sum over days of the balance, at most 2^53 - 1. */
  readonly balanceDays: Float64Array;
  /** Interest that accrued before it: whole minor units … */
  readonly carriedWhole: Float64Array;
  /** … and a part of one, from 0 up to, excluded, `dayRateScale`. */
  readonly carriedRest: Float64Array;
  /** Of the balance, what has fallen due and is unpaid. */
  readonly principalDue: Float64Array;
  /** Posted and unpaid. */
  readonly interestDue: Float64Array;
  /** Epoch day of the oldest due that is unpaid; `NO_DAY` where nothing is. */
  readonly oldestDueOn: Int32Array;
  /** -1 where nothing is past due. */
  readonly daysPastDue: Int32Array;
  /** 0 for the current row, then 1, 2 … for the rows of the set. */
  readonly bucket: Uint8Array;
  /** Zero where nothing falls due. */
  readonly installment: Float64Array;
  /** Epoch day; `NO_DAY` where nothing falls due any more. */
  readonly nextDueOn: Int32Array;
  /** 1 to 31. */
  readonly dayOfMonth: Uint8Array;
  /** 1 for a borrower who pays. */
  readonly paying: Uint8Array;
  /** What has been paid since the first day, by part. */
  readonly principalPaid: Float64Array;
  readonly interestPaid: Float64Array;
}

/** In a column of days: none. Later than any day of the calendar. */
export const NO_DAY: number = 2 ** 30;

/** Hundredths of a basis point have four decimals of a percent. */
export const COLUMN_RATE_PLACES = 4;
