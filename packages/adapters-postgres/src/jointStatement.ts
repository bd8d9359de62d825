import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";

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
}

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

/** By the texts of their parts, of which there are few: lists travel as one parameter. */
const joint = new Map<string, string>();

function textOf(parts: readonly Part[]): string {
  const key = parts.map(({ text }) => text).join("\0");
  const text = joint.get(key) ?? jointText(parts);
  joint.set(key, text);
  return text;
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
  return parts.map(({ columns }, at) =>
    rows
      .filter((row) => row["part"] === String(at))
      .map((row) => Object.fromEntries(columns.map((name, n) => [name, row[`column_${n}`]]))),
  );
}
