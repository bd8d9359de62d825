/**
 * Why a file could not be read as a workbook. All are thrown before a row of it was used, or
 * together with the row at which it broke off; nothing was written anywhere.
 *
 * @module
 */
import { type ErrorType, errorType } from "@lendkit/engine";
import type { ReadLimits } from "./readLimits.ts";

export const fileNotFound: ErrorType<{ readonly path: string }> = errorType("FILE_NOT_FOUND", {
  kind: "notFound",
  message: ({ path }) => `There is no file ${path}. Check the path; it is taken as it is given.`,
});

export const fileUnreadable: ErrorType<{ readonly path: string; readonly reason: string }> =
  errorType("FILE_UNREADABLE", {
    kind: "invalid",
    message: ({ path, reason }) =>
      `The file ${path} cannot be read: ${reason}. Give the path of a file that this process may read.`,
  });

export const workbookIsLockFile: ErrorType<{ readonly path: string; readonly workbook: string }> =
  errorType("WORKBOOK_IS_LOCK_FILE", {
    kind: "invalid",
    message: ({ path, workbook }) =>
      `${path} is the small lock file that a spreadsheet program keeps beside a workbook while ` +
      `somebody has it open; it holds no rows. Close the workbook and give ${workbook} instead.`,
  });

export const notAWorkbook: ErrorType<{ readonly path: string; readonly found: string }> = errorType(
  "NOT_A_WORKBOOK",
  {
    kind: "invalid",
    message: ({ path, found }) =>
      `${path} is not an Excel workbook (.xlsx): it is ${found}. ` +
      'Open it in a spreadsheet program and save it as "Excel Workbook (.xlsx)".',
  },
);

export const workbookEncrypted: ErrorType<{ readonly path: string }> = errorType(
  "WORKBOOK_ENCRYPTED",
  {
    kind: "invalid",
    message: ({ path }) =>
      `${path} is protected by a password and cannot be read. ` +
      "Remove the password in Excel (File, Info, Protect Workbook) and save it again.",
  },
);

export const workbookCorrupt: ErrorType<{ readonly path: string; readonly reason: string }> =
  errorType("WORKBOOK_CORRUPT", {
    kind: "invalid",
    message: ({ path, reason }) =>
      `The workbook ${path} is damaged or cut off: ${reason}. ` +
      "Copy or download it again, or open it in Excel and save it anew.",
  });

export const workbookUnsupported: ErrorType<{ readonly path: string; readonly reason: string }> =
  errorType("WORKBOOK_UNSUPPORTED", {
    kind: "invalid",
    message: ({ path, reason }) =>
      `The workbook ${path} is written in a way that is not read: ${reason}. ` +
      "Open it in a spreadsheet program and save it anew as .xlsx.",
  });

const limitWords: Readonly<Record<keyof ReadLimits, string>> = {
  inflatedBytes: "bytes after unpacking",
  entries: "files inside it",
  ratio: "times its packed size after unpacking",
  textRunBytes: "bytes in one cell",
  elements: "texts or styles",
};

export const workbookTooLarge: ErrorType<{
  readonly path: string;
  readonly limit: keyof ReadLimits;
  readonly most: number;
}> = errorType("WORKBOOK_TOO_LARGE", {
  kind: "invalid",
  message: ({ path, limit, most }) =>
    `The workbook ${path} has more than ${most} ${limitWords[limit]}, as a file made to exhaust ` +
    `memory would. Split it, or raise the limit "${limit}" if you trust where it comes from.`,
});

export const workbookUnsafe: ErrorType<{ readonly path: string; readonly part: string }> =
  errorType("WORKBOOK_UNSAFE", {
    kind: "invalid",
    message: ({ path, part }) =>
      `The workbook ${path} declares a document type or entities in ${part}, which no spreadsheet ` +
      "program writes and which can make a reader load other files. Save it anew from Excel.",
  });

export const sheetNotFound: ErrorType<{
  readonly path: string;
  readonly sheet: string;
  readonly sheets: readonly string[];
}> = errorType("SHEET_NOT_FOUND", {
  kind: "notFound",
  message: ({ path, sheet, sheets }) =>
    `The workbook ${path} has no sheet ${JSON.stringify(sheet)}; it has ` +
    `${sheets.map((name) => JSON.stringify(name)).join(", ")}.`,
});

/** What another library says of a failure, as a part of our sentence. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.+$/, "");
}
