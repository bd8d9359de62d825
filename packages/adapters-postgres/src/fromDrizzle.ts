import { abandonedIfLost } from "./abandonedIfLost.ts";
import { partsOf } from "./hostTransaction.ts";
import { splitAtPlaceholders } from "./placeholders.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A database with the shape of Drizzle's, on a driver of PostgreSQL that has transactions. */
export interface DrizzleLike<Query> {
  execute(query: Query): PromiseLike<unknown>;
  transaction<T>(
    work: (tx: DrizzleTransactionLike<Query>) => Promise<T>,
    config: { isolationLevel: "read committed" },
  ): Promise<T>;
}

/** A transaction with the shape of Drizzle's. */
export interface DrizzleTransactionLike<Query> {
  execute(query: Query): PromiseLike<unknown>;
  transaction<T>(work: (tx: DrizzleTransactionLike<Query>) => Promise<T>): Promise<T>;
}

/** The tag `sql` of `drizzle-orm`, which makes its queries. */
export type DrizzleTag<Query> = (text: TemplateStringsArray, ...values: unknown[]) => Query;

/**
 * Each transaction on a connection of its own, from a database of Drizzle. Where its driver is pg,
 * `fromPool(db.$client)` is better: it survives a connection that is cut between two statements.
 *
 * @param sql of `drizzle-orm`: the one way to send a statement that is the same in all drivers
 *
 * @example
 * const store = createPostgresStore(fromDrizzle(drizzle(connectionString), sql));
 */
export function fromDrizzle<Query>(
  db: DrizzleLike<Query>,
  sql: DrizzleTag<Query>,
): TransactionSource {
  return {
    transaction: (work) =>
      abandonedIfLost(
        (tx: DrizzleTransactionLike<Query>) => work(connectionOf(tx, sql)),
        (run) => db.transaction(run, { isolationLevel: "read committed" }),
      ),
    statement: connectionOf(db, sql).query,
  };
}

/**
 * A part of the host's transaction, as `fromTransaction`. It is a nested transaction of Drizzle,
 * since some of its drivers fail the whole one for a failed statement elsewhere.
 *
 * @param sql of `drizzle-orm`
 * @throws LendkitError `TRANSACTION_BUSY` as of `fromTransaction`
 *
 * @example
 * await db.transaction(async (tx) => {
 *   await tx.insert(orders).values(order);
 *   await createPostgresStore(fromDrizzleTransaction(tx, sql)).transact(openLoan);
 * });
 */
export function fromDrizzleTransaction<Query>(
  tx: DrizzleTransactionLike<Query>,
  sql: DrizzleTag<Query>,
): TransactionSource {
  return partsOf(tx, (work) => tx.transaction((part) => work(connectionOf(part, sql))));
}

function connectionOf<Query>(
  tx: Pick<DrizzleLike<Query>, "execute">,
  sql: DrizzleTag<Query>,
): Queryable {
  return {
    async query(text, params = []) {
      const { parts, values } = splitAtPlaceholders(text, params);
      const answer = await tx.execute(sql(Object.assign([...parts], { raw: parts }), ...values));
      return { rows: rowsOf(answer).filter(isRow) };
    },
  };
}

/** postgres.js answers the rows, the other drivers an object with them. */
function rowsOf(answer: unknown): readonly unknown[] {
  if (Array.isArray(answer)) return answer;
  if (isRow(answer) && Array.isArray(answer["rows"])) return answer["rows"];
  throw new TypeError("The Drizzle driver answered no rows: it is not one of PostgreSQL's.");
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
