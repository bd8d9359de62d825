import { deadlock } from "@lendkit/engine";

/** Who holds locks: any object that is nobody else's. */
export type Owner = object;

/** What is locked: a `kind` that may be shown, and a value that may be personal. */
export interface LockKey {
  readonly kind: string;
  readonly value: string;
}

interface Lock {
  readonly name: string;
  holder: Owner;
  /** First come, first served. */
  readonly queue: Waiter[];
}

interface Waiter {
  readonly owner: Owner;
  readonly goOn: () => void;
}

/**
 * Exclusive locks that are held until their owner lets go of all. An owner asks for one after
 * the other, so it waits for at most one lock, and a deadlock is a chain of waits that leads
 * back to its beginning.
 */
export class LockTable {
  readonly #locks = new Map<string, Lock>();
  readonly #heldBy = new Map<Owner, Set<Lock>>();
  readonly #awaitedBy = new Map<Owner, Lock>();

  /**
   * Takes a lock, at once if nobody has it or the owner already does.
   *
   * @throws LendkitError `DEADLOCK` if the holder waits, through others or not, for this owner.
   */
  async take(owner: Owner, { kind, value }: LockKey): Promise<void> {
    const lock = this.#takeIfFree(owner, { kind, value });
    if (lock === undefined) return;
    if (this.#leadsBack(lock, owner)) throw deadlock({ waitingFor: kind });
    this.#awaitedBy.set(owner, lock);
    await new Promise<void>((goOn) => lock.queue.push({ owner, goOn }));
  }

  /** Takes a lock if that needs no wait; false if somebody else has it. */
  takeAtOnce(owner: Owner, key: LockKey): boolean {
    return this.#takeIfFree(owner, key) === undefined;
  }

  /** Lets go of all that the owner holds; each lock goes to the one that has waited longest. */
  release(owner: Owner): void {
    for (const lock of this.#heldBy.get(owner) ?? []) {
      const next = lock.queue.shift();
      if (next === undefined) {
        this.#locks.delete(lock.name);
        continue;
      }
      this.#awaitedBy.delete(next.owner);
      this.#handTo(next.owner, lock);
      next.goOn();
    }
    this.#heldBy.delete(owner);
  }

  /** The lock that somebody else has; undefined if the owner has it now. */
  #takeIfFree(owner: Owner, { kind, value }: LockKey): Lock | undefined {
    const name = `${kind} ${value}`;
    const lock = this.#locks.get(name);
    if (lock !== undefined) return lock.holder === owner ? undefined : lock;
    const taken = { name, holder: owner, queue: [] };
    this.#locks.set(name, taken);
    this.#handTo(owner, taken);
    return undefined;
  }

  #handTo(owner: Owner, lock: Lock): void {
    lock.holder = owner;
    const held = this.#heldBy.get(owner);
    if (held === undefined) this.#heldBy.set(owner, new Set([lock]));
    else held.add(lock);
  }

  /**
   * Whether waiting for this lock would be waiting for oneself. Those ahead in its queue need no
   * look: they wait for the same holder and only hand the lock on.
   */
  #leadsBack(lock: Lock, owner: Owner): boolean {
    let next: Lock | undefined = lock;
    while (next !== undefined) {
      if (next.holder === owner) return true;
      next = this.#awaitedBy.get(next.holder);
    }
    return false;
  }
}
