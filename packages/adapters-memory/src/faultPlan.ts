/** What goes wrong at a storage call. Plain data. */
export type Fault =
  /**
   * The client is told `STORAGE_UNAVAILABLE`. Before the call or after it, nothing of the
   * transaction is kept, but for a commit: after it all is kept, and only the answer is lost.
   */
  | { readonly kind: "fail"; readonly when: "before" | "after" }
  /** The client is gone: it is told nothing any more. What is kept is as for `fail`. */
  | { readonly kind: "crash"; readonly when: "before" | "after" }
  /** Others are given so many turns before, as long as others wait. */
  | { readonly kind: "delay"; readonly turns: number }
  /** The call comes before all that wait for a turn. */
  | { readonly kind: "reorder" };

/** A storage call, and where in a store's life it is. All counts are from 1. */
export interface StorageCall {
  /** Such as `loans.save`, or `begin` or `commit` of a transaction. */
  readonly verb: string;
  /** Transactions in the order in which they are begun. */
  readonly transaction: number;
  /** Within the transaction; its beginning is the first. */
  readonly call: number;
  /** Within the store. */
  readonly storeCall: number;
}

/** A fault that happens once: at the first call for which all of `at` holds. */
export interface PlannedFault {
  readonly at: Partial<StorageCall>;
  readonly fault: Fault;
}

/** Of faults for one call the first one happens, and the others wait for the next such call. */
export type FaultPlan = readonly PlannedFault[];

/** A fault that has happened, and where. */
export interface HappenedFault {
  readonly at: StorageCall;
  readonly fault: Fault;
}

/** Takes what is planned for a call out of what is left of a plan. */
export function takeFault(left: PlannedFault[], call: StorageCall): Fault | undefined {
  const index = left.findIndex(({ at }) => holds(at, call));
  return index < 0 ? undefined : left.splice(index, 1)[0]?.fault;
}

function holds(at: Partial<StorageCall>, call: StorageCall): boolean {
  return (
    (at.storeCall ?? call.storeCall) === call.storeCall &&
    (at.verb ?? call.verb) === call.verb &&
    (at.transaction ?? call.transaction) === call.transaction &&
    (at.call ?? call.call) === call.call
  );
}
