import { seededRandom } from "./seededRandom.ts";

/**
 * Decides who goes on next, so that one seed is one interleaving. Whatever is concurrent asks for a
 * turn before each step; a step ends where the next turn is asked for. Nothing but promises is
 * waited for: no timer, no clock, no other random source. Work that waits for anything else, such
 * as a socket, still runs, but not the same again.
 */
export interface Scheduler {
  /** Resolves when it is the caller's turn. The name stands in the trace. */
  turn(name: string, when?: TurnWhen): Promise<void>;

  /** Runs the work while nobody else is given a turn. */
  alone<T>(work: () => Promise<T>): Promise<T>;

  /** The names of all turns, in the order in which they were given. */
  readonly trace: readonly string[];
}

/** When a turn is given that is not left to chance. */
export interface TurnWhen {
  /** Others are given so many turns before, as long as others wait. Default: 0. */
  readonly afterTurns?: number;
  /** Before all that wait. Default: false. */
  readonly first?: boolean;
}

interface Waiter {
  readonly name: string;
  readonly goOn: () => void;
  readonly first: boolean;
  turnsToPass: number;
}

/** More promises than one step waits for one after the other, so that a step has ended by then. */
const PROMISES_OF_A_STEP = 100;

/**
 * @param seed a whole number from 0 to 2^32 - 1
 *
 * @example
 * const scheduler = createScheduler(7);
 * const steps = async (name) => {
 *   await scheduler.turn(name);
 *   await scheduler.turn(name);
 * };
 * await Promise.all([steps("a"), steps("b")]);
 * scheduler.trace; // such as ["b", "a", "a", "b"], the same for each run of seed 7
 */
export function createScheduler(seed: number): Scheduler {
  const random = seededRandom(seed);
  const waiting: Waiter[] = [];
  const trace: string[] = [];
  let [isPicking, pauses] = [false, 0];

  const pick = async (): Promise<void> => {
    if (isPicking) return;
    isPicking = true;
    while (waiting.length > 0 && pauses === 0) {
      for (let left = PROMISES_OF_A_STEP; left > 0; left -= 1) await undefined;
      if (pauses === 0) giveTurn(waiting, trace, random());
    }
    isPicking = false;
  };

  return {
    trace,
    turn: (name, { afterTurns = 0, first = false } = {}) =>
      new Promise((goOn) => {
        waiting.push({ name, goOn, first, turnsToPass: afterTurns });
        void pick();
      }),
    async alone(work) {
      pauses += 1;
      try {
        return await work();
      } finally {
        pauses -= 1;
        void pick();
      }
    },
  };
}

function giveTurn(waiting: Waiter[], trace: string[], part: number): void {
  const first = waiting.filter((waiter) => waiter.first);
  const ready = waiting.filter(({ turnsToPass }) => turnsToPass === 0);
  const among = [first, ready, waiting].find(({ length }) => length > 0) ?? [];
  const next = among[Math.floor(part * among.length)];
  if (next === undefined) return;
  waiting.splice(waiting.indexOf(next), 1);
  for (const waiter of waiting) waiter.turnsToPass = Math.max(0, waiter.turnsToPass - 1);
  trace.push(next.name);
  next.goOn();
}
