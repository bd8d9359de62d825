/**
 * How PostgreSQL goes about a statement, as `EXPLAIN (FORMAT JSON)` tells it.
 *
 * @module
 */
import { text } from "../rows.ts";
import type { TransactionSource } from "../transactionSource.ts";

/** A node of the tree; the parts that are looked at. */
export interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  /** On average of so many loops. */
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  /** Blocks of 8 KiB of tables and indexes, those below it with it. */
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly PlanNode[];
}

/**
 * @param params with which it is run, to see how many rows are read; without them it is not run, and
 *   planned as a prepared statement is that is used again and again
 */
export async function planOf(
  source: TransactionSource,
  statement: string,
  params?: readonly unknown[],
): Promise<PlanNode> {
  const how = params === undefined ? "GENERIC_PLAN" : "ANALYZE, BUFFERS";
  const explain = `EXPLAIN (${how}, FORMAT JSON) ${statement}`;
  return source.transaction(async (connection) => {
    const { rows } = await connection.query(explain, params);
    const [row = {}] = rows;
    const said = row["QUERY PLAN"];
    const [{ Plan: plan }] = typeof said === "string" ? JSON.parse(text(row, "QUERY PLAN")) : said;
    return plan;
  });
}

function nodesOf(plan: PlanNode): readonly PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Tables that are read from one end to the other. */
export function seqScans(plan: PlanNode): readonly string[] {
  return nodesOf(plan)
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"] ?? "a table without a name");
}

/** The most rows that one node has looked at, also those that it left out. */
export function largestRead(plan: PlanNode): number {
  const reads = nodesOf(plan).map(
    (node) =>
      ((node["Actual Rows"] ?? 0) +
        (node["Rows Removed by Filter"] ?? 0) +
        (node["Rows Removed by Index Recheck"] ?? 0)) *
      (node["Actual Loops"] ?? 1),
  );
  return Math.max(...reads);
}

/** Blocks that were looked at in all, each time that one was. */
export function blocksRead(plan: PlanNode): number {
  return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
}
