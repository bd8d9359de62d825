import type { Param } from "./param.ts";

/** A column to write: its SQL type, and the text of a value's part. */
export interface Column<Value> {
  readonly name: string;
  readonly type: "text" | "bigint" | "integer" | "numeric" | "date";
  readonly text: (value: Value) => string | null;
}

/** Rows as a statement names them. */
export interface Given {
  /** The columns' names, for an INSERT and its SELECT. */
  readonly names: string;
  /** A row source called `given`, with the columns and a `position` from 1 on. */
  readonly source: string;
}

export interface Bulk extends Given {
  readonly params: readonly Param[];
}

export interface BulkStatement {
  readonly text: string;
  readonly params: readonly Param[];
  /** The values of the row, where it is one alone. */
  readonly row: readonly (string | null)[] | undefined;
}

/** SQL around the list of a column, by the column's name. */
type Wrap = Readonly<Record<string, (list: string) => string>>;

/**
 * Many rows in one statement: each column travels as one list of text, and SQL casts it. One row
 * alone travels as its values, so that its texts are not written and read as parts of a list.
 */
export function bulk<Value>(
  columns: readonly Column<Value>[],
  values: readonly Value[],
  wrap?: Wrap,
): Bulk {
  const row = wrap === undefined ? onlyRow(columns, values) : undefined;
  return row === undefined
    ? { ...manyRows(columns, wrap), params: listsOf(columns, values) }
    : { ...oneRow(columns), params: row };
}

/** The same for a statement that is sent again and again: its text is made once, for one and for many. */
export function bulkStatement<Value>(
  columns: readonly Column<Value>[],
  textOf: (given: Given) => string,
): (values: readonly Value[]) => BulkStatement {
  const [one, many] = [textOf(oneRow(columns)), textOf(manyRows(columns))];
  return (values) => {
    const row = onlyRow(columns, values);
    return row === undefined
      ? { text: many, params: listsOf(columns, values), row }
      : { text: one, params: row, row };
  };
}

/** The values of one row alone; undefined where there are none, or several. */
function onlyRow<Value>(
  columns: readonly Column<Value>[],
  values: readonly Value[],
): readonly (string | null)[] | undefined {
  const [only] = values;
  return only !== undefined && values.length === 1
    ? columns.map(({ text }) => text(only))
    : undefined;
}

function listsOf<Value>(
  columns: readonly Column<Value>[],
  values: readonly Value[],
): readonly Param[] {
  return columns.map(({ text }) => values.map(text));
}

function oneRow<Value>(columns: readonly Column<Value>[]): Given {
  const parts = columns.map(({ name, type }, at) => `$${at + 1}::text::${type} AS ${name}`);
  return {
    names: namesOf(columns),
    source: `(SELECT ${parts.join(", ")}, 1 AS position) AS given`,
  };
}

function manyRows<Value>(columns: readonly Column<Value>[], wrap?: Wrap): Given {
  const names = namesOf(columns);
  const lists = columns.map(({ name, type }, at) => {
    const list = `$${at + 1}::text[]::${type}[]`;
    return wrap?.[name]?.(list) ?? list;
  });
  return {
    names,
    source: `unnest(${lists.join(", ")}) WITH ORDINALITY AS given (${names}, position)`,
  };
}

function namesOf<Value>(columns: readonly Column<Value>[]): string {
  return columns.map(({ name }) => name).join(", ");
}
