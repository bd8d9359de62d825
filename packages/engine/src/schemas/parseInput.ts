import type { z } from "zod";
import { type ErrorType, errorType } from "../errors.ts";

export interface InputIssue {
  /** Path of the field, such as "firstName" or "rows.3.amount"; empty for the input itself. */
  readonly field: string;
  /** What was expected. */
  readonly message: string;
}

export const invalidInput: ErrorType<{ readonly issues: readonly InputIssue[] }> = errorType(
  "INVALID_INPUT",
  {
    kind: "invalid",
    message: ({ issues }) =>
      `The input is not valid. ${issues
        .slice(0, 5)
        .map(({ field, message }) => `${field || "input"}: ${message}`)
        .join("; ")}.`,
  },
);

/**
 * Checks an input against its schema.
 *
 * @throws LendkitError `INVALID_INPUT` naming every field at fault.
 */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw invalidInput({
    issues: result.error.issues.map(({ path, message }) => ({ field: path.join("."), message })),
  });
}
