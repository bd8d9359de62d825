import { setTimeout as sleep } from "node:timers/promises";
import {
  type Clock,
  type DayProgress,
  type LoanShard,
  type PlainDate,
  type Reminders,
  runDay,
  type Store,
} from "@lendkit/engine";

export interface WorkersOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly reminders: Reminders;
  readonly asOf: PlainDate;
  readonly batchSize: number | undefined;
  readonly shard: LoanShard | undefined;
  /** How many run at once, 1 or more; the store has a connection for each. */
  readonly workers: number;
  /** Ends them between two batches, with its reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DayProgress) => void;
}

/**
 * Runs the end of a day by several workers, who share the loans. When it answers or throws, none
 * of them is at work any more.
 *
 * @throws what the first of them has thrown that did not come to its end
 */
export async function runWorkers(options: WorkersOptions): Promise<void> {
  const { store, clock, reminders, asOf, batchSize, shard, workers, signal } = options;
  signal.throwIfAborted();
  const told = together(workers, options.onProgress);
  const ends = await Promise.allSettled(
    Array.from({ length: workers }, (_, worker) =>
      runDay({
        store,
        product: { reminders },
        asOf,
        clock,
        ...(batchSize === undefined ? {} : { batchSize }),
        ...(shard === undefined ? {} : { shard }),
        tryAgain: { sleep },
        onProgress: (progress) => {
          told(worker, progress);
          signal.throwIfAborted();
        },
      }),
    ),
  );
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** Makes one progress of that of several workers. */
function together(
  workers: number,
  onProgress: (progress: DayProgress) => void,
): (worker: number, progress: DayProgress) => void {
  const latest: (DayProgress | undefined)[] = Array.from({ length: workers }, () => undefined);
  return (worker, progress) => {
    latest[worker] = progress;
    const all = latest.filter((one) => one !== undefined);
    const done = all.reduce((sum, one) => sum + one.done, 0);
    // Each has counted what was due to all when it began.
    const total = Math.max(done, ...all.map((one) => one.total));
    const perSecond = all.reduce((sum, one) => sum + (one.perSecond ?? 0), 0);
    onProgress({
      done,
      total,
      perSecond: perSecond > 0 ? perSecond : null,
      secondsLeft: perSecond > 0 ? (total - done) / perSecond : null,
    });
  };
}
