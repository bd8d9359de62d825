import { alreadyExists, isLendkitError, type Store, type UnitOfWork } from "@lendkit/engine";

/** Tries of one transaction before its error is thrown on. */
const TRIES = 5;

/**
 * One transaction, tried again as a whole where that can help: somebody else saved first, waited
 * for us, or took a number or a phone number that was free when we looked. `work` looks anew each
 * time, also after a commit whose answer was lost.
 */
export async function transactPatiently<T>(
  store: Store,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return await store.transact(work);
    } catch (error) {
      const mayHelp = isLendkitError(error) && (error.retryable || alreadyExists.is(error));
      if (!mayHelp || left === 0) throw error;
    }
  }
}
