import type { OutboxMessage, OutboxRepository, Store, UnitOfWork } from "@lendkit/engine";
import { type BrokenStore, withOutbox } from "./brokenStore.ts";

const changing =
  (
    change: (outbox: OutboxRepository, store: Store, unit: UnitOfWork) => Partial<OutboxRepository>,
  ): BrokenStore["breaks"] =>
  (store) =>
    withOutbox(store, (outbox, unit) => change(outbox, store, unit));

/** Changes every message on the way in. */
const losing = (change: (message: OutboxMessage) => OutboxMessage): BrokenStore["breaks"] =>
  changing(({ put }) => ({ put: (messages) => put(messages.map(change)) }));

const reading: readonly BrokenStore[] = [
  {
    fault: "characters beyond the first plane are lost in notices",
    breaks: losing((message) => ({ ...message, id: message.id.replace(/\p{So}/gu, "?") })),
    caughtBy: ["outbox: take gives messages to the letter"],
  },
  {
    fault: "facts become notices",
    breaks: changing(({ take }) => ({
      take: async (limit) => (await take(limit)).filter(({ kind }) => kind === "notice"),
    })),
    caughtBy: ["outbox: take gives messages to the letter, the oldest first"],
  },
  {
    fault: "messages are in the order of their ids",
    breaks: changing(({ take }) => ({
      take: async (limit) =>
        [...(await take(Number.MAX_SAFE_INTEGER))]
          .sort((one, other) => (one.id < other.id ? -1 : 1))
          .slice(0, limit),
    })),
    caughtBy: [
      "outbox: take gives messages to the letter, the oldest first",
      "outbox: messages of one loan keep their order",
    ],
  },
  {
    fault: "what is taken is gone",
    breaks: changing((outbox) => ({
      take: async (limit) => {
        const messages = await outbox.take(limit);
        await outbox.remove(messages.map(({ id }) => id));
        return messages;
      },
    })),
    caughtBy: ["outbox: what is taken and not removed is given again"],
  },
  {
    fault: "to remove a message that is not there is an error",
    breaks: changing((outbox) => ({
      remove: async (ids) => {
        const there = await outbox.take(Number.MAX_SAFE_INTEGER);
        if (!ids.every((id) => there.some((message) => message.id === id))) throw new Error("gone");
        await outbox.remove(ids);
      },
    })),
    caughtBy: ["outbox: remove removes, and one that is not there is no error"],
  },
  {
    fault: "removals are dropped",
    breaks: changing(() => ({ remove: async () => {} })),
    caughtBy: ["outbox: remove removes", "outbox: of two readers the second waits"],
  },
  {
    fault: "readers do not wait for one another",
    breaks: changing((_, store) => ({
      take: (limit) => store.transact((unit) => unit.outbox.take(limit)),
    })),
    caughtBy: ["outbox: of two readers the second waits"],
  },
  {
    fault: "readers hold up who puts messages",
    breaks: changing(({ put, take }, _, unit) => ({
      put: async (messages) => {
        await unit.imports.lock("loans");
        await put(messages);
      },
      take: async (limit) => {
        await unit.imports.lock("loans");
        return take(limit);
      },
    })),
    caughtBy: ["outbox: a reader does not hold up who puts messages"],
  },
];

const writing: readonly BrokenStore[] = [
  {
    fault: "messages are put by a transaction of their own",
    breaks: changing((_, store) => ({
      put: (messages) => store.transact((unit) => unit.outbox.put(messages)),
    })),
    caughtBy: ["outbox: messages are there if and only if their transaction commits"],
  },
  {
    fault: "a message that was handed on is forgotten",
    breaks: (store) => {
      let round = 0;
      return withOutbox(store, ({ put, take, remove }) => ({
        put: async (messages) => {
          const there = new Set(
            (await take(Number.MAX_SAFE_INTEGER)).map(({ id }) => id.split("~")[0]),
          );
          round += 1;
          const fresh = messages.filter(
            ({ id }, at) => !there.has(id) && messages.findIndex((other) => other.id === id) === at,
          );
          await put(fresh.map((message) => ({ ...message, id: `${message.id}~${round}` })));
        },
        take: async (limit) =>
          (await take(limit)).map((message) => ({
            ...message,
            id: message.id.split("~")[0] ?? "",
          })),
        remove: async (ids) => {
          const there = await take(Number.MAX_SAFE_INTEGER);
          await remove(
            there.filter(({ id }) => ids.includes(id.split("~")[0] ?? "")).map(({ id }) => id),
          );
        },
      }));
    },
    caughtBy: ["outbox: an id that was put before is left out, also once it was removed"],
  },
  {
    fault: "the newest messages come first",
    breaks: changing(({ take }) => ({
      take: async (limit) => [...(await take(limit))].reverse(),
    })),
    caughtBy: [
      "outbox: an id that was put before is left out",
      "outbox: messages of one loan keep their order, whoever put them",
    ],
  },
];

export const brokenOutbox: readonly BrokenStore[] = [...reading, ...writing];
