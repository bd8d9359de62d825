import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { checkReminders } from "../loan/notices.ts";
import type { ServicedProduct } from "../loan/product.ts";
import type { DayRun, DayRunFailure, LoanShard } from "../ports/dayRun.ts";
import { dayRunNotFound } from "../ports/errors.ts";
import type { Store } from "../ports/store.ts";
import { inTheFuture } from "./errors.ts";
import type { Clock } from "./lending.ts";
import { type BatchContext, runDayBatch } from "./runDayBatch.ts";
import { type TryAgain, transactAgain } from "./transactAgain.ts";

export interface RunDayOptions {
  readonly store: Store;
  /** Whose reminders are written. */
  readonly product: Pick<ServicedProduct, "reminders">;
  /** The day that ends, not after today. Days that were missed before it are caught up. */
  readonly asOf: PlainDate;
  readonly clock: Clock;
  /** Loans in one transaction, 1 or more. Default: 500. */
  readonly batchSize?: number;
  /** The part of the loans to run. Default: all; several workers share them either way. */
  readonly shard?: LoanShard;
  /** Called after each batch. What it throws ends the run; begun again, the run goes on. */
  readonly onProgress?: (progress: DayProgress) => void;
  readonly tryAgain?: TryAgain;
}

/** How far this worker has come. */
export interface DayProgress {
  /** Loans that this worker has done. */
  readonly done: number;
  /** Loans that were due when it began. */
  readonly total: number;
  /** Loans a second by the clock; null before it has moved. */
  readonly perSecond: number | null;
  /** As long as it takes at that rate; null before the clock has moved. */
  readonly secondsLeft: number | null;
}

/** What a day-end did, over all workers and all times that it was begun. */
export interface DayRunReport extends DayRun {
  /** Loans that could not be carried forward, tried twice each. The next run takes them up again. */
  readonly failures: readonly DayRunFailure[];
}

const BATCH_SIZE = 500;

/**
 * The day-end: carries each loan forward on which something happens by itself up to a day, and
 * writes what borrowers are told and what the day has issued, exactly once. It is begun again
 * after a kill, twice, late, on several machines at once, or beside payments, without a difference:
 * what is due is a mark on the loan, and each batch is one transaction. Loans on which nothing
 * happens are not touched; whoever reads one carries it forward by itself.
 *
 * A loan that fails is set aside, tried once more at the end, and reported. Loans that others hold
 * are waited for, so when it answers, all of its part is done but for those in `failures`.
 *
 * @throws LendkitError `INVALID_DATE`, `IN_THE_FUTURE`, `INVALID_REMINDERS`; `BAD_DUE_LOAN_QUERY`
 *   for a batch size or a shard that is none; of the storage, when trying again did not help
 *
 * @example
 * const { counts, failures } = await runDay({ store, product: emiTracker, asOf: today, clock });
 */
export async function runDay(options: RunDayOptions): Promise<DayRunReport> {
  const { store, product, clock, batchSize = BATCH_SIZE, tryAgain = {} } = options;
  const asOf = plainDate(options.asOf, "asOf");
  const today = clock.today();
  if (asOf > today) throw inTheFuture({ found: asOf, today });
  const { reminders } = product;
  checkReminders(reminders);
  const startedAt = clock.now();
  const context = { store, asOf, recordedAt: startedAt, reminders, tryAgain };
  const part = options.shard === undefined ? {} : { shard: options.shard };
  const total = await transactAgain(
    store,
    async (unit) => {
      await unit.dayRuns.begin(asOf, startedAt);
      return unit.loans.countDue(asOf, options.shard);
    },
    tryAgain,
  );
  const told = progressOf(options, startedAt, total);
  const query = { ...part, limit: batchSize };
  await untilEmpty(() => runDayBatch(context, query), told);
  while ((await countDue(context, options.shard)) > 0) {
    told(await runDayBatch(context, { ...query, wait: true }));
  }
  await untilEmpty(
    () => runDayBatch(context, { ...query, wait: true, setAside: true }),
    () => {},
  );
  return finish(context, clock);
}

async function untilEmpty(
  batch: () => Promise<number>,
  told: (taken: number) => void,
): Promise<void> {
  for (let taken = await batch(); taken > 0; taken = await batch()) told(taken);
}

function countDue(
  { store, asOf, tryAgain }: BatchContext,
  shard: LoanShard | undefined,
): Promise<number> {
  return transactAgain(store, (unit) => unit.loans.countDue(asOf, shard), tryAgain);
}

/** The worker that finds nothing left of any part says that the day is finished. */
function finish({ store, asOf, tryAgain }: BatchContext, clock: Clock): Promise<DayRunReport> {
  return transactAgain(
    store,
    async (unit) => {
      if ((await unit.loans.countDue(asOf)) === 0) await unit.dayRuns.finish(asOf, clock.now());
      const run = await unit.dayRuns.find(asOf);
      if (run === undefined) throw dayRunNotFound({ asOf });
      return { ...run, failures: await unit.dayRuns.listFailures(asOf) };
    },
    tryAgain,
  );
}

function progressOf(
  { onProgress, clock }: RunDayOptions,
  startedAt: string,
  total: number,
): (taken: number) => void {
  let done = 0;
  return (taken) => {
    done += taken;
    const seconds = (Date.parse(clock.now()) - Date.parse(startedAt)) / 1000;
    const perSecond = seconds > 0 ? done / seconds : null;
    const left = Math.max(0, total - done);
    const secondsLeft = perSecond === null || perSecond === 0 ? null : left / perSecond;
    onProgress?.({ done, total, perSecond, secondsLeft });
  };
}
