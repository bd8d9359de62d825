import {
  badIdempotencyKey,
  type IdempotencyRepository,
  idempotencyConflict,
  isIdempotencyKey,
} from "@lendkit/engine";
import { lockPrefix } from "./locks.ts";
import { text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

export function idempotencyRepository(session: Session, names: SchemaNames): IdempotencyRepository {
  const check = (key: string): void => {
    if (!isIdempotencyKey(key)) throw session.fail(badIdempotencyKey({ found: key }));
  };
  return {
    /** The function reads the key by another statement than waits for it: never older than the wait. */
    async claim(key, fingerprint) {
      check(key);
      const [row] = await session.queryPart({
        kind: "lock",
        about: "idempotency_keys",
        text: `SELECT fingerprint, answer FROM ${names.holdKey}($1::text, $2::text)`,
        params: [lockPrefix(names, "idempotency"), key],
        columns: ["fingerprint", "answer"],
      });
      if (row === undefined) return undefined;
      if (text(row, "fingerprint") !== fingerprint)
        throw session.fail(idempotencyConflict({ key }));
      return text(row, "answer");
    },

    /** A key that is taken, also by a transaction that commits only now, breaks its primary key. */
    async answer(key, fingerprint, answerText) {
      check(key);
      await session.queryPart({
        kind: "write",
        about: "idempotency_keys",
        text: `INSERT INTO ${names.idempotencyKeys} (key, fingerprint, answer)
          VALUES ($1::text, $2::text, $3::text) RETURNING key`,
        params: [key, fingerprint, answerText],
        columns: ["key"],
      });
    },
  };
}
