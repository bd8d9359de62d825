/**
 * Test support: how a client asks for what it wants, until it knows what has become of it.
 *
 * @module
 */
import {
  canonicalJson,
  createServicing,
  isLendkitError,
  type Receipt,
  type Store,
} from "@lendkit/engine";
import { type Intent, idOf, type Outcome } from "./book.ts";
import { checkLoans } from "./checkLoans.ts";
import { served } from "./products.ts";
import { count, pick, type World } from "./world.ts";

/** Asks once, or twice at the same time, on connections of their own. */
export async function ask(world: World, intent: Intent, atOnce: number): Promise<void> {
  const before = intent.outcome;
  const clients = Array.from({ length: atOnce }, () => askOnce(world, intent));
  const outcomes = await Promise.all(clients);
  intent.outcome = joined(world, intent, before, outcomes);
  const { wish, outcome } = intent;
  const loanIds = outcome.kind === "done" ? [outcome.receipt.loanId] : [];
  await checkLoans(world, wish.kind === "command" ? [wish.loanId] : loanIds);
}

async function askOnce(world: World, intent: Intent): Promise<Outcome> {
  const { store, crashed } = world.faulty.connect();
  const lost = crashed.then((): Outcome => ({ kind: "unknown" }));
  const begunOn = world.clock.today();
  const outcome = await Promise.race([tried(world, give(world, store, intent)), lost]);
  const { wish } = intent;
  if (wish.kind === "command" && world.clock.today() !== begunOn) world.overtaken.add(wish.loanId);
  return outcome;
}

/** What a client is told only where somebody came between its locks and its writes. */
const lostRaces: readonly string[] = ["STALE_VERSION", "ALREADY_EXISTS"];

async function tried(world: World, work: Promise<Receipt>): Promise<Outcome> {
  try {
    return { kind: "done", receipt: await work };
  } catch (error) {
    if (!isLendkitError(error)) throw error;
    const { code, retryable } = error;
    count(world, `${retryable ? "retryable" : "refused"} ${code}`);
    if (lostRaces.includes(code) && !world.withoutLocks) {
      world.violations.push(`${code}: somebody wrote what another had locked`);
    }
    return retryable ? { kind: "unknown" } : { kind: "refused", code };
  }
}

/** One answer to all: whoever is answered is told the same, and is not told another thing later. */
function joined(
  world: World,
  { key }: Intent,
  before: Outcome,
  outcomes: readonly Outcome[],
): Outcome {
  const done = [before, ...outcomes].filter((outcome) => outcome.kind === "done");
  const answers = new Set(done.map(({ receipt }) => canonicalJson(receipt)));
  if (answers.size > 1) world.violations.push(`${key} was answered twice: ${[...answers].join()}`);
  const refused = outcomes.find((outcome) => outcome.kind === "refused");
  if (before.kind === "done" && refused !== undefined) {
    world.violations.push(`${key} was answered, and then refused: ${refused.code}`);
  }
  const isUnknown = outcomes.some(({ kind }) => kind === "unknown");
  return done[0] ?? (isUnknown || refused === undefined ? { kind: "unknown" } : refused);
}

/** Gives the wish to a service whose ids say which attempt it is. */
export function give(world: World, store: Store, intent: Intent): Promise<Receipt> {
  const { key, wish } = intent;
  intent.attempts += 1;
  const attempt = intent.attempts;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return idOf(intent, attempt, ids);
  };
  const product = wish.kind === "open" ? wish.product : served;
  const service = createServicing({ store, product, clock: world.clock, newId });
  count(world, `asked ${wish.kind === "open" ? "open" : wish.command.kind}`);
  if (wish.kind === "open") return service.open({ ...wish.input, idempotencyKey: key });
  const context = { idempotencyKey: key, ...(wish.on === undefined ? {} : { on: wish.on }) };
  return service.command(wish.loanId, wish.command, context);
}

/** The same key with something else: nobody may be answered. */
export async function askOtherwise(world: World, intent: Intent): Promise<void> {
  const { store, crashed } = world.faulty.connect();
  const { wish } = intent;
  const loanId = wish.kind === "command" ? wish.loanId : "no loan";
  const wished = wish.kind === "command" && "amount" in wish.command ? wish.command.amount : "";
  const others = ["1.11", "2.22"].filter((amount) => amount !== wished);
  const amount = pick(world.random, others) ?? "1.11";
  const other = createServicing({
    store,
    product: served,
    clock: world.clock,
    newId: () => `${intent.key}#otherwise`,
  });
  const answer = other.pay({ loanId, amount, idempotencyKey: intent.key });
  const told = answer.then(
    () => "answered",
    (error: unknown) => (isLendkitError(error) ? error.code : String(error)),
  );
  const code = await Promise.race([told, crashed.then(() => "crashed")]);
  count(world, `otherwise ${code}`);
  const mayBe = ["IDEMPOTENCY_CONFLICT", "STORAGE_UNAVAILABLE", "DEADLOCK", "crashed"];
  if (!mayBe.includes(code)) world.violations.push(`${intent.key} with another payment: ${code}`);
}
