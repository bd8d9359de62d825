/**
 * Processes that end days, are killed, and start again.
 *
 * @module
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { PlainDate } from "@lendkit/engine";
import type { StartedServer } from "./postgresServer.ts";

/** What a process is told, as JSON. */
export interface DayEndLife {
  readonly url: string;
  readonly schema: string;
  readonly product: "emiTracker" | "creditService";
  readonly days: readonly PlainDate[];
  readonly batchSize: number;
  /** The day to begin with: the first, again if it was finished, or the first that is unfinished. */
  readonly from: "firstDay" | "unfinishedDay";
}

/** The code with which a process ends when the server was out of reach for too long. */
export const OUT_OF_REACH = 75;

/** What is done to the workers and to their server, each when so many loans were carried in all. */
export interface Disturbances {
  /** Rising. */
  readonly kills: readonly number[];
  readonly crashes: readonly {
    readonly at: number;
    readonly how: "SIGQUIT" | "SIGKILL";
  }[];
  /** Which of so many workers is killed, from 0. */
  readonly pick: (workers: number) => number;
}

export interface Disturbed {
  /** Workers that ended by a kill. */
  readonly kills: number;
  readonly crashes: number;
  /** Workers that gave up since the server was out of reach. */
  readonly givenUp: number;
}

/**
 * Runs workers to the end of the last day: one that was killed, or gave up, is started again.
 *
 * @throws Error for a worker that ends otherwise, and where something was left undone
 */
export async function endDaysDisturbed(
  server: Pick<StartedServer, "crash">,
  life: DayEndLife,
  workers: number,
  { kills, crashes, pick }: Disturbances,
): Promise<Disturbed> {
  const alive = new Set<ChildProcess>();
  let [carried, killing, killed, givenUp] = [0, 0, 0, 0];
  const crashesLeft = [...crashes];
  let crashing = Promise.resolve();
  const onBatch = (loans: number): void => {
    carried += loans;
    const next = kills[killing];
    const victims = [...alive].filter((child) => !child.killed);
    if (next !== undefined && carried >= next && victims.length > 0) {
      victims[pick(victims.length)]?.kill("SIGKILL");
      killing += 1;
    }
    const [crash] = crashesLeft;
    if (crash === undefined || carried < crash.at) return;
    crashesLeft.shift();
    crashing = crashing.then(() => server.crash(crash.how));
  };
  const work = async (): Promise<void> => {
    for (;;) {
      const [code, signal] = await liveOnce(life, alive, onBatch);
      if (code === 0) return;
      if (signal === "SIGKILL") killed += 1;
      else if (code === OUT_OF_REACH) givenUp += 1;
      else throw new Error(`A worker ended with code ${code}, signal ${signal}.`);
      await crashing;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  await crashing;
  return { kills: killed, crashes: crashes.length - crashesLeft.length, givenUp };
}

/** @returns the code and the signal that the process ended with */
async function liveOnce(
  life: DayEndLife,
  alive: Set<ChildProcess>,
  onBatch: (loans: number) => void,
): Promise<readonly unknown[]> {
  const path = fileURLToPath(new URL("dayEndProcess.ts", import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  alive.add(child);
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) onBatch(Number(line));
  const end = await ended;
  alive.delete(child);
  return end;
}
