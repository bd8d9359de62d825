import { lenderClock } from "@lendkit/express-api/clock";
import { hasEmbeddedDatabase, openDatabase } from "@lendkit/express-api/database";
import type { RunnerConfig } from "./config.ts";
import { type DayReport, readDayReport } from "./dayReport.ts";
import { databaseMissing, dayToCome, oneConnection } from "./errors.ts";
import type { DayEndArguments } from "./readArguments.ts";
import { runWorkers, type WorkersOptions } from "./runWorkers.ts";

/**
 * Opens the lender's database, migrates it if need be, runs the end of a day and closes it again.
 *
 * @throws LendkitError `DAY_TO_COME`, `ONE_CONNECTION`, `DATABASE_MISSING`, before anything is
 *   opened; `DATA_DIRECTORY_IN_USE`; the signal's reason; of the storage as `runDay`
 */
export async function runDayEnd(
  asked: DayEndArguments,
  config: RunnerConfig,
  { signal, onProgress }: Pick<WorkersOptions, "signal" | "onProgress">,
): Promise<DayReport> {
  const clock = lenderClock(config);
  const today = clock.today();
  const { date: asOf = today } = asked;
  if (asOf > today) throw dayToCome({ asOf, today });
  refuseMissingDatabase(asked, config);

  const database = await openDatabase(config, () => {});
  try {
    await database.migrate();
    const { store } = database;
    const { reminders } = config;
    await runWorkers({ ...asked, store, clock, reminders, asOf, signal, onProgress });
    return await readDayReport(store, asOf);
  } finally {
    await database.close();
  }
}

/** A server makes the embedded one; a directory without it is more likely a mistake. */
function refuseMissingDatabase(
  { workers }: DayEndArguments,
  { databaseUrl, dataDirectory }: RunnerConfig,
): void {
  if (databaseUrl !== undefined) return;
  if (workers > 1) throw oneConnection({ workers });
  if (!hasEmbeddedDatabase(dataDirectory)) throw databaseMissing({ directory: dataDirectory });
}
