import { type ErrorType, errorType } from "../errors.ts";
import type { OutboxMessage } from "../ports/outbox.ts";
import type { Store } from "../ports/store.ts";

export interface DeliverOptions {
  readonly store: Store;
  /** The most messages at once: a whole number from 1 to 1000. Default: 100. */
  readonly limit?: number;
  /**
   * Hands messages on, the oldest first. It answers once all of them are in safe hands; if it throws,
   * all are given to it again. Each may be given more than once: its `id` tells it again.
   */
  readonly deliver: (messages: readonly OutboxMessage[]) => Promise<void>;
}

export const badDeliveryLimit: ErrorType<{ readonly found: string }> = errorType(
  "BAD_DELIVERY_LIMIT",
  {
    kind: "invalid",
    message: ({ found }) => `The limit is ${found}, expected a whole number from 1 to 1000.`,
  },
);

/**
 * Hands on what has happened to loans, such as to a queue, a ledger or whoever sends reminders: at
 * least once, and for each loan in order. One reader works at a time, others wait for it, so several
 * may be started for safety, none for speed.
 *
 * The outbox is held while `deliver` works, but no loan is; keep it short and call it until it answers
 * zero.
 *
 * @returns how many messages were handed on; zero where there was none
 * @throws LendkitError `BAD_DELIVERY_LIMIT`; what `deliver` throws, and then nothing is removed
 *
 * @example
 * const deliver = async (messages) => queue.sendAll(messages);
 * while ((await deliverMessages({ store, deliver })) > 0);
 */
export async function deliverMessages({
  store,
  limit = 100,
  deliver,
}: DeliverOptions): Promise<number> {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1000)) {
    throw badDeliveryLimit({ found: String(limit) });
  }
  return store.transact(async ({ outbox }) => {
    const messages = await outbox.take(limit);
    if (messages.length === 0) return 0;
    await deliver(messages);
    await outbox.remove(messages.map(({ id }) => id));
    return messages.length;
  });
}
