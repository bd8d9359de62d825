import type { PlainDate } from "../calendar/plainDate.ts";
import type { Decimal } from "../money/decimal.ts";

/**
 * One past or present loan of an applicant, from whatever system it comes. Amounts are in the
 * currency of the policy.
 */
export interface CreditRecord {
  readonly principal: Decimal;
  /** The installment as stored, not computed again. */
  readonly installment: Decimal;
  /** How many installments in all, 1 or more. */
  readonly tenorMonths: number;
  /**
   * Installments paid on time, 0 to the tenor. One that is settled before its due date is paid on
   * time, so that settling a loan early never costs score points.
   */
  readonly paidOnTime: number;
  readonly startedOn: PlainDate;
  /** The last installment's due date; the loan is still current on that day. */
  readonly endsOn: PlainDate;
  /** Settled before its end: never current, whatever the dates say. */
  readonly closed: boolean;
}

/**
 * Whether a loan is running: it has started, its end date is not past, and it is not closed.
 * Both days are included.
 */
export function isCurrent(record: CreditRecord, asOf: PlainDate): boolean {
  return !record.closed && record.startedOn <= asOf && asOf <= record.endsOn;
}
