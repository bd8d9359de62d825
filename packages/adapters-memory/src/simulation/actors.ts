/**
 * Test support: those who act in a simulation, each in a loop until it is over.
 *
 * @module
 */
import { isLendkitError, runDay, type UnitOfWork } from "@lendkit/engine";
import { ask, askOtherwise } from "./ask.ts";
import { checkLoans } from "./checkLoans.ts";
import { served } from "./products.ts";
import { look, wishOf } from "./wishOf.ts";
import { count, isDone, pause, pick, type World } from "./world.ts";

/** How often a client asks before it turns to something else; it comes back at the end. */
const PATIENCE = 4;

/** One who has loans: wants something, asks until it is known, and sometimes asks once more. */
export async function borrow(world: World, customerId: string): Promise<void> {
  const { random, book } = world;
  while (!world.isOver()) {
    // Whoever pays for another meets others at the same loan.
    const ownerId = random() < 0.3 ? (pick(random, world.customerIds) ?? customerId) : customerId;
    const loanId = pick(random, book.loansOf(ownerId));
    const done = book.all().filter((intent) => isDone(intent));
    const again = random() < 0.12 ? pick(random, done) : undefined;
    if (again !== undefined) {
      await (random() < 0.3 ? askOtherwise(world, again) : ask(world, again, 1));
    } else if (random() < 0.3) {
      await look(world, (service) => service.dashboard(customerId));
    } else {
      const wish = await wishOf(world, customerId, loanId);
      if (wish !== undefined) {
        const intent = book.add(wish);
        const isOpen = (): boolean => intent.outcome.kind === "unknown" && !world.isOver();
        for (let tries = 0; tries < PATIENCE && isOpen(); tries += 1) {
          await ask(world, intent, random() < 0.15 ? 2 : 1);
          await pause(world, `${customerId} waits`, 5);
        }
      }
    }
    await pause(world, `${customerId} thinks`, 10);
  }
}

/** Lets days pass, and ends some of them with one worker or two, which may crash and begin again. */
export async function passDays(world: World): Promise<void> {
  const { random, clock } = world;
  while (!world.isOver()) {
    await pause(world, "the day passes", 60);
    for (let days = Math.floor(random() * 14); days >= 0; days -= 1) world.nextDay();
    if (random() < 0.3) continue;
    const asOf = clock.today();
    const workers = Array.from({ length: random() < 0.4 ? 2 : 1 }, () => endDay(world, asOf));
    await Promise.all(workers);
    await checkLoans(
      world,
      world.customerIds.flatMap((id) => world.book.loansOf(id)),
    );
  }
}

async function endDay(world: World, asOf: ReturnType<World["clock"]["today"]>): Promise<void> {
  for (let tries = 0; tries < PATIENCE && !world.isOver(); tries += 1) {
    const { store, crashed } = world.faulty.connect();
    const batchSize = 1 + Math.floor(world.random() * 3);
    const options = { store, product: served, asOf, clock: world.clock, batchSize };
    const told = runDay(options).then(
      ({ failures }) => failures.map(({ loanId, code }) => `${loanId} was set aside: ${code}`),
      failed,
    );
    const wrong = await Promise.race([told, crashed.then(() => "crashed")]);
    count(world, `day-end ${typeof wrong === "string" ? wrong : "finished"}`);
    if (typeof wrong === "string") continue;
    world.violations.push(...wrong);
    return;
  }
}

function failed(error: unknown): string {
  if (isLendkitError(error) && error.retryable) return error.code;
  throw error;
}

/** Hands on what is in the outbox, a few messages at a time. */
export async function handOn(world: World): Promise<void> {
  const { handedOn } = world;
  if (handedOn === undefined) return;
  while (!world.isOver()) {
    await pause(world, "the reader sleeps", 30);
    const { store, crashed } = world.faulty.connect();
    const work = async ({ outbox }: UnitOfWork): Promise<void> => {
      const messages = await outbox.take(4);
      handedOn.push(...messages);
      await outbox.remove(messages.map(({ id }) => id));
    };
    const told = store.transact(work).then(() => "done", failed);
    count(world, `reader ${await Promise.race([told, crashed.then(() => "crashed")])}`);
  }
}
