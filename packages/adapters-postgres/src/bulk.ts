import type { Param } from "./param.ts";

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
  readonly params: readonly Param[];
}

/**
 * Many rows in one statement: each column travels as one list of text, and SQL casts it. One row
 * alone travels as its values, so that its texts are not written and read as parts of a list.
 *
 * @param wrap puts SQL around the list of a column, by the column's name
 */
export function bulk<Value>(
  columns: readonly Column<Value>[],
  values: readonly Value[],
  wrap?: Readonly<Record<string, (list: string) => string>>,
): Bulk {
  const names = columns.map(({ name }) => name).join(", ");
  const [only] = values;
  if (only !== undefined && values.length === 1 && wrap === undefined) {
    return { names, ...oneRow(columns, only) };
  }
  const lists = columns.map(({ name, type }, index) => {
    const list = `$${index + 1}::text[]::${type}[]`;
    return wrap?.[name]?.(list) ?? list;
  });
  return {
    names,
    source: `unnest(${lists.join(", ")}) WITH ORDINALITY AS given (${names}, position)`,
    params: columns.map((column) => values.map(column.text)),
  };
}

function oneRow<Value>(
  columns: readonly Column<Value>[],
  value: Value,
): Pick<Bulk, "source" | "params"> {
  const params: string[] = [];
  const parts = columns.map(({ name, type, text }) => {
    const param = text(value);
    if (param === null) return `NULL::${type} AS ${name}`;
    params.push(param);
    return `$${params.length}::text::${type} AS ${name}`;
  });
  return { source: `(SELECT ${parts.join(", ")}, 1 AS position) AS given`, params };
}
