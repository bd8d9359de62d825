import {
  badIdempotencyKey,
  type IdempotencyRepository,
  idempotencyConflict,
  isIdempotencyKey,
} from "@lendkit/engine";
import { lockPrefix } from "./locks.ts";
import { text } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const statements = perSchema(({ holdKey, idempotencyKeys }) => ({
  /** The function reads the key by another statement than waits for it: never older than the wait. */
  claim: `SELECT fingerprint, answer FROM ${holdKey}($1::text, $2::text)`,
  /** A key that is taken, also by a transaction that commits only now, breaks its primary key. */
  answer: `INSERT INTO ${idempotencyKeys} (key, fingerprint, answer)
    VALUES ($1::text, $2::text, $3::text) RETURNING key`,
}));

export function idempotencyRepository(session: Session, names: SchemaNames): IdempotencyRepository {
  const check = (key: string): void => {
    if (!isIdempotencyKey(key)) throw session.fail(badIdempotencyKey({ found: key }));
  };
  return {
    async claim(key, fingerprint) {
      check(key);
      const values = [lockPrefix(names, "idempotency"), key];
      const [row] = await session.queryPart({
        kind: "lock",
        about: "idempotency_keys",
        text: statements(names).claim,
        params: values,
        columns: ["fingerprint", "answer"],
        oneRow: { of: "held key", values },
      });
      if (row === undefined) return undefined;
      if (text(row, "fingerprint") !== fingerprint)
        throw session.fail(idempotencyConflict({ key }));
      return text(row, "answer");
    },

    async answer(key, fingerprint, answerText) {
      check(key);
      const values = [key, fingerprint, answerText];
      await session.queryPart({
        kind: "write",
        about: "idempotency_keys",
        text: statements(names).answer,
        params: values,
        columns: ["key"],
        oneRow: { of: "answer", values, answer: { key } },
      });
    },
  };
}
