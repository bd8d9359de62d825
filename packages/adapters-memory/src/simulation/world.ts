/** Test support: what all who act in a simulation share. */
import type { Clock, OutboxMessage, Receipt, Store } from "@lendkit/engine";
import type { Scheduler } from "../scheduler.ts";
import type { Random } from "../seededRandom.ts";
import type { FaultyStore } from "../withFaults.ts";
import type { Book, Intent } from "./book.ts";

export interface World {
  /** Without faults and turns, for those who look on. */
  readonly store: Store;
  readonly faulty: FaultyStore;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly clock: Clock;
  readonly book: Book;
  readonly customerIds: readonly string[];
  /** What readers of the outbox handed on, in their order; undefined where nobody reads it. */
  readonly handedOn: OutboxMessage[] | undefined;
  readonly withoutLocks: boolean;
  /** What is wrong, and where it was seen. */
  readonly violations: string[];
  /** How often each thing happened. */
  readonly counts: Map<string, number>;
  /** Loans of which a command may count from a day that was over when it was decided. */
  readonly overtaken: Set<string>;
  /** Versions of loans that were checked. */
  readonly checked: Map<string, string>;
  /** The next day comes. */
  nextDay(): void;
  isOver(): boolean;
}

export function count(world: World, what: string, more: number = 1): void {
  world.counts.set(what, (world.counts.get(what) ?? 0) + more);
}

export function pick<T>(random: Random, from: readonly T[]): T | undefined {
  return from[Math.floor(random() * from.length)];
}

/** A place in the loop of one who acts, where others may go on. */
export function pause(world: World, name: string, turns: number): Promise<void> {
  return world.scheduler.turn(name, { afterTurns: Math.floor(world.random() * turns) });
}

export function isDone(
  intent: Intent,
): intent is Intent & { readonly outcome: { readonly kind: "done"; readonly receipt: Receipt } } {
  return intent.outcome.kind === "done";
}

export function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
