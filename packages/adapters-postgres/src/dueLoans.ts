import {
  type DueLoanQuery,
  dueLoanQueryProblem,
  type LoanRepository,
  type LoanShard,
  type StoredLoan,
} from "@lendkit/engine";
import { type LoanTables, loansWhere } from "./loansWhere.ts";
import { holdRows, lockPrefix } from "./locks.ts";
import type { Param } from "./param.ts";
import { integer, integerText, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

/** The verbs of loans that are due. */
export function dueLoans(tables: LoanTables): Pick<LoanRepository, "lockDue" | "countDue"> {
  const { session, names } = tables;
  const check = (query: Partial<Pick<DueLoanQuery, "limit" | "shard">>): void => {
    const problem = dueLoanQueryProblem(query);
    if (problem !== undefined) throw session.fail(problem);
  };
  return {
    async lockDue(query) {
      check(query);
      if (query.wait !== true) return load(tables, query, await passBy(session, names, query));
      for (;;) {
        const ids = await listIds(session, names, query);
        await holdRows(session, names, "loan", ids);
        const still = await load(tables, query, ids);
        if (ids.length === 0 || still.length > 0) return still;
      }
    },

    async countDue(asOf, shard) {
      const query = shard === undefined ? { asOf } : { asOf, shard };
      check(query);
      const { where, params } = conditions(names, query);
      const [row = {}] = await session.query(
        `SELECT count(*)::text AS due FROM ${names.loans} AS stored WHERE ${where}`,
        params,
      );
      return integer(row, "due");
    },
  };
}

/**
 * Rows that are free, each with its lock where that is free too. Rows come first, since they are
 * passed by in the scan itself; whoever locks by name takes the name first. So one may hold a name
 * whose row is taken here: then the loan is passed by, and the other waits for the end of this
 * transaction, which waits for nobody. The first query is materialized so that names are tried of
 * the rows that it gives, and of no others.
 */
async function passBy(
  session: Session,
  names: SchemaNames,
  query: DueLoanQuery,
): Promise<readonly string[]> {
  const { where, params } = conditions(names, query);
  const rows = await session.query(
    `WITH free AS MATERIALIZED (
       SELECT stored.id FROM ${names.loans} AS stored WHERE ${where}
       ORDER BY stored.next_action_on, stored.id LIMIT $${params.length + 1}::text::bigint
       FOR NO KEY UPDATE OF stored SKIP LOCKED
     )
     SELECT id FROM free
     WHERE pg_try_advisory_xact_lock(hashtextextended($${params.length + 2}::text || id, 0))`,
    [...params, integerText(query.limit, "limit"), lockPrefix(names, "loan")],
  );
  return rows.map((row) => text(row, "id"));
}

async function listIds(
  session: Session,
  names: SchemaNames,
  query: DueLoanQuery,
): Promise<readonly string[]> {
  const { where, params } = conditions(names, query);
  const rows = await session.query(
    `SELECT stored.id FROM ${names.loans} AS stored WHERE ${where}
     ORDER BY stored.next_action_on, stored.id LIMIT $${params.length + 1}::text::bigint`,
    [...params, integerText(query.limit, "limit")],
  );
  return rows.map((row) => text(row, "id"));
}

/**
 * By another statement than the one that locked, so it sees what the holders before have left; and
 * looks again, since what one of them left may not be due any more.
 */
async function load(
  tables: LoanTables,
  query: DueLoanQuery,
  ids: readonly string[],
): Promise<readonly StoredLoan[]> {
  if (ids.length === 0) return [];
  const { where, params } = conditions(tables.names, query);
  const locked = `${where} AND stored.id = ANY ($${params.length + 1}::text[])`;
  return loansWhere(tables, locked, [...params, ids]);
}

/** Conditions on `loans AS stored`, and the parameters from `$1` on that they name. */
function conditions(
  { dayRunFailures }: SchemaNames,
  { asOf, shard, setAside = false }: Pick<DueLoanQuery, "asOf" | "shard" | "setAside">,
): { readonly where: string; readonly params: readonly Param[] } {
  const failure = `EXISTS (SELECT FROM ${dayRunFailures} AS failure
    WHERE failure.as_of = $1::text::date AND failure.loan_id = stored.id${setAside ? " AND failure.attempts = 1" : ""})`;
  const where = `stored.next_action_on <= $1::text::date AND ${setAside ? "" : "NOT "}${failure}`;
  if (shard === undefined) return { where, params: [asOf] };
  return { where: `${where} AND ${inShard}`, params: [asOf, ...shardTexts(shard)] };
}

/** A remainder has the sign of what is divided, so it is moved above zero first. */
const inShard = `(hashtextextended(stored.id, 0) % $2::text::bigint + $2::text::bigint)
  % $2::text::bigint = $3::text::bigint`;

function shardTexts({ of, index }: LoanShard): readonly string[] {
  return [integerText(of, "shard.of"), integerText(index, "shard.index")];
}
