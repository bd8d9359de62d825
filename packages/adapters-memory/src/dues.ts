import {
  alreadyExists,
  type DuePlace,
  type DueQuery,
  type DueRepository,
  type DueRow,
  dueQueryProblem,
} from "@lendkit/engine";
import { byCodePoints } from "./codePointOrder.ts";
import { copyDue } from "./copies.ts";
import { type Database, dueKey } from "./database.ts";
import type { TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";

export function memoryDues({ dues }: Database, transaction: Transaction): DueRepository {
  const view = transaction.view(dues);
  return {
    replace: ({ put, removed }) =>
      transaction.verb(async () => {
        if (new Set(put.map(dueKey)).size < put.length) {
          throw alreadyExists({ entity: "due", field: "id" });
        }
        const keys = [...removed, ...put].map(dueKey);
        await transaction.lock(keys.map((value) => ({ kind: "due", value })));
        for (const key of removed) view.remove(dueKey(key));
        for (const row of put) view.put(copyDue(row));
      }),

    list: (query) =>
      transaction.verb(() => {
        const problem = dueQueryProblem(query);
        if (problem !== undefined) throw problem;
        return candidates(view, query)
          .filter((row) => holds(query, row))
          .sort(byPlace)
          .slice(0, query.limit);
      }),
  };
}

/** Rows among which all that are asked for are. */
function candidates(
  view: TableView<DueRow, "loanId" | "customerId">,
  { loanIds, customerIds }: DueQuery,
): readonly DueRow[] {
  if (loanIds !== undefined) return [...new Set(loanIds)].flatMap((id) => view.by("loanId", id));
  if (customerIds === undefined) return view.rows();
  return [...new Set(customerIds)].flatMap((id) => view.by("customerId", id));
}

function holds(
  { customerIds, dueFrom, dueTo, leastUnpaidMinor = 0, after }: DueQuery,
  row: DueRow,
): boolean {
  return (
    (customerIds?.includes(row.customerId) ?? true) &&
    (dueFrom === undefined || row.dueOn >= dueFrom) &&
    (dueTo === undefined || row.dueOn <= dueTo) &&
    row.unpaid >= leastUnpaidMinor &&
    (after === undefined || byPlace(row, after) > 0)
  );
}

function byPlace(one: DuePlace, other: DuePlace): number {
  if (one.dueOn !== other.dueOn) return one.dueOn < other.dueOn ? -1 : 1;
  return byCodePoints(one.loanId, other.loanId) || byCodePoints(one.dueId, other.dueId);
}
