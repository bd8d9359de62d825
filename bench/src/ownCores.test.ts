import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Client } from "pg";
import { expect, test } from "vitest";
import { startPostgres } from "../../packages/adapters-postgres/src/testing/postgresServer.ts";
import { ownCores } from "./ownCores.ts";

const canBeHad = process.platform === "linux" && availableParallelism() > 1;

test.runIf(canBeHad)("this process and the server's each have a core, and then all", async () => {
  const server = await startPostgres();
  try {
    const before = await coresOf(process.pid);
    const cores = await ownCores(server.url);
    expect(await coresOf(process.pid)).toBe("0");
    expect(await coresOfBackend(server.url)).toBe("1");
    await cores?.share();
    expect(await coresOf(process.pid)).toBe(before);
    expect(await coresOfBackend(server.url)).toBe(before);
  } finally {
    await server.stop();
  }
});

async function coresOf(pid: number): Promise<string | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return /Cpus_allowed_list:\s*(\S+)/.exec(status)?.[1];
}

async function coresOfBackend(connectionString: string): Promise<string | undefined> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    return await coresOf(rows[0].pid);
  } finally {
    await client.end();
  }
}
