/**
 * Why a file could not be read as CSV. Rows before the place that is named may have been given out.
 *
 * @module
 */
import { type ErrorType, errorType } from "@lendkit/engine";
import type { CsvLimits } from "./csvLimits.ts";

export const csvNotUtf8: ErrorType<{
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  readonly found: string;
}> = errorType("CSV_NOT_UTF8", {
  kind: "invalid",
  message: ({ name, line, found }) =>
    `${name} is not CSV text in UTF-8: line ${line} has ${found}. It is not guessed at, since a ` +
    'wrong guess changes names and amounts: save the file as "CSV UTF-8" and give that.',
});

export const csvSourceNotBytes: ErrorType<{ readonly name: string; readonly found: string }> =
  errorType("CSV_SOURCE_NOT_BYTES", {
    kind: "invalid",
    message: ({ name, found }) =>
      `${name} gave a piece of type ${found}, expected bytes (Uint8Array or Buffer). ` +
      "Leave out setEncoding, or give the path of the file.",
  });

export const csvDelimiterUnknown: ErrorType<{
  readonly found: string;
  readonly known: readonly string[];
}> = errorType("CSV_DELIMITER_UNKNOWN", {
  kind: "invalid",
  message: ({ found, known }) =>
    `The delimiter is ${JSON.stringify(found)}, expected one of ` +
    `${known.map((each) => JSON.stringify(each)).join(", ")}.`,
});

export const csvTooLarge: ErrorType<{
  readonly name: string;
  readonly limit: keyof CsvLimits;
  readonly most: number;
}> = errorType("CSV_TOO_LARGE", {
  kind: "invalid",
  message: ({ name, limit, most }) =>
    `${name} has more than ${most} bytes. Split it, or raise the limit "${limit}" if you trust ` +
    "where it comes from.",
});

export const csvHeaderUnreadable: ErrorType<{
  readonly name: string;
  readonly line: number;
  readonly reason: string;
}> = errorType("CSV_HEADER_UNREADABLE", {
  kind: "invalid",
  message: ({ name, line, reason }) =>
    `The headers of ${name}, on line ${line}, cannot be read. ${reason}`,
});

export const csvRowUnreadable: ErrorType<{
  readonly name: string;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
}> = errorType("CSV_ROW_UNREADABLE", {
  kind: "invalid",
  message: ({ name, line, reason }) =>
    `Line ${line} of ${name} cannot be read. ${reason} To go on with the other rows, take the ` +
    "faulty ones with onRejected.",
});
