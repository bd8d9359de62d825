import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellValue, SheetRow } from "../read/sheetRow.ts";
import { customerColumns } from "./customerColumns.ts";
import { loanColumns } from "./loanColumns.ts";
import { type ColumnSpec, matchColumns } from "./matchColumns.ts";

function headerRow(headers: readonly string[]): SheetRow {
  const cells = headers.map(
    (header): CellValue => (header === "" ? { kind: "empty" } : { kind: "text", text: header }),
  );
  return { sheet: "Sheet1", row: 1, cells, dateSystem: 1900 };
}

function fieldsByIndex<Field extends string>(
  headers: readonly string[],
  specs: readonly ColumnSpec<Field>[],
): Readonly<Record<number, string>> {
  const { byField } = matchColumns(headerRow(headers), specs);
  return Object.fromEntries([...byField].map(([field, { index }]) => [index, field]));
}

// The headers of the real files, and as an export, a database and a person would write them.
test.each<[string, readonly string[]]>([
  [
    "the real file",
    [
      "Customer ID",
      "First Name",
      "Last Name",
      "Age",
      "Phone Number",
      "Monthly Salary",
      "Approved Limit",
    ],
  ],
  [
    "snake case",
    [
      "customer_id",
      "first_name",
      "last_name",
      "age",
      "phone_number",
      "monthly_income",
      "approved_limit",
    ],
  ],
  [
    "camel case",
    ["customerId", "firstName", "lastName", "age", "phoneNumber", "monthlySalary", "approvedLimit"],
  ],
  [
    "by hand",
    [
      "\ufeffID ",
      " GIVEN  NAME",
      "Surname:",
      "Age (years)",
      "Mobile No.",
      "Salary",
      "Credit-Limit",
    ],
  ],
])("customers: %s", (_, headers) => {
  expect(Object.values(fieldsByIndex(headers, customerColumns))).toEqual([
    "number",
    "firstName",
    "lastName",
    "age",
    "phoneNumber",
    "monthlyIncome",
    "approvedLimit",
  ]);
});

test.each<[string, readonly string[]]>([
  [
    "the real file",
    [
      "Customer ID",
      "Loan ID",
      "Loan Amount",
      "Tenure",
      "Interest Rate",
      "Monthly payment",
      "EMIs paid on Time",
      "Date of Approval",
      "End Date",
    ],
  ],
  [
    "snake case",
    [
      "customer_id",
      "loan_id",
      "loan_amount",
      "tenure",
      "interest_rate",
      "monthly_repayment",
      "emis_paid_on_time",
      "start_date",
      "end_date",
    ],
  ],
  [
    "camel case",
    [
      "CustomerId",
      "LoanId",
      "LoanAmount",
      "Tenor",
      "InterestRate",
      "MonthlyPayment",
      "EMIsPaidOnTime",
      "DateOfApproval",
      "EndDate",
    ],
  ],
  [
    "by hand",
    [
      "Cust. ID",
      "Loan no.",
      "Principal",
      "Term (months)",
      "Rate of interest",
      "EMI",
      "Paid on time",
      "Approval date",
      "Maturity date",
    ],
  ],
  [
    "another hand",
    [
      "customer_id",
      "loan_id",
      "amount",
      "tenure_months",
      "Interest Rate (%)",
      "monthly_installment",
      "EMIs on time",
      "Disbursal Date",
      "Ends on",
    ],
  ],
])("loans: %s", (_, headers) => {
  expect(Object.values(fieldsByIndex(headers, loanColumns))).toEqual([
    "customerNumber",
    "number",
    "principal",
    "tenorMonths",
    "annualRatePercent",
    "installment",
    "paidOnTime",
    "startedOn",
    "endsOn",
  ]);
});

test.each([
  ["customers", customerColumns],
  ["loans", loanColumns],
])("no name of the %s means two fields", (_, specs) => {
  for (const { field, names } of specs) {
    for (const name of names) {
      const single = specs.map((spec) => ({ ...spec, required: false }));
      expect(fieldsByIndex([name], single)).toEqual({ 0: field });
    }
  }
});

const names = customerColumns.map(({ names: [name] }) => name);

test("columns are found in any order, others are ignored in theirs", () => {
  const all = [...names, "Current Debt", "Notes"];
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (headers) => {
      const columns = matchColumns(headerRow(headers), customerColumns);
      for (const {
        field,
        names: [name],
      } of customerColumns) {
        expect(columns.byField.get(field)).toEqual({ index: headers.indexOf(name), header: name });
      }
      expect(columns.ignored).toEqual(headers.filter((header) => !names.includes(header)));
    }),
  );
});

test("empty headers are no columns, and the place of the header is told", () => {
  const row = { ...headerRow(["", "x", " ", "Age"]), row: 4, sheet: "2026" };
  const specs = [{ field: "age", names: ["Age"], required: true }] as const;
  const columns = matchColumns(row, specs);
  expect(columns).toMatchObject({ sheet: "2026", headerRow: 4, ignored: ["x"] });
  expect(columns.byField.get("age")).toEqual({ index: 3, header: "Age" });
});

test("an optional column may be missing", () => {
  const specs = [{ field: "debt", names: ["Current Debt"], required: false }] as const;
  expect(matchColumns(headerRow(["Age"]), specs).byField.has("debt")).toBe(false);
});

describe("refused", () => {
  const fault = (headers: readonly string[]) => () =>
    matchColumns(headerRow(headers), customerColumns);

  test("missing columns, all at once, with what is there", () => {
    const headers = ["Customer ID", "First Name", "Last Name", "Age", "Telefon", "Approved Limit"];
    expect(fault(headers)).toThrow(
      expect.objectContaining({
        code: "COLUMNS_MISSING",
        kind: "invalid",
        details: {
          sheet: "Sheet1",
          row: 1,
          missing: ["Phone Number", "Monthly Salary"],
          found: headers,
        },
      }),
    );
    expect(fault(headers)).toThrow(/"Phone Number", "Monthly Salary".*"Telefon"/);
  });

  test("two columns of one meaning, before any that is missing", () => {
    expect(fault(["Salary", "Age", "Monthly Income"])).toThrow(
      expect.objectContaining({
        code: "COLUMN_TWICE",
        kind: "invalid",
        details: {
          sheet: "Sheet1",
          row: 1,
          name: "Monthly Salary",
          headers: ["Salary", "Monthly Income"],
        },
      }),
    );
  });

  test("a sheet of 16,384 other columns gets a short answer", () => {
    const many = Array.from({ length: 16_384 }, (_, index) => `column ${index}`);
    expect(fault(many)).toThrow(/and 16344 more/);
  });

  test("headers are shown without control characters, and cut", () => {
    const long = `\u0000${"x".repeat(40_000)}`;
    expect(fault([long])).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ found: [`\ufffd${"x".repeat(58)}…`] }),
      }),
    );
  });
});
