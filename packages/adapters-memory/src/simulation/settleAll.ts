/**
 * Test support: the end of a simulation. Nothing fails any more, so clients learn what has become of
 * all that they wanted; then all is looked at once more, and summed up.
 *
 * @module
 */
import {
  canonicalJson,
  createServicing,
  isLendkitError,
  type LoanFact,
  type LoanState,
  postingsOf,
  replay,
  runDay,
  summarize,
  trialBalance,
} from "@lendkit/engine";
import { give } from "./ask.ts";
import { checkLoans, receivedOf } from "./checkLoans.ts";
import { served } from "./products.ts";
import { count, grouped, isDone, type World } from "./world.ts";
import { wrongNotices } from "./wrongNotices.ts";

export async function settleAll(world: World): Promise<void> {
  const { store, clock, book } = world;
  for (const intent of book.all().filter(({ outcome }) => outcome.kind === "unknown")) {
    try {
      intent.outcome = { kind: "done", receipt: await give(world, store, intent) };
    } catch (error) {
      if (!isLendkitError(error)) throw error;
      intent.outcome = { kind: "refused", code: error.code };
    }
    count(world, `settled ${intent.outcome.kind}`);
  }
  const { failures } = await runDay({ store, product: served, asOf: clock.today(), clock });
  world.violations.push(...failures.map(({ loanId, code }) => `${loanId} was set aside: ${code}`));
  world.checked.clear();
  await checkLoans(
    world,
    world.customerIds.flatMap((id) => book.loansOf(id)),
  );
  for (const customerId of world.customerIds) await checkCustomer(world, customerId);
  await checkPortfolio(world);
  await checkMessages(world);
  count(world, "done", book.all().filter(isDone).length);
}

/** Exactly the loans that were opened are there, and the dashboard says what their facts say. */
async function checkCustomer(world: World, customerId: string): Promise<void> {
  const { store, clock, book, violations } = world;
  const stored = await store.transact((unit) => unit.loans.listByCustomers([customerId]));
  const found = stored.map(({ state }) => state.loanId).sort();
  const opened = [...book.loansOf(customerId)].sort();
  if (canonicalJson(found) !== canonicalJson(opened)) {
    violations.push(`${customerId} opened ${opened.join()}, and has ${found.join()}`);
  }
  const service = createServicing({ store, product: served, clock, newId: () => "none" });
  const states: LoanState[] = [];
  for (const { state } of stored) states.push(replay(await factsOf(world, state.loanId)));
  const dashboard = canonicalJson(await service.dashboard(customerId));
  if (dashboard !== canonicalJson(summarize(states, clock.today()))) {
    violations.push(`${customerId}: the dashboard is not what the facts say`);
  }
}

function factsOf({ store }: World, loanId: string): Promise<readonly LoanFact[]> {
  return store.transact((unit) => unit.facts.list(loanId));
}

/** Over all loans, the books balance, and cash is what clients know they paid. */
async function checkPortfolio(world: World): Promise<void> {
  const { book, violations, clock } = world;
  const loanIds = world.customerIds.flatMap((id) => book.loansOf(id));
  const all = await Promise.all(loanIds.map((loanId) => factsOf(world, loanId)));
  const { rows, totals } = trialBalance(all.flatMap((facts) => postingsOf(facts, clock.today())));
  if (totals.some(({ debit, credit }) => debit !== credit))
    violations.push("The books: no balance");
  const cash = rows.find(({ account }) => account === "cash")?.debit ?? "0";
  const known = knownPayments(world);
  const received = all.reduce((sum, facts) => sum + receivedOf(facts), 0);
  if (Math.round(Number(cash) * 100) !== known || received !== known) {
    violations.push(`Cash is ${cash}, facts say ${received}, and ${known} were paid`);
  }
}

/** Payments that were answered, less those of which it was answered that they came back. */
function knownPayments({ book }: World): number {
  const done = book.all().filter(isDone);
  const back = new Set(
    done.flatMap(({ wish }) =>
      wish.kind === "command" && wish.command.kind === "reversePayment"
        ? [`${wish.loanId} ${wish.command.payment}`]
        : [],
    ),
  );
  return done.reduce((sum, { wish, outcome }) => {
    if (wish.kind !== "command" || wish.command.kind !== "receivePayment") return sum;
    if (back.has(`${wish.loanId} ${outcome.receipt.facts[0]}`)) return sum;
    return sum + Math.round(Number(wish.command.amount) * 100);
  }, 0);
}

/**
 * All facts and notices were handed on or are there to be: facts of a loan in their order, notices as
 * if days had passed without a fault, and nothing else.
 */
async function checkMessages(world: World): Promise<void> {
  const { handedOn = [], store, violations, clock } = world;
  const left = await store.transact((unit) => unit.outbox.take(1_000_000));
  const messages = new Map([...handedOn, ...left].map((message) => [message.id, message] as const));
  const byLoan = grouped([...messages.values()], ({ loanId }) => loanId);
  const loanIds = world.customerIds.flatMap((id) => world.book.loansOf(id));
  for (const loanId of new Set([...loanIds, ...byLoan.keys()])) {
    const facts = await factsOf(world, loanId);
    const told = byLoan.get(loanId) ?? [];
    const factsTold = told.flatMap((message) => (message.kind === "fact" ? [message.fact] : []));
    if (canonicalJson(factsTold) !== canonicalJson(facts)) {
      violations.push(`${loanId}: what was handed on is not its facts`);
    }
    if (world.overtaken.has(loanId)) continue;
    const wrong = wrongNotices(facts, clock.today(), told);
    count(world, "checked notices");
    violations.push(...wrong.map((what) => `${loanId}: ${what}`));
  }
}
