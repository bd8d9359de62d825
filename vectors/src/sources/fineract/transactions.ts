/**
 * The table of transactions.
 *
 * @module
 */
import type { DueAmounts, PlainDate } from "@lendkit/engine";
import { nothing } from "./amounts.ts";
import type { Ledger } from "./ledger.ts";
import type { Line } from "./steps.ts";
import { text } from "./tables.ts";

/** A payment that stands, or one that was taken back with what it had paid. */
export interface Transaction {
  /** Rises in the order of recording. */
  readonly id: number;
  readonly on: PlainDate;
  readonly name: string;
  readonly amount: number;
  readonly parts: DueAmounts;
  readonly balance: number;
  readonly reverted: boolean;
  readonly replayed: boolean;
}

/** Sums that were lent and payments, by day. */
export function transactionLines(
  { lent }: Ledger,
  payments: readonly Transaction[],
  feesAtLending: number,
): readonly Line[] {
  const lending = lent.flatMap(({ part, balance }, index): readonly Transaction[] => {
    const parts = nothing;
    const stands = { id: part.id, on: part.on, balance, reverted: false, replayed: false };
    const disbursed = { ...stands, name: "Disbursement", amount: part.amount, parts };
    if (index > 0 || feesAtLending === 0) return [disbursed];
    const name = "Repayment (at time of disbursement)";
    const kept = {
      ...stands,
      name,
      amount: feesAtLending,
      parts: { ...parts, fee: feesAtLending },
    };
    return [disbursed, kept];
  });
  return [...lending, ...payments]
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id - b.id))
    .map(({ on, name, amount, parts, balance, reverted, replayed }) => ({
      "Transaction date": on,
      "Transaction Type": name,
      Amount: text(amount),
      Principal: text(parts.principal),
      Interest: text(parts.interest),
      Fees: text(parts.fee),
      Penalties: text(parts.penalty),
      "Loan Balance": text(balance),
      Reverted: String(reverted),
      Replayed: String(replayed),
    }));
}

/** Of a payment, as the suite's tables call it: "MERCHANT_ISSUED_REFUND" is a "Merchant Issued Refund". */
export function nameOf(type: string): string {
  return type
    .toLowerCase()
    .split("_")
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join(" ");
}
