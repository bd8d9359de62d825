/** A connection by its shape: one statement in, rows out. `$1` stands for the first parameter. */
export interface Queryable {
  query(
    text: string,
    params?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** Where transactions come from. The connections behind it are the host's. */
export interface TransactionSource {
  /**
   * Runs `work` once, on a connection that is inside a transaction. Commits if it succeeds; if it
   * throws, rolls back and throws the same error on.
   */
  transaction<T>(work: (connection: Queryable) => Promise<T>): Promise<T>;

  /**
   * Sends one statement on any connection that is in no transaction, so that it is one of its own.
   * Without it, optimistic transactions are taken as pessimistic.
   */
  statement?(text: string, params: readonly unknown[]): ReturnType<Queryable["query"]>;

  /** True where a transaction is a part of one that the host has begun and will end. */
  readonly withinHostTransaction?: boolean;
}
