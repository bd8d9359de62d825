import { alreadyExists, staleVersion } from "@lendkit/engine";
import type { LockKey } from "./locks.ts";
import type { TableRules, TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";

type Taken = Parameters<typeof alreadyExists>[0];
export type UniqueField = Taken["field"];

/** What the rows of a table must not share, beside the id. */
export interface Uniqueness<Row, Field extends UniqueField> {
  readonly entity: Taken["entity"];
  readonly rules: TableRules<Row, Field>;
  readonly fields: readonly Field[];
}

export function idKey(entity: Taken["entity"], id: string): LockKey {
  return { kind: `${entity} id`, value: id };
}

/** The unique values of a row, as what to lock before they are taken or given up. */
export function uniqueKeys<Row, Field extends UniqueField>(
  { entity, rules, fields }: Uniqueness<Row, Field>,
  row: Row,
): readonly LockKey[] {
  return fields.map((field) => ({ kind: `${entity} ${field}`, value: rules.fields[field](row) }));
}

/**
 * Adds the rows, once every transaction that is writing one of their unique values has ended.
 *
 * @throws LendkitError `ALREADY_EXISTS`
 */
export async function insertUnique<Row, Field extends UniqueField>(
  transaction: Transaction,
  view: TableView<Row, Field>,
  unique: Uniqueness<Row, Field>,
  rows: readonly Row[],
): Promise<void> {
  const { entity, rules } = unique;
  const keys = rows.flatMap((row) => [idKey(entity, rules.id(row)), ...uniqueKeys(unique, row)]);
  await transaction.lock(keys);
  for (const row of rows) {
    if (view.get(rules.id(row)) !== undefined) throw alreadyExists({ entity, field: "id" });
    refuseTaken(view, unique, row);
    view.put(row);
  }
}

/** @throws LendkitError `ALREADY_EXISTS` if another row has one of this row's unique values. */
export function refuseTaken<Row, Field extends UniqueField>(
  view: TableView<Row, Field>,
  { entity, rules, fields }: Uniqueness<Row, Field>,
  row: Row,
): void {
  for (const field of fields) {
    const owners = view.by(field, rules.fields[field](row));
    const others = owners.filter((owner) => rules.id(owner) !== rules.id(row));
    if (others.length > 0) throw alreadyExists({ entity, field });
  }
}

/**
 * The row that is to be replaced.
 *
 * @throws LendkitError `STALE_VERSION` if it is not there at the expected version.
 */
export function expectVersion<Row extends { readonly version: number }>(
  row: Row | undefined,
  stale: Parameters<typeof staleVersion>[0],
): Row {
  if (row?.version !== stale.expected) throw staleVersion(stale);
  return row;
}
