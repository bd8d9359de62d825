import { createMemoryStore } from "@lendkit/adapters-memory";
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { OutboxMessage } from "../ports/outbox.ts";
import type { Store } from "../ports/store.ts";
import { deliverMessages } from "./deliverMessages.ts";

const message = (loanId: string, n: number): OutboxMessage => ({
  id: `${loanId} ${n}`,
  loanId,
  kind: "notice",
  notice: {
    id: `${loanId} ${n}`,
    loanId,
    customerId: "C-1",
    kind: "closed",
    on: plainDate("2024-02-29"),
    dueId: null,
    amount: null,
    currency: "INR",
    detail: {},
  },
});

async function withMessages(...ids: readonly (readonly [string, number])[]): Promise<Store> {
  const store = createMemoryStore();
  await store.transact(({ outbox }) => outbox.put(ids.map(([loan, n]) => message(loan, n))));
  return store;
}

test("hands on all messages, the oldest first, each once where nothing fails", async () => {
  const store = await withMessages(["A", 1], ["B", 1], ["A", 2]);
  const seen: string[] = [];
  const deliver = async (messages: readonly OutboxMessage[]): Promise<void> => {
    seen.push(...messages.map(({ id }) => id));
  };
  expect(await deliverMessages({ store, limit: 2, deliver })).toBe(2);
  expect(await deliverMessages({ store, limit: 2, deliver })).toBe(1);
  expect(await deliverMessages({ store, limit: 2, deliver })).toBe(0);
  expect(seen).toEqual(["A 1", "B 1", "A 2"]);
});

test("gives all of them again where handing on fails", async () => {
  const store = await withMessages(["A", 1], ["A", 2]);
  const down = new Error("The queue is down.");
  const fail = async (): Promise<void> => {
    throw down;
  };
  await expect(deliverMessages({ store, deliver: fail })).rejects.toBe(down);
  const seen: string[] = [];
  const count = await deliverMessages({
    store,
    deliver: async (messages) => {
      seen.push(...messages.map(({ id }) => id));
    },
  });
  expect([count, seen]).toEqual([2, ["A 1", "A 2"]]);
});

test("two readers at once hand on each message once, in order", async () => {
  const store = await withMessages(["A", 1], ["A", 2], ["A", 3]);
  const seen: string[] = [];
  const read = (): Promise<number> =>
    deliverMessages({
      store,
      limit: 2,
      deliver: async (messages) => {
        await Promise.resolve();
        seen.push(...messages.map(({ id }) => id));
      },
    });
  expect(await Promise.all([read(), read()])).toEqual([2, 1]);
  expect(seen).toEqual(["A 1", "A 2", "A 3"]);
});

test.each([0, -1, 1.5, 1001, Number.NaN])("refuses a limit of %d", async (limit) => {
  const deliver = async (): Promise<void> => {};
  const store = createMemoryStore();
  await expect(deliverMessages({ store, limit, deliver })).rejects.toMatchObject({
    code: "BAD_DELIVERY_LIMIT",
  });
});
