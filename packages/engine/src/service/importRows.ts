/**
 * Rows of an import, read and checked by `@lendkit/ingest` and recorded here.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { RowNote } from "../ports/importRun.ts";

/** Where a row stands in its file. */
export interface RowPlace {
  /** As a person counts in the sheet: the header is row 1. */
  readonly row: number;
  readonly sheet: string;
}

/** A customer as the file states them. Amounts are in the product's currency. */
export interface CustomerRow extends RowPlace {
  /** The file's id. */
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly age: number;
  /** Digits only. */
  readonly phoneNumber: string;
  readonly monthlyIncome: Decimal;
  readonly approvedLimit: Decimal;
}

/** A loan as the file states it. */
export interface LoanRow extends RowPlace {
  /** The file's id of the loan; two loans of different customers may share it. */
  readonly number: number;
  readonly customerNumber: number;
  readonly principal: Decimal;
  readonly tenorMonths: number;
  readonly annualRatePercent: Decimal;
  readonly installment: Decimal;
  readonly paidOnTime: number;
  readonly startedOn: PlainDate;
  readonly endsOn: PlainDate;
}

/** What became of a row. */
export interface RowOutcome {
  readonly row: number;
  readonly outcome: "imported" | "updated" | "unchanged" | "rejected";
  /** Always there for a rejected row. */
  readonly note?: RowNote;
}

/** What rows are recorded under, the same for every row of a run. */
export interface ImportContext<Row extends RowPlace> {
  /** Of every amount in the file. */
  readonly currency: CurrencyCode;
  /** The lender's date by which debts are summed, and the last day that the file speaks for. */
  readonly asOf: PlainDate;
  /** An ISO 8601 instant, for audit only. */
  readonly recordedAt: string;
  /** The file's own headers, so that a note can name a column as its reader knows it. */
  readonly headers: Readonly<Partial<Record<keyof Row, string>>>;
  /** Names what led to a row's facts. The same row of the same run always has the same. */
  commandId(row: RowPlace): string;
}

/**
 * The highest id that is taken over from a file: sequences move past it, and the numbers above it
 * are theirs.
 */
export const LARGEST_IMPORTED_NUMBER = 999_999_999_999_999;

/** Why a row's id cannot be taken over; undefined if it can. */
export function numberRefusal<Row extends RowPlace & { readonly number: number }>(
  row: Row,
): Rejection<Row> | undefined {
  if (row.number <= LARGEST_IMPORTED_NUMBER) return undefined;
  const value = String(row.number);
  const reason = `The id is ${value}, expected ${LARGEST_IMPORTED_NUMBER} or less.`;
  return { code: "NUMBER_TOO_LARGE", field: "number", value, reason };
}

/** The id of a customer who was imported under a number of the file. */
export function importedCustomerId(number: number): string {
  return `customer-import-${number}`;
}

/** The id of an imported loan: known by the file's ids of the loan and of the customer. */
export function importedLoanId(row: Pick<LoanRow, "number" | "customerNumber">): string {
  return `loan-import-${row.number}-${row.customerNumber}`;
}

/** A row is not recorded, and why. */
export interface Rejection<Row extends RowPlace> {
  /** Stable, in capitals. */
  readonly code: string;
  /** Of the cell at fault; absent where the whole row is. */
  readonly field?: keyof Row;
  /** What that cell held, with personal numbers masked. */
  readonly value?: string;
  readonly reason: string;
}

/** The note of a rejected row, which names the column as the file does. */
export function rejectedRow<Row extends RowPlace>(
  row: Row,
  rejection: Rejection<Row>,
  headers: ImportContext<Row>["headers"],
): RowOutcome & { readonly note: RowNote } {
  const { code, field, value = null, reason } = rejection;
  const column = field === undefined ? null : (headers[field] ?? null);
  const note = { row: row.row, sheet: row.sheet, severity: "rejected" as const };
  return { row: row.row, outcome: "rejected", note: { ...note, code, column, value, reason } };
}

/**
 * What `work` answers, or its typed refusal as a rejection, so that one bad row never fails the
 * batch it is in. Any other error is thrown on.
 */
export function attempt<Row extends RowPlace, T>(
  work: () => T,
): { readonly value: T } | { readonly rejection: Rejection<Row> } {
  try {
    return { value: work() };
  } catch (error) {
    if (!isLendkitError(error)) throw error;
    return { rejection: { code: error.code, reason: error.message } };
  }
}
