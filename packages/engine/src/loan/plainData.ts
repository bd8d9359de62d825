/** A copy that is plain data, as it is stored: `Decimal`s and `bigint`s become decimal text. */
export function plainData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, asText));
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
