import type { Reminders } from "@lendkit/engine";
import { type Config, configInvalid, readConfig } from "@lendkit/express-api/config";
import { z } from "zod";

/** The server's configuration, and what only a day-end asks for. */
export interface RunnerConfig extends Config {
  /** Which reminders borrowers of all products get. */
  readonly reminders: NonNullable<Reminders>;
}

const problem = "expected a whole number of days, 0 to 365";
const reminderDays = z
  .string()
  .regex(/^\d+$/, problem)
  .transform(Number)
  .pipe(z.number().max(365, problem))
  .default(3);

/**
 * Reads the server's variables and `LENDKIT_REMINDER_DAYS`.
 *
 * @param startedIn the directory that relative paths are meant from
 * @throws LendkitError `CONFIG_INVALID` naming what is at fault.
 */
export function readRunnerConfig(
  environment: Readonly<Record<string, string | undefined>>,
  startedIn: string,
): RunnerConfig {
  const config = readConfig(environment, startedIn);
  const found = environment["LENDKIT_REMINDER_DAYS"];
  const { success, data } = reminderDays.safeParse(found === "" ? undefined : found);
  if (!success) throw configInvalid({ problems: [`LENDKIT_REMINDER_DAYS: ${problem}.`] });
  return { ...config, reminders: { daysBeforeDue: data } };
}
