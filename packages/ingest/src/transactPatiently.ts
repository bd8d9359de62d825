import { setTimeout } from "node:timers/promises";
import {
  alreadyExists,
  type RetryPolicy,
  retryTransaction,
  type Store,
  type UnitOfWork,
} from "@lendkit/engine";

const policy: RetryPolicy = {
  attempts: 5,
  random: Math.random,
  sleep: (milliseconds) => setTimeout(milliseconds),
  firstWaitMilliseconds: 20,
  repeatable: true,
  alsoAfter: alreadyExists.is,
};

/**
 * One transaction, tried again as a whole where that can help: somebody else saved first, waited
 * for us, or took a number or a phone number that was free when we looked. `work` looks anew each
 * time, also after a commit whose answer was lost. In the host's transaction it is run once.
 */
export function transactPatiently<T>(
  store: Store,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  if (store.withinHostTransaction === true) return store.transact(work);
  return retryTransaction(store, work, policy);
}
