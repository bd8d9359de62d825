import type { PlainDate } from "../calendar/plainDate.ts";
import type { DueRow } from "../loan/dueRows.ts";

/** What tells a due from all others. */
export interface DueKey {
  readonly loanId: string;
  /** Unique within the loan, such as "installment 3". */
  readonly dueId: string;
}

/** Where a due stands in a list of dues. */
export interface DuePlace extends DueKey {
  readonly dueOn: PlainDate;
}

/** Rows to put in place of those with the same loan and due id, and dues to remove. */
export interface DueChanges {
  readonly put: readonly DueRow[];
  readonly removed: readonly DueKey[];
}

/** Which dues to list: those for which all that is given holds. */
export interface DueQuery {
  /** An empty list asks for the dues of nobody; left out, for those of everybody. */
  readonly customerIds?: readonly string[];
  /** As for customers. */
  readonly loanIds?: readonly string[];
  /** Included. */
  readonly dueFrom?: PlainDate;
  /** Included. */
  readonly dueTo?: PlainDate;
  /**
   * Whole minor units of each due's own currency, included: 0, the default, for all dues, 1 for
   * those that are not paid.
   */
  readonly leastUnpaidMinor?: number;
  /** Only dues that come after this place, whether or not there is a due. */
  readonly after?: DuePlace;
  /** The most rows of the answer: a whole number, 1 or more. */
  readonly limit: number;
}
