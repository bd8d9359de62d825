import { type ErrorType, errorType } from "../errors.ts";

/** What a spreadsheet shows in place of the result. */
export type SpreadsheetError = "#NUM!" | "#DIV/0!";

/** Arguments for which a function has no value, with the error that a spreadsheet shows. */
export const noValue: ErrorType<{
  readonly function: string;
  readonly found: string;
  readonly expected: string;
  readonly spreadsheetError: SpreadsheetError;
}> = errorType("TVM_NO_VALUE", {
  kind: "invalid",
  message: (details) =>
    `${details.function} has no value where ${details.found}, expected ${details.expected} ` +
    `(${details.spreadsheetError} in a spreadsheet).`,
});
