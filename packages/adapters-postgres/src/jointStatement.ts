import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";
import type { Statement } from "./statement.ts";

/** A statement that may travel with others as one. */
export interface Part {
  /** Locks travel with locks, and writes with writes. */
  readonly kind: "lock" | "write";
  /** What it locks or writes: two parts about the same do not travel together. */
  readonly about: string;
  /** One statement that returns `columns`, all as text; its parameters are numbered from 1. */
  readonly text: string;
  readonly params: readonly Param[];
  readonly columns: readonly string[];
  /** Where it is about one row, of a kind that a function of the schema takes. */
  readonly oneRow?: HeldRow | WrittenRow | undefined;
}

/** One row to hold and to read. */
export interface HeldRow {
  readonly of: "held key" | "held loan";
  readonly values: readonly string[];
}

/** One row to write. */
export interface WrittenRow {
  readonly of: "fact" | "loan" | "removed due" | "due" | "message" | "answer";
  readonly values: readonly (string | null)[];
  /** What the part is answered when the row is written. */
  readonly answer: Row;
}

/** A call of one function that does what several parts ask; undefined where none does. */
export type AsOneCall = (parts: readonly Part[]) =>
  | (Statement & {
      /** What each part is answered, from what the call was. */
      readonly answersOf: (rows: readonly Row[]) => readonly (readonly Row[])[];
    })
  | undefined;

/** The parts in the order given, as few statements as they may be. */
export function batchesOf<P extends Part>(parts: readonly P[]): readonly (readonly P[])[] {
  const batches: P[][] = [];
  for (const part of parts) {
    const last = batches.at(-1);
    const fits = last?.every(({ kind, about }) => kind === part.kind && about !== part.about);
    if (last !== undefined && fits === true) last.push(part);
    else batches.push([part]);
  }
  return batches;
}

/**
 * Several parts as one statement. Each sees the tables as they were before it: parts that write are
 * about different rows, and a lock that has to wait before it reads does both in a function of its
 * own. Branches of UNION ALL run in their order, so locks are taken in the order of the parts.
 */
export function jointStatement(parts: readonly Part[]): {
  readonly text: string;
  readonly params: readonly Param[];
} {
  return {
    text: textOf(parts),
    params: parts.flatMap(({ params }) => params),
  };
}

/** What texts of parts, one after the other, make. They are few: lists travel as one parameter. */
interface Known {
  text?: string;
  readonly next: Map<string, Known>;
}

const nothing: Known = { next: new Map() };

function textOf(parts: readonly Part[]): string {
  let known = nothing;
  for (const { text } of parts) {
    const longer = known.next.get(text) ?? { next: new Map() };
    known.next.set(text, longer);
    known = longer;
  }
  known.text ??= jointText(parts);
  return known.text;
}

function jointText(parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ columns }) => columns.length));
  let before = 0;
  const named = parts.map(({ text, params }, at) => {
    const offset = before;
    before += params.length;
    const numbered = text.replaceAll(/\$(\d+)/g, (_all, number) => `$${Number(number) + offset}`);
    return `part_${at} AS MATERIALIZED (${numbered})`;
  });
  const branches = parts.map(({ columns }, at) => {
    const values = Array.from({ length: width }, (_, n) => columns[n] ?? "NULL");
    const answers = values.map((value, n) => `${value}::text AS column_${n}`);
    return `SELECT '${at}' AS part, ${answers.join(", ")} FROM part_${at}`;
  });
  return `WITH ${named.join(", ")} ${branches.join(" UNION ALL ")}`;
}

/** What a joint statement answered, as each of its parts would have. */
export function answersOf(
  parts: readonly Part[],
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const answers: Record<string, unknown>[][] = parts.map(() => []);
  for (const row of rows) {
    const at = Number(row["part"]);
    const answer: Record<string, unknown> = {};
    for (const [n, name] of (parts[at]?.columns ?? []).entries()) answer[name] = row[`column_${n}`];
    answers[at]?.push(answer);
  }
  return answers;
}
