/**
 * The use-cases of a lender, each in one transaction of the store.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Decision } from "../credit/decision.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { LendingProduct } from "../loan/product.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Customer } from "../ports/customer.ts";
import type { Store } from "../ports/store.ts";
import type { LoanRequestInput, RegisterCustomerInput } from "../schemas/schemas.ts";

/** Where dates come from: the lender's calendar day, and the instant for audit. */
export interface Clock {
  /** The day by which everything is decided, in the lender's time zone. */
  today(): PlainDate;
  /** An ISO 8601 instant, recorded and never computed with. */
  now(): string;
}

export interface LendingOptions {
  readonly store: Store;
  readonly product: LendingProduct;
  readonly clock: Clock;
  /** A new, never repeated opaque id, such as `crypto.randomUUID`. */
  readonly newId: () => string;
}

/** A loan as people ask about it. Amounts are in the loan's currency. */
export interface LoanView {
  /** The number that people use. */
  readonly number: number;
  readonly state: LoanState;
  readonly principal: Decimal;
  readonly installment: Decimal;
  readonly annualRatePercent: Decimal;
  /** The tenor less the installments paid, zero or more. */
  readonly repaymentsLeft: number;
  /** Started, end date not past, not closed. */
  readonly isActive: boolean;
}

export interface CreateLoanAnswer {
  readonly decision: Decision;
  /** Absent when the loan was refused. */
  readonly loan: LoanView | undefined;
}

export interface Lending {
  /**
   * Registers a customer with the product's approved limit and no debt.
   *
   * @throws LendkitError `INVALID_INPUT` naming each bad field; `ALREADY_EXISTS` for a phone
   *   number that another customer has.
   */
  registerCustomer(input: RegisterCustomerInput): Promise<Customer>;

  /**
   * Decides about a loan and changes nothing.
   *
   * @throws LendkitError `INVALID_INPUT`; `CUSTOMER_NOT_FOUND`.
   */
  checkEligibility(input: LoanRequestInput): Promise<Decision>;

  /**
   * Decides, and on approval opens the loan at the corrected rate and adds its amount to the
   * customer's current debt. The customer is locked meanwhile, so of several requests at once
   * each is decided on what the ones before it left.
   *
   * @throws LendkitError `INVALID_INPUT`; `CUSTOMER_NOT_FOUND`.
   */
  createLoan(input: LoanRequestInput): Promise<CreateLoanAnswer>;

  /** @throws LendkitError `LOAN_NOT_FOUND`. */
  viewLoan(loanNumber: number): Promise<{ readonly loan: LoanView; readonly customer: Customer }>;

  /**
   * The active loans of a customer, by number.
   *
   * @throws LendkitError `CUSTOMER_NOT_FOUND`.
   */
  viewLoans(customerNumber: number): Promise<readonly LoanView[]>;
}
