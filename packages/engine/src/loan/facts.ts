/**
 * Facts: what came from outside and what the borrower was shown. They are appended and never
 * changed; everything else about a loan is computed from them.
 *
 * Amounts are decimal text with all the currency's decimals. No personal data stands in a fact.
 *
 * @module
 */
import type { BillingTerms } from "../billing/billingTerms.ts";
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

/** How a loan is repaid, by a schedule or by bills, and serviced, for life. */
export interface ServicingTerms<
  Repayment extends RepaymentTerms | BillingTerms = RepaymentTerms | BillingTerms,
> {
  readonly repayment: Repayment;
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

/** Money was paid out: all that was agreed, a tranche of it, or a drawing on a credit line. */
export interface Disbursed extends LifeFrame {
  readonly kind: "disbursed";
  /** Decimal text; `all` is what the terms say, whatever they are amended to. */
  readonly amount: string;
}

/** What a bill says, as the borrower was shown it. Amounts are decimal text. */
export interface Bill {
  /** From 1, as `billingCycle` counts. */
  readonly cycle: number;
  /** The day of the bill before, or of the first drawing. */
  readonly periodStart: PlainDate;
  /** The day of the bill; the period ends before it. */
  readonly billedOn: PlainDate;
  /** The last day on which it is paid in time. */
  readonly payBy: PlainDate;
  /** The closing balance of the bill before. */
  readonly opening: string;
  readonly drawn: string;
  readonly received: string;
  readonly refunded: string;
  /** The cycle's interest with corrections of earlier ones, zero or more. */
  readonly interest: string;
  /** Interest of earlier bills that is given back because corrections exceed the cycle's. */
  readonly interestCredited: string;
  readonly fees: string;
  /** Interest and charges that a payoff asked for on its own day, less interest it gave back. */
  readonly payoffs: string;
  readonly penalties: string;
  readonly waived: string;
  readonly adjustments: readonly BillAdjustment[];
  /** All that is owed, due or not, less money that is held; below zero where more is held. */
  readonly closing: string;
  /** The principal that this bill asks for. */
  readonly principalDue: string;
  /** Principal and interest: the cycle's installment. */
  readonly cycleDue: string;
  /** What earlier bills asked for and is unpaid, penalties with it. */
  readonly pastDue: string;
  /** `cycleDue`, fees and `pastDue`, less what is credited and held; zero or more. */
  readonly minimumDue: string;
  /** Whether the term ends with it, so that it asks for all that is left. */
  readonly isBalloon: boolean;
}

/** What was recorded after earlier bills, and counts before them. */
export interface BillAdjustment {
  /**
   * `interest`: what earlier bills charged too little, below zero for too much; part of this bill's
   * interest. `account`: what the closing balance before would have been more.
   */
  readonly of: "interest" | "account";
  /** Decimal text, of either sign. */
  readonly amount: string;
  /** Sequences of the facts that caused it. */
  readonly causes: readonly number[];
}

/** A bill was shown to the borrower. It never changes; later ones correct it. */
export interface BillIssued extends LifeFrame {
  readonly kind: "billIssued";
  readonly bill: Bill;
}

/** The limit of a billed credit is another from `effectiveOn` on. */
export interface LimitChanged extends LifeFrame {
  readonly kind: "limitChanged";
  /** Decimal text, zero or more. */
  readonly limit: string;
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
  | LimitChanged
  | BillIssued
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
