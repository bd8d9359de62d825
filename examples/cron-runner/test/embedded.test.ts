/** The command as a user calls it, over the embedded database of a server that is stopped. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@lendkit/express-api/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimDataDirectory } from "../../express-api/src/storage/dataDirectory.ts";
import { readRunnerConfig } from "../src/config.ts";
import { readArguments } from "../src/readArguments.ts";
import { runDayEnd } from "../src/runDayEnd.ts";
import { reportIn, runDayEndProcess } from "./support/dayEndProcess.ts";
import { countsOfFirstDay, countsOfTenDays, openSampleLoans } from "./support/sampleLoans.ts";

let root: string;
let filled: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lendkit-day-end-"));
  filled = join(root, "filled");
  const given = { databaseUrl: undefined, dataDirectory: filled };
  const database = await openDatabase(given, () => {});
  await database.migrate();
  await openSampleLoans(database.store);
  await database.close();
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const dayEnd = (directory: string, ...given: readonly string[]) =>
  runDayEndProcess({ LENDKIT_DATA_DIR: directory }, ...given);

test("a day, then ten missed days", async () => {
  const first = await dayEnd(filled, "--date", "2024-03-01", "--batch-size", "2");
  expect(first.code).toBe(0);
  // Lines away from a terminal: three loans in batches of two.
  expect(first.output).toMatch(/^day-end: 2 of 3 loans.* a second, \d:\d\d left$/m);
  const { loans, bills, dues, overdue, buckets, notices } = countsOfFirstDay;
  expect(first.output.split("\n").slice(-10)).toEqual([
    "Day-end of 2024-03-01: 3 loans taken now. All is done; in all:",
    `        ${loans} loans carried forward`,
    `        ${bills} bills issued`,
    `        ${dues} dues fallen`,
    `        ${overdue} dues found overdue`,
    `        ${buckets} changes of bucket`,
    "        0 loans closed",
    `        ${notices} notices written`,
    "        0 failed",
    "",
  ]);

  const missed = await dayEnd(filled, "--json");
  expect(reportIn(missed.output)).toMatchObject({
    asOf: "2024-03-11",
    counts: countsOfTenDays,
    failures: [],
    taken: 3,
  });
});

test("a server has it open: code 1, naming the process and the way out", async () => {
  const directory = join(root, "held");
  await mkdir(join(directory, "postgres"), { recursive: true });
  const release = await claimDataDirectory(directory);
  const { code, output } = await dayEnd(directory);
  await release();
  expect(output).toContain(`Process ${process.pid} has the embedded database`);
  expect(output).toContain("Stop it first");
  expect(output).not.toMatch(/ {4}at /);
  expect(code).toBe(1);
});

test("no database there: code 1, and none is made", async () => {
  const { code, output } = await dayEnd(join(root, "nowhere"));
  expect(output).toContain("There is no database in ");
  expect(code).toBe(1);
  await expect(rm(join(root, "nowhere"), { recursive: true })).rejects.toThrow("ENOENT");
});

test.each([
  [["--date", "2024-03-12"], "DAY_TO_COME"],
  [["--workers", "2"], "ONE_CONNECTION"],
])("%j: %s, and nothing is opened", async (given, code) => {
  const environment = { LENDKIT_AS_OF: "2024-03-11", LENDKIT_DATA_DIR: join(root, "nowhere") };
  const { signal } = new AbortController();
  const config = readRunnerConfig(environment, "/");
  const run = runDayEnd(readArguments(given), config, { signal, onProgress: () => {} });
  await expect(run).rejects.toMatchObject({ code });
});

test("a bad date: code 1, in a sentence", async () => {
  const { code, output } = await dayEnd(filled, "--date", "2024-02-30");
  expect(output).toMatch(/^--date is "2024-02-30", expected .* --help shows how to call it\.\n$/);
  expect(code).toBe(1);
});

test("--help says how to call it", async () => {
  const { code, output } = await dayEnd(filled, "--help");
  expect(output).toMatch(/^Usage: /);
  expect(code).toBe(0);
});
