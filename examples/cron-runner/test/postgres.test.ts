/** The command on a real PostgreSQL: days that were missed, faults, signals, and several at once. */
import { addDays, noCounts } from "@lendkit/engine";
import type { PoolClient } from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { storeLoansOf } from "../../../packages/adapters-postgres/src/testing/dayEndLoans.ts";
import { untilWaitedFor } from "../../../packages/adapters-postgres/src/testing/waiting.ts";
import type { Program } from "../../express-api/test/support/serverProcess.ts";
import { readRunnerConfig } from "../src/config.ts";
import { readArguments } from "../src/readArguments.ts";
import { runDayEnd } from "../src/runDayEnd.ts";
import { reportIn, runDayEndProcess, startDayEnd } from "./support/dayEndProcess.ts";
import {
  contentsOf,
  type TestDatabase,
  type TestDatabases,
  testDatabases,
} from "./support/postgresDatabases.ts";
import {
  countsOfFirstDay,
  countsOfTenDays,
  firstDay,
  loansOfTenDays,
  openSampleLoans,
} from "./support/sampleLoans.ts";

/** Loans of `many`, all of them due, unpaid and late on 2024-03-11. */
const LOANS = 60;

const few: TestDatabases = await testDatabases(openSampleLoans);
const many: TestDatabases = await testDatabases((store) => storeLoansOf(store, LOANS));
afterAll(async () => {
  await few.close();
  await many.close();
});

const dayEnd = (url: string, ...given: readonly string[]) =>
  runDayEndProcess({ DATABASE_URL: url }, ...given);

/** The same without a process of its own. */
async function dayEndHere(url: string, ...given: readonly string[]): Promise<unknown> {
  const config = readRunnerConfig({ DATABASE_URL: url, LENDKIT_AS_OF: "2024-03-11" }, "/");
  const { signal } = new AbortController();
  return runDayEnd(readArguments(given), config, { signal, onProgress: () => {} });
}

/** A day-end that comes to wait, since somebody pays two of its three loans, in batches of one. */
async function waitingDayEnd({ url, pool }: TestDatabase): Promise<{
  readonly program: Program;
  readonly holder: PoolClient;
  /** The payer is done. */
  letGo(): Promise<void>;
}> {
  const holder = await pool.connect();
  let holds = true;
  const letGo = async (): Promise<void> => {
    if (!holds) return;
    holds = false;
    await holder.query("ROLLBACK");
    holder.release();
  };
  onTestFinished(letGo);
  await holder.query("BEGIN");
  await holder.query("SELECT id FROM lendkit.loans WHERE number <= 2 ORDER BY number FOR UPDATE");
  const given = ["--date", firstDay, "--batch-size", "1"];
  const program = startDayEnd({ DATABASE_URL: url }, ...given);
  onTestFinished(() => void program.child.kill("SIGKILL"));
  await untilWaitedFor(holder, 1);
  return { program, holder, letGo };
}

test("ten missed days come to the same as ten daily runs", async () => {
  const [late, daily] = [await few.copy(), await few.copy()];
  for (const { url } of [late, daily]) {
    const first = await dayEndHere(url, "--date", firstDay);
    expect(first).toMatchObject({ counts: countsOfFirstDay, failures: [] });
  }
  const { code, output } = await dayEnd(late.url, "--json");
  expect(code).toBe(0);
  expect(reportIn(output)).toMatchObject({ counts: countsOfTenDays, failures: [] });

  const sums: Record<string, number> = {};
  for (let day = 1; day <= 10; day += 1) {
    const report = await dayEndHere(daily.url, "--date", addDays(firstDay, day));
    for (const [kind, count] of Object.entries(Object(report).counts)) {
      sums[kind] = (sums[kind] ?? 0) + Number(count);
    }
  }
  expect(sums).toEqual({ ...countsOfTenDays, loans: loansOfTenDays });
  expect(await contentsOf(daily.pool)).toEqual(await contentsOf(late.pool));
});

test("a second run changes nothing", async () => {
  const { url, pool } = await few.copy();
  const first = await dayEnd(url, "--json");
  const contents = await contentsOf(pool);
  const second = await dayEnd(url, "--json");
  expect(reportIn(second.output)).toEqual({ ...Object(reportIn(first.output)), taken: 0 });
  expect(await contentsOf(pool)).toEqual(contents);
});

test("an empty database is migrated, and nothing is due in it", async () => {
  const { code, output } = await dayEnd(await few.empty(), "--json");
  expect(code).toBe(0);
  expect(reportIn(output)).toMatchObject({ counts: noCounts, taken: 0 });
});

test("without reminders before a due date there are as many fewer", async () => {
  const { url } = await few.copy();
  const { output } = await runDayEndProcess(
    { DATABASE_URL: url, LENDKIT_REMINDER_DAYS: "0" },
    ...["--json", "--date", firstDay],
  );
  expect(reportIn(output)).toMatchObject({
    counts: { ...countsOfFirstDay, notices: countsOfFirstDay.notices - 2 },
  });
});

test("a loan that fails is named, the others are done: code 2; mended, it is done too", async () => {
  const { url, pool } = await few.copy();
  const { rows } = await pool.query("SELECT id, snapshot FROM lendkit.loans WHERE number = 2");
  const state = JSON.parse(rows[0].snapshot);
  state.servicing.dues = 7;
  const change = "UPDATE lendkit.loans SET snapshot = $1 WHERE number = 2";
  await pool.query(change, [JSON.stringify(state)]);
  const broken = await dayEnd(url, "--date", firstDay);
  expect(broken.output).toContain("        2 loans carried forward\n");
  expect(broken.output).toMatch(/^ {8}1 failed\n {4}loan 2: UNEXPECTED: TypeError: /m);
  expect(broken.code).toBe(2);
  const json = await dayEnd(url, "--date", firstDay, "--json");
  expect(json.code).toBe(2);
  expect(reportIn(json.output)).toMatchObject({
    failures: [{ loanNumber: 2, loanId: rows[0].id, code: "UNEXPECTED", attempts: 2 }],
  });

  await pool.query(change, [rows[0].snapshot]);
  const mended = await dayEnd(url, "--date", firstDay, "--json");
  expect(mended.code).toBe(0);
  expect(reportIn(mended.output)).toMatchObject({ counts: countsOfFirstDay, failures: [] });
});

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)("%s in the middle: code %i, and the same command goes on", async (signal, exit) => {
  const [stopped, once] = [await few.copy(), await few.copy()];
  const { program, letGo } = await waitingDayEnd(stopped);
  const ended = program.signal(signal);
  await program.says(/Stopping after this batch/);
  await letGo();
  expect(await ended).toBe(exit);
  expect(program.output()).toContain(`Stopped by ${signal}.\n2 of 3 loans are done.`);

  const { code, output } = await dayEnd(stopped.url, "--date", firstDay, "--json");
  expect(code).toBe(0);
  expect(reportIn(output)).toMatchObject({ counts: countsOfFirstDay, taken: 1 });
  await dayEndHere(once.url, "--date", firstDay);
  expect(await contentsOf(stopped.pool)).toEqual(await contentsOf(once.pool));
});

test("a second signal ends it at once", async () => {
  const { program } = await waitingDayEnd(await few.copy());
  const ended = program.signal("SIGTERM");
  await program.says(/Stopping after this batch/);
  program.child.kill("SIGTERM");
  expect(await ended).toBe(143);
  expect(program.output()).not.toContain("loans are done");
});

test("a connection that is cut costs nothing; a database that is lost, code 3", async () => {
  const cut = async (isLost: boolean): Promise<{ code: number | string; output: string }> => {
    const database = await few.copy();
    const { program, holder, letGo } = await waitingDayEnd(database);
    if (isLost) await few.shut(database);
    await holder.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`,
    );
    await letGo();
    return { code: await program.ended, output: program.output() };
  };
  const again = await cut(false);
  expect(again.output).toContain("3 loans taken now. All is done");
  expect(again.code).toBe(0);
  const lost = await cut(true);
  expect(lost.output).toContain("1 of 3 loans were done. The same command goes on there.");
  expect(lost.code).toBe(3);
});

test("two processes at once, one with three workers: each loan once, as by one", async () => {
  const [both, alone] = [await many.copy(), await many.copy()];
  const ends = await Promise.all([
    dayEnd(both.url, "--json", "--batch-size", "2", "--workers", "3"),
    dayEnd(both.url, "--json", "--batch-size", "2"),
  ]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  const taken = ends.map(({ output }) => Number(Object(reportIn(output)).taken));
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(LOANS);
  const [first, second] = ends.map(({ output }) => ({ ...Object(reportIn(output)), taken: null }));
  expect(first).toEqual(second);
  expect(first).toMatchObject({ counts: { loans: LOANS, dues: LOANS, notices: 4 * LOANS } });

  await dayEndHere(alone.url);
  expect(await contentsOf(both.pool)).toEqual(await contentsOf(alone.pool));
});

test("two halves make the whole, and only then is it finished", async () => {
  const { url } = await many.copy();
  const half = await dayEnd(url, "--shard", "1/2");
  expect(half.output).toContain("Not all loans are done yet");
  expect(half.code).toBe(0);
  const rest = await dayEnd(url, "--shard", "2/2", "--json");
  const { taken, ...report } = Object(reportIn(rest.output));
  expect(report).toMatchObject({ counts: { loans: LOANS }, finishedAt: expect.any(String) });
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(LOANS);
});

test("no PostgreSQL there, and a database that is not: code 1 in a sentence", async () => {
  const { url } = await few.copy();
  for (const [wrong, said] of [
    ["postgres://tester@127.0.0.1:1/lender", "ECONNREFUSED"],
    [`${url}_not`, "DATABASE_URL"],
  ] as const) {
    const { code, output } = await dayEnd(wrong);
    expect(output).toContain(said);
    expect(output).not.toMatch(/ {4}at /);
    expect(code).toBe(1);
  }
});
