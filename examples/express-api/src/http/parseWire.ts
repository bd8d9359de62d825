import { type ErrorType, errorType } from "@lendkit/engine";
import type { z } from "zod";

/** Under the code and in the shape of the engine's own check, so that clients learn one. */
export const invalidInput: ErrorType<{
  readonly issues: readonly { readonly field: string; readonly message: string }[];
}> = errorType("INVALID_INPUT", {
  kind: "invalid",
  message: ({ issues }) =>
    `The request is not valid. ${issues
      .slice(0, 5)
      .map(({ field, message }) => `${field || "body"}: ${message}`)
      .join("; ")}.`,
});

/**
 * Checks what came over the wire.
 *
 * @param name what the wire calls the input, where it is one field and not a body
 * @throws LendkitError `INVALID_INPUT` naming every field at fault as the wire does.
 */
export function parseWire<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  name?: string,
): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({
    field: [...(name === undefined ? [] : [name]), ...path].join("."),
    message,
  }));
  throw invalidInput({ issues });
}
