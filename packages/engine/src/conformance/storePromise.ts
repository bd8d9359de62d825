import type { Store } from "../ports/store.ts";

/** A store to test, and how to let go of it. */
export interface OpenedStore {
  /** Empty, and nobody else's. */
  readonly store: Store;
  close(): Promise<void>;
  /** How many statements the store has sent so far. A store that sends none leaves it out. */
  readonly queries?: () => number;
}

/**
 * What a promise needs of a store beside the port, and a store may not have:
 *
 * - `parallel`: three transactions can be open at once, and eight can wait for their turn.
 * - `queries`: the store counts the statements it sends.
 */
export type StoreNeed = "parallel" | "queries";

/** One promise of the ports, and the check that fails when it is not kept. */
export interface StorePromise {
  readonly name: string;
  readonly needs?: StoreNeed;
  readonly check: (opened: OpenedStore) => Promise<void>;
}
