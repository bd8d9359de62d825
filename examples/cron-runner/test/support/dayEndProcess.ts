import { type Program, startProgram } from "../../../express-api/test/support/serverProcess.ts";

const program = new URL("../../src/dayEnd.ts", import.meta.url);

/** A day-end in a process of its own, on 2024-03-11 or another day that stands for today. */
export function startDayEnd(
  environment: Readonly<Record<string, string>>,
  ...given: readonly string[]
): Program {
  return startProgram(program, { LENDKIT_AS_OF: "2024-03-11", ...environment }, given);
}

/** How it ended, and all that it said. */
export async function runDayEndProcess(
  environment: Readonly<Record<string, string>>,
  ...given: readonly string[]
): Promise<{ readonly code: number | string; readonly output: string }> {
  const started = startDayEnd(environment, ...given);
  return { code: await started.ended, output: started.output() };
}

/** The report that stands on the last line of what a day-end with `--json` said. */
export function reportIn(output: string): unknown {
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}
