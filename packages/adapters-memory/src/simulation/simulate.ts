/**
 * Test support: a whole lender under faults. One seed is one life: the same users, commands, days,
 * interleaving and faults.
 *
 * @module
 */
import { addDays, Decimal, type OutboxMessage, plainDate, type Store } from "@lendkit/engine";
import { createMemoryStore } from "../createMemoryStore.ts";
import { randomFaultPlan } from "../randomFaultPlan.ts";
import { createScheduler } from "../scheduler.ts";
import { seededRandom } from "../seededRandom.ts";
import { withFaults } from "../withFaults.ts";
import { borrow, handOn, passDays } from "./actors.ts";
import { Book } from "./book.ts";
import { settleAll } from "./settleAll.ts";
import { count, type World } from "./world.ts";

export interface Simulation {
  readonly seed: number;
  /** Calls of the store after which nobody begins anything new. */
  readonly calls: number;
  /** Breaks a promise of the store. Default: keeps all. */
  readonly breaks?: (store: Store) => Store;
  /** True where no lock keeps writers apart, so that one of two may be told to try again. */
  readonly withoutLocks?: boolean;
}

export interface Simulated {
  /** Empty where all is well. */
  readonly violations: readonly string[];
  /** Everything that happened, in its order. */
  readonly trace: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

export async function simulate(simulation: Simulation): Promise<Simulated> {
  const world = worldOf(simulation);
  await addCustomers(world);
  const everybody = [
    ...world.customerIds.map((customerId) => borrow(world, customerId)),
    passDays(world),
    handOn(world),
  ];
  const guarded = everybody.map((acting) => acting.catch((error) => threw(world, error)));
  const ended = await Promise.race([Promise.all(guarded), stuck()]);
  if (ended === "stuck") world.violations.push("everybody waits, and nobody goes on");
  else if (world.violations.length === 0) {
    await settleAll(world).catch((error) => threw(world, error));
  }
  count(world, "calls", world.faulty.calls());
  for (const { at, fault } of world.faulty.happened) {
    const when = "when" in fault ? ` ${fault.when}` : "";
    count(world, `fault ${fault.kind}${when}${at.verb === "commit" ? " commit" : ""}`);
  }
  return { violations: world.violations, trace: world.scheduler.trace, counts: world.counts };
}

function threw(world: World, error: unknown): void {
  world.violations.push(`threw ${error instanceof Error ? error.stack : String(error)}`);
}

function worldOf(simulation: Simulation): World {
  const { seed, calls, breaks = (store) => store, withoutLocks = false } = simulation;
  const random = seededRandom(seed);
  const scheduler = createScheduler(Math.floor(random() * 2 ** 32));
  const plan = randomFaultPlan({
    seed: Math.floor(random() * 2 ** 32),
    calls,
    percentOfCalls: 3,
  });
  const store = createMemoryStore();
  const faulty = withFaults(breaks(store), { plan, scheduler });
  const users = 3 + Math.floor(random() * 4);
  const handedOn: OutboxMessage[] | undefined = random() < 0.5 ? [] : undefined;
  const violations: string[] = [];
  let today = plainDate("2024-01-31");
  return {
    store,
    faulty,
    scheduler,
    random,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    book: new Book(),
    customerIds: Array.from({ length: users }, (_, index) => `C-${index + 1}`),
    handedOn,
    withoutLocks,
    violations,
    counts: new Map(),
    overtaken: new Set(),
    checked: new Map(),
    nextDay: () => {
      today = addDays(today, 1);
    },
    isOver: () => faulty.calls() >= calls || violations.length > 0,
  };
}

function addCustomers({ store, customerIds }: World): Promise<unknown> {
  return store.transact((unit) =>
    unit.customers.insert(
      customerIds.map((id, index) => ({
        id,
        origin: "registered",
        firstName: "Asha",
        lastName: "Rao",
        phoneNumber: String(9_000_000_000 + index),
        age: 34,
        currency: "INR",
        monthlyIncome: new Decimal(50_000),
        approvedLimit: new Decimal(0),
        currentDebt: new Decimal(0),
      })),
    ),
  );
}

/** Nothing but promises is waited for, and they all come before the next turn of the loop. */
function stuck(): Promise<"stuck"> {
  return new Promise((resolve) => {
    setImmediate(() => resolve("stuck"));
  });
}
