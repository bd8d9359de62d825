/**
 * Plain data as JSON with the keys sorted at every level and no spaces: equal values give equal
 * text, whatever made them. A `bigint` is written as its decimal text.
 */
export function canonicalJson(value: object): string {
  return JSON.stringify(sorted(value));
}

/** The value itself where all of it is in order, as most of a stored loan is: nothing is copied. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object") return typeof value === "bigint" ? value.toString() : value;
  if (value === null) return value;
  if (Array.isArray(value)) return sortedItems(value);
  if (!isRecord(value)) return value;
  return typeof value["toJSON"] === "function" ? sorted(value["toJSON"]()) : sortedFields(value);
}

function sortedItems(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (const [at, item] of items.entries()) {
    const part = sorted(item);
    if (part === item) continue;
    copy ??= [...items];
    copy[at] = part;
  }
  return copy ?? items;
}

function sortedFields(fields: Readonly<Record<string, unknown>>): object {
  const keys = Object.keys(fields);
  if (!areSorted(keys)) {
    return Object.fromEntries(keys.sort().map((key) => [key, sorted(fields[key])]));
  }
  let copy: Record<string, unknown> | undefined;
  for (const key of keys) {
    const part = sorted(fields[key]);
    if (part === fields[key]) continue;
    copy ??= { ...fields };
    copy[key] = part;
  }
  return copy ?? fields;
}

function areSorted(keys: readonly string[]): boolean {
  let before = "";
  for (const key of keys) {
    if (key < before) return false;
    before = key;
  }
  return true;
}

/** Any object is, for reading. */
function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return value !== null;
}
