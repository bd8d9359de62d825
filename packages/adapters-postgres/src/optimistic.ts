/**
 * Transactions that are two statements where they can be: one that reads what they lock, and one that
 * writes all that they write, if that has not changed in between.
 *
 * @module
 */
import { overtaken } from "@lendkit/engine";
import { readsTogether } from "./readsTogether.ts";
import type { Row } from "./rows.ts";
import {
  type Ask,
  type LoneStatement,
  type OneRead,
  onConnection,
  paramText,
  type Statement,
  type Transactions,
} from "./statement.ts";
import { isSerializationFailure } from "./storageError.ts";
import type { Queryable, TransactionSource } from "./transactionSource.ts";

/** A source that can send a statement that is a transaction of its own. */
export type LoneSource = TransactionSource & Required<Pick<TransactionSource, "statement">>;

export function hasLoneStatements(source: TransactionSource): source is LoneSource {
  return source.statement !== undefined && source.withinHostTransaction !== true;
}

/**
 * As soon as the work asks for more than that, a transaction is begun and what was asked for is asked
 * in it, with locks: it goes on if the answers are the same.
 *
 * @throws LendkitError `OVERTAKEN`
 */
export function optimistic(source: LoneSource): Transactions {
  const read = readsTogether((text, params) => source.statement(text, params));
  return {
    async transaction(work) {
      const late = new LateTransaction(source, read);
      try {
        const answer = await work((statement) => late.ask(statement));
        await late.commit();
        return answer;
      } catch (error) {
        await late.rollBack(error);
        throw error;
      }
    },
  };
}

/** A statement that was put off, or asked without its locks, and what was answered to it. */
interface Promised {
  readonly statement: Statement;
  readonly rows: readonly Row[];
}

class LateTransaction {
  readonly #source: LoneSource;
  readonly #read: (read: OneRead) => Promise<readonly Row[]>;
  readonly #promised: Promised[] = [];
  #begun: BegunTransaction | undefined;

  constructor(source: LoneSource, read: (read: OneRead) => Promise<readonly Row[]>) {
    this.#source = source;
    this.#read = read;
  }

  async ask(statement: Statement): Promise<readonly Row[]> {
    const { alone } = statement;
    if (alone !== undefined && this.#mayStandAlone(alone)) {
      const rows = alone.kind === "read" ? await this.#send(alone) : alone.answer;
      this.#promised.push({ statement, rows });
      return rows;
    }
    const begun = this.#begun ?? (await this.#begin());
    return begun.ask(statement);
  }

  /** First what reads, then what finds the same unchanged as it writes; nothing else. */
  #mayStandAlone({ kind, about }: LoneStatement): boolean {
    if (this.#begun !== undefined) return false;
    const [read, ...more] = this.#promised;
    if (read === undefined) return kind === "read";
    return kind === "write" && more.length === 0 && read.statement.alone?.about === about;
  }

  async commit(): Promise<void> {
    if (this.#begun !== undefined) return this.#begun.commit();
    const alone = this.#promised[1]?.statement.alone;
    if (alone !== undefined) await this.#send(alone);
  }

  async rollBack(error: unknown): Promise<void> {
    await this.#begun?.rollBack(error);
  }

  async #send(alone: LoneStatement): Promise<readonly Row[]> {
    try {
      if (alone.kind === "read") return await this.#read(alone);
      return (await this.#source.statement(alone.text, alone.params.map(paramText))).rows;
    } catch (error) {
      // Its isolation is the connection's own, which may be stricter than that of transactions here.
      throw isSerializationFailure(error) ? overtaken({}, { cause: error }) : error;
    }
  }

  async #begin(): Promise<BegunTransaction> {
    const begun = await beginTransaction(this.#source);
    this.#begun = begun;
    for (const { statement, rows } of this.#promised) {
      if (textOf(await begun.ask(statement)) !== textOf(rows)) throw overtaken({});
    }
    return begun;
  }
}

/** What is not there may be null, or no column, or no row. */
function textOf(rows: readonly Row[]): string {
  const said = rows.map((row) => Object.entries(row).filter(([, value]) => value !== null));
  return JSON.stringify(said.filter((columns) => columns.length > 0));
}

/** A transaction of the source that is ended from outside. */
interface BegunTransaction {
  readonly ask: Ask;
  readonly commit: () => Promise<void>;
  readonly rollBack: (error: unknown) => Promise<void>;
}

function beginTransaction(source: TransactionSource): Promise<BegunTransaction> {
  return new Promise((begun, failed) => {
    const wait = (connection: Queryable): Promise<void> =>
      new Promise((end, undo) => {
        begun({
          ask: onConnection(connection),
          commit: () => {
            end();
            return ended;
          },
          rollBack: (error) => {
            undo(error);
            return ended.catch(() => {});
          },
        });
      });
    const ended = source.transaction(wait);
    ended.catch(failed);
  });
}
