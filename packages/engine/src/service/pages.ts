/**
 * Lists of loans and of dues, a page at a time. Each page is one query, whatever the number of loans,
 * and begins where the one before ended, so loans that come in between shift nothing.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Servicing } from "../loan/loanState.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { DuePlace } from "../ports/dueQuery.ts";
import type { Store } from "../ports/store.ts";
import type { Clock } from "./lending.ts";

export interface PagesOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, "today">;
}

export interface LoansPageInput {
  /** A customer's or an applicant's; left out, loans of everybody. Nobody's id gives an empty page. */
  readonly customerId?: string;
  /** `next` of the page before. Left out: the first page. */
  readonly after?: number;
  /** The most loans of the page: 1 to 200. */
  readonly limit: number;
  /**
   * Not before the day that a loan of the page was carried forward to, which is never after the
   * lender's day. Default: today.
   */
  readonly asOf?: PlainDate;
}

export interface LoansPage {
  readonly asOf: PlainDate;
  /** By number. */
  readonly loans: readonly LoanLine[];
  /** The next page's `after`; null if there was none when this one was read. */
  readonly next: number | null;
}

/** A loan as a list shows it. Amounts are in `currency`. */
export interface LoanLine {
  readonly loanId: string;
  /** The number that people use. */
  readonly number: number;
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** What was lent, or is to be. */
  readonly principal: Decimal;
  readonly startedOn: PlainDate;
  readonly endsOn: PlainDate;
  /** Null for a loan whose servicing has not begun, or that starts after the day. */
  readonly servicing: ServicedLine | null;
}

/** What became of a loan by the page's day. */
export interface ServicedLine {
  readonly status: Servicing["status"];
  /** Principal, due or not. */
  readonly outstandingPrincipal: Decimal;
  /** Unpaid of dues of days before the page's, penalties with it. */
  readonly overdue: Decimal;
  /** Null where nothing is to be paid from the page's day on. */
  readonly nextDue: NextDue | null;
  /** By the loan's own rule; null where nothing is past due. */
  readonly daysPastDue: number | null;
  /** The row of the loan's own table of buckets. */
  readonly bucket: string;
}

export interface NextDue {
  /** The first day, from the page's on, on which something unpaid is due. */
  readonly dueOn: PlainDate;
  /** Of all that is due on it. */
  readonly unpaid: Decimal;
}

export interface DuesPageInput {
  /** Included. */
  readonly from?: PlainDate;
  /** Included. */
  readonly to?: PlainDate;
  /** Only what is overdue on this day: due on a day before it. */
  readonly overdueAt?: PlainDate;
  /** As for loans. */
  readonly customerId?: string;
  /** `next` of the page before. Left out: the first page. */
  readonly after?: DuePlace;
  /** The most dues of the page: 1 to 200. */
  readonly limit: number;
}

export interface DuesPage {
  /** By due date, loan id and due id, ids in the order of their code points. */
  readonly dues: readonly DueLine[];
  /** The next page's `after`; null if there was none when this one was read. */
  readonly next: DuePlace | null;
}

/** A due, or an installment to come, of which something is unpaid. Amounts are in `currency`. */
export interface DueLine extends DuePlace {
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** The number of the installment or of the billing cycle; null for a charge of its own. */
  readonly installment: number | null;
  readonly penalty: Decimal;
  readonly fee: Decimal;
  readonly interest: Decimal;
  readonly principal: Decimal;
  readonly paid: Decimal;
  readonly unpaid: Decimal;
}

export interface Pages {
  /**
   * @throws LendkitError `BAD_PAGE_LIMIT`; `BAD_LOAN_PAGE_QUERY` for an `after` that is no number of
   *   a loan; `INVALID_DATE`; `DATES_OUT_OF_ORDER`
   */
  listLoans(input: LoansPageInput): Promise<LoansPage>;

  /**
   * What is unpaid, of days gone by and to come, as it was stored when each loan last changed or was
   * carried forward: penalties of days since then are not in it yet.
   *
   * @throws LendkitError `BAD_PAGE_LIMIT`; `INVALID_DATE`; `DATES_OUT_OF_ORDER` for a `to` before
   *   `from`
   */
  listDues(input: DuesPageInput): Promise<DuesPage>;
}
