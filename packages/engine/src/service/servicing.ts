/**
 * The use-cases of a lender's running loans, each in one transaction of the store.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Correction, LifeCommand } from "../loan/commands.ts";
import type { ReplayDiff } from "../loan/diffReplay.ts";
import type { PaymentReceived } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { PayoffQuote } from "../loan/payoff.ts";
import type { ServicedProduct } from "../loan/product.ts";
import type { Statement } from "../loan/statement.ts";
import type { Amount } from "../money/amount.ts";
import type { PortfolioSummary } from "../portfolio/summarize.ts";
import type { Store } from "../ports/store.ts";
import type { Clock } from "./lending.ts";

export interface ServicingOptions {
  readonly store: Store;
  readonly product: ServicedProduct;
  readonly clock: Clock;
  /** A new, never repeated opaque id, such as `crypto.randomUUID`. */
  readonly newId: () => string;
}

export interface OpenServicedLoan {
  /** A customer's or an applicant's. */
  readonly customerId: string;
  /** Above zero, in the product's currency. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  readonly tenorMonths: number;
  /** Interest runs from this day, included. Default: today. */
  readonly startedOn?: PlainDate;
  readonly idempotencyKey?: string;
}

type FrameField = "loanId" | "commandId" | "recordedAt" | "bookedOn" | "effectiveOn";

/** A command without its frame: ids, the day and the instant come from the service. */
export type ServiceCommand = WithoutFrame<LifeCommand | Correction>;

type WithoutFrame<Command> = Command extends unknown ? Omit<Command, FrameField> : never;

export interface CommandContext {
  /** The day from which it counts, not after today. Default: today. */
  readonly on?: PlainDate;
  /**
   * 1 to 200 characters. The same key with the same input gives the first answer again; with
   * another input it is a conflict.
   */
  readonly idempotencyKey?: string;
}

export interface PayInput extends CommandContext {
  readonly loanId: string;
  /** Above zero. */
  readonly amount: Amount;
  /** Default: `dues`. */
  readonly pays?: PaymentReceived["pays"];
}

/** What a command led to: plain data, the same again for the same idempotency key. */
export interface Receipt {
  readonly loanId: string;
  /** Sequences of the facts that it led to. */
  readonly facts: readonly number[];
  readonly status: string;
  /** Decimal text: principal that is owed, due or not, after it. */
  readonly outstandingPrincipal: string;
  /** Decimal text: what is due and unpaid after it. */
  readonly due: string;
  /** Decimal text: the borrower's money that is held or to be refunded after it. */
  readonly held: string;
}

export interface LoanServicing {
  /**
   * Opens a loan on the product's terms and pays it out.
   *
   * @throws LendkitError `INVALID_INPUT`; `UNKNOWN_CUSTOMER_ID`; `IDEMPOTENCY_CONFLICT`; of the
   *   terms as `decide`
   */
  open(input: OpenServicedLoan): Promise<Receipt>;

  /**
   * Records a payment. Of several at once on one loan each is decided on what the ones before it
   * left.
   *
   * @throws LendkitError `INVALID_INPUT`, `IN_THE_FUTURE`; `UNKNOWN_LOAN_ID`;
   *   `IDEMPOTENCY_CONFLICT`; as `decide`
   */
  pay(input: PayInput): Promise<Receipt>;

  /** Any other command; one of an earlier day, and a correction, replays the loan. As `pay`. */
  command(loanId: string, command: ServiceCommand, context?: CommandContext): Promise<Receipt>;

  /**
   * What a command would change, if it were given. Nothing is stored.
   *
   * @throws LendkitError as `command`
   */
  whatIf(loanId: string, command: ServiceCommand, context?: CommandContext): Promise<ReplayDiff>;

  /** @throws LendkitError `UNKNOWN_LOAN_ID` */
  view(loanId: string, asOf?: PlainDate): Promise<LoanState>;

  /** @throws LendkitError `UNKNOWN_LOAN_ID`; as `payoffQuote` */
  payoff(loanId: string, asOf?: PlainDate): Promise<PayoffQuote>;

  /** @throws LendkitError `UNKNOWN_LOAN_ID`; as `statement` */
  statement(loanId: string, asOf?: PlainDate): Promise<Statement>;

  /**
   * The dashboard of a customer's loans, one summary for each currency.
   *
   * @throws LendkitError `UNKNOWN_CUSTOMER_ID`
   */
  dashboard(customerId: string, asOf?: PlainDate): Promise<readonly PortfolioSummary[]>;
}
