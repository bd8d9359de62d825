import {
  type CustomerRow,
  Decimal,
  type LoanRow,
  plainDate,
  type RowNote,
  type RowPlace,
} from "@lendkit/engine";
import { customerSource } from "../customerSource.ts";
import type { ImportSource, RowPass } from "../importSource.ts";
import { loanSource } from "../loanSource.ts";
import type { ImportOptions } from "../report.ts";

/** Customer `number`, with a phone of their own, if the changes do not say otherwise. */
export function customer(number: number, changes: Partial<CustomerRow> = {}): CustomerRow {
  return {
    row: number + 1,
    sheet: "Sheet1",
    number,
    firstName: "Begoña",
    lastName: "Peña",
    age: 40,
    phoneNumber: String(9_000_000_000 + number),
    monthlyIncome: new Decimal("32000"),
    approvedLimit: new Decimal("800000"),
    ...changes,
  };
}

/** A loan of 1,200.00 over 12 months of which 3 are paid: 900.00 is owed on 2026-11-20. */
export function loan(
  number: number,
  customerNumber: number,
  changes: Partial<LoanRow> = {},
): LoanRow {
  return {
    row: 2,
    sheet: "Sheet1",
    number,
    customerNumber,
    principal: new Decimal("1200"),
    tenorMonths: 12,
    annualRatePercent: new Decimal("8.2"),
    installment: new Decimal("106"),
    paidOnTime: 3,
    startedOn: plainDate("2026-05-20"),
    endsOn: plainDate("2027-05-20"),
    ...changes,
  };
}

/** A row that its reader rejected. */
export function faulty(row: number): RowNote {
  return {
    row,
    sheet: "Sheet1",
    severity: "rejected",
    code: "NOT_A_NUMBER",
    column: "Age",
    value: "forty",
    reason: "Expected whole years.",
  };
}

/** The rows as a file has them: numbered from row 2 on, in order. */
export function inFile<Row extends { readonly row: number }>(rows: readonly Row[]): readonly Row[] {
  return rows.map((row, index) => ({ ...row, row: index + 2 }));
}

export function customersOf(rows: readonly (CustomerRow | RowNote)[]): ImportSource<CustomerRow> {
  return customerSource("c".repeat(64), passesOver(rows, { number: "Customer ID" }));
}

export function loansOf(rows: readonly (LoanRow | RowNote)[]): ImportSource<LoanRow> {
  return loanSource("1".repeat(64), passesOver(rows, { number: "Loan ID" }));
}

function passesOver<Row extends RowPlace>(
  rows: readonly (Row | RowNote)[],
  headers: RowPass<Row>["headers"],
): ImportSource<Row>["open"] {
  return async () => ({
    headers,
    ignoredColumns: ["Remarks"],
    rows: oneByOne(rows),
    close: async () => {},
  });
}

async function* oneByOne<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

/** Options that name runs run-1, run-2 and so on. */
export function importOptions(changes: Partial<ImportOptions> = {}): ImportOptions {
  let runs = 0;
  return {
    currency: "INR",
    asOf: plainDate("2026-11-20"),
    now: () => "2026-11-20T09:30:00.000Z",
    newId: () => {
      runs += 1;
      return `run-${runs}`;
    },
    ...changes,
  };
}
