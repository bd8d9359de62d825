import {
  alreadyExists,
  type DueKey,
  type DueRepository,
  type DueRow,
  dueQueryProblem,
} from "@lendkit/engine";
import { bulkStatement } from "./bulk.ts";
import { dueConditions } from "./dueConditions.ts";
import { DUE_SELECTION, dueColumns, dueOf } from "./dueRows.ts";
import { rowNotWritten } from "./errors.ts";
import { text } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** In one order, so that two calls which the loans' locks do not keep apart meet rows in it. */
const putStatement = perSchema(({ loanDues }) => {
  const assignments = dueColumns.map(({ name }) => `${name} = excluded.${name}`);
  return bulkStatement(
    dueColumns,
    ({ names, source }) => `INSERT INTO ${loanDues} (${names})
      SELECT ${names} FROM ${source} ORDER BY loan_id, due_id
      ON CONFLICT (loan_id, due_id) DO UPDATE SET ${assignments.join(", ")}
      RETURNING loan_id, due_id`,
  );
});

export function dueRepository(session: Session, names: SchemaNames): DueRepository {
  const { loanDues } = names;
  return {
    async replace({ put, removed }) {
      if (new Set(put.map(keyOf)).size < put.length) {
        throw session.fail(alreadyExists({ entity: "due", field: "id" }));
      }
      const isPut = new Set(put.map(keyOf));
      const gone = removed.filter((due) => !isPut.has(keyOf(due)));
      await Promise.all([
        ...(gone.length > 0 ? [remove(session, loanDues, gone)] : []),
        ...(put.length > 0 ? [putAll(session, names, put)] : []),
      ]);
    },

    async list(query) {
      const problem = dueQueryProblem(query);
      if (problem !== undefined) throw session.fail(problem);
      const { where, order, params } = dueConditions(query);
      const rows = await session.query(
        `SELECT ${DUE_SELECTION} FROM ${loanDues} AS due WHERE ${where}
         ORDER BY ${order} LIMIT $${params.length + 1}::text::bigint`,
        [...params, String(query.limit)],
      );
      return rows.map(dueOf);
    },
  };
}

function remove(
  session: Session,
  loanDues: string,
  removed: readonly DueKey[],
): Promise<readonly object[]> {
  const [only] = removed.length === 1 ? removed : [];
  const values = only && [only.loanId, only.dueId];
  return session.queryPart({
    kind: "write",
    about: "loan_dues, removed",
    text: `DELETE FROM ${loanDues} AS due
      USING unnest($1::text[], $2::text[]) AS given (loan_id, due_id)
      WHERE due.loan_id = given.loan_id AND due.due_id = given.due_id
      RETURNING due.due_id`,
    params: [removed.map(({ loanId }) => loanId), removed.map(({ dueId }) => dueId)],
    columns: ["due_id"],
    oneRow: values && { of: "removed due", values, answer: { due_id: values[1] } },
  });
}

async function putAll(session: Session, names: SchemaNames, put: readonly DueRow[]): Promise<void> {
  const { text: statement, params, row } = putStatement(names)(put);
  const rows = await session.queryPart({
    kind: "write",
    about: "loan_dues, put",
    text: statement,
    params,
    columns: ["loan_id", "due_id"],
    oneRow: row && { of: "due", values: row, answer: { loan_id: row[0], due_id: row[1] } },
  });
  const written = new Set(
    rows.map((row) => keyOf({ loanId: text(row, "loan_id"), dueId: text(row, "due_id") })),
  );
  for (const due of put) {
    if (written.has(keyOf(due))) continue;
    throw session.fail(rowNotWritten({ entity: "due", id: `${due.dueId} of ${due.loanId}` }));
  }
}

function keyOf({ loanId, dueId }: DueKey): string {
  return JSON.stringify([loanId, dueId]);
}
