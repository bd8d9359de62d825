/** Assets and expenses grow by debits, the others by credits. */
export type AccountType = "asset" | "liability" | "equity" | "income" | "expense";

export type LedgerAccount =
  | "cash"
  | "principal"
  | "interestReceivable"
  | "feesReceivable"
  | "penaltiesReceivable"
  | "suspense"
  | "openingBalances"
  | "interestIncome"
  | "feeIncome"
  | "penaltyIncome"
  | "recoveryIncome"
  | "waivers"
  | "writeOff";

export interface LedgerAccountRow {
  readonly type: AccountType;
  readonly meaning: string;
}

/**
 * The accounts that a loan's life is posted to, in the order of a balance sheet and an income
 * statement. Map them to those of your general ledger.
 */
export const chartOfAccounts: Readonly<Record<LedgerAccount, LedgerAccountRow>> = {
  cash: { type: "asset", meaning: "Money paid out to borrowers and received from them." },
  principal: { type: "asset", meaning: "Principal that is owed, due or not." },
  interestReceivable: { type: "asset", meaning: "Interest that was charged and is unpaid." },
  feesReceivable: { type: "asset", meaning: "Fees that were charged and are unpaid." },
  penaltiesReceivable: { type: "asset", meaning: "Penalties that were charged and are unpaid." },
  suspense: {
    type: "liability",
    meaning:
      "Money of borrowers that has paid nothing yet: held for what falls due, or refundable.",
  },
  openingBalances: { type: "equity", meaning: "What taken-over loans owed when they came." },
  interestIncome: { type: "income", meaning: "Interest that was charged or became principal." },
  feeIncome: { type: "income", meaning: "Fees that were charged." },
  penaltyIncome: { type: "income", meaning: "Penalties that were charged." },
  recoveryIncome: { type: "income", meaning: "Money that came in after a write-off." },
  waivers: {
    type: "expense",
    meaning: "Interest, fees and penalties that were given up for a borrower.",
  },
  writeOff: { type: "expense", meaning: "What was owed by loans that were written off." },
};

/** Every account, in that order. */
export const ledgerAccounts: readonly LedgerAccount[] = Object.keys(
  chartOfAccounts,
) as readonly LedgerAccount[];
