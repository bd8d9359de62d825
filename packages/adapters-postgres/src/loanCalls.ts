/**
 * What a command on one loan asks for, as calls of functions of the schema, whose plans a connection
 * keeps. The same parts as one joint statement are planned anew each time, unless the client prepares
 * it.
 *
 * @module
 */
import type { Column } from "./bulk.ts";
import { dueColumns } from "./dueRows.ts";
import { factColumns } from "./factColumns.ts";
import type { AsOneCall, HeldRow, Part, WrittenRow } from "./jointStatement.ts";
import { loanColumns, writtenLoanColumns } from "./loanTable.ts";
import { lockPrefix } from "./locks.ts";
import { messageColumns } from "./messageColumns.ts";
import type { Row } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { LoneStatement, OneRead } from "./statement.ts";
import { versionColumn } from "./versionedTable.ts";

/**
 * Undefined for parts that are about more rows, or about others. What reads and what writes may each
 * be a statement of its own, in an optimistic transaction.
 */
export function loanCalls(names: SchemaNames): AsOneCall {
  const hold = holdKeyAndLoan(names);
  const read = readLoan(names);
  const record = recordFact(names);
  return (parts) => hold(parts) ?? read(parts) ?? record(parts);
}

const readTexts = (names: SchemaNames): Pick<OneRead, "text" | "ofSeveral"> => {
  const selection = `SELECT fingerprint, answer, ${loanColumns.join(", ")}`;
  return {
    text: `${selection} FROM ${names.readKeyAndLoan}($1::text, $2::text)`,
    ofSeveral: `${selection}
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (key, loan_id, place),
        ${names.readKeyAndLoan}(asked.key, asked.loan_id)
      ORDER BY asked.place`,
  };
};

/** A key, and then a loan, to be held and read. */
function holdKeyAndLoan(names: SchemaNames): AsOneCall {
  const text = `SELECT fingerprint, answer, ${loanColumns.join(", ")}
    FROM ${names.holdKeyAndLoan}($1::text, $2::text, $3::text, $4::text)`;
  const readBoth = readTexts(names);
  return (parts) => {
    const [key, loan] = parts.map(({ oneRow }) => oneRow);
    if (key?.of !== "held key" || loan?.of !== "held loan" || parts.length > 2) return undefined;
    return {
      text,
      params: [...key.values, ...loan.values],
      alone: readAlone(readBoth, idOf(loan), idOf(key)),
      answersOf: (rows) => [
        rows.filter(({ fingerprint }) => fingerprint !== null),
        rows.filter(({ id }) => id !== null),
      ],
    };
  };
}

/** A loan without a key: held by its own statement. */
function readLoan(names: SchemaNames): AsOneCall {
  const texts = readTexts(names);
  return (parts) => {
    const [part] = parts;
    if (part?.oneRow?.of !== "held loan" || parts.length > 1) return undefined;
    return {
      text: part.text,
      params: part.params,
      alone: readAlone(texts, idOf(part.oneRow)),
      answersOf: (rows) => [rows.filter(({ id }) => id !== null)],
    };
  };
}

function readAlone(
  texts: Pick<OneRead, "text" | "ofSeveral">,
  loanId: string,
  key: string | null = null,
): LoneStatement {
  return { kind: "read", about: about(loanId, key), ...texts, params: [key, loanId] };
}

function about(loanId: string | null | undefined, key: string | null | undefined): string {
  return JSON.stringify([loanId ?? null, key ?? null]);
}

/** What stands after the prefix of its lock. */
function idOf({ values: [, id = ""] }: HeldRow): string {
  return id;
}

type Types = readonly Pick<Column<never>, "type">[];

const text = { type: "text" } as const;

/** What `record_fact` takes, in its order. */
const taken: readonly (readonly [of: WrittenRow["of"], columns: Types])[] = [
  ["fact", factColumns],
  ["loan", [...writtenLoanColumns, versionColumn]],
  ["removed due", [text, text]],
  ["due", dueColumns],
  ["message", messageColumns],
  ["answer", [text, text, text]],
];

/** Without these there is nothing to call it for. */
const needed: readonly WrittenRow["of"][] = ["fact", "loan", "message"];

/** One fact of one loan, with what follows from it. */
function recordFact(names: SchemaNames): AsOneCall {
  const values = taken
    .flatMap(([, columns]) => columns)
    .map(({ type }, at) => `$${at + 1}::text::${type}`);
  const text = `SELECT facts_written::text, loans_written::text
    FROM ${names.recordFact}(${values.join(", ")})`;
  const ifUnchanged = `SELECT ${names.recordFactIfUnchanged}(${values.join(", ")}, $${values.length + 1}::text)::text`;
  const prefix = lockPrefix(names, "idempotency");
  return (parts) => {
    const rows = parts.flatMap(writtenRow);
    const rowOf = new Map(rows.map((row) => [row.of, row]));
    if (rowOf.size < parts.length || !needed.every((of) => rowOf.has(of))) return undefined;
    const params = taken.flatMap(
      ([of, columns]) => rowOf.get(of)?.values ?? columns.map(() => null),
    );
    return {
      text,
      params,
      alone: {
        kind: "write",
        about: about(rowOf.get("loan")?.values[0], rowOf.get("answer")?.values[0]),
        text: ifUnchanged,
        params: [...params, prefix],
        answer: allWritten,
      },
      answersOf: ([counts]) => rows.map((row) => (isWritten(row, counts) ? [row.answer] : [])),
    };
  };
}

const allWritten: readonly Row[] = [{ facts_written: "1", loans_written: "1" }];

function writtenRow({ oneRow }: Part): readonly WrittenRow[] {
  return oneRow === undefined || !("answer" in oneRow) ? [] : [oneRow];
}

function isWritten({ of }: WrittenRow, counts: Row | undefined): boolean {
  if (of === "fact") return counts?.["facts_written"] === "1";
  return of !== "loan" || counts?.["loans_written"] === "1";
}
