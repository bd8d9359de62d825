import { type ErrorType, errorType } from "../errors.ts";

/** A name that none of this folder's tables has: a day count, a stub, a business day convention. */
export const unknownConvention: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: readonly string[];
}> = errorType("UNKNOWN_CONVENTION", {
  kind: "invalid",
  message: ({ field, found, expected }) =>
    `${field} is ${JSON.stringify(found)}, expected one of ${expected.join(", ")}.`,
});
