/**
 * Plain data as JSON with the keys sorted at every level and no spaces: equal values give equal
 * text, whatever made them. A `bigint` is written as its decimal text.
 */
export function canonicalJson(value: object): string {
  return JSON.stringify(sorted(value));
}

/** The value itself where all of it is in order, as most of a stored loan is: nothing is copied. */
function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return sorted(value.toJSON());
  if (Array.isArray(value)) return sortedItems(value);
  return isRecord(value) ? sortedFields(value) : value;
}

function sortedItems(items: readonly unknown[]): readonly unknown[] {
  const all = items.map(sorted);
  return all.every((item, at) => item === items[at]) ? items : all;
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
