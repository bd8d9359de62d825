import { isLendkitError, LendkitError } from "@lendkit/engine";
import type { ErrorRequestHandler } from "express";

/** From the engine's name of a field to the name it has in an API. */
export type WireNames = ReadonlyMap<string, string>;

/** Makes an API's errors name fields as the API does, in the details and in the message. */
export function answerInWireNames(names: WireNames): ErrorRequestHandler {
  return (error, _request, _response, next) =>
    next(isLendkitError(error) ? inWireNames(error, names) : error);
}

function inWireNames(error: LendkitError, names: WireNames): LendkitError {
  const { code, kind, retryable, message } = error;
  return new LendkitError({
    code,
    kind,
    retryable,
    details: Object.fromEntries(
      Object.entries(error.details).map(([key, value]) => [
        names.get(key) ?? key,
        renameFields(value, names),
      ]),
    ),
    message: message.replaceAll(/\w+/g, (word) => names.get(word) ?? word),
  });
}

/** A field's name stands as text in `field`, in the details or in a list of issues. */
function renameFields(value: unknown, names: WireNames): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item: unknown) => renameFields(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renameFields(item, names)]),
  );
}
