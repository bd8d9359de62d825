/**
 * Runs the end of a day over the server's database: `npx pnpm@10 day-end --date 2026-11-20`. The
 * report goes to standard output, progress and errors to standard error; `usage` has the exit codes.
 *
 * @module
 */
import type { DayProgress } from "@lendkit/engine";
import { callerDirectory } from "@lendkit/express-api/callerDirectory";
import { failureText } from "@lendkit/express-api/failureText";
import { progressDisplay } from "@lendkit/express-api/progressDisplay";
import { readRunnerConfig } from "./config.ts";
import { progressNote } from "./progressNote.ts";
import { readArguments } from "./readArguments.ts";
import { reportText } from "./reportText.ts";
import { runDayEnd } from "./runDayEnd.ts";
import { codeOfSignal, stoppedBySignal, stopSignal } from "./stopSignal.ts";
import { usage } from "./usage.ts";

/** How far this call has come, also when it breaks off. */
interface Outcome {
  done: number;
  total: number;
}

async function main(): Promise<number> {
  const signal = stopSignal();
  const outcome: Outcome = { done: 0, total: 0 };
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked.help) {
      process.stdout.write(usage);
      return 0;
    }
    const config = readRunnerConfig(process.env, callerDirectory());
    const progress = progressDisplay(process.stderr);
    const onProgress = ({ done, total, ...speed }: DayProgress): void => {
      Object.assign(outcome, { done, total });
      progress.show({ kind: "day-end", done, total, unit: "loans", note: progressNote(speed) });
    };
    const report = await runDayEnd(asked, config, { signal, onProgress }).finally(progress.end);
    const { done: taken } = outcome;
    const text = asked.json ? JSON.stringify({ ...report, taken }) : reportText(report, taken);
    process.stdout.write(`${text}\n`);
    return report.failures.length === 0 ? 0 : 2;
  } catch (error) {
    return brokenOff(error, outcome);
  }
}

function brokenOff(error: unknown, { done, total }: Outcome): number {
  process.stderr.write(failureText(error));
  if (stoppedBySignal.is(error)) {
    process.stderr.write(`${done} of ${total} loans are done. The same command goes on there.\n`);
    return codeOfSignal(error.details.name);
  }
  if (done === 0) return 1;
  process.stderr.write(`${done} of ${total} loans were done. The same command goes on there.\n`);
  return 3;
}

process.exitCode = await main();
