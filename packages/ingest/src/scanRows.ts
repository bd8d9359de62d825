import { createHash } from "node:crypto";
import {
  type ErrorType,
  errorType,
  type ImportContext,
  LARGEST_IMPORTED_NUMBER,
  type RowNote,
  type RowPlace,
} from "@lendkit/engine";
import type { RowPass, RowScan } from "./importSource.ts";
import { isRowNote } from "./rows/rowResult.ts";

/** A row with the file's id. */
export interface NumberedRow extends RowPlace {
  readonly number: number;
}

/** How the rows of a file are told apart. */
export interface RowIdentity<Row> {
  /** What a row is known by, as words for people; rows that share it must say the same. */
  identity(row: Row): string;
  /** All that a row says, as text: equal for equal rows. */
  content(row: Row): string;
}

export const fileChanged: ErrorType<{ readonly row: number }> = errorType("FILE_CHANGED", {
  kind: "conflict",
  message: ({ row }) =>
    `The file changed while it was read, at the latest by row ${row}. Batches before it are in. ` +
    "Leave the file alone and import it again.",
});

/** The rows that share an identity. */
interface Sharing {
  /** Of what the first of them says. */
  readonly digest: string;
  /** The first few. */
  readonly rows: number[];
  count: number;
  differ: boolean;
}

/** Rows that a note names beside its own. */
const NAMED_ROWS = 5;

/**
 * Reads all rows once and keeps of each its identity, its number and a hash: an xlsx has at most
 * 1,048,576 of them.
 */
export async function scanRows<Row extends NumberedRow>(
  by: RowIdentity<Row>,
  pass: RowPass<Row>,
  signal: AbortSignal | undefined,
): Promise<RowScan<Row>> {
  const byIdentity = new Map<string, Sharing>();
  let [total, highestNumber] = [0, 0];
  for await (const row of pass.rows) {
    signal?.throwIfAborted();
    total += 1;
    if (isRowNote(row)) continue;
    if (row.number <= LARGEST_IMPORTED_NUMBER) highestNumber = Math.max(highestNumber, row.number);
    note(byIdentity, by.identity(row), row.row, digestOf(by.content(row)));
  }
  return {
    total,
    highestNumber,
    contradiction: (row, headers) => {
      const identity = by.identity(row);
      const sharing = byIdentity.get(identity);
      if (sharing === undefined) throw fileChanged({ row: row.row });
      return sharing.differ ? duplicateNote(row, identity, sharing, headers) : undefined;
    },
  };
}

function note(
  byIdentity: Map<string, Sharing>,
  identity: string,
  row: number,
  digest: string,
): void {
  const sharing = byIdentity.get(identity);
  if (sharing === undefined) {
    byIdentity.set(identity, { digest, rows: [row], count: 1, differ: false });
    return;
  }
  sharing.count += 1;
  if (sharing.rows.length <= NAMED_ROWS) sharing.rows.push(row);
  if (sharing.digest !== digest) sharing.differ = true;
}

/** 132 bits, so that different rows do not meet. */
function digestOf(content: string): string {
  return createHash("sha256").update(content).digest("base64").slice(0, 22);
}

function duplicateNote<Row extends NumberedRow>(
  row: Row,
  identity: string,
  { rows, count }: Sharing,
  headers: ImportContext<Row>["headers"],
): RowNote {
  const others = rows.filter((other) => other !== row.row).slice(0, NAMED_ROWS);
  const unnamed = count - 1 - others.length;
  const named = others.join(", ") + (unnamed > 0 ? ` and ${unnamed} more` : "");
  return {
    row: row.row,
    sheet: row.sheet,
    severity: "rejected",
    code: "DUPLICATE_ID",
    column: headers.number ?? null,
    value: String(row.number),
    reason:
      `${others.length > 1 ? "Rows" : "Row"} ${named} also ${others.length > 1 ? "have" : "has"} ` +
      `${identity}, and they do not all say the same. None of them is taken: keep the right one.`,
  };
}
