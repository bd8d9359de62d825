import { staleVersion } from "@lendkit/engine";
import { type BulkStatement, bulk, bulkStatement, type Column } from "./bulk.ts";
import { rowNotWritten } from "./errors.ts";
import type { Param } from "./param.ts";
import { integerText, type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** A table whose rows have an id, a number of a sequence, and a version that counts the saves. */
export interface WrittenTable<New> {
  readonly entity: "customer" | "applicant" | "loan";
  /** Quoted, with the schema. */
  readonly table: string;
  /** The sequence that gives numbers, as SQL. */
  readonly numbers: string;
  /** Whether each row is a borrower, who is inserted with it. */
  readonly isBorrower?: boolean;
  /** What is written, beside the version; the id first. */
  readonly columns: readonly Column<New>[];
  readonly idOf: (value: New) => string;
}

export interface VersionedTable<New, Stored> extends WrittenTable<New> {
  /** What is read of the table as `stored`; the id as `id`. */
  readonly selection: string;
  readonly read: (row: Row) => Stored;
}

export interface InsertedTable<New, Stored> extends WrittenTable<New> {
  /** What is read of a row that was inserted. */
  readonly selection: string;
  readonly read: (row: Row, given: New) => Stored;
}

export async function selectFrom<New, Stored>(
  session: Session,
  { table, selection, read }: VersionedTable<New, Stored>,
  where: string,
  params: readonly Param[],
): Promise<readonly Stored[]> {
  const from = `SELECT ${selection} FROM ${table} AS stored`;
  return (await session.query(`${from} WHERE ${where}`, params)).map(read);
}

/** Inserts all in one statement and answers in the order given. */
export async function insertInto<New, Stored>(
  session: Session,
  names: SchemaNames,
  to: InsertedTable<New, Stored>,
  values: readonly New[],
): Promise<readonly Stored[]> {
  if (values.length === 0) return [];
  const given = bulk(to.columns, values, {
    number: (list) => `${names.giveNumbers}(${to.numbers}, ${list})`,
  });
  const rows = await session.query(
    `${withBorrowers(names, to)}INSERT INTO ${to.table} AS stored (${given.names})
     SELECT ${given.names} FROM ${given.source} ORDER BY position
     RETURNING ${to.selection}`,
    given.params,
  );
  return inOrderGiven(to, values, rows, (value) =>
    session.fail(rowNotWritten({ entity: to.entity, id: to.idOf(value) })),
  );
}

/** In the same statement, so that the two tables' keys on each other hold at its end. */
function withBorrowers(
  { borrowers }: SchemaNames,
  { entity, isBorrower = false }: Pick<WrittenTable<never>, "entity" | "isBorrower">,
): string {
  if (!isBorrower) return "";
  return `WITH borrower AS (
    INSERT INTO ${borrowers} (id, kind) SELECT id, '${entity}' FROM unnest($1::text[]) AS id
  ) `;
}

/**
 * Replaces all in one statement, each only where the version is the one given. PostgreSQL looks
 * at a row again after it has waited for another writer, so of two exactly one finds its version.
 */
export async function saveIn<New, Stored extends New & { readonly version: number }>(
  session: Session,
  to: VersionedTable<New, Stored>,
  values: readonly Stored[],
): Promise<readonly Stored[]> {
  if (values.length === 0) return [];
  const { text: statement, params } = saveStatement(to, to.selection)(values);
  const rows = await session.query(statement, params);
  return inOrderGiven(to, values, rows, (value) => session.fail(stale(to, value)));
}

/** The version that a row is expected to have, beside what is written of it. */
export const versionColumn: Column<{ readonly version: number }> = {
  name: "version",
  type: "bigint",
  text: ({ version }) => integerText(version, "version"),
};

/** The statement of `saveIn`, returning what is selected of the table as `stored`. */
export function saveStatement<New, Stored extends New & { readonly version: number }>(
  to: WrittenTable<New>,
  selection: string,
): (values: readonly Stored[]) => BulkStatement {
  const assignments = to.columns
    .filter(({ name }) => name !== "id")
    .map(({ name }) => `${name} = given.${name}`);
  return bulkStatement<Stored>(
    [...to.columns, versionColumn],
    ({ source }) => `UPDATE ${to.table} AS stored
     SET ${assignments.join(", ")}, version = stored.version + 1
     FROM ${source}
     WHERE stored.id = given.id AND stored.version = given.version
     RETURNING ${selection}`,
  );
}

/** For a value that was saved by somebody else in between. */
export function stale<New, Stored extends New & { readonly version: number }>(
  { entity, idOf }: WrittenTable<New>,
  value: Stored,
): Error {
  return staleVersion({ entity, id: idOf(value), expected: value.version });
}

/** @param missing makes the error for a value that no row answers to */
function inOrderGiven<New, Stored, Given extends New>(
  { idOf, read }: InsertedTable<New, Stored>,
  given: readonly Given[],
  rows: readonly Row[],
  missing: (value: Given) => Error,
): readonly Stored[] {
  const left = new Map(rows.map((row) => [text(row, "id"), row]));
  return given.map((value) => {
    const row = left.get(idOf(value));
    if (row === undefined) throw missing(value);
    // Given twice, it was written once: the second one is missing.
    left.delete(idOf(value));
    return read(row, value);
  });
}
