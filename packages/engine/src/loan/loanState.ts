import type { BillingTerms } from "../billing/billingTerms.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Pause } from "../delinquency/daysPastDue.ts";
import type { Due, DueAmounts } from "../due/due.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { BilledCredit } from "./creditState.ts";
import type { RepaymentPlan } from "./repaymentPlan.ts";
import type { RepaymentTerms, ServicingRules } from "./servicingRules.ts";

/**
 * A loan as its facts make it: plain data, so that equal facts give equal text. Amounts are whole
 * minor units of `currency`.
 */
export interface LoanState {
  readonly loanId: string;
  readonly customerId: string;
  readonly origin: "opened" | "imported";
  readonly currency: CurrencyCode;
  readonly principalMinor: number;
  /** Decimal text, percent a year. */
  readonly annualRatePercent: string;
  readonly tenorMonths: number;
  readonly installmentMinor: number;
  /** Installments paid on time. */
  readonly paidOnTime: number;
  readonly startedOn: PlainDate;
  readonly endsOn: PlainDate;
  /** The number in the system that an imported loan came from. */
  readonly sourceNumber: number | null;
  /** The last day that the source of an imported loan speaks for. */
  readonly cutoverOn: PlainDate | null;
  readonly calculationVersion: number;
  /** The last fact in it, in the order of recording. */
  readonly lastSequence: number;
  /** Null for a loan whose servicing has not begun: taken over, without an opening balance. */
  readonly servicing: Servicing | null;
}

/**
 * What has become of a loan by a day. Everything in it follows from the facts and the day; it has
 * the size of what is open, not of the loan's past.
 */
export interface Servicing {
  /** The day that the loan was carried forward to. */
  readonly asOf: PlainDate;
  /** The rank of the last fact of that day; see `foldOrder`. */
  readonly rank: number;
  readonly status: "awaitingDisbursal" | "active" | "closed" | "writtenOff" | "voided";
  /** When nothing was owed any more. */
  readonly closedOn: PlainDate | null;
  readonly repayment: RepaymentTerms | BillingTerms;
  readonly rules: ServicingRules;
  /** Null before money was paid out, and for a billed credit. */
  readonly plan: RepaymentPlan | null;
  /** Installments of the plan that have fallen due. */
  readonly rowsDue: number;
  /** What is not billed yet of a billed credit; null for a loan with a schedule. */
  readonly credit: BilledCredit | null;
  /** What is unpaid, and later installments that something was paid of. */
  readonly dues: readonly LoanDue[];
  /** Received, and paying nothing yet. */
  readonly heldMinor: number;
  /** Received, and to be paid back. */
  readonly refundableMinor: number;
  readonly lentMinor: number;
  readonly paid: DueAmounts;
  readonly waived: DueAmounts;
  /** Repaid before it was due; a part of the principal paid. */
  readonly prepaidMinor: number;
  readonly writtenOff: DueAmounts;
  readonly recoveredMinor: number;
  readonly refundedMinor: number;
  /** Penalties of dues that are paid and left the list. */
  readonly settledPenaltyMinor: number;
  readonly pauses: readonly Pause[];
  /** The bucket of delinquency at the end of the day before `asOf`. */
  readonly bucket: string;
}

/** A due with what its penalty depends on. */
export interface LoanDue extends Due {
  /** The number of the installment or of the billing cycle; null for a charge of its own. */
  readonly installment: number | null;
  /** A bill is payable from its day on, and due later; other dues are when they are due. */
  readonly payableFrom?: PlainDate;
  readonly penalty: PenaltyExposure;
}

export interface PenaltyExposure {
  /** What was overdue when the days of grace were over; null before. */
  readonly onceMinor: number | null;
  /** The sum over days of what was overdue. */
  readonly amountDays: number;
  /** Days are counted up to this one. */
  readonly countedTo: PlainDate;
  readonly waivedMinor: number;
}
