/**
 * Mutation testing of folders of the engine: `pnpm mutate money calendar`.
 *
 * Each change to a folder's code must be noticed by the tests that stand in that folder; what other
 * folders' tests would notice does not count. Prints every mutant that survived, and fails where
 * fewer than 85 % were killed. `--concurrency 2` runs two mutants at a time; `--files 'ratio.ts'`
 * mutates only the files of the folder that match.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";

type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const LEAST_SCORE_PERCENT = 85;

const root = join(import.meta.dirname, "..");
const temporary = join(".stryker-tmp", String(process.pid));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    concurrency: { type: "string", default: "1" },
    files: { type: "string", default: "**/*.ts" },
  },
});

if (positionals.length === 0) {
  console.error("No folder to mutate, expected one or more of the engine's, such as money.");
  process.exitCode = 1;
}
for (const folder of positionals) {
  const mutants = await mutate(`packages/engine/src/${folder}`);
  if (report(folder, mutants) < LEAST_SCORE_PERCENT) process.exitCode = 1;
}

async function mutate(folder: string): Promise<readonly Mutant[]> {
  try {
    return await new Stryker({
      mutate: [`${folder}/${values.files}`, "!**/*.test.ts", "!**/*Witness.ts"],
      testRunner: "vitest",
      vitest: { configFile: "vitest.mutation.config.ts", dir: folder, related: false },
      plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
      coverageAnalysis: "perTest",
      // All that a sandbox needs: the engine, and what the tests' configuration names.
      ignorePatterns: ["**", "!packages/engine/{src/**,*.json}", "!scripts/*.ts", "!*.{ts,json}"],
      concurrency: Number(values.concurrency),
      timeoutMS: 10_000,
      tempDirName: temporary,
      cleanTempDir: "always",
      reporters: ["progress-append-only"],
      allowEmpty: false,
    }).runMutationTest();
  } finally {
    rmSync(join(root, temporary), { recursive: true, force: true });
  }
}

/** Prints what survived and the score; answers the score in percent. */
function report(folder: string, mutants: readonly Mutant[]): number {
  const survivors = mutants.filter(
    ({ status }) => status === "Survived" || status === "NoCoverage",
  );
  const killed = mutants.filter(({ status }) => status === "Killed" || status === "Timeout").length;
  for (const mutant of survivors) console.log(describe(mutant));
  const score = (100 * killed) / (killed + survivors.length);
  console.log(
    `${folder}: ${killed} of ${killed + survivors.length} mutants killed, ${score.toFixed(1)} %.`,
  );
  return score;
}

function describe({ fileName, location, mutatorName, replacement, status }: Mutant): string {
  const place = `${fileName.slice(root.length + 1)}:${location.start.line}:${location.start.column}`;
  const change = (replacement ?? "").replace(/\s+/g, " ").slice(0, 100);
  return `${status} ${place} ${mutatorName}: ${change}`;
}
