import {
  alreadyExists,
  badIdempotencyKey,
  type IdempotencyRepository,
  idempotencyConflict,
  isIdempotencyKey,
} from "@lendkit/engine";
import type { Database } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export function memoryIdempotency(
  { answers }: Database,
  transaction: Transaction,
): IdempotencyRepository {
  const view = transaction.view(answers);

  const hold = async (key: string): Promise<void> => {
    if (!isIdempotencyKey(key)) throw badIdempotencyKey({ found: key });
    await transaction.lock([{ kind: "idempotency key", value: key }]);
  };

  return {
    claim: (key, fingerprint) =>
      transaction.verb(async () => {
        await hold(key);
        const stored = view.get(key);
        if (stored === undefined) return undefined;
        if (stored.fingerprint !== fingerprint) throw idempotencyConflict({ key });
        return stored.answer;
      }),

    answer: (key, fingerprint, answer) =>
      transaction.verb(async () => {
        await hold(key);
        if (view.get(key) !== undefined) throw alreadyExists({ entity: "answer", field: "key" });
        view.put(Object.freeze({ key, fingerprint, answer }));
      }),
  };
}
