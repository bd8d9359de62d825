import { transactionEnded } from "@lendkit/engine";
import type { Row } from "./rows.ts";
import { storageError } from "./storageError.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** One transaction, as the repositories see it. */
export interface Session {
  /**
   * Sends one statement. Parameters are text or lists of text, cast in SQL; columns are asked for
   * as text. So no client's own idea of a type comes between.
   *
   * @throws what `storageError` makes of the client's error
   */
  query(text: string, params?: readonly Param[]): Promise<readonly Row[]>;

  /**
   * Remembers that a promise of a repository could not be kept. Part of it may be written, so
   * the transaction cannot commit even if the caller catches the error.
   *
   * @returns the error, to be thrown
   */
  fail(error: Error): Error;
}

export type Param = string | readonly (string | null)[];

/**
 * Runs `work` in a transaction of the source. After a first failure, also a caught one, nothing
 * more is sent and nothing commits: PostgreSQL would undo the transaction without saying so.
 *
 * @throws what `work` threw, as it was
 */
export async function inTransaction<T>(
  source: TransactionSource,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const thrownByWork: unknown[] = [];
  try {
    return await source.transaction(async (connection) => {
      const { session, settle, end } = openSession(connection);
      try {
        const answer = await work(session);
        settle();
        return answer;
      } catch (error) {
        thrownByWork.push(error);
        throw error;
      } finally {
        end();
      }
    });
  } catch (error) {
    throw thrownByWork.length > 0 ? thrownByWork[0] : storageError(error);
  }
}

function openSession(connection: Queryable): {
  session: Session;
  settle: () => void;
  end: () => void;
} {
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const fail = <E>(error: E): E => {
    failure ??= { error };
    return error;
  };
  const settle = (): void => {
    if (failure !== undefined) throw failure.error;
  };

  const query: Session["query"] = async (text, params) => {
    if (ended) throw transactionEnded({});
    settle();
    try {
      const { rows } = await connection.query(text, params);
      return rows;
    } catch (error) {
      throw fail(storageError(error));
    }
  };
  const end = (): void => {
    ended = true;
  };
  return { session: { query, fail }, settle, end };
}
