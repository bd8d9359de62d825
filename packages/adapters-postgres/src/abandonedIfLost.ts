import { isCutOff } from "./storageError.ts";

/** How long the client may take to notice that its connection is lost. */
const NOTICE_MILLISECONDS = 200;

/**
 * Runs a client's transaction, and keeps the client from ending it once its connection is lost.
 *
 * postgres.js gives a transaction up as soon as its connection breaks, while the work in it may
 * still run. When that ends, it would send COMMIT or ROLLBACK to a socket that is no more, which
 * throws where nobody can catch it and ends the process. So to the client such work never ends.
 *
 * @param begin the client's own way to run work in a transaction
 * @throws what `begin` rejects with
 */
export function abandonedIfLost<Transaction, T>(
  work: (transaction: Transaction) => Promise<T>,
  begin: (work: (transaction: Transaction) => Promise<T>) => Promise<T>,
): Promise<T> {
  let giveUp = (): void => {};
  let over = false;
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const begun = begin(async (transaction) => {
    const [outcome] = await Promise.allSettled([work(transaction)]);
    if (outcome.status === "rejected") {
      // A statement may be told of the loss before the transaction is.
      const longest = isCutOff(outcome.reason) ? NOTICE_MILLISECONDS : 0;
      await orAfter(longest, givenUp);
    }
    if (over) await never();
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
  begun.catch(() => {
    over = true;
    giveUp();
  });
  return begun;
}

async function orAfter(milliseconds: number, event: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([event, timeout]);
  clearTimeout(timer);
}

function never(): Promise<never> {
  return new Promise(() => {});
}
