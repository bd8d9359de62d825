/**
 * Statements for clients that take no `$1`.
 *
 * @module
 */

/** A statement as the text around its values: one part more than there are values. */
export interface SplitStatement {
  readonly parts: readonly string[];
  /** As often as they are named, in the order in which they are. */
  readonly values: readonly unknown[];
}

/** What may hold a `$1` that is none: quotes, names, dollar quotes, comments; then a real one. */
const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/g;

/**
 * Takes a statement apart at its `$1`, `$2` …
 *
 * @example
 * splitAtPlaceholders("SELECT $2::text, $1::text, '$1'", ["a", "b"]);
 * //=> { parts: ["SELECT ", "::text, ", "::text, '$1'"], values: ["b", "a"] }
 */
export function splitAtPlaceholders(text: string, params: readonly unknown[]): SplitStatement {
  const parts: string[] = [];
  const values: unknown[] = [];
  let from = 0;
  for (const { 0: token, 2: number, index } of text.matchAll(tokens)) {
    if (number === undefined) continue;
    parts.push(text.slice(from, index));
    values.push(params[Number(number) - 1]);
    from = index + token.length;
  }
  return { parts: [...parts, text.slice(from)], values };
}
