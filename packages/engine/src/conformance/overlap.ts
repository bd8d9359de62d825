/**
 * Transactions side by side, without sleeps: what is meant to wait is given many turns in which
 * it could have gone on.
 *
 * @module
 */
import type { Store, UnitOfWork } from "../ports/store.ts";

type Work<T> = (unit: UnitOfWork) => Promise<T>;

export interface Overlap<T> {
  /** True if the second one did not come to its end before the first one's last step. */
  readonly waited: boolean;
  /** What became of the second transaction. */
  readonly second: PromiseSettledResult<T>;
}

/** How many answers from the store the first transaction waits for while the second one could run. */
const TURNS = 20;

/** A store that has not begun a second transaction by then does not begin one beside the first. */
const MOST_TURNS = 10_000;

/**
 * Begins `second` while the transaction of `first` is open, gives it time to end, and only then
 * lets the first one take its last step and end.
 *
 * @param sides.lastly the last step of the first transaction
 * @param sides.fails makes the first transaction fail after its last step
 */
export async function overlap<T>(
  store: Store,
  sides: {
    readonly first: Work<void>;
    readonly second: Work<T>;
    readonly lastly?: Work<void>;
    readonly fails?: boolean;
  },
): Promise<Overlap<T>> {
  const seen = { begun: false, ended: false, waited: false };
  const started: Promise<PromiseSettledResult<T>>[] = [];
  const wanted = new Error("The kit makes this transaction fail.");

  const [own] = await Promise.allSettled([
    store.transact(async (unit) => {
      await sides.first(unit);
      const other = store.transact((its) => {
        seen.begun = true;
        return sides.second(its).finally(() => {
          seen.ended = true;
        });
      });
      started.push(Promise.allSettled([other]).then(([outcome]) => outcome));
      await giveTurns(unit, () => seen.begun);
      seen.waited = !seen.ended;
      await sides.lastly?.(unit);
      if (sides.fails === true) throw wanted;
    }),
  ]);
  const [second] = await Promise.all(started);
  if (own.status === "rejected" && own.reason !== wanted) throw own.reason;
  if (second === undefined) throw new Error("transact answered without running the work.");
  return { waited: seen.waited, second };
}

/**
 * Begins `second` while the transaction of `first` is open, and holds that open until the second
 * one has come to its end.
 *
 * @returns what the second one answered; undefined if it did not end, because it waits
 */
export async function beside<T>(
  store: Store,
  sides: { readonly first: Work<void>; readonly second: Work<T> },
): Promise<PromiseSettledResult<T> | undefined> {
  const endings: PromiseSettledResult<T>[] = [];
  const started: Promise<void>[] = [];
  const early = await store.transact(async (unit) => {
    await sides.first(unit);
    const other = Promise.allSettled([store.transact(sides.second)]);
    started.push(other.then((outcomes) => void endings.push(...outcomes)));
    for (let turn = 0; endings.length === 0 && turn < MOST_TURNS; turn += 1) {
      await unit.customers.find("nobody");
    }
    return endings[0];
  });
  await Promise.all(started);
  return early;
}

async function giveTurns(unit: UnitOfWork, begun: () => boolean): Promise<void> {
  for (let turn = 0; !begun() && turn < MOST_TURNS; turn += 1) await unit.customers.find("nobody");
  if (!begun()) {
    throw new Error(
      "A second transaction did not begin while the first was open. If the store can have only " +
        'one, say so: notApplicable: { parallel: "…" }.',
    );
  }
  for (let turn = 0; turn < TURNS; turn += 1) await unit.customers.find("nobody");
}

/** What the second transaction of an overlap answered. */
export function answered<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/**
 * Two transactions that each take their first step, wait for each other to have done so, and
 * take their second. Gives what became of both.
 */
export async function crossing(
  store: Store,
  sides: readonly [Side, Side],
): Promise<readonly [PromiseSettledResult<void>, PromiseSettledResult<void>]> {
  const meeting = meetingOf(sides.length);
  const run = ({ first, second }: Side): Promise<void> =>
    store
      .transact(async (unit) => {
        await first(unit);
        await meeting.arrive();
        await second(unit);
      })
      .finally(meeting.callOff);
  return Promise.allSettled([run(sides[0]), run(sides[1])]);
}

export interface Side {
  readonly first: Work<void>;
  readonly second: Work<void>;
}

/** Lets nobody on until all have come, or until somebody will not come any more. */
function meetingOf(count: number): { arrive(): Promise<void>; callOff(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let missing = count;
  const arrive = (): Promise<void> => {
    missing -= 1;
    if (missing === 0) open();
    return opened;
  };
  return { arrive, callOff: () => open() };
}
