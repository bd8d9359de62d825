import {
  type DayRun,
  type DayRunCounts,
  type DayRunFailure,
  type DayRunRepository,
  dayRunNotFound,
  noCounts,
  type PlainDate,
} from "@lendkit/engine";
import { byCodePoints } from "./codePointOrder.ts";
import { copyDayRun } from "./copies.ts";
import { type Database, failureKey, type StoredFailure } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export function memoryDayRuns(
  { dayRuns, failures }: Database,
  transaction: Transaction,
): DayRunRepository {
  const runs = transaction.view(dayRuns);
  const failed = transaction.view(failures);

  /** The run, held to the end of the transaction. */
  const hold = async (asOf: PlainDate): Promise<DayRun | undefined> => {
    await transaction.lock([{ kind: "day run", value: asOf }]);
    return runs.get(asOf);
  };

  const change = async (asOf: PlainDate, to: (run: DayRun) => DayRun): Promise<void> => {
    const run = await hold(asOf);
    if (run === undefined) throw dayRunNotFound({ asOf });
    runs.put(copyDayRun(to(run)));
  };

  return {
    begin: (asOf, startedAt) =>
      transaction.verb(async () => {
        const begun = await hold(asOf);
        if (begun !== undefined) {
          if (begun.finishedAt === null) return begun;
          for (const failure of failed.by("asOf", asOf)) failed.remove(failureKey(failure));
          return begun;
        }
        const run = copyDayRun({ asOf, startedAt, finishedAt: null, counts: noCounts });
        runs.put(run);
        return run;
      }),

    add: (asOf, counts) =>
      transaction.verb(() =>
        change(asOf, (run) => ({ ...run, counts: sumOf(run.counts, counts) })),
      ),

    setAside: (asOf, news) =>
      transaction.verb(async () => {
        if (news.length === 0) return;
        await change(asOf, (run) => run);
        for (const failure of news) {
          const before = failed.get(failureKey({ asOf, ...failure }))?.attempts ?? 0;
          failed.put(Object.freeze({ asOf, ...failure, attempts: before + 1 }));
        }
      }),

    settle: (asOf, loanIds) =>
      transaction.verb(() => {
        for (const loanId of loanIds) failed.remove(failureKey({ asOf, loanId }));
      }),

    finish: (asOf, finishedAt) =>
      transaction.verb(() =>
        change(asOf, (run) => ({ ...run, finishedAt: run.finishedAt ?? finishedAt })),
      ),

    find: (asOf) => transaction.verb(() => runs.get(asOf)),

    list: (limit) =>
      transaction.verb(() =>
        runs
          .rows()
          .sort((one, other) => (one.asOf > other.asOf ? -1 : 1))
          .slice(0, limit),
      ),

    listFailures: (asOf) =>
      transaction.verb(() =>
        failed
          .by("asOf", asOf)
          .map(failureOf)
          .sort((one, other) => byCodePoints(one.loanId, other.loanId)),
      ),
  };
}

function sumOf(one: DayRunCounts, other: DayRunCounts): DayRunCounts {
  return {
    loans: one.loans + other.loans,
    bills: one.bills + other.bills,
    dues: one.dues + other.dues,
    overdue: one.overdue + other.overdue,
    buckets: one.buckets + other.buckets,
    closed: one.closed + other.closed,
    notices: one.notices + other.notices,
  };
}

function failureOf({ asOf: _, ...failure }: StoredFailure): DayRunFailure {
  return Object.freeze(failure);
}
