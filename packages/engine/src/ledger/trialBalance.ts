import type { PlainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { toSafe } from "../money/minorUnits.ts";
import {
  type AccountType,
  chartOfAccounts,
  type LedgerAccount,
  ledgerAccounts,
} from "./chartOfAccounts.ts";
import type { Posting } from "./posting.ts";

/** One account in one currency. Amounts are decimal text. */
export interface TrialBalanceRow {
  readonly currency: CurrencyCode;
  readonly account: LedgerAccount;
  readonly type: AccountType;
  /** The sum of its debits. */
  readonly debit: string;
  /** The sum of its credits. */
  readonly credit: string;
  /** Debits less credits for assets and expenses, credits less debits for the others. */
  readonly balance: string;
}

/** Debits and credits of all accounts in one currency, which are equal. */
export type TrialBalanceTotal = Pick<TrialBalanceRow, "currency" | "debit" | "credit">;

export interface TrialBalance {
  /** Accounts that something was posted to, by currency, in the order of the chart. */
  readonly rows: readonly TrialBalanceRow[];
  /** One for each currency. */
  readonly totals: readonly TrialBalanceTotal[];
}

/**
 * What stands on each account.
 *
 * @param postings of one loan or of many
 * @param asOf the last day that counts, included. Default: all days
 * @throws LendkitError `AMOUNT_TOO_LARGE` for a sum beyond 2^53 - 1 minor units
 *
 * @example
 * trialBalance(postingsOf(facts)).rows[0];
 * //=> { currency: "INR", account: "cash", type: "asset", debit: "500.00", credit: "1200.00",
 * //     balance: "-700.00" }
 */
export function trialBalance(postings: readonly Posting[], asOf?: PlainDate): TrialBalance {
  const rows: TrialBalanceRow[] = [];
  const totals: TrialBalanceTotal[] = [];
  const counted = postings.filter(({ on }) => asOf === undefined || on <= asOf);
  for (const currency of new Set(counted.map((posting) => posting.currency))) {
    const sums = sumsOf(counted.filter((posting) => posting.currency === currency));
    for (const account of ledgerAccounts) {
      const sum = sums.get(account);
      if (sum !== undefined) rows.push(rowOf(currency, account, sum));
    }
    const all = [...sums.values()].reduce(plus, noSums);
    totals.push({ currency, ...sidesText(currency, all) });
  }
  return { rows, totals };
}

/** In minor units; sums over many loans may pass what a number holds exactly. */
interface Sums {
  readonly debit: bigint;
  readonly credit: bigint;
}

const noSums: Sums = { debit: 0n, credit: 0n };

function plus(a: Sums, b: Sums): Sums {
  return { debit: a.debit + b.debit, credit: a.credit + b.credit };
}

function sumsOf(postings: readonly Posting[]): ReadonlyMap<LedgerAccount, Sums> {
  const sums = new Map<LedgerAccount, Sums>();
  const add = (account: LedgerAccount, more: Sums): void => {
    sums.set(account, plus(sums.get(account) ?? noSums, more));
  };
  for (const { debit, credit, amount } of postings) {
    add(debit, { debit: BigInt(amount), credit: 0n });
    add(credit, { debit: 0n, credit: BigInt(amount) });
  }
  return sums;
}

function rowOf(currency: CurrencyCode, account: LedgerAccount, sums: Sums): TrialBalanceRow {
  const { type } = chartOfAccounts[account];
  const debits = sums.debit - sums.credit;
  const balance = growsByDebits(type) ? debits : -debits;
  return {
    currency,
    account,
    type,
    ...sidesText(currency, sums),
    balance: text(currency, balance),
  };
}

function growsByDebits(type: AccountType): boolean {
  return type === "asset" || type === "expense";
}

function sidesText(
  currency: CurrencyCode,
  { debit, credit }: Sums,
): { readonly debit: string; readonly credit: string } {
  return { debit: text(currency, debit), credit: text(currency, credit) };
}

function text(currency: CurrencyCode, minorUnits: bigint): string {
  return minorUnitsText(toSafe(minorUnits, "A sum of postings"), currencyPlaces(currency));
}
