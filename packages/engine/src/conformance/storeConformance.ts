/**
 * The test kit of the ports (`@lendkit/engine/conformance`): one test for each promise, for any
 * adapter and any test runner.
 *
 * @module
 */
import { accountPromises } from "./accounts.ts";
import { applicantPromises } from "./applicants.ts";
import { applicantWritePromises } from "./applicantWrites.ts";
import { customerPromises } from "./customers.ts";
import { customerWritePromises } from "./customerWrites.ts";
import { dayRunPromises } from "./dayRuns.ts";
import { dueLoanPromises } from "./dueLoans.ts";
import { duePromises } from "./dues.ts";
import { dueWritePromises } from "./dueWrites.ts";
import { factPromises } from "./facts.ts";
import { idempotencyPromises } from "./idempotency.ts";
import { importPromises } from "./imports.ts";
import { loanPagePromises } from "./loanPages.ts";
import { loanPromises } from "./loans.ts";
import { lockPromises } from "./locks.ts";
import { numberPromises } from "./numbers.ts";
import { optimisticPromises } from "./optimistic.ts";
import { outboxPromises } from "./outbox.ts";
import { queryPromises } from "./queries.ts";
import type { OpenedStore, StoreNeed, StorePromise } from "./storePromise.ts";
import { togetherPromises } from "./together.ts";
import { transactionPromises } from "./transactions.ts";
import { valuePromises } from "./values.ts";
import { writerPromises } from "./writers.ts";

export { differences, liveInStore, type ServiceLives } from "./serviceLives.ts";
export type { OpenedStore, StoreNeed } from "./storePromise.ts";

/** Vitest, Jest and node:test all satisfy this, so an adapter keeps its own runner. */
export type RegisterTest = (name: string, run: () => Promise<void>) => void;

/** Opens a fresh, empty store; called once for each test. */
export type OpenStore = () => Promise<OpenedStore>;

export interface ConformanceOptions {
  /** Why this store cannot have what some promises need. Left out: it has it. */
  readonly notApplicable?: { readonly [need in StoreNeed]?: string };
}

export interface ConformanceReport {
  /** Names of the tests that were registered. */
  readonly registered: readonly string[];
  /** Promises that this store cannot be asked to keep, each with the adapter's reason. */
  readonly notApplicable: readonly { readonly name: string; readonly reason: string }[];
}

const promises: readonly StorePromise[] = [
  ...transactionPromises,
  ...togetherPromises,
  ...optimisticPromises,
  ...lockPromises,
  ...customerPromises,
  ...customerWritePromises,
  ...applicantPromises,
  ...applicantWritePromises,
  ...accountPromises,
  ...loanPromises,
  ...loanPagePromises,
  ...numberPromises,
  ...writerPromises,
  ...factPromises,
  ...duePromises,
  ...dueWritePromises,
  ...idempotencyPromises,
  ...importPromises,
  ...dueLoanPromises,
  ...outboxPromises,
  ...dayRunPromises,
  ...valuePromises,
  ...queryPromises,
];

/**
 * Registers one test for each promise of the ports. A test opens its own store and closes it,
 * whatever the outcome; it never sleeps, so a store that waits for ever is ended by the runner's
 * own time limit.
 *
 * @param test the runner's function that registers a test
 *
 * @example
 * import { test } from "vitest";
 *
 * storeConformance(test, async () => ({ store: createMemoryStore(), close: async () => {} }), {
 *   notApplicable: { queries: "memory sends no statements" },
 * });
 */
export function storeConformance(
  test: RegisterTest,
  openStore: OpenStore,
  options: ConformanceOptions = {},
): ConformanceReport {
  const registered: string[] = [];
  const notApplicable: { name: string; reason: string }[] = [];
  for (const { name, needs, check } of promises) {
    const reason = needs === undefined ? undefined : options.notApplicable?.[needs];
    if (reason !== undefined) {
      notApplicable.push({ name, reason });
      continue;
    }
    registered.push(name);
    test(name, () => checkOn(openStore, check));
  }
  return { registered, notApplicable };
}

async function checkOn(openStore: OpenStore, check: StorePromise["check"]): Promise<void> {
  const opened = await openStore();
  try {
    await check(opened);
  } finally {
    await opened.close();
  }
}
