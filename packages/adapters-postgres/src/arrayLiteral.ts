/**
 * PostgreSQL's text of an array of text. Clients write arrays each in their own way, some only
 * after they have asked the server for its types; a text all of them pass on as it is.
 *
 * @example
 * arrayLiteral(["a", 'say "b"', null]); //=> {"a","say \\"b\\"",NULL}
 */
export function arrayLiteral(items: readonly (string | null)[]): string {
  return `{${items.map((item) => (item === null ? "NULL" : quoted(item))).join(",")}}`;
}

function quoted(item: string): string {
  return `"${item.replace(/["\\]/g, "\\$&")}"`;
}
