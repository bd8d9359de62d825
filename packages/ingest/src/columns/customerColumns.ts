import type { CustomerRow, RowPlace } from "@lendkit/engine";
import type { ColumnSpec } from "./matchColumns.ts";

export type CustomerField = Exclude<keyof CustomerRow, keyof RowPlace>;

/** The columns of a customer file and what people call them. Others are ignored and reported. */
export const customerColumns: readonly ColumnSpec<CustomerField>[] = [
  {
    field: "number",
    names: ["Customer ID", "ID", "Customer Number", "Customer No", "Cust ID", "Client ID"],
    required: true,
  },
  { field: "firstName", names: ["First Name", "Given Name", "Forename"], required: true },
  { field: "lastName", names: ["Last Name", "Surname", "Family Name"], required: true },
  { field: "age", names: ["Age", "Age in years", "Age years"], required: true },
  {
    field: "phoneNumber",
    names: [
      "Phone Number",
      "Phone",
      "Phone No",
      "Mobile Number",
      "Mobile",
      "Mobile No",
      "Contact Number",
      "Telephone",
    ],
    required: true,
  },
  {
    field: "monthlyIncome",
    names: ["Monthly Salary", "Monthly Income", "Salary", "Salary per month", "Income per month"],
    required: true,
  },
  {
    field: "approvedLimit",
    names: ["Approved Limit", "Credit Limit", "Approved Credit Limit", "Loan Limit", "Limit"],
    required: true,
  },
];
