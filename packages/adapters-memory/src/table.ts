/** How rows of a table are told apart and found. */
export interface TableRules<Row, Field extends string> {
  readonly id: (row: Row) => string;
  /** By these a row is found, alone or with others that have the same value. */
  readonly fields: Readonly<Record<Field, (row: Row) => string>>;
}

/** Rows by id, and by the value of each field. */
export class Table<Row, Field extends string> {
  readonly rules: TableRules<Row, Field>;
  readonly #rows = new Map<string, Row>();
  readonly #idsByValue = new Map<string, Set<string>>();

  constructor(rules: TableRules<Row, Field>) {
    this.rules = rules;
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  rows(): Iterable<Row> {
    return this.#rows.values();
  }

  by(field: Field, value: string): Row[] {
    const rows: Row[] = [];
    for (const id of this.#idsByValue.get(`${field} ${value}`) ?? []) {
      const row = this.#rows.get(id);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** Adds the row, or replaces the one with its id. */
  put(row: Row): void {
    const id = this.rules.id(row);
    this.remove(id);
    this.#rows.set(id, row);
    for (const place of this.#places(row)) {
      const ids = this.#idsByValue.get(place);
      if (ids === undefined) this.#idsByValue.set(place, new Set([id]));
      else ids.add(id);
    }
  }

  /** Removes the row with this id, if there is one. */
  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    for (const place of this.#places(row)) this.#idsByValue.get(place)?.delete(id);
    this.#rows.delete(id);
  }

  #places(row: Row): string[] {
    const places: string[] = [];
    for (const field in this.rules.fields) places.push(`${field} ${this.rules.fields[field](row)}`);
    return places;
  }
}

/**
 * A table as one transaction sees it: what is committed now, under what the transaction itself
 * has written. Others see nothing of it until `commit`.
 */
export class TableView<Row, Field extends string> {
  readonly #base: Table<Row, Field>;
  readonly #written: Table<Row, Field>;
  readonly #removed = new Set<string>();

  constructor(base: Table<Row, Field>) {
    this.#base = base;
    this.#written = new Table(base.rules);
  }

  get(id: string): Row | undefined {
    if (this.#removed.has(id)) return undefined;
    return this.#written.get(id) ?? this.#base.get(id);
  }

  rows(): Row[] {
    return [...this.#untouched(this.#base.rows()), ...this.#written.rows()];
  }

  by(field: Field, value: string): Row[] {
    return [...this.#untouched(this.#base.by(field, value)), ...this.#written.by(field, value)];
  }

  put(row: Row): void {
    this.#removed.delete(this.#base.rules.id(row));
    this.#written.put(row);
  }

  remove(id: string): void {
    this.#written.remove(id);
    this.#removed.add(id);
  }

  commit(): void {
    for (const id of this.#removed) this.#base.remove(id);
    for (const row of this.#written.rows()) this.#base.put(row);
  }

  *#untouched(committed: Iterable<Row>): Generator<Row> {
    const { id } = this.#base.rules;
    for (const row of committed) {
      if (!this.#written.has(id(row)) && !this.#removed.has(id(row))) yield row;
    }
  }
}
