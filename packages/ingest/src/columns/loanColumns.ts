import type { LoanRow, RowPlace } from "@lendkit/engine";
import type { ColumnSpec } from "./matchColumns.ts";

export type LoanField = Exclude<keyof LoanRow, keyof RowPlace>;

/** The columns of a loan file and what people call them. Others are ignored and reported. */
export const loanColumns: readonly ColumnSpec<LoanField>[] = [
  {
    field: "customerNumber",
    names: ["Customer ID", "Customer Number", "Customer No", "Cust ID", "Client ID"],
    required: true,
  },
  { field: "number", names: ["Loan ID", "Loan Number", "Loan No"], required: true },
  {
    field: "principal",
    names: ["Loan Amount", "Amount", "Principal", "Principal Amount", "Sanctioned Amount"],
    required: true,
  },
  {
    field: "tenorMonths",
    names: [
      "Tenure",
      "Tenor",
      "Term",
      "Loan Tenure",
      "Loan Tenor",
      "Loan Term",
      "Tenure months",
      "Tenor months",
      "Term months",
      "Tenure in months",
      "Tenor in months",
      "Term in months",
      "Term period",
    ],
    required: true,
  },
  {
    field: "annualRatePercent",
    names: [
      "Interest Rate",
      "Rate",
      "Rate of Interest",
      "Annual Rate",
      "Annual Interest Rate",
      "Interest Rate percent",
      "Annual Rate percent",
    ],
    required: true,
  },
  {
    field: "installment",
    names: [
      "Monthly payment",
      "Monthly installment",
      "Monthly instalment",
      "Monthly repayment",
      "Monthly EMI",
      "EMI",
      "EMI Amount",
      "Installment",
      "Instalment",
    ],
    required: true,
  },
  {
    field: "paidOnTime",
    names: ["EMIs paid on Time", "Paid on time", "EMIs on time", "Installments paid on time"],
    required: true,
  },
  {
    field: "startedOn",
    names: [
      "Date of Approval",
      "Approval Date",
      "Start Date",
      "Loan Start Date",
      "Started on",
      "Disbursal Date",
      "Disbursement Date",
    ],
    required: true,
  },
  {
    field: "endsOn",
    names: ["End Date", "Loan End Date", "Date of End", "Ends on", "Maturity Date"],
    required: true,
  },
];
