import type { AccountTransaction } from "@lendkit/engine";
import type { ColumnSpec } from "./matchColumns.ts";

export type TransactionField = keyof AccountTransaction;

/** The columns of a file of account transactions. Others are ignored and reported. */
export const transactionColumns: readonly ColumnSpec<TransactionField>[] = [
  {
    field: "user",
    names: [
      "User",
      "User ID",
      "Unique User ID",
      "Transaction User ID",
      "Customer ID",
      "Account Holder",
      "Aadhaar ID",
      "Aadhaar Number",
      "Aadhar ID",
      "Aadhar Number",
    ],
    required: true,
  },
  {
    field: "date",
    names: ["Date", "Transaction Date", "Date of Transaction", "Posting Date", "Posted on"],
    required: true,
  },
  {
    field: "type",
    names: ["Transaction Type", "Type", "Credit or Debit", "Credit/Debit", "CR/DR", "DR/CR"],
    required: true,
  },
  { field: "amount", names: ["Amount", "Transaction Amount"], required: true },
];
