import { expect, test } from "vitest";
import { overtaken, staleVersion } from "../ports/errors.ts";
import type { Store } from "../ports/store.ts";
import { optimisticFirst } from "./optimisticFirst.ts";
import { withRetries } from "./retryTransaction.ts";

const stale = staleVersion({ entity: "loan", id: "L-1", expected: 1 });

/** A store whose transactions throw these, one after the other, and then succeed. */
function failing(errors: readonly unknown[], withinHostTransaction = false) {
  const locking: unknown[] = [];
  const transact: Store["transact"] = async <T>(_work: unknown, options?: unknown): Promise<T> => {
    locking.push(options);
    if (locking.length <= errors.length) throw errors[locking.length - 1];
    return JSON.parse('"done"');
  };
  return { store: { transact, withinHostTransaction }, locking };
}

const work = async (): Promise<string> => "never run here";
const [optimistic, pessimistic] = [{ locking: "optimistic" }, undefined];

test.each<[string, readonly unknown[], readonly unknown[]]>([
  ["waits for nobody", [], [optimistic]],
  ["waits once it was overtaken", [overtaken({})], [optimistic, pessimistic]],
])("it %s", async (_what, errors, locking) => {
  const found = failing(errors);
  expect(await optimisticFirst(found.store, work)).toBe("done");
  expect(found.locking).toEqual(locking);
});

test("any other error is the caller's, and so is that of the second time", async () => {
  const first = failing([stale]);
  await expect(optimisticFirst(first.store, work)).rejects.toBe(stale);
  expect(first.locking).toEqual([optimistic]);
  const second = failing([overtaken({}), stale]);
  await expect(optimisticFirst(second.store, work)).rejects.toBe(stale);
  expect(second.locking).toEqual([optimistic, pessimistic]);
});

test("within the host's transaction it waits, and is not tried again", async () => {
  const { store, locking } = failing([overtaken({})], true);
  await expect(optimisticFirst(store, work)).rejects.toThrow(overtaken({}));
  expect(locking).toEqual([pessimistic]);
});

test("a patient store takes each of the two with its locking", async () => {
  const { store, locking } = failing([stale, overtaken({}), stale]);
  const patient = withRetries(store, { attempts: 2, random: () => 0, sleep: async () => {} });
  expect(await optimisticFirst(patient, work)).toBe("done");
  expect(locking).toEqual([optimistic, optimistic, pessimistic, pessimistic]);
});
