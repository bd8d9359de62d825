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
import type { AsOneCall, Part, WrittenRow } from "./jointStatement.ts";
import { loanColumns, writtenLoanColumns } from "./loanTable.ts";
import { messageColumns } from "./messageColumns.ts";
import type { Row } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import { versionColumn } from "./versionedTable.ts";

/** Undefined for parts that are about more rows, or about others. */
export function loanCalls(names: SchemaNames): AsOneCall {
  const hold = holdKeyAndLoan(names);
  const record = recordFact(names);
  return (parts) => hold(parts) ?? record(parts);
}

/** A key, and then a loan, to be held and read. */
function holdKeyAndLoan(names: SchemaNames): AsOneCall {
  const text = `SELECT fingerprint, answer, ${loanColumns.join(", ")}
    FROM ${names.holdKeyAndLoan}($1::text, $2::text, $3::text, $4::text)`;
  return (parts) => {
    const [key, loan] = parts.map(({ oneRow }) => oneRow);
    if (key?.of !== "held key" || loan?.of !== "held loan" || parts.length > 2) return undefined;
    return {
      text,
      params: [...key.values, ...loan.values],
      answersOf: (rows) => [
        rows.filter(({ fingerprint }) => fingerprint !== null),
        rows.filter(({ id }) => id !== null),
      ],
    };
  };
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
  return (parts) => {
    const rows = parts.flatMap(writtenRow);
    const rowOf = new Map(rows.map((row) => [row.of, row]));
    if (rowOf.size < parts.length || !needed.every((of) => rowOf.has(of))) return undefined;
    return {
      text,
      params: taken.flatMap(([of, columns]) => rowOf.get(of)?.values ?? columns.map(() => null)),
      answersOf: ([counts]) => rows.map((row) => (isWritten(row, counts) ? [row.answer] : [])),
    };
  };
}

function writtenRow({ oneRow }: Part): readonly WrittenRow[] {
  return oneRow === undefined || !("answer" in oneRow) ? [] : [oneRow];
}

function isWritten({ of }: WrittenRow, counts: Row | undefined): boolean {
  if (of === "fact") return counts?.["facts_written"] === "1";
  return of !== "loan" || counts?.["loans_written"] === "1";
}
