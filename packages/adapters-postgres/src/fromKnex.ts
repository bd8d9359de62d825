import { inSavepoint, partsOf } from "./hostTransaction.ts";
import { splitAtPlaceholders } from "./placeholders.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A `knex` with the shape of Knex's, on its PostgreSQL dialect. */
export interface KnexLike extends KnexTransactionLike {
  transaction<T>(
    work: (trx: KnexTransactionLike) => Promise<T>,
    config: { isolationLevel: "read committed" },
  ): Promise<T>;
}

/** A transaction with the shape of Knex's. */
export interface KnexTransactionLike {
  raw(
    text: string,
    values: readonly unknown[],
  ): { options(options: { readonly rowMode: "array" }): PromiseLike<KnexResult> };
}

/** What pg answers when it is asked for rows as lists. */
export interface KnexResult {
  readonly fields: readonly { readonly name: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Each transaction on a connection of its own, from a `knex`. What `postProcessResponse` does to
 * the names of columns does not matter.
 *
 * @example
 * const store = createPostgresStore(fromKnex(knex({ client: "pg", connection })));
 */
export function fromKnex(knex: KnexLike): TransactionSource {
  return {
    transaction: (work) =>
      knex.transaction((trx) => work(connectionOf(trx)), { isolationLevel: "read committed" }),
    statement: connectionOf(knex).query,
  };
}

/**
 * A part of the host's transaction, as `fromTransaction`.
 *
 * @throws LendkitError `TRANSACTION_BUSY` as of `fromTransaction`
 *
 * @example
 * await knex.transaction(async (trx) => {
 *   await trx("orders").insert(order);
 *   await createPostgresStore(fromKnexTransaction(trx)).transact(openLoan);
 * });
 */
export function fromKnexTransaction(trx: KnexTransactionLike): TransactionSource {
  return partsOf(trx, (work) => inSavepoint(connectionOf(trx), work));
}

function connectionOf(trx: KnexTransactionLike): Queryable {
  return {
    async query(text, params = []) {
      const statement = knexStatement(text, params);
      // Rows as lists: the fields beside them have the names of the columns as they are.
      const { fields, rows } = await trx
        .raw(statement.text, statement.values)
        .options({ rowMode: "array" });
      const names = fields.map(({ name }) => name);
      return {
        rows: rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]]))),
      };
    },
  };
}

/** `?` stands for a value, `\?` for a question mark, which PostgreSQL has as an operator. */
export function knexStatement(
  text: string,
  params: readonly unknown[],
): { readonly text: string; readonly values: readonly unknown[] } {
  const { parts, values } = splitAtPlaceholders(text, params);
  const escaped = parts.map((part) => part.replaceAll("?", "\\?"));
  return { text: escaped.join("?"), values };
}
