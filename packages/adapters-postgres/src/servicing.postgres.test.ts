/** Payments on a real server: many at once, the same again, and thousands one after the other. */
import {
  createServicing,
  emiTracker,
  isLendkitError,
  type LoanServicing,
  plainDate,
  replay,
  type ServiceCommand,
  snapshotText,
} from "@lendkit/engine";
import { differences, liveInStore } from "@lendkit/engine/conformance";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createPostgresStore } from "./createPostgresStore.ts";
import { fromPool } from "./fromPool.ts";
import { migrate } from "./migrate.ts";
import { killAfter } from "./testing/childProcess.ts";
import { freshSchema } from "./testing/freshStore.ts";
import { sampleCustomer } from "./testing/samples.ts";
import { openTestPool } from "./testing/testPool.ts";

const server = await openTestPool();
afterAll(server.close);

const source = fromPool(server.pool);

let schema: string;

async function freshStore() {
  schema = freshSchema();
  await migrate(source, { schema });
  return createPostgresStore(source, { schema });
}

let store: Awaited<ReturnType<typeof freshStore>>;
let servicing: LoanServicing;
let loanId: string;

/** A loan of 120000.00 at no interest, 12 installments of 10000.00, two of them due. */
beforeEach(async () => {
  store = await freshStore();
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  let [ids, today] = [0, plainDate("2024-01-31")];
  const { repayment, rules } = emiTracker.servicing;
  const product = {
    ...emiTracker,
    servicing: { repayment, rules: { ...rules, penalty: null, excess: "advance" } },
  } as const;
  servicing = createServicing({
    store,
    product,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `id-${++ids}`,
  });
  const opened = await servicing.open({
    customerId: "customer-1",
    principal: 120_000,
    annualRatePercent: 0,
    tenorMonths: 12,
  });
  loanId = opened.loanId;
  today = plainDate("2024-04-15");
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    if (isLendkitError(error)) return error.code;
    throw error;
  }
}

async function stored() {
  return store.transact(async (unit) => {
    const loan = await unit.loans.find(loanId);
    const facts = await unit.facts.list(loanId);
    if (loan === undefined) throw new Error("The loan is not there.");
    return { state: loan.state, facts };
  });
}

/** The other command, given at the same time as a payment of 4000.00. */
const besides: readonly ServiceCommand[] = [
  { kind: "receivePayment", amount: "4000" },
  { kind: "receivePayment", amount: "26000" },
  { kind: "addCharge", name: "visit", amount: "500" },
  { kind: "changeRate", annualRatePercent: 0, policy: "reduceTenor" },
  { kind: "receivePayment", amount: "0.01" },
];

describe("two at once on one loan", () => {
  test.each(Array.from({ length: 50 }, (_, way) => way))(
    "way %i: both count, once each",
    async (way) => {
      const other = besides[way % besides.length];
      if (other === undefined) throw new Error("There is no other command.");
      const payment = servicing.pay({ loanId, amount: "4000" });
      const command = servicing.command(
        loanId,
        other,
        way % 2 === 0 ? {} : { on: plainDate("2024-03-01") },
      );
      const answers = await Promise.allSettled(
        way % 3 === 0 ? [payment, command] : [command, payment],
      );
      expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      const { state, facts } = await stored();
      const second = other.kind === "receivePayment" ? Math.round(Number(other.amount) * 100) : 0;
      const { paid, heldMinor } = state.servicing ?? { paid: undefined, heldMinor: 0 };
      expect((paid?.principal ?? 0) + (paid?.fee ?? 0) + heldMinor).toBe(400_000 + second);
      expect(facts.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
      expect(snapshotText(replay(facts, state.servicing?.asOf))).toBe(snapshotText(state));
    },
  );
});

test("of twenty payments of one key at once one counts, and all get its answer", async () => {
  const pay = () => servicing.pay({ loanId, amount: "10000", idempotencyKey: "transfer 4711" });
  const answers = await Promise.all(Array.from({ length: 20 }, pay));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { state, facts } = await stored();
  expect(facts).toHaveLength(3);
  expect(state.servicing?.paid.principal).toBe(1_000_000);
});

test("a key with another payment is a conflict, and pays nothing", async () => {
  await servicing.pay({ loanId, amount: "10000", idempotencyKey: "transfer 1" });
  const other = servicing.pay({ loanId, amount: "10000.01", idempotencyKey: "transfer 1" });
  expect(await codeOf(other)).toBe("IDEMPOTENCY_CONFLICT");
  expect((await stored()).facts).toHaveLength(3);
});

test("a payer that is killed and begins again pays each payment once", async () => {
  const PAYMENTS = 60;
  const args = [server.url, schema, loanId, String(PAYMENTS)];
  for (const lines of [1, 7, 20, 33]) await killAfter("payProcess.ts", args, lines);
  await killAfter("payProcess.ts", args, PAYMENTS);
  const { state, facts } = await stored();
  expect(state.servicing?.paid.principal).toBe(PAYMENTS * 100);
  expect(facts).toHaveLength(2 + PAYMENTS);
  expect(snapshotText(replay(facts, state.servicing?.asOf))).toBe(snapshotText(state));
}, 60_000);

test("a payment that was refused leaves its key free", async () => {
  const pay = (amount: string) => servicing.pay({ loanId, amount, idempotencyKey: "transfer 2" });
  expect(await codeOf(pay("120000.01"))).toBe("OVERPAYMENT");
  expect(await codeOf(pay("120000"))).toBe("accepted");
});

test("what is stored is what the facts say, after thousands of commands", async () => {
  const fresh = await freshStore();
  const soak = process.env["LENDKIT_SOAK"] === "1";
  const seed = fc.readConfigureGlobal()?.seed ?? 1;
  const size = { loans: soak ? 1000 : 100, commands: soak ? 100_000 : 10_000, seed };
  const lives = await liveInStore(fresh, size);
  const told = `${lives.accepted} accepted, refused ${JSON.stringify(lives.refused)}`;
  process.stdout.write(`servicing on a server: ${told}, seed ${seed}\n`);
  expect(lives.accepted).toBeGreaterThan(size.commands / 4);
  expect(await differences(fresh, lives.loanIds)).toEqual([]);
}, 3_600_000);
