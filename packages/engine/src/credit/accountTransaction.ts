import type { PlainDate } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";

/** Money into an account, or out of it. */
export type TransactionType = "CREDIT" | "DEBIT";

/** One line of a customer's account with a bank, as the bank tells it. */
export interface AccountTransaction {
  /** Opaque id of the account's holder; may be a personal number, so it never stands in an error. */
  readonly user: string;
  readonly date: PlainDate;
  readonly type: TransactionType;
  /** Zero or more; `type` says the direction. */
  readonly amount: Amount;
}

/** What an account's transactions come to, exact. */
export interface AccountTotals {
  readonly credits: Decimal;
  readonly debits: Decimal;
  /** Credits less debits; below zero where more went out than came in. */
  readonly balance: Decimal;
  /** Transactions summed. */
  readonly count: number;
}
