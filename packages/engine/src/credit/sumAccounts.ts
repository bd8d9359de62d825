import { type ErrorType, errorType } from "../errors.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import type { AccountTotals, AccountTransaction } from "./accountTransaction.ts";
import { creditValueOutOfRange } from "./creditValue.ts";

export interface SumAccountsOptions {
  /** Of every amount. */
  readonly currency: CurrencyCode;
  /** Users that are kept in memory before the rows are refused; 1,000,000 if not given. */
  readonly mostUsers?: number;
}

export const tooManyUsers: ErrorType<{ readonly most: number }> = errorType("TOO_MANY_USERS", {
  kind: "invalid",
  message: ({ most }) =>
    `The transactions are of more than ${most} users, the most that are summed at once. ` +
    "Split them by user, or raise mostUsers if the memory is there.",
});

/** Sums in minor units. */
interface RunningTotals {
  credits: number;
  debits: number;
  count: number;
}

const MOST_USERS = 1_000_000;

/**
 * Sums transactions by user in one pass, in whatever order they come. Memory grows with the users,
 * not with the rows.
 *
 * @returns the totals by user, in order of each user's first transaction
 * @throws LendkitError `UNKNOWN_CURRENCY`, `CREDIT_VALUE_OUT_OF_RANGE`, `NOT_A_NUMBER`,
 *   `AMOUNT_TOO_PRECISE` if an amount has more decimals than the currency, `AMOUNT_TOO_LARGE` if
 *   one user's credits or debits pass 2^53 - 1 minor units, `TOO_MANY_USERS`; and what `rows` throws
 *
 * @example
 * const totals = await sumAccounts([
 *   { user: "U-1", date: plainDate("2020-01-25"), type: "CREDIT", amount: 50_000 },
 *   { user: "U-1", date: plainDate("2020-02-21"), type: "DEBIT", amount: "12.50" },
 * ], { currency: "INR" });
 * totals.get("U-1")?.balance.toString(); //=> "49987.5"
 */
export async function sumAccounts(
  rows: AsyncIterable<AccountTransaction> | Iterable<AccountTransaction>,
  { currency, mostUsers = MOST_USERS }: SumAccountsOptions,
): Promise<ReadonlyMap<string, AccountTotals>> {
  const places = currencyPlaces(currency);
  const byUser = new Map<string, RunningTotals>();
  let row = 0;
  for await (const transaction of rows) {
    row += 1;
    const { user } = transaction;
    const amount = amountOf(transaction, places, row);
    const before = byUser.get(user);
    const totals = before ?? { credits: 0, debits: 0, count: 0 };
    if (before === undefined) {
      if (byUser.size >= mostUsers) throw tooManyUsers({ most: mostUsers });
      byUser.set(user, totals);
    }
    addTo(totals, transaction, amount);
  }
  return new Map([...byUser].map(([user, totals]) => [user, accountTotals(totals, places)]));
}

function amountOf({ user, type, amount }: AccountTransaction, places: number, row: number): number {
  const outOfRange = (what: string, found: unknown, expected: string): Error =>
    creditValueOutOfRange({ field: `${what} of transaction ${row}`, found: `${found}`, expected });
  if (typeof user !== "string" || user === "") {
    throw outOfRange("user", JSON.stringify(user), "the id of the account's holder, as text");
  }
  if (type !== "CREDIT" && type !== "DEBIT") {
    throw outOfRange("type", JSON.stringify(type), '"CREDIT" or "DEBIT"');
  }
  const minorUnits = toMinorUnits(amount, places, `amount of transaction ${row}`);
  if (minorUnits < 0) throw outOfRange("amount", amount, "an amount of 0 or more");
  return minorUnits;
}

/** Credits and debits apart: each only grows, so a sum that is too large is so in every order. */
function addTo(totals: RunningTotals, { type }: AccountTransaction, amount: number): void {
  const side = type === "CREDIT" ? "credits" : "debits";
  const sum = totals[side] + amount;
  if (!Number.isSafeInteger(sum)) {
    const minorUnits = (BigInt(totals[side]) + BigInt(amount)).toString();
    throw amountTooLarge({ minorUnits, field: `${side} of one user` });
  }
  totals[side] = sum;
  totals.count += 1;
}

function accountTotals({ credits, debits, count }: RunningTotals, places: number): AccountTotals {
  return {
    credits: fromMinorUnits(credits, places),
    debits: fromMinorUnits(debits, places),
    balance: fromMinorUnits(credits - debits, places),
    count,
  };
}
