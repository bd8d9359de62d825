/**
 * Facts: what came from outside and what the borrower was shown. They are appended and never
 * changed; everything else about a loan is computed from them.
 *
 * Amounts are decimal text with all the currency's decimals. No personal data stands in a fact.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { DueKind } from "../due/due.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Moratorium } from "../schedule/loanTerms.ts";
import type { ReschedulePolicy } from "../schedule/reschedule.ts";
import type { RepaymentTerms, ServicingRules } from "./servicingRules.ts";

/** What stands on every fact, whatever it says. */
interface FactFrame {
  readonly loanId: string;
  /** From 1, without holes, in the order of recording. */
  readonly sequence: number;
  /** Version of the fact's own shape; old versions keep reading. */
  readonly version: 1 | 2;
  /** The lender's date from which it counts. */
  readonly effectiveOn: PlainDate;
  /** An ISO 8601 instant, for audit only; nothing is computed with it. */
  readonly recordedAt: string;
  /** The command that led to it. */
  readonly commandId: string;
}

/**
 * The lender opened the loan on these terms. Version 2 also says how it is repaid and serviced;
 * a loan that was opened without it is serviced once an opening balance is given.
 */
export interface Opened extends FactFrame {
  readonly kind: "opened";
  readonly terms: LoanFactTerms;
  /** The calculation rules that this loan keeps until it is moved to others. */
  readonly calculationVersion: number;
  readonly servicing?: ServicingTerms;
}

/** How a loan is repaid and serviced, for life. */
export interface ServicingTerms {
  readonly repayment: RepaymentTerms;
  readonly rules: ServicingRules;
}

/**
 * The loan was taken over from another system, as that system stated it. Nothing is invented
 * from it: no schedule, no dues, no balance. A later `imported` fact replaces the statement.
 */
export interface Imported extends FactFrame {
  readonly kind: "imported";
  readonly terms: LoanFactTerms;
  /** The number the loan has in the source, which two loans may share. */
  readonly sourceNumber: number;
  /** Installments that the source says were paid on time; 0 to the tenor. */
  readonly paidOnTime: number;
  /** The last day that the source speaks for; facts before it are refused. */
  readonly cutoverOn: PlainDate;
}

export interface LoanFactTerms {
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** Decimal text, above zero. */
  readonly principal: string;
  /** Decimal text, percent a year. */
  readonly annualRatePercent: string;
  readonly tenorMonths: number;
  /** The level installment: computed for an opened loan, as stated for an imported one. */
  readonly installment: string;
  readonly startedOn: PlainDate;
  /** The last installment's due date. */
  readonly endsOn: PlainDate;
}

/** What stands on every fact of a loan's life after it began. */
interface LifeFrame extends FactFrame {
  /**
   * The lender's date on which it was recorded: later than `effectiveOn` for a fact that speaks of
   * the past. The books are adjusted on this day.
   */
  readonly bookedOn: PlainDate;
}

/** What a taken-over loan owes on its first serviced day, as its source states it. */
export interface OpeningBalanceGiven extends LifeFrame {
  readonly kind: "openingBalanceGiven";
  /** Decimal text: the principal that is not due yet, zero or more. */
  readonly principal: string;
  /** Installments that are still to fall due. */
  readonly installments: number;
  /** When the next of them is due. */
  readonly nextDueOn: PlainDate;
  /** What fell due before and is unpaid, by due date. */
  readonly arrears: readonly Arrears[];
  readonly servicing: ServicingTerms;
}

export interface Arrears {
  readonly dueOn: PlainDate;
  /** Decimal text by kind; kinds that are left out are zero. */
  readonly unpaid: { readonly [Kind in DueKind]?: string };
}

/** Money was paid out: all that was agreed, or a tranche of it. */
export interface Disbursed extends LifeFrame {
  readonly kind: "disbursed";
  /** Decimal text; `all` is what the terms say, whatever they are amended to. */
  readonly amount: string;
}

/** Money came in. */
export interface PaymentReceived extends LifeFrame {
  readonly kind: "paymentReceived";
  /** Decimal text, above zero. */
  readonly amount: string;
  /**
   * What the borrower means to pay: what is due, one installment before others, or all of the
   * loan, so that interest ends on this day.
   */
  readonly pays: "dues" | "payoff" | { readonly installment: number };
}

/** A payment came back. It counts as never made; its own day is `effectiveOn`. */
export interface PaymentReversed extends LifeFrame {
  readonly kind: "paymentReversed";
  /** The sequence of the payment. */
  readonly payment: number;
}

export interface ChargeAdded extends LifeFrame {
  readonly kind: "chargeAdded";
  /** Such as "bounced payment". */
  readonly name: string;
  /** Decimal text, above zero. */
  readonly amount: string;
  readonly dueOn: PlainDate;
}

export interface ChargeWaived extends LifeFrame {
  readonly kind: "chargeWaived";
  readonly dueId: string;
  readonly of: Exclude<DueKind, "principal">;
  /** Decimal text, above zero. */
  readonly amount: string;
}

/** The loan bears another rate from `effectiveOn` on. */
export interface RateChanged extends LifeFrame {
  readonly kind: "rateChanged";
  readonly annualRatePercent: string;
  readonly policy: ReschedulePolicy;
}

/** What is left is repaid on other terms from `effectiveOn` on. */
export interface LoanRescheduled extends LifeFrame {
  readonly kind: "rescheduled";
  readonly installments: number;
  readonly annualRatePercent: string;
  readonly firstDueOn: PlainDate;
  /** Whether arrears stay due, or their interest and principal become principal. */
  readonly arrears: "keep" | "capitalize";
}

/** Nothing is repaid for a number of installments, beginning with the next one. */
export interface MoratoriumGranted extends LifeFrame {
  readonly kind: "moratoriumGranted";
  readonly installments: number;
  readonly interest: Moratorium["interest"];
  /** Whether the loan ends as many installments later. */
  readonly extendsTenor: boolean;
}

/** Days from `effectiveOn` to `until`, both included, that are not counted as past due. */
export interface DelinquencyPaused extends LifeFrame {
  readonly kind: "delinquencyPaused";
  readonly until: PlainDate;
}

/** The lender gave up what is owed, in its books. */
export interface WrittenOff extends LifeFrame {
  readonly kind: "writtenOff";
}

/** Money came in after the loan was written off. */
export interface Recovered extends LifeFrame {
  readonly kind: "recovered";
  readonly amount: string;
}

/** Money that the borrower had paid too much was paid back. */
export interface Refunded extends LifeFrame {
  readonly kind: "refunded";
  readonly amount: string;
}

/** The terms were others from the start. */
export interface Amended extends LifeFrame {
  readonly kind: "amended";
  readonly terms: LoanFactTerms;
  readonly servicing: ServicingTerms;
}

/** The loan was never made. */
export interface Voided extends LifeFrame {
  readonly kind: "voided";
}

export interface MovedToCalculationVersion extends LifeFrame {
  readonly kind: "movedToCalculationVersion";
  readonly calculationVersion: number;
}

/** A fact of a loan's life after it began. */
export type LifeFact =
  | OpeningBalanceGiven
  | Disbursed
  | PaymentReceived
  | PaymentReversed
  | ChargeAdded
  | ChargeWaived
  | RateChanged
  | LoanRescheduled
  | MoratoriumGranted
  | DelinquencyPaused
  | WrittenOff
  | Recovered
  | Refunded
  | Amended
  | Voided
  | MovedToCalculationVersion;

export type LoanFact = Opened | Imported | LifeFact;
