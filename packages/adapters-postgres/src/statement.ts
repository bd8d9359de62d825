import { arrayLiteral } from "./arrayLiteral.ts";
import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** What is sent to the server. */
export interface Statement {
  readonly text: string;
  readonly params: readonly Param[];
  /** Where a transaction may be two statements, each of its own: the one that stands for this one. */
  readonly alone?: LoneStatement | undefined;
}

/** A statement that reads one row. */
export interface OneRead {
  readonly text: string;
  /** The same of several at once: each parameter is the list of theirs, and a row answers each. */
  readonly ofSeveral: string;
  readonly params: readonly (string | null)[];
}

export type LoneStatement = {
  /** The loan and the key that it reads, or finds unchanged as it writes: the two go together. */
  readonly about: string;
} & (
  | ({ readonly kind: "read" } & OneRead)
  /** It writes all or fails, so what the statement that it stands for would answer is known. */
  | ({ readonly kind: "write"; readonly answer: readonly Row[] } & Pick<
      Statement,
      "text" | "params"
    >)
);

/** Sends a statement and gives its rows. */
export type Ask = (statement: Statement) => Promise<readonly Row[]>;

/** Where transactions come from, as the repositories use them. */
export type Transactions = Pick<TransactionSource, "withinHostTransaction"> & {
  readonly transaction: <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;
};

export function onConnection(connection: Queryable): Ask {
  return async ({ text, params }) => (await connection.query(text, params.map(paramText))).rows;
}

export function pessimistic(source: TransactionSource): Transactions {
  const { withinHostTransaction = false } = source;
  return {
    withinHostTransaction,
    transaction: (work) => source.transaction((connection) => work(onConnection(connection))),
  };
}

/** Text, or PostgreSQL's text of an array. */
export function paramText(param: Param): string | null {
  return typeof param === "string" || param === null ? param : arrayLiteral(param);
}
