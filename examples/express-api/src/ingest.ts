/**
 * Imports two workbooks from the terminal: `npx pnpm@10 ingest <customers.xlsx> <loans.xlsx>`.
 *
 * Exit code 0: every row is in. 2: some rows were rejected. 1: nothing was written. 3: broken off
 * after a part was written; the same command goes on there.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { creditApproval, type ErrorType, errorType } from "@lendkit/engine";
import type { ImportReport } from "@lendkit/ingest";
import { callerDirectory } from "./callerDirectory.ts";
import { lenderClock } from "./clock.ts";
import { readConfig, type Workbooks } from "./config.ts";
import { failureText } from "./failureText.ts";
import { exitCode } from "./imports/exitCode.ts";
import { importOrder } from "./imports/importWorkbook.ts";
import { importWorkbooks } from "./imports/importWorkbooks.ts";
import { progressDisplay, type WorkbookProgress } from "./imports/progressDisplay.ts";
import { reportText } from "./imports/reportText.ts";
import { openDatabase } from "./storage/database.ts";

const USAGE = "Usage: npx pnpm@10 ingest <customers.xlsx> <loans.xlsx> [--report <report.json>]\n";

const importStopped: ErrorType<Record<string, never>> = errorType("IMPORT_STOPPED", {
  kind: "unavailable",
  retryable: true,
  message: () => "Stopped by a signal. The same command goes on where it was.",
});

/** What the import has come to, also when it breaks off. */
interface Outcome {
  readonly reports: ImportReport[];
  anythingWritten: boolean;
}

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2), callerDirectory());
  if (asked === undefined) {
    process.stderr.write(USAGE);
    return 1;
  }
  const outcome: Outcome = { reports: [], anythingWritten: false };
  try {
    await importBoth(asked.workbooks, outcome);
    return exitCode(outcome.reports);
  } catch (error) {
    process.stderr.write(failureText(error));
    return outcome.anythingWritten ? 3 : 1;
  } finally {
    for (const report of outcome.reports) process.stdout.write(`${reportText(report)}\n`);
    if (asked.reportFile !== undefined) {
      await writeFile(asked.reportFile, `${JSON.stringify(outcome.reports, undefined, 2)}\n`);
    }
  }
}

async function importBoth(workbooks: Workbooks, outcome: Outcome): Promise<void> {
  const config = readConfig(process.env, callerDirectory());
  const database = await openDatabase(config, () => {});
  const progress = progressDisplay(process.stderr);
  const signal = stopSignal();
  try {
    await database.migrate();
    const settings = {
      store: database.store,
      currency: creditApproval.currency,
      clock: lenderClock(config),
      newId: randomUUID,
      signal,
      onProgress: (step: WorkbookProgress): void => {
        outcome.anythingWritten ||= step.done > 0;
        progress.show(step);
      },
    };
    const keep = (report: ImportReport): number => outcome.reports.push(report);
    await importWorkbooks(importOrder, workbooks, settings, keep);
  } finally {
    progress.end();
    await database.close();
  }
}

function readArguments(
  given: readonly string[],
  directory: string,
): { readonly workbooks: Workbooks; readonly reportFile: string | undefined } | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { report: { type: "string" } },
    });
    const [customers, loans, ...rest] = positionals;
    if (customers === undefined || loans === undefined || rest.length > 0) return undefined;
    return {
      workbooks: { customers: resolve(directory, customers), loans: resolve(directory, loans) },
      reportFile: values.report === undefined ? undefined : resolve(directory, values.report),
    };
  } catch {
    return undefined;
  }
}

/** Aborts on the first signal, so that the import ends between two batches. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(importStopped({}));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  return stopping.signal;
}

process.exitCode = await main();
