import { type ErrorType, errorType } from "../errors.ts";

export const unknownOption: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: readonly string[];
}> = errorType("UNKNOWN_OPTION", {
  kind: "invalid",
  message: ({ field, found, expected }) =>
    `${field} is ${JSON.stringify(found)}, expected one of ${expected.join(", ")}.`,
});

/** @throws LendkitError `UNKNOWN_OPTION`, for callers without types */
export function checkOption(field: string, found: string, expected: readonly string[]): void {
  if (!expected.includes(found)) throw unknownOption({ field, found: String(found), expected });
}
