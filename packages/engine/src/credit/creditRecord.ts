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
  /** Settled before its end: never current, whatever dates and balance say. */
  readonly closed: boolean;
  /** What is owed of it, 0 or more; absent where that is not known. */
  readonly outstanding?: Decimal;
}

/** How a running loan is told from one that is over. */
export type CurrentLoans = "byDate" | "byBalance";

/**
 * Whether a loan is running: it has started and is not closed, and
 *
 * - `byDate`: its end date is not past; both days are included;
 * - `byBalance`: something is owed of it, however long after its end. A loan whose balance is not
 *   known goes by its dates.
 *
 * It counts with its whole principal and its stored installment either way.
 */
export function isCurrent(
  record: CreditRecord,
  asOf: PlainDate,
  currentLoans: CurrentLoans = "byDate",
): boolean {
  const { closed, startedOn, endsOn, outstanding } = record;
  if (closed || startedOn > asOf) return false;
  if (currentLoans === "byBalance" && outstanding !== undefined) return outstanding.gt(0);
  return asOf <= endsOn;
}
