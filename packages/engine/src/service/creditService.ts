/**
 * The use-cases of a lender who scores, lends, bills and collects, each in one transaction of the
 * store. A loan is only ever shown to, and paid by, the applicant it belongs to.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { ApplicationDecision, ApplicationReason } from "../credit/decideApplication.ts";
import type { BillStatement } from "../loan/billStatement.ts";
import type { BilledProduct } from "../loan/product.ts";
import type { ProjectedBill } from "../loan/projectBills.ts";
import type { Amount } from "../money/amount.ts";
import type { Store } from "../ports/store.ts";
import type { Applicants } from "./applicants.ts";
import type { Clock } from "./lending.ts";
import type { Receipt } from "./servicing.ts";

export interface CreditServiceOptions {
  readonly store: Store;
  readonly product: BilledProduct;
  readonly clock: Clock;
  /** A new, never repeated opaque id, such as `crypto.randomUUID`. */
  readonly newId: () => string;
  /** Of `identityHash`: 32 bytes or more, the same for the life of the store. */
  readonly identityKey: Uint8Array;
}

export interface ApplicationInput {
  readonly applicantId: string;
  /** Above zero, in the product's currency. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  /** Cycles, each with a bill. */
  readonly tenorMonths: number;
  /** Needed where the policy bounds amounts by type. */
  readonly loanType?: string;
  /** Interest runs from this day, included; not after today. Default: today. */
  readonly disbursedOn?: PlainDate;
  /** 1 to 200 characters; the same key with the same input gives the first answer again. */
  readonly idempotencyKey?: string;
}

/** What became of an application. */
export interface ApplicationAnswer {
  /** `scorePending` says neither yes nor no: the same application may be made again later. */
  readonly outcome: ApplicationDecision["outcome"];
  /** Why it was not approved; empty where it was. */
  readonly reasons: readonly ApplicationReason[];
  /** Decimal text: the largest principal that would be approved; null where none is known. */
  readonly largestPrincipal: string | null;
  /** Of the new loan; null where there is none. */
  readonly receipt: Receipt | null;
  /** The new loan's bills to come, if each is paid whole on its day. */
  readonly bills: readonly ProjectedBill[];
}

export interface ApplicantPayment {
  readonly applicantId: string;
  readonly loanId: string;
  /** Above zero. */
  readonly amount: Amount;
  /** The day on which it was paid, not after today. Default: today. */
  readonly on?: PlainDate;
  /**
   * 1 to 200 characters: the same key with the same payment gives the first answer again. Without
   * one, a payment of the amount of another of that day is refused.
   */
  readonly idempotencyKey?: string;
}

export interface CreditService extends Applicants {
  /**
   * Decides about a loan by the applicant's score and income as stored, and where it is approved
   * opens it and pays it out. Two applications of one person are decided one after the other.
   *
   * @throws LendkitError `UNKNOWN_APPLICANT`; `IDEMPOTENCY_CONFLICT`; `IN_THE_FUTURE`;
   *   `CURRENCY_MISMATCH`; as `decideApplication` and `decide`
   */
  apply(input: ApplicationInput): Promise<ApplicationAnswer>;

  /**
   * Records a payment: past bills first, the oldest first; what is left prepays by the product's
   * rules.
   *
   * @throws LendkitError `UNKNOWN_LOAN_ID`, also for somebody else's loan; `PAYMENT_REPEATED`;
   *   `IDEMPOTENCY_CONFLICT`; `IN_THE_FUTURE`; as `decide`
   */
  pay(input: ApplicantPayment): Promise<Receipt>;

  /**
   * Past bills and payments, what is owed, and the bills to come.
   *
   * @throws LendkitError `UNKNOWN_LOAN_ID`, also for somebody else's loan
   */
  loanStatement(of: {
    readonly applicantId: string;
    readonly loanId: string;
    /** Default: today. */
    readonly asOf?: PlainDate;
  }): Promise<BillStatement>;
}
