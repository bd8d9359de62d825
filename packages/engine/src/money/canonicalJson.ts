/**
 * Plain data as JSON with the keys sorted at every level and no spaces: equal values give equal
 * text, whatever made them. A `bigint` is written as its decimal text.
 */
export function canonicalJson(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) => sorted(part));
}

function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
