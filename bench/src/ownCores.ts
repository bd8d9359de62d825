import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

export interface OwnCores {
  /** Lets both run on all cores again. */
  share(): Promise<void>;
}

/**
 * Keeps this process on the first core, and a server of PostgreSQL on this machine on the second, with
 * its processes to come. Undefined where that cannot be had.
 */
export async function ownCores(url: string): Promise<OwnCores | undefined> {
  const cores = availableParallelism();
  if (cores < 2) return undefined;
  const processes = await processesOf(url);
  const keep = async (pids: readonly string[], on: string): Promise<void> => {
    for (const pid of pids) await run("taskset", ["-a", "-c", "-p", on, pid]);
  };
  const share = async (): Promise<void> => keep([`${process.pid}`, ...processes], `0-${cores - 1}`);
  try {
    await keep([`${process.pid}`], "0");
    await keep(processes, "1");
  } catch {
    await share().catch(() => {});
    return undefined;
  }
  return { share };
}

/** The server, and what it has begun by itself. */
async function processesOf(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT pg_backend_pid()::text AS pid");
    const { stdout: parent } = await run("ps", ["-o", "ppid=", "-p", rows[0].pid]);
    const { stdout: children } = await run("pgrep", ["-P", parent.trim()]);
    const lasting = children.split("\n").filter((pid) => pid !== "" && pid !== rows[0].pid);
    return [parent.trim(), ...lasting];
  } finally {
    await client.end();
  }
}
