import {
  type DayRun,
  type DayRunFailure,
  dayRunNotFound,
  type PlainDate,
  type Store,
} from "@lendkit/engine";

/** What the end of a day has come to, over all who ran it and all times that it was begun. */
export interface DayReport extends DayRun {
  readonly failures: readonly NumberedFailure[];
}

export interface NumberedFailure extends DayRunFailure {
  /** The loan's number for people; null where it cannot be read. */
  readonly loanNumber: number | null;
}

/** @throws LendkitError `DAY_RUN_NOT_FOUND` for a day that was not begun */
export function readDayReport(store: Store, asOf: PlainDate): Promise<DayReport> {
  return store.transact(async (unit) => {
    const run = await unit.dayRuns.find(asOf);
    if (run === undefined) throw dayRunNotFound({ asOf });
    const failures = await unit.dayRuns.listFailures(asOf);
    const loans = await unit.loans.findMany({ ids: failures.map(({ loanId }) => loanId) });
    const numbers = new Map(loans.map(({ state, number }) => [state.loanId, number]));
    return {
      ...run,
      failures: failures.map((failure) => ({
        ...failure,
        loanNumber: numbers.get(failure.loanId) ?? null,
      })),
    };
  });
}
