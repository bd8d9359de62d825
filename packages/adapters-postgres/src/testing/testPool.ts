import { Pool, type PoolConfig } from "pg";
import { openPostgres } from "./postgresServer.ts";

/** A real server with a pool on it. */
export interface TestPool {
  readonly url: string;
  readonly pool: Pool;
  /** A second pool with settings of its own, closed with the first. */
  another(config: PoolConfig): Pool;
  close(): Promise<void>;
}

export async function openTestPool(): Promise<TestPool> {
  const server = await openPostgres();
  const pools: Pool[] = [];
  const open = (config: PoolConfig): Pool => {
    const pool = new Pool({ connectionString: server.url, ...config });
    // An idle connection that is cut, or that the server ends with itself, ends the process
    // otherwise; and a pool says that it has ended before its last connection has.
    pool.on("error", () => {});
    pools.push(pool);
    return pool;
  };
  return {
    url: server.url,
    pool: open({ max: 30 }),
    another: open,
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.stop();
    },
  };
}
