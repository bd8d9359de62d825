import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alreadyExists,
  deadlock,
  overtaken,
  staleVersion,
  storageUnavailable,
} from "../ports/errors.ts";
import type { Store } from "../ports/store.ts";
import {
  badRetryPolicy,
  type RetryPolicy,
  retryTransaction,
  retryWithinHostTransaction,
  withRetries,
} from "./retryTransaction.ts";

const reset = (committing?: true): Error =>
  storageUnavailable({ reason: "reset", ...(committing && { committing }) });
const stale = staleVersion({ entity: "loan", id: "L-1", expected: 1 });
const crossed = deadlock({ waitingFor: "a row" });
const taken = alreadyExists({ entity: "customer", field: "phoneNumber" });
const broken = new Error("a bug");

/** A store whose transactions throw these, one after the other, and then succeed. */
function failing(errors: readonly unknown[]): { store: Store; runs: () => number } {
  let runs = 0;
  const transact = async <T>(): Promise<T> => {
    runs += 1;
    if (runs <= errors.length) throw errors[runs - 1];
    return JSON.parse(`"run ${runs}"`);
  };
  return { store: { transact }, runs: () => runs };
}

/** A policy whose random number is always the same, and what was slept under it. */
function policyOf(
  changes: Partial<RetryPolicy> = {},
  random = 0.5,
): { policy: RetryPolicy; slept: number[] } {
  const slept: number[] = [];
  const sleep = async (milliseconds: number): Promise<void> => {
    slept.push(milliseconds);
  };
  return { policy: { attempts: 5, random: () => random, sleep, ...changes }, slept };
}

const nothing = async (): Promise<void> => {};

// What goes wrong, how often the work is run, and whether it succeeds in the end.
test.each<[string, readonly unknown[], Partial<RetryPolicy>, number, boolean]>([
  ["nothing", [], {}, 1, true],
  ["somebody saved first", [stale], {}, 2, true],
  ["a deadlock, then the storage was away", [crossed, reset()], {}, 3, true],
  ["what fails each time", [stale, stale, stale, stale, stale], {}, 5, false],
  ["one less", [stale, stale, stale, stale], {}, 5, true],
  ["with one attempt", [stale], { attempts: 1 }, 1, false],
  ["what no retry helps", [broken], {}, 1, false],
  ["undefined", [undefined], {}, 1, false],
  ["a retry, then what no retry helps", [stale, broken], {}, 2, false],
  ["one that took a chance", [overtaken({})], {}, 1, false],
  ["a clash", [taken], {}, 1, false],
  ["a clash that is to be tried again", [taken], { alsoAfter: alreadyExists.is }, 2, true],
  ["a lost answer to a commit", [reset(true)], {}, 1, false],
  ["a lost answer to work that looks first", [reset(true)], { repeatable: true }, 2, true],
])("%s", async (_what, errors, changes, runs, succeeds) => {
  const { store, runs: counted } = failing(errors);
  const { policy } = policyOf(changes);
  const work = retryTransaction(store, nothing, policy);
  if (succeeds) expect(await work).toBe(`run ${runs}`);
  else await expect(work).rejects.toBe(errors[runs - 1]);
  expect(counted()).toBe(runs);
});

// 0.5 × 50, 100, 200, 400; 0.25 × 10, 20, 40, 40.
test.each([
  [{}, 0.5, [25, 50, 100, 200]],
  [{ firstWaitMilliseconds: 10, longestWaitMilliseconds: 40 }, 0.25, [2.5, 5, 10, 10]],
  [{ firstWaitMilliseconds: 0 }, 0.9, [0, 0, 0, 0]],
])("waits of %j, each at %d of its bound", async (changes, random, waits) => {
  const { policy, slept } = policyOf(changes, random);
  await retryTransaction(failing([stale, stale, stale, stale]).store, nothing, policy);
  expect(slept).toEqual(waits);
});

test("a wait is below its bound, which doubles up to the longest", async () => {
  const anyPolicy = fc.record({
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    firstWaitMilliseconds: fc.integer({ min: 1, max: 1000 }),
    longestWaitMilliseconds: fc.integer({ min: 1, max: 10_000 }),
    failures: fc.integer({ min: 0, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(anyPolicy, async ({ failures, random, ...waits }) => {
      const { policy, slept } = policyOf({ ...waits, attempts: 13 }, random);
      const { store, runs } = failing(Array.from({ length: failures }, () => stale));
      await retryTransaction(store, nothing, policy);
      expect([runs(), slept.length]).toEqual([failures + 1, failures]);
      for (const [index, wait] of slept.entries()) {
        const doubled = waits.firstWaitMilliseconds * 2 ** index;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(Math.min(doubled, waits.longestWaitMilliseconds));
      }
    }),
  );
});

test("a store with retries tries each of its transactions anew", async () => {
  const { store, runs } = failing([stale, stale]);
  const { policy } = policyOf({ attempts: 2 });
  const patient = withRetries(store, policy);
  await expect(patient.transact(nothing)).rejects.toBe(stale);
  expect(await patient.transact(nothing)).toBe("run 3");
  expect(runs()).toBe(3);
});

test("a store in the host's transaction is refused before anything runs", async () => {
  const { store, runs } = failing([]);
  const inside: Store = { ...store, withinHostTransaction: true };
  const { policy } = policyOf();
  expect(() => withRetries(inside, policy)).toThrow(retryWithinHostTransaction({}));
  const work = retryTransaction(inside, nothing, policy);
  await expect(work).rejects.toThrow(retryWithinHostTransaction({}));
  expect(runs()).toBe(0);
});

test.each<[string, number]>([
  ["attempts", 0],
  ["attempts", 1.5],
  ["attempts", Number.NaN],
  ["firstWaitMilliseconds", -1],
  ["firstWaitMilliseconds", Number.NaN],
  ["longestWaitMilliseconds", Number.POSITIVE_INFINITY],
])("a policy whose %s is %d is refused", (field, found) => {
  const { policy } = policyOf({ [field]: found });
  expect(() => withRetries(failing([]).store, policy)).toThrow(badRetryPolicy({ field, found }));
});
