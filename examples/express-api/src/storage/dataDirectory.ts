/**
 * Only one process may open an embedded database: a second one would destroy it. Each process puts
 * a claim, an empty file whose name says who it is, into the data directory, and then looks for the
 * claims of others. Of two that start at once at least one sees the other, so never do both go on.
 *
 * A claim whose process is gone counts for nothing and is removed; no claim has to be taken over,
 * so there is no moment at which a takeover could go wrong.
 *
 * @module
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ErrorType, errorType } from "@lendkit/engine";

export const dataDirectoryInUse: ErrorType<{ readonly directory: string; readonly pid: number }> =
  errorType("DATA_DIRECTORY_IN_USE", {
    kind: "conflict",
    message: ({ directory, pid }) =>
      `Process ${pid} has the embedded database in ${directory} open, and only one may. ` +
      "Stop it first, or give one of the two another LENDKIT_DATA_DIR, or both a DATABASE_URL.",
  });

const claimName = /^process-(\d+)-(\d+)\.claim$/;

/**
 * Claims a data directory for this process; the directory is made where it is missing.
 *
 * @returns gives the claim up
 * @throws LendkitError `DATA_DIRECTORY_IN_USE` naming the process that has it.
 */
export async function claimDataDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true });
  const own = `process-${process.pid}-${(await seenBySystem(process.pid))?.start ?? 0}.claim`;
  const release = (): Promise<void> => rm(join(directory, own), { force: true });
  await putClaim(directory, own);
  for (const name of await readdir(directory)) {
    if (name === own || !claimName.test(name)) continue;
    const owner = await livingOwner(name);
    if (owner !== undefined) {
      await release();
      throw dataDirectoryInUse({ directory, pid: owner });
    }
    await rm(join(directory, name), { force: true });
  }
  return release;
}

async function putClaim(directory: string, own: string): Promise<void> {
  try {
    await writeFile(join(directory, own), "", { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw dataDirectoryInUse({ directory, pid: process.pid });
    throw error;
  }
}

/** The process behind a claim, if it still runs. */
async function livingOwner(name: string): Promise<number | undefined> {
  const [, pid = "", claimedStart = ""] = claimName.exec(name) ?? [];
  // Our own number in a claim that is not ours: whoever had it before is gone.
  if (Number(pid) === process.pid || !isRunning(Number(pid))) return undefined;
  const seen = await seenBySystem(Number(pid));
  if (seen === undefined) return Number(pid);
  // The system gives a number again after a while, and a container gives the same ones each time.
  return seen.start === Number(claimedStart) && !seen.ended ? Number(pid) : undefined;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Signals to a process of somebody else are forbidden: it runs.
    return codeOf(error) === "EPERM";
  }
}

interface SeenProcess {
  /** In the system's ticks since its boot. */
  readonly start: number;
  /** It has ended, and its parent has not asked yet how. */
  readonly ended: boolean;
}

/** What `/proc` says of a process; undefined where there is no such thing. */
async function seenBySystem(pid: number): Promise<SeenProcess | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces. The state follows it, the start 19 fields later.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { start: Number(fields[19]), ended: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
