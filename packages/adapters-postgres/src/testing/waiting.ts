import type { Queryable } from "../transactionSource.ts";

/**
 * Looks until exactly this many sessions wait for a lock that this connection holds, directly.
 * Each look is a query; the test's own time limit ends one that never comes true.
 */
export async function untilWaitedFor(holder: Queryable, sessions: number): Promise<void> {
  const look = `SELECT count(*)::text AS waiting FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
  let waiting = -1;
  while (waiting !== sessions) {
    const { rows } = await holder.query(look);
    waiting = Number(rows[0]?.["waiting"]);
  }
}
