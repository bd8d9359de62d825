import { isLendkitError } from "../errors.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";

/** How often and how soon a transaction is tried again. */
export interface TryAgain {
  /** Tries in all, 1 or more. Default: 5. */
  readonly tries?: number;
  /** Waits so many milliseconds: 20, then twice as long each time. Default: not at all. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const FIRST_WAIT = 20;

/**
 * One transaction, tried again as a whole after an error that says it may help. `work` looks anew
 * each time, since an answer may have been lost after the commit.
 */
export async function transactAgain<T>(
  store: Store,
  work: (unit: UnitOfWork) => Promise<T>,
  { tries = 5, sleep = async () => {} }: TryAgain = {},
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await store.transact(work);
    } catch (error) {
      const isLast = tried >= tries || store.withinHostTransaction === true;
      if (isLast || !isLendkitError(error) || !error.retryable) throw error;
      await sleep(FIRST_WAIT * 2 ** (tried - 1));
    }
  }
}
