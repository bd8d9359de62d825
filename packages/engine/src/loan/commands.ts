/**
 * What can be asked of a loan.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { DueKind } from "../due/due.ts";
import type { Amount } from "../money/amount.ts";
import type { Moratorium } from "../schedule/loanTerms.ts";
import type { ReschedulePolicy } from "../schedule/reschedule.ts";
import type { LoanFactTerms, PaymentReceived, ServicingTerms } from "./facts.ts";

/** What stands on every command. Ids, dates and instants come from the caller. */
export interface CommandFrame {
  readonly loanId: string;
  /** Stands on every fact that the command leads to. */
  readonly commandId: string;
  /** The lender's date from which it counts. */
  readonly effectiveOn: PlainDate;
  /** The lender's date on which it is recorded. Default: `effectiveOn`. */
  readonly bookedOn?: PlainDate;
  /** An ISO 8601 instant, for audit only. */
  readonly recordedAt: string;
  /** The last fact that the caller knows of. Default: any. */
  readonly expectedSequence?: number;
}

/** Terms as a caller has them; the fact carries their amounts as text. */
export type LoanCommandTerms = Omit<
  LoanFactTerms,
  "principal" | "annualRatePercent" | "installment"
> & {
  /** Above zero. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  /** Above zero. */
  readonly installment: Amount;
};

/** The lender opens a loan on decided terms. */
export interface OpenLoan extends CommandFrame {
  readonly kind: "openLoan";
  readonly terms: LoanCommandTerms;
  readonly calculationVersion: number;
  /** How it is repaid and serviced. Without it the loan is on record only. */
  readonly servicing?: ServicingTerms;
}

/**
 * A loan is taken over as another system states it, or stated anew. The statement speaks for all
 * days up to and including `effectiveOn`.
 */
export interface ImportLoan extends CommandFrame {
  readonly kind: "importLoan";
  readonly terms: LoanCommandTerms;
  /** The number that the loan has in the source. */
  readonly sourceNumber: number;
  /** Whole installments, 0 to the tenor. */
  readonly paidOnTime: number;
}

/** Servicing of a taken-over loan begins, with what it owes. */
export interface GiveOpeningBalance extends CommandFrame {
  readonly kind: "giveOpeningBalance";
  /** The principal that is not due yet, zero or more. */
  readonly principal: Amount;
  /** Installments that are still to fall due. */
  readonly installments: number;
  readonly nextDueOn: PlainDate;
  readonly arrears: readonly {
    readonly dueOn: PlainDate;
    readonly unpaid: { readonly [Kind in DueKind]?: Amount };
  }[];
  readonly servicing: ServicingTerms;
}

/** Money is paid out, on a credit line a drawing. */
export interface Disburse extends CommandFrame {
  readonly kind: "disburse";
  /** Default: all that is agreed, on a line what is left of the limit. */
  readonly amount?: Amount;
}

/** The limit of a billed credit becomes another. */
export interface ChangeLimit extends CommandFrame {
  readonly kind: "changeLimit";
  /** Zero or more. */
  readonly limit: Amount;
}

export interface ReceivePayment extends CommandFrame {
  readonly kind: "receivePayment";
  /** Above zero. */
  readonly amount: Amount;
  /** Default: `dues`. */
  readonly pays?: PaymentReceived["pays"];
}

export interface AddCharge extends CommandFrame {
  readonly kind: "addCharge";
  readonly name: string;
  /** Above zero. */
  readonly amount: Amount;
  /** Default: `effectiveOn`. None for a billed credit, whose next bill asks for it. */
  readonly dueOn?: PlainDate;
}

export interface WaiveCharge extends CommandFrame {
  readonly kind: "waiveCharge";
  readonly dueId: string;
  readonly of: Exclude<DueKind, "principal">;
  /** Default: all that is unpaid of it. */
  readonly amount?: Amount;
}

export interface ChangeRate extends CommandFrame {
  readonly kind: "changeRate";
  readonly annualRatePercent: Amount;
  readonly policy: ReschedulePolicy;
}

export interface RescheduleLoan extends CommandFrame {
  readonly kind: "rescheduleLoan";
  readonly installments: number;
  readonly annualRatePercent: Amount;
  readonly firstDueOn: PlainDate;
  readonly arrears: "keep" | "capitalize";
}

export interface GrantMoratorium extends CommandFrame {
  readonly kind: "grantMoratorium";
  readonly installments: number;
  readonly interest: Moratorium["interest"];
  readonly extendsTenor: boolean;
}

export interface PauseDelinquency extends CommandFrame {
  readonly kind: "pauseDelinquency";
  /** Included. */
  readonly until: PlainDate;
}

export interface WriteOff extends CommandFrame {
  readonly kind: "writeOff";
}

export interface Recover extends CommandFrame {
  readonly kind: "recover";
  readonly amount: Amount;
}

export interface Refund extends CommandFrame {
  readonly kind: "refund";
  readonly amount: Amount;
}

export interface VoidLoan extends CommandFrame {
  readonly kind: "voidLoan";
}

export interface MoveToCalculationVersion extends CommandFrame {
  readonly kind: "moveToCalculationVersion";
  readonly calculationVersion: number;
}

/** What can be asked once the loan has begun. */
export type LifeCommand =
  | GiveOpeningBalance
  | Disburse
  | ChangeLimit
  | ReceivePayment
  | AddCharge
  | WaiveCharge
  | ChangeRate
  | RescheduleLoan
  | GrantMoratorium
  | PauseDelinquency
  | WriteOff
  | Recover
  | Refund
  | VoidLoan
  | MoveToCalculationVersion;

export type LoanCommand = OpenLoan | ImportLoan | LifeCommand;

/** A payment came back on `effectiveOn`: it counts as never made. */
export interface ReversePayment extends CommandFrame {
  readonly kind: "reversePayment";
  /** The sequence of the payment. */
  readonly payment: number;
}

/** The terms were others from the start; `effectiveOn` is the day on which that is decided. */
export interface AmendLoan extends CommandFrame {
  readonly kind: "amendLoan";
  readonly terms: LoanCommandTerms;
  readonly servicing: ServicingTerms;
}

/** What speaks of earlier facts, and so is decided on all of them. */
export type Correction = ReversePayment | AmendLoan;
