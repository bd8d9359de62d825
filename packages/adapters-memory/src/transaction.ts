import { overtaken, type TransactOptions, transactionEnded } from "@lendkit/engine";
import type { LockKey, LockTable } from "./locks.ts";
import { type Table, TableView } from "./table.ts";

/**
 * One transaction: its verbs run one after the other, as on one connection; its locks and what
 * it wrote are held until it ends.
 */
export class Transaction {
  readonly #locks: LockTable;
  readonly #waits: boolean;
  readonly #views: { commit(): void }[] = [];
  #lastVerb: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  #ended = false;

  /** An optimistic one never waits: where it would have to, it is overtaken. */
  constructor(locks: LockTable, { locking }: TransactOptions = {}) {
    this.#locks = locks;
    this.#waits = locking !== "optimistic";
  }

  /** The table as this transaction sees it. */
  view<Row, Field extends string>(table: Table<Row, Field>): TableView<Row, Field> {
    const view = new TableView(table);
    this.#views.push(view);
    return view;
  }

  /**
   * Runs a verb after those that were called before it. Once one has thrown, the others throw
   * the same.
   *
   * @throws LendkitError `TRANSACTION_ENDED`
   */
  verb<T>(run: () => T | Promise<T>): Promise<T> {
    const answer = this.#lastVerb.then(() => this.#run(run));
    this.#lastVerb = answer.catch(() => {});
    return answer;
  }

  async #run<T>(run: () => T | Promise<T>): Promise<T> {
    if (this.#ended) throw transactionEnded({});
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      return await run();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  /**
   * Waits for and holds all of these, taken in one order whatever the order given.
   *
   * @throws LendkitError `DEADLOCK`; `OVERTAKEN` where an optimistic one would have to wait
   */
  async lock(keys: readonly LockKey[]): Promise<void> {
    const inOrder = [...keys].sort(byKindAndValue);
    for (const key of inOrder) {
      if (this.#waits) await this.#locks.take(this, key);
      else if (!this.lockAtOnce(key)) throw overtaken({});
    }
  }

  /** Holds this one if nobody else does; false if it would have to wait. */
  lockAtOnce(key: LockKey): boolean {
    return this.#locks.takeAtOnce(this, key);
  }

  /**
   * Makes all that was written visible at once, and ends.
   *
   * @throws what a verb threw, if one did; then nothing is kept.
   */
  async commit(): Promise<void> {
    await this.#settle();
    if (this.#failure === undefined) {
      for (const view of this.#views) view.commit();
    }
    this.#end();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Ends; nothing that was written is kept. */
  async rollBack(): Promise<void> {
    await this.#settle();
    this.#end();
  }

  /** Waits for verbs that the work did not await. */
  async #settle(): Promise<void> {
    let seen: Promise<unknown> | undefined;
    while (seen !== this.#lastVerb) {
      seen = this.#lastVerb;
      await seen;
    }
  }

  #end(): void {
    this.#ended = true;
    this.#locks.release(this);
  }
}

function byKindAndValue(one: LockKey, other: LockKey): number {
  if (one.kind !== other.kind) return one.kind < other.kind ? -1 : 1;
  if (one.value === other.value) return 0;
  return one.value < other.value ? -1 : 1;
}
