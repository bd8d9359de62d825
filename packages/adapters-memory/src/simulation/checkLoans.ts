/**
 * Test support: what holds of a loan after every step.
 *
 * @module
 */
import {
  canonicalJson,
  type DueRow,
  dueRows,
  type LoanFact,
  type LoanState,
  nextActionOn,
  type OutboxMessage,
  postingsOf,
  replay,
  type StoredLoan,
  trialBalance,
} from "@lendkit/engine";
import { served } from "./products.ts";
import { count, type World } from "./world.ts";
import { wrongByIntents } from "./wrongByIntents.ts";

/** A loan as it is stored. */
export interface Stored {
  readonly loan: StoredLoan;
  readonly facts: readonly LoanFact[];
  readonly rows: readonly DueRow[];
  /** Messages that are not handed on; undefined where others read them. */
  readonly messages: readonly OutboxMessage[] | undefined;
}

/**
 * Notes all that is wrong with these loans. Nobody goes on meanwhile. What follows from a loan alone
 * is looked at again when the loan has another version or another fact, and at the end.
 */
export function checkLoans(world: World, loanIds: readonly string[]): Promise<void> {
  return world.scheduler.alone(async () => {
    for (const loanId of loanIds) await checkLoan(world, loanId);
  });
}

async function checkLoan(world: World, loanId: string): Promise<void> {
  const stored = await storedLoan(world, loanId);
  if (stored === undefined) {
    world.violations.push(`${loanId} is not there`);
    return;
  }
  const wrong = [...wrongByIntents(world, loanId, stored.facts)];
  const version = `${stored.loan.version} ${stored.facts.length}`;
  if (world.checked.get(loanId) !== version) {
    wrong.push(...wrongByItself(stored));
    world.checked.set(loanId, version);
    count(world, "checked states");
  }
  world.violations.push(...wrong.map((what) => `${loanId}: ${what}`));
}

function storedLoan(world: World, loanId: string): Promise<Stored | undefined> {
  return world.store.transact(async (unit) => {
    const loan = await unit.loans.find(loanId);
    if (loan === undefined) return undefined;
    const isRead = world.handedOn !== undefined;
    const all = isRead ? undefined : await unit.outbox.take(1_000_000);
    return {
      loan,
      facts: await unit.facts.list(loanId),
      rows: await unit.dues.list({ loanIds: [loanId], limit: 10_000 }),
      messages: all?.filter((message) => message.loanId === loanId),
    };
  });
}

/** What follows from the stored facts alone. */
export function wrongByItself({ loan, facts, rows, messages }: Stored): readonly string[] {
  const wrong: string[] = [];
  const say = (what: string, isWrong: boolean): void => {
    if (isWrong) wrong.push(what);
  };
  const { state } = loan;
  const sequences = facts.map(({ sequence }) => sequence);
  say(
    "its sequence has holes",
    sequences.some((each, index) => each !== index + 1),
  );
  const last = facts.reduce<string>((day, fact) => later(day, fact.effectiveOn), "");
  if (last > (state.servicing?.asOf ?? last)) {
    return [...wrong, "the snapshot is not what its facts make: it is of a day before the last"];
  }
  const replayed = replay(facts, state.servicing?.asOf);
  say(`the snapshot is not what its facts make: ${facts.length} of them`, !isSame(replayed, state));
  say("its dues are not those of its state", asText(rows) !== asText(dueRows(replayed)));
  say(
    "its next action is not on the day that follows from its state",
    loan.nextActionOn !== nextActionOn(replayed, served.reminders),
  );
  wrong.push(...wrongBooks(facts, replayed));
  if (messages !== undefined) {
    const told = messages.flatMap((message) => (message.kind === "fact" ? [message.fact] : []));
    say("the outbox does not tell its facts", !isSame(told, facts));
  }
  return wrong;
}

/** To the letter; the order of fields, which the canonical text does away with, is mostly the same. */
function isSame(one: object, other: object): boolean {
  return (
    JSON.stringify(one) === JSON.stringify(other) || canonicalJson(one) === canonicalJson(other)
  );
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** In no given order. */
function asText(rows: readonly DueRow[]): string {
  return rows
    .map((row) => canonicalJson(row))
    .sort()
    .join();
}

function wrongBooks(facts: readonly LoanFact[], state: LoanState): readonly string[] {
  const { servicing } = state;
  if (servicing === null) return ["it is not serviced"];
  const postings = postingsOf(facts, servicing.asOf);
  const sum = (side: "debit" | "credit", account: string, other?: string): number =>
    postings.reduce((total, posting) => {
      const isOther = other === undefined || Object.values(posting).includes(other);
      return posting[side] === account && isOther ? total + posting.amount : total;
    }, 0);
  const wrong: string[] = [];
  const { totals } = trialBalance(postings);
  if (totals.some(({ debit, credit }) => debit !== credit)) wrong.push("its books do not balance");
  const received = receivedOf(facts);
  if (sum("debit", "cash") !== received) wrong.push("its cash is not what was received");
  const { paid, heldMinor, refundableMinor, refundedMinor } = servicing;
  const used = Object.values(paid).reduce((total, part) => total + part, 0);
  const credited = sum("debit", "interestIncome", "suspense");
  if (used + heldMinor + refundableMinor + refundedMinor !== received + credited) {
    wrong.push("money is not conserved");
  }
  return wrong;
}

/** Payments that did not come back, in minor units. */
export function receivedOf(facts: readonly LoanFact[]): number {
  const back = new Set(
    facts.flatMap((fact) => (fact.kind === "paymentReversed" ? [fact.payment] : [])),
  );
  return facts.reduce(
    (sum, fact) =>
      fact.kind === "paymentReceived" && !back.has(fact.sequence)
        ? sum + Math.round(Number(fact.amount) * 100)
        : sum,
    0,
  );
}
