import { messageOf, messageText, type OutboxMessage, type OutboxRepository } from "@lendkit/engine";
import { bulk, type Column } from "./bulk.ts";
import { holdLocks } from "./locks.ts";
import { integerText, oneOf, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const columns: readonly Column<OutboxMessage>[] = [
  { name: "id", type: "text", text: ({ id }) => id },
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "body", type: "text", text: messageText },
];

export function outboxRepository(session: Session, names: SchemaNames): OutboxRepository {
  return {
    /** Positions are given in the order of the rows, since rows are sorted before. */
    async put(messages) {
      if (messages.length === 0) return;
      const given = bulk(columns, messages);
      await session.queryPart({
        kind: "write",
        about: "outbox",
        text: `INSERT INTO ${names.outbox} (${given.names})
          SELECT ${given.names} FROM ${given.source} ORDER BY given.position
          ON CONFLICT (id) DO NOTHING RETURNING id`,
        params: given.params,
        columns: ["id"],
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
