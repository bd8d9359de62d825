import type { OutboxRepository } from "@lendkit/engine";
import { copyMessage } from "./copies.ts";
import type { Database } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export function memoryOutbox(
  { messages, messagePositions }: Database,
  transaction: Transaction,
): OutboxRepository {
  const view = transaction.view(messages);
  return {
    put: (news) =>
      transaction.verb(async () => {
        await transaction.lock(news.map(({ id }) => ({ kind: "message", value: id })));
        for (const message of news) {
          const { id } = message;
          if (view.get(id) !== undefined) continue;
          view.put({ id, position: messagePositions.next(), message: copyMessage(message) });
        }
      }),

    take: (limit) =>
      transaction.verb(async () => {
        await transaction.lock([{ kind: "outbox", value: "reader" }]);
        return view
          .by("there", "true")
          .sort((one, other) => one.position - other.position)
          .flatMap(({ message }) => message ?? [])
          .slice(0, limit);
      }),

    remove: (ids) =>
      transaction.verb(async () => {
        await transaction.lock(ids.map((value) => ({ kind: "message", value })));
        for (const id of ids) {
          const stored = view.get(id);
          if (stored !== undefined) view.put({ ...stored, message: null });
        }
      }),
  };
}
