import { overtaken } from "../ports/errors.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";

/**
 * One transaction that waits for nobody; where another was faster, the work is run again, with locks
 * that wait. So `work` must read all anew, and do nothing outside its transaction.
 */
export async function optimisticFirst<T>(
  store: Store,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  if (store.withinHostTransaction === true) return store.transact(work);
  try {
    return await store.transact(work, { locking: "optimistic" });
  } catch (error) {
    if (!overtaken.is(error)) throw error;
    return store.transact(work);
  }
}
