import { type DayRunFailure, type DayRunRepository, dayRunNotFound } from "@lendkit/engine";
import { bulk, type Column } from "./bulk.ts";
import { integer, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

type Failure = Omit<DayRunFailure, "attempts">;

const failureColumns: readonly Column<Failure>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "code", type: "text", text: ({ code }) => code },
  { name: "message", type: "text", text: ({ message }) => message },
];

/** The verbs of loans that a run has set aside. */
export function dayRunFailures(
  session: Session,
  { dayRuns, dayRunFailures: table }: SchemaNames,
): Pick<DayRunRepository, "setAside" | "settle" | "listFailures"> {
  return {
    async setAside(asOf, failures) {
      if (failures.length === 0) return;
      const given = bulk(failureColumns, failures);
      const day = `$${given.params.length + 1}::text::date`;
      const rows = await session.query(
        `INSERT INTO ${table} AS failure (as_of, ${given.names}, attempts)
         SELECT ${day}, ${given.names}, 1 FROM ${given.source}
         WHERE EXISTS (SELECT FROM ${dayRuns} WHERE as_of = ${day}) ORDER BY loan_id
         ON CONFLICT (as_of, loan_id) DO UPDATE SET code = excluded.code,
           message = excluded.message, attempts = failure.attempts + 1
         RETURNING loan_id`,
        [...given.params, asOf],
      );
      if (rows.length === 0) throw session.fail(dayRunNotFound({ asOf }));
    },

    async settle(asOf, loanIds) {
      if (loanIds.length === 0) return;
      await session.query(
        `DELETE FROM ${table}
         WHERE as_of = $1::text::date AND loan_id = ANY ($2::text[])`,
        [asOf, loanIds],
      );
    },

    async listFailures(asOf) {
      const rows = await session.query(
        `SELECT loan_id, code, message, attempts::text FROM ${table}
         WHERE as_of = $1::text::date ORDER BY loan_id`,
        [asOf],
      );
      return rows.map((row) => ({
        loanId: text(row, "loan_id"),
        code: text(row, "code"),
        message: text(row, "message"),
        attempts: integer(row, "attempts"),
      }));
    },
  };
}
