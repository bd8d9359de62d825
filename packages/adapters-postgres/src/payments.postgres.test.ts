/**
 * Payments by processes that are killed, on a server that is stopped at once: none is lost, none
 * counts twice. A tenth of it here; all of it by LENDKIT_SOAK=1.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createServicing,
  emiTracker,
  factMessage,
  type LoanFact,
  type OutboxMessage,
  plainDate,
  postingsOf,
  type Store,
  trialBalance,
} from "@lendkit/engine";
import { differences } from "@lendkit/engine/conformance";
import fc from "fast-check";
import { Pool } from "pg";
import { expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { type Order, type OrderedPayment, payerOrders } from "./testing/payerOrders.ts";
import { countFailures, type Lived, PAYERS, payAll } from "./testing/payers.ts";
import { startPostgres } from "./testing/postgresServer.ts";
import { sampleCustomer } from "./testing/samples.ts";

const soak = process.env["LENDKIT_SOAK"] === "1";
const seed = fc.readConfigureGlobal()?.seed ?? 1;
const size = soak
  ? { payments: 10_000, loans: 100, kills: 200, crashes: 5 }
  : { payments: 1000, loans: 10, kills: 20, crashes: 1 };
const PRINCIPAL = 1_200_000;
const schema = "lendkit";

test("of payers that are killed, on a server that crashes, no payment is lost or counts twice", async () => {
  const server = await startPostgres();
  await prepare(server.url);
  const folder = await mkdtemp(join(tmpdir(), "lendkit-payers-"));
  try {
    const loanIds = await withStore(server.url, openLoans);
    const orders = payerOrders(size.payments, loanIds, seed);
    const lived = await payAll(server, { ...size, schema, seed, folder }, orders);
    expect(lived.kills).toBe(size.kills);
    const told = countFailures(lived.notes);
    process.stdout.write(
      `payments on a server: ${orders.length} transactions, ${lived.kills} kills, ` +
        `${lived.crashes} crashes, given up and repeated ${JSON.stringify(told)}, seed ${seed}\n`,
    );
    expect(told).toMatchObject({
      DEADLOCK: expect.any(Number),
      OVERTAKEN: expect.any(Number),
      STORAGE_UNAVAILABLE: expect.any(Number),
    });
    await withStore(server.url, (store) => checkBooks(store, loanIds, orders, lived.notes));
  } finally {
    await rm(folder, { recursive: true });
    await server.stop();
  }
}, 3_600_000);

/** What was committed lasts when the server crashes; the other settings of tests would lose some. */
async function prepare(url: string): Promise<void> {
  const pool = quietPool(url);
  await pool.query("ALTER DATABASE postgres SET synchronous_commit = on");
  await migrate(fromPool(pool), { schema });
  await pool.end();
}

/** A pool says that it has ended before its last connection has, and the server ends that one. */
function quietPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString });
  pool.on("error", () => {});
  return pool;
}

async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const pool = quietPool(url);
  try {
    return await work(createPostgresStore(fromPool(pool), { schema }));
  } finally {
    await pool.end();
  }
}

/** At no interest, so that what is paid can be added up by hand. */
async function openLoans(store: Store): Promise<readonly string[]> {
  const { repayment, rules } = emiTracker.servicing;
  const today = plainDate("2024-01-31");
  let ids = 0;
  const servicing = createServicing({
    store,
    product: {
      ...emiTracker,
      servicing: { repayment, rules: { ...rules, penalty: null, excess: "advance" } },
    },
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `id-${++ids}`,
  });
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  const loanIds: string[] = [];
  for (let loan = 0; loan < size.loans; loan += 1) {
    const opened = await servicing.open({
      customerId: "customer-1",
      principal: PRINCIPAL,
      annualRatePercent: 0,
      tenorMonths: 12,
    });
    loanIds.push(opened.loanId);
  }
  return loanIds;
}

async function checkBooks(
  store: Store,
  loanIds: readonly string[],
  orders: readonly Order[],
  notes: Lived["notes"],
): Promise<void> {
  const asked = new Map(orders.flatMap(({ payments }) => payments.map((one) => [one.key, one])));
  const facts = await store.transact((unit) => unit.facts.listMany(loanIds));
  expect(paymentsIn(facts)).toEqual(sortedTexts([...asked.values()].map(textOf)));
  checkAnswers(facts, orders, notes);
  expect(await differences(store, loanIds)).toEqual([]);
  await checkSaves(store, loanIds, facts);
  checkPostings(loanIds, facts, [...asked.values()]);
  expect(await messagesIn(store)).toEqual(sortedTexts(facts.map(factMessage).map(({ id }) => id)));
}

/** Loan and amount of each payment; the amounts of two keys differ. */
function paymentsIn(facts: readonly LoanFact[]): readonly string[] {
  return sortedTexts(
    facts.flatMap((fact) => (fact.kind === "paymentReceived" ? [textOf(fact)] : [])),
  );
}

function textOf({ loanId, amount }: Pick<OrderedPayment, "loanId" | "amount">): string {
  return `${loanId} ${amount}`;
}

function sortedTexts(texts: readonly string[]): readonly string[] {
  return texts.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0));
}

/** Each answer speaks of the fact that is there; all answers to one key are one. */
function checkAnswers(
  facts: readonly LoanFact[],
  orders: readonly Order[],
  notes: Lived["notes"],
): void {
  const byPlace = new Map(facts.map((fact) => [`${fact.loanId} ${fact.sequence}`, fact]));
  const answers = new Map<string, Set<string>>();
  for (const [payer, own] of notes.entries()) {
    for (const note of own) {
      if ("failed" in note) continue;
      const { payments } = orders[note.order * PAYERS + payer] ?? { payments: [] };
      expect(note.receipts).toHaveLength(payments.length);
      for (const [at, { key, loanId, amount }] of payments.entries()) {
        const receipt = note.receipts[at];
        const fact = byPlace.get(`${loanId} ${receipt?.facts.at(-1)}`);
        expect(fact).toMatchObject({ kind: "paymentReceived", loanId, amount });
        answers.set(key, (answers.get(key) ?? new Set()).add(JSON.stringify(receipt)));
      }
    }
  }
  const keys = new Set(orders.flatMap(({ payments }) => payments.map(({ key }) => key)));
  expect(answers.size).toBe(keys.size);
  expect([...answers].filter(([, all]) => all.size > 1)).toEqual([]);
  const done = notes.flat().filter((note) => "order" in note);
  expect(done).toHaveLength(orders.length);
}

/** A loan is saved by each of its payments, and by nothing else: 1 when it was opened. */
async function checkSaves(
  store: Store,
  loanIds: readonly string[],
  facts: readonly LoanFact[],
): Promise<void> {
  const loans = await store.transact((unit) => unit.loans.findMany({ ids: loanIds }));
  for (const { state, version } of loans) {
    const paid = facts.filter(
      ({ loanId, kind }) => loanId === state.loanId && kind === "paymentReceived",
    );
    expect(version).toBe(1 + paid.length);
  }
}

/** What was lent went out of cash, what was paid came into it, and both sides are equal. */
function checkPostings(
  loanIds: readonly string[],
  facts: readonly LoanFact[],
  payments: readonly OrderedPayment[],
): void {
  const postings = loanIds.flatMap((loanId) =>
    postingsOf(facts.filter((fact) => fact.loanId === loanId)),
  );
  const { rows, totals } = trialBalance(postings);
  const paid = payments.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
  expect(rows.find(({ account }) => account === "cash")).toMatchObject({
    debit: (paid / 100).toFixed(2),
    credit: (loanIds.length * PRINCIPAL).toFixed(2),
  });
  expect(totals.map(({ debit }) => debit)).toEqual(totals.map(({ credit }) => credit));
}

/** Ids of the facts that are told, each taken once; notices are left out. */
async function messagesIn(store: Store): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const taken = await store.transact(async (unit): Promise<readonly OutboxMessage[]> => {
      const messages = await unit.outbox.take(5000);
      await unit.outbox.remove(messages.map(({ id }) => id));
      return messages;
    });
    if (taken.length === 0) return sortedTexts(ids);
    ids.push(...taken.filter(({ kind }) => kind === "fact").map(({ id }) => id));
  }
}
