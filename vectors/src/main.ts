/**
 * `pnpm vectors <folder>` runs the JSON cases of public suites below a folder, one sub-folder a
 * suite, and prints what passed. `--json <file>` also writes an array of
 * `{ file, total, passed, failed, notApplicable, failures: [{ id, expected, got }] }`.
 *
 * Exit code 1 on a failure that is not explained in `explainedDifferences.ts`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { explainedDifferences } from "./explainedDifferences.ts";
import { type FileReport, fileReport } from "./fileReport.ts";
import { absentFeatures } from "./notApplicable.ts";
import { sources } from "./sources.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" } },
});
const fromCaller = (path: string): string => resolve(process.env["INIT_CWD"] ?? ".", path);
const [folder] = positionals;
if (folder === undefined) throw new Error("Say which folder: pnpm vectors <folder>");

const root = fromCaller(folder);
const suites = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const reports = suites.flatMap(runSuite);
print(reports);
if (values.json !== undefined) {
  writeFileSync(fromCaller(values.json), `${JSON.stringify(reports, null, 2)}\n`);
}
process.exitCode = reports.some((report) => unexplained(report).length > 0) ? 1 : 0;

function runSuite(suite: string): readonly FileReport[] {
  const run = sources[suite];
  if (run === undefined) return [];
  const names = readdirSync(join(root, suite)).filter((name) => name.endsWith(".json"));
  const read = (name: string): unknown =>
    names.includes(name) ? JSON.parse(readFileSync(join(root, suite, name), "utf8")) : undefined;
  return names.map((name) => fileReport(`${suite}/${name}`, run(read(name), read)));
}

function unexplained({ file, failures }: FileReport): FileReport["failures"] {
  return failures.filter(
    ({ id }) => !explainedDifferences.some((known) => known.file === file && known.id === id),
  );
}

function print(all: readonly FileReport[]): void {
  console.table(
    all.map(({ file, total, passed, failed, notApplicable }) => ({
      file,
      total,
      passed,
      failed,
      "not applicable": notApplicable,
    })),
  );
  const unknown = suites.filter((suite) => sources[suite] === undefined);
  if (unknown.length > 0) console.log(`Not run, no source is written yet: ${unknown.join(", ")}.`);
  for (const [feature, reason] of Object.entries(absentFeatures)) {
    console.log(`Not applicable, ${feature}: ${reason}.`);
  }
  for (const { file, id, evidence } of explainedDifferences) {
    console.log(`Explained, ${file}, ${id}: ${evidence}`);
  }
  for (const report of all) {
    for (const { id, expected, got } of unexplained(report)) {
      console.log(`FAILED ${report.file}, ${id}: expected ${expected}, got ${got}`);
    }
  }
}
