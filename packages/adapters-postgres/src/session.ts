import { transactionEnded } from "@lendkit/engine";
import type { AsOneCall, Part } from "./jointStatement.ts";
import type { Param } from "./param.ts";
import type { Row } from "./rows.ts";
import type { Ask, Statement, Transactions } from "./statement.ts";
import { storageError } from "./storageError.ts";
import { waitingParts } from "./waitingParts.ts";

/** One transaction, as the repositories see it. */
export interface Session {
  /**
   * Sends one statement. Parameters are text or lists of text, cast in SQL, and a list travels as
   * PostgreSQL's text of an array; columns are asked for as text. So no client's own idea of a
   * type comes between.
   *
   * @throws what `storageError` makes of the client's error
   */
  query(text: string, params?: readonly Param[]): Promise<readonly Row[]>;

  /**
   * The same for a part. Parts that are asked for together, before one of them is awaited, travel
   * as one statement where they may; all fail if one of them does.
   */
  queryPart(part: Part): Promise<readonly Row[]>;

  /**
   * Remembers that a promise of a repository could not be kept. Part of it may be written, so
   * the transaction cannot commit even if the caller catches the error.
   *
   * @returns the error, to be thrown
   */
  fail(error: Error): Error;
}

/**
 * Runs `work` in a transaction of the source. After a first failure, also a caught one, nothing
 * more is sent and nothing commits: PostgreSQL would undo the transaction without saying so.
 * Statements that nobody awaited are waited for, since one of them may fail.
 *
 * @param asOneCall what of the parts that are asked for together the schema has a function for
 * @throws what `work` threw, as it was, whatever the client makes of it
 */
export async function inTransaction<T>(
  source: Transactions,
  work: (session: Session) => Promise<T>,
  asOneCall?: AsOneCall,
): Promise<T> {
  const thrownByWork: unknown[] = [];
  const rethrow = (): void => {
    if (thrownByWork.length > 0) throw thrownByWork[0];
  };
  let committing = false;
  let end = (): void => {};
  try {
    const answer = await source.transaction(async (ask) => {
      const opened = openSession(ask, asOneCall);
      end = opened.end;
      try {
        const worked = await work(opened.session);
        await opened.settle();
        committing = source.withinHostTransaction !== true;
        return worked;
      } catch (error) {
        thrownByWork.push(error);
        throw error;
      } finally {
        end();
      }
    });
    rethrow();
    return answer;
  } catch (error) {
    // A client may give up while the work still runs, and its connection be another's by now.
    end();
    rethrow();
    throw storageError(error, { committing });
  }
}

function openSession(
  ask: Ask,
  asOneCall: AsOneCall | undefined,
): {
  session: Session;
  settle: () => Promise<void>;
  end: () => void;
} {
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  const unanswered = new Set<Promise<unknown>>();
  const fail = <E>(error: E): E => {
    failure ??= { error };
    return error;
  };
  const check = (): void => {
    if (failure !== undefined) throw failure.error;
  };
  const settle = async (): Promise<void> => {
    while (unanswered.size > 0) await Promise.allSettled(unanswered);
    check();
  };
  // One after the other: clients refuse, or will refuse, a statement while another is under way.
  let before: Promise<unknown> = Promise.resolve();
  const send: Ask = (statement) => {
    const answer = before.then(() => sendNow(statement));
    before = answer.catch(() => {});
    return answer;
  };
  const sendNow = async (statement: Statement): Promise<readonly Row[]> => {
    if (ended) throw transactionEnded({});
    check();
    try {
      return await ask(statement);
    } catch (error) {
      throw fail(storageError(error));
    }
  };

  const awaited = async <T>(answer: Promise<T>): Promise<T> => {
    unanswered.add(answer);
    try {
      return await answer;
    } finally {
      unanswered.delete(answer);
    }
  };
  const waiting = waitingParts(send, asOneCall);
  const query: Session["query"] = async (text, params = []) => {
    if (ended) throw transactionEnded({});
    check();
    waiting.send();
    return awaited(send({ text, params }));
  };
  const queryPart: Session["queryPart"] = async (part) => {
    if (ended) throw transactionEnded({});
    check();
    return awaited(waiting.add(part));
  };
  const end = (): void => {
    ended = true;
  };
  return { session: { query, queryPart, fail }, settle, end };
}
