/** A column to write: its SQL type, and the text of a value's part. */
export interface Column<Value> {
  readonly name: string;
  readonly type: "text" | "bigint" | "integer" | "numeric" | "date";
  readonly text: (value: Value) => string | null;
}

export interface Bulk {
  /** The columns' names, for an INSERT and its SELECT. */
  readonly names: string;
  /** A row source called `given`, with the columns and a `position` from 1 on. */
  readonly source: string;
  readonly params: readonly (readonly (string | null)[])[];
}

/**
 * Many rows in one statement: each column travels as one list of text, and SQL casts it.
 *
 * @param wrap puts SQL around the list of a column, by the column's name
 */
export function bulk<Value>(
  columns: readonly Column<Value>[],
  values: readonly Value[],
  wrap: Readonly<Record<string, (list: string) => string>> = {},
): Bulk {
  const names = columns.map(({ name }) => name).join(", ");
  const lists = columns.map(({ name, type }, index) => {
    const list = `$${index + 1}::text[]::${type}[]`;
    return wrap[name]?.(list) ?? list;
  });
  return {
    names,
    source: `unnest(${lists.join(", ")}) WITH ORDINALITY AS given (${names}, position)`,
    params: columns.map((column) => values.map(column.text)),
  };
}
