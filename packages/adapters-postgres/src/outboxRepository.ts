import { messageOf, type OutboxRepository } from "@lendkit/engine";
import { bulkStatement } from "./bulk.ts";
import { holdLocks } from "./locks.ts";
import { messageColumns } from "./messageColumns.ts";
import { integerText, oneOf, text } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** Positions are given in the order of the rows, since rows are sorted before. */
const putStatement = perSchema(({ outbox }) =>
  bulkStatement(
    messageColumns,
    ({ names, source }) => `INSERT INTO ${outbox} (${names})
      SELECT ${names} FROM ${source} ORDER BY given.position
      ON CONFLICT (id) DO NOTHING RETURNING id`,
  ),
);

export function outboxRepository(session: Session, names: SchemaNames): OutboxRepository {
  return {
    async put(messages) {
      if (messages.length === 0) return;
      const { text: statement, params, row } = putStatement(names)(messages);
      await session.queryPart({
        kind: "write",
        about: "outbox",
        text: statement,
        params,
        columns: ["id"],
        oneRow: row && { of: "message", values: row, answer: { id: row[0] } },
      });
    },

    /** By another statement than the one that waited, so it sees what the reader before removed. */
    async take(limit) {
      await holdLocks(session, names, "outbox", ["reader"]);
      const rows = await session.query(
        `SELECT id, loan_id, kind, body FROM ${names.outbox} WHERE body IS NOT NULL
         ORDER BY position LIMIT $1::text::bigint`,
        [integerText(limit, "limit")],
      );
      return rows.map((row) =>
        messageOf(
          {
            id: text(row, "id"),
            loanId: text(row, "loan_id"),
            kind: oneOf(row, "kind", ["notice", "fact"]),
          },
          text(row, "body"),
        ),
      );
    },

    async remove(ids) {
      if (ids.length === 0) return;
      await session.query(`UPDATE ${names.outbox} SET body = NULL WHERE id = ANY ($1::text[])`, [
        ids,
      ]);
    },
  };
}
