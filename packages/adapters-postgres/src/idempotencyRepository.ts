import {
  badIdempotencyKey,
  type IdempotencyRepository,
  idempotencyConflict,
  isIdempotencyKey,
} from "@lendkit/engine";
import { holdLocks } from "./locks.ts";
import { text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

export function idempotencyRepository(session: Session, names: SchemaNames): IdempotencyRepository {
  const check = (key: string): void => {
    if (!isIdempotencyKey(key)) throw session.fail(badIdempotencyKey({ found: key }));
  };
  return {
    /** The key is read by another statement than waits for it, so it is not older than the wait. */
    async claim(key, fingerprint) {
      check(key);
      await holdLocks(session, names, "idempotency", [key]);
      const [row] = await session.query(
        `SELECT fingerprint, answer FROM ${names.idempotencyKeys} WHERE key = $1::text`,
        [key],
      );
      if (row === undefined) return undefined;
      if (text(row, "fingerprint") !== fingerprint)
        throw session.fail(idempotencyConflict({ key }));
      return text(row, "answer");
    },

    /** A key that is taken, also by a transaction that commits only now, breaks its primary key. */
    async answer(key, fingerprint, answerText) {
      check(key);
      await session.query(
        `INSERT INTO ${names.idempotencyKeys} (key, fingerprint, answer)
         VALUES ($1::text, $2::text, $3::text)`,
        [key, fingerprint, answerText],
      );
    },
  };
}
