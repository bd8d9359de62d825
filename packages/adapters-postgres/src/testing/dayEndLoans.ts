/**
 * Many serviced loans, stored at once, and what is there of them after day-ends.
 *
 * @module
 */
import {
  addDays,
  createServicing,
  decide,
  dueRows,
  emiTracker,
  type LoanFact,
  type LoanServicing,
  messageText,
  nextActionOn,
  type PlainDate,
  plainDate,
  replay,
  type Store,
  snapshotText,
} from "@lendkit/engine";
import { sampleCustomer } from "./samples.ts";

export const firstDay: PlainDate = plainDate("2024-01-31");

/** The first installments are due within it, and go unpaid. */
export const runDays = (count: number): readonly PlainDate[] =>
  Array.from({ length: count }, (_, day) => addDays(firstDay, 25 + day));

const product = emiTracker;
const BATCH = 500;

/** Loans of customer 1, a few on each day from the first one on, each of another amount. */
export async function storeLoansOf(store: Store, count: number): Promise<void> {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  for (let from = 0; from < count; from += BATCH) {
    const lives = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) =>
      lifeOf(from + at),
    );
    await store.transact(async (unit) => {
      const states = lives.map((facts) => replay(facts));
      await unit.loans.insert(
        states.map((state) => ({ state, nextActionOn: nextActionOn(state, product.reminders) })),
      );
      await unit.facts.append(lives.flat());
      await unit.dues.replace({ put: states.flatMap(dueRows), removed: [] });
    });
  }
}

export const idOf = (n: number): string => `loan-${String(n).padStart(7, "0")}`;

function lifeOf(n: number): readonly LoanFact[] {
  const startedOn = addDays(firstDay, n % 7);
  const frame = { loanId: idOf(n), effectiveOn: startedOn, recordedAt: `${startedOn}T09:30:00Z` };
  const opened = decide(undefined, {
    ...frame,
    commandId: `open ${n}`,
    kind: "openLoan",
    calculationVersion: 1,
    servicing: product.servicing,
    terms: {
      customerId: "customer-1",
      currency: "INR",
      principal: 10_000 + (n % 1000),
      annualRatePercent: 12,
      tenorMonths: 4,
      installment: 1,
      startedOn,
      endsOn: addDays(startedOn, 200),
    },
  });
  const lend = { ...frame, commandId: `lend ${n}`, kind: "disburse" } as const;
  return [...opened, ...decide(replay(opened), lend)];
}

export function serviceOn(store: Store, today: PlainDate): LoanServicing {
  let ids = 0;
  return createServicing({
    store,
    product,
    clock: { today: () => today, now: () => `${today}T09:30:00Z` },
    newId: () => {
      ids += 1;
      return `id ${ids}`;
    },
  });
}

/** States, days of action, dues and messages, those of each loan in order. */
export async function contentsOf(store: Store): Promise<{
  readonly loans: readonly (readonly [state: string, next: PlainDate | null])[];
  readonly dues: readonly object[];
  readonly messages: readonly string[];
}> {
  return store.transact(async (unit) => {
    const loans = await unit.loans.listByCustomers(["customer-1"]);
    const messages = await unit.outbox.take(10_000_000);
    return {
      loans: loans.map(({ state, nextActionOn: next }) => [snapshotText(state), next]),
      dues: await unit.dues.list({ limit: 10_000_000 }),
      messages: messages
        .map((message, at) => ({ loanId: message.loanId, at, text: messageText(message) }))
        .sort((a, b) => (a.loanId < b.loanId ? -1 : a.loanId > b.loanId ? 1 : a.at - b.at))
        .map(({ text }) => text),
    };
  });
}
