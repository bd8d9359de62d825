/**
 * An error for the log, without what it may carry about people: drivers put rows into `detail`, and
 * parsers quote their input in the message.
 */
export function safeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : undefined;
  };
  return {
    type: error.name,
    code: text("code"),
    constraint: text("constraint"),
    message: withoutValues(error.message),
    at: framesOf(error),
    cause: error.cause === undefined ? undefined : safeError(error.cause),
  };
}

/** What stands in quotes, and every number of five digits or more, might be somebody's. */
function withoutValues(message: string): string {
  return message.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '"…"').replaceAll(/\d{5,}/g, "…");
}

function framesOf(error: Error): readonly string[] {
  return (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
}
