/**
 * Whole transactions tried again, where that can help.
 *
 * @module
 */
import { type ErrorType, errorType, isLendkitError } from "../errors.ts";
import { overtaken, storageUnavailable } from "../ports/errors.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";

/** How often, and after what waits. Nothing here reads a clock or a random source by itself. */
export interface RetryPolicy {
  /** How often the work is run in all: 1 or more. */
  readonly attempts: number;
  /** From 0, included, to 1, excluded, each as likely, such as `Math.random`. */
  readonly random: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /**
   * The first wait is from 0 to this, excluded, each as likely, and the bound doubles with each
   * further one; 50 by default. Spread so widely, those who collided do not collide again.
   */
  readonly firstWaitMilliseconds?: number;
  /** The bound stays at this; 5000 by default. */
  readonly longestWaitMilliseconds?: number;
  /**
   * Says that the work looks whether it was done before, as one with an idempotency key does, so
   * that it may also run again after a commit whose answer was lost; false by default, when such a
   * failure is thrown on at once.
   */
  readonly repeatable?: boolean;
  /** Errors that are tried again beside those that say that they may be. */
  readonly alsoAfter?: (error: unknown) => boolean;
}

export const badRetryPolicy: ErrorType<{ readonly field: string; readonly found: number }> =
  errorType("BAD_RETRY_POLICY", {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected ` +
      (field === "attempts" ? "a whole number from 1 on." : "a number of milliseconds from 0 on."),
  });

export const retryWithinHostTransaction: ErrorType<object> = errorType(
  "RETRY_WITHIN_HOST_TRANSACTION",
  {
    kind: "invalid",
    message: () =>
      "This store works in parts of the host's transaction, and a part of one is not tried again: " +
      "try the host's transaction again as a whole.",
  },
);

/**
 * Runs the work in a transaction, and again in a new one while that can help: somebody else saved
 * first, two waited for each other, or the storage was out of reach. The work must read all anew
 * each time, and do nothing outside its transaction.
 *
 * @throws LendkitError `BAD_RETRY_POLICY`, `RETRY_WITHIN_HOST_TRANSACTION`; what the last run threw
 *
 * @example
 * const sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));
 * const policy = { attempts: 5, random: Math.random, sleep };
 * await retryTransaction(store, (unit) => unit.customers.save([changed]), policy);
 */
export async function retryTransaction<T>(
  store: Store,
  work: (unit: UnitOfWork) => Promise<T>,
  policy: RetryPolicy,
): Promise<T> {
  return withRetries(store, policy).transact(work);
}

/**
 * The same store, with every transaction tried again as `retryTransaction` does. A use-case on it
 * may be given its command more than once: pay with an idempotency key, and say `repeatable`.
 *
 * @throws LendkitError `BAD_RETRY_POLICY`, `RETRY_WITHIN_HOST_TRANSACTION`
 *
 * @example
 * const patient = withRetries(store, { attempts: 5, random: Math.random, sleep, repeatable: true });
 * await createServicing({ store: patient, product, clock, newId }).pay({ ...payment, idempotencyKey });
 */
export function withRetries(store: Store, policy: RetryPolicy): Store {
  if (store.withinHostTransaction === true) throw retryWithinHostTransaction({});
  const { attempts, firstWaitMilliseconds = 50, longestWaitMilliseconds = 5000 } = policy;
  if (!Number.isSafeInteger(attempts) || attempts < 1) {
    throw badRetryPolicy({ field: "attempts", found: attempts });
  }
  for (const [field, found] of Object.entries({ firstWaitMilliseconds, longestWaitMilliseconds })) {
    if (!Number.isFinite(found) || found < 0) throw badRetryPolicy({ field, found });
  }
  return {
    async transact(work, options) {
      for (let bound = firstWaitMilliseconds, left = attempts - 1; ; bound *= 2, left -= 1) {
        try {
          return await store.transact(work, options);
        } catch (error) {
          if (left === 0 || !mayHelp(error, policy)) throw error;
        }
        await policy.sleep(policy.random() * Math.min(bound, longestWaitMilliseconds));
      }
    },
  };
}

function mayHelp(error: unknown, { repeatable = false, alsoAfter }: RetryPolicy): boolean {
  // Who took the chance of it goes on at once, with locks that wait.
  if (overtaken.is(error)) return false;
  if (storageUnavailable.is(error) && error.details.committing === true) return repeatable;
  return (isLendkitError(error) && error.retryable) || alsoAfter?.(error) === true;
}
