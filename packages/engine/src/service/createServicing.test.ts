import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { Decimal } from "../money/decimal.ts";
import type { Store } from "../ports/store.ts";
import { emiTracker } from "../products/emiTracker.ts";
import { createServicing } from "./createServicing.ts";
import type { LoanServicing, Receipt } from "./servicing.ts";

let store: Store;
let servicing: LoanServicing;
let today: PlainDate;
let opened: Receipt;

/** 500000 at 8.5 % over 24 months from 2024-01-31: 22727.84 a month. */
beforeEach(async () => {
  store = createMemoryStore();
  today = plainDate("2024-01-31");
  let ids = 0;
  servicing = createServicing({
    store,
    product: emiTracker,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `id-${++ids}`,
  });
  await store.transact((unit) =>
    unit.customers.insert([
      {
        id: "C-1",
        origin: "registered",
        firstName: "Asha",
        lastName: "Rao",
        phoneNumber: "9876543210",
        age: 30,
        currency: "INR",
        monthlyIncome: new Decimal(50_000),
        approvedLimit: new Decimal(0),
        currentDebt: new Decimal(0),
      },
    ]),
  );
  const terms = { principal: 500_000, annualRatePercent: "8.5", tenorMonths: 24 };
  opened = await servicing.open({ customerId: "C-1", ...terms });
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

test("a loan is opened and paid out at once", async () => {
  expect(opened).toEqual({
    loanId: opened.loanId,
    facts: [1, 2],
    status: "active",
    outstandingPrincipal: "500000.00",
    due: "0.00",
    held: "0.00",
  });
  const dues = await store.transact((unit) => unit.dues.list({ limit: 100 }));
  expect(dues).toHaveLength(24);
  // 500000 × 8.5 / 1200 = 3541.67 of interest, the rest of 22727.84 principal
  expect(dues[0]).toMatchObject({
    dueId: "installment 1",
    dueOn: "2024-02-29",
    interest: 354_167,
    principal: 1_918_617,
    unpaid: 2_272_784,
  });
});

test("a late payment pays the penalty too, and its dues leave the list", async () => {
  today = plainDate("2024-03-05");
  // 2 % of 22727.84 is 454.56.
  const receipt = await servicing.pay({ loanId: opened.loanId, amount: "23182.40" });
  expect(receipt).toMatchObject({ facts: [3], due: "0.00", outstandingPrincipal: "480813.83" });
  const dues = await store.transact((unit) => unit.dues.list({ limit: 100 }));
  expect(dues.map(({ installment }) => installment)).toEqual(
    Array.from({ length: 23 }, (_, index) => index + 2),
  );
  const { dues: rows, payments } = await servicing.statement(opened.loanId);
  expect(rows[0]).toMatchObject({ status: "paid", paidOn: "2024-03-05" });
  expect(payments.map(({ amount, paid }) => [amount.toFixed(2), paid.penalty.toFixed(2)])).toEqual([
    ["23182.40", "454.56"],
  ]);
});

test("a payment of last week takes its penalty back; what-if says so before", async () => {
  today = plainDate("2024-03-05");
  const { loanId } = opened;
  expect((await servicing.view(loanId)).servicing?.dues[0]?.charged.penalty).toBe(45_456);
  await servicing.command(loanId, { kind: "addCharge", name: "visit", amount: 100 });
  const payment = { kind: "receivePayment", amount: "22727.84" } as const;
  const on = plainDate("2024-02-29");
  const diff = await servicing.whatIf(loanId, payment, { on });
  expect(diff.penalties).toEqual({ before: 45_456, after: 0 });
  expect((await servicing.view(loanId)).servicing?.paid.principal).toBe(0);
  const receipt = await servicing.pay({ loanId, amount: "22727.84", on });
  expect(receipt).toMatchObject({ due: "100.00", outstandingPrincipal: "480813.83" });
});

test("a payment that comes back is owed again", async () => {
  today = plainDate("2024-02-29");
  const { loanId } = opened;
  const paid = await servicing.pay({ loanId, amount: "22727.84" });
  expect(paid.due).toBe("0.00");
  const [payment = 0] = paid.facts;
  const reversed = await servicing.command(loanId, { kind: "reversePayment", payment });
  expect(reversed).toMatchObject({
    facts: [4],
    due: "22727.84",
    outstandingPrincipal: "500000.00",
  });
  const again = servicing.command(loanId, { kind: "reversePayment", payment });
  expect(await codeOf(again)).toBe("UNKNOWN_PAYMENT");
});

test("the payoff is what pays the loan off, and closes it", async () => {
  today = plainDate("2024-03-15");
  const { loanId } = opened;
  await servicing.pay({ loanId, amount: "22727.84", on: plainDate("2024-02-29") });
  // 480813.83 and 15 of 31 days of a month's interest on it: 3405.76… × 15 / 31 = 1647.95
  const { total } = await servicing.payoff(loanId);
  expect(total.toFixed(2)).toBe("482461.78");
  const receipt = await servicing.pay({ loanId, amount: total, pays: "payoff" });
  expect(receipt).toMatchObject({ status: "closed", outstandingPrincipal: "0.00", held: "0.00" });
  expect(await store.transact((unit) => unit.dues.list({ limit: 100 }))).toEqual([]);
});

test("the dashboard sums a customer's loans", async () => {
  const terms = { principal: 80_000, annualRatePercent: 12, tenorMonths: 12 };
  await servicing.open({ customerId: "C-1", ...terms });
  const [summary] = await servicing.dashboard("C-1", plainDate("2024-03-01"));
  // 22727.84 + 7107.90, both overdue since 2024-02-29, with 2 % of each: 454.56 + 142.16
  expect(summary?.totalMonthlyEmi.toFixed(2)).toBe("29835.74");
  expect(summary?.overdue.count).toBe(2);
  expect(summary?.overdue.amount.toFixed(2)).toBe("29835.74");
  expect(summary?.overdue.penalties.toFixed(2)).toBe("596.72");
  expect(summary?.upcoming.map(({ dueOn }) => dueOn)).toEqual(["2024-03-31", "2024-03-31"]);
  expect(summary?.outstanding.principal.toFixed(2)).toBe("580000.00");
});

test("one key opens one loan", async () => {
  const input = {
    customerId: "C-1",
    principal: 1000,
    annualRatePercent: 10,
    tenorMonths: 6,
    idempotencyKey: "application 7",
  };
  expect(await servicing.open(input)).toEqual(await servicing.open(input));
  const other = servicing.open({ ...input, principal: 1001 });
  expect(await codeOf(other)).toBe("IDEMPOTENCY_CONFLICT");
});

test.each<[string, (loanId: string) => Promise<unknown>]>([
  ["UNKNOWN_LOAN_ID", () => servicing.pay({ loanId: "none", amount: 1 })],
  ["UNKNOWN_LOAN_ID", () => servicing.view("none")],
  ["UNKNOWN_LOAN_ID", () => servicing.payoff("none")],
  ["UNKNOWN_LOAN_ID", () => servicing.statement("none")],
  ["UNKNOWN_LOAN_ID", () => servicing.whatIf("none", { kind: "writeOff" })],
  ["UNKNOWN_CUSTOMER_ID", () => servicing.dashboard("none")],
  [
    "UNKNOWN_CUSTOMER_ID",
    () =>
      servicing.open({ customerId: "none", principal: 1, annualRatePercent: 1, tenorMonths: 1 }),
  ],
  ["IN_THE_FUTURE", (loanId) => servicing.pay({ loanId, amount: 1, on: plainDate("2024-02-01") })],
  [
    "BEFORE_FIRST_DAY",
    (loanId) => servicing.pay({ loanId, amount: 1, on: plainDate("2024-01-30") }),
  ],
  ["AMOUNT_TOO_PRECISE", (loanId) => servicing.pay({ loanId, amount: "0.001" })],
  ["AMOUNT_OUT_OF_RANGE", (loanId) => servicing.pay({ loanId, amount: 0 })],
  ["STALE_STATE", (loanId) => servicing.command(loanId, { kind: "writeOff", expectedSequence: 1 })],
  [
    "EARLIER_INSTALLMENT_UNPAID",
    (loanId) => servicing.pay({ loanId, amount: 1, pays: { installment: 2 } }),
  ],
  ["BAD_IDEMPOTENCY_KEY", (loanId) => servicing.pay({ loanId, amount: 1, idempotencyKey: "" })],
])("%s, and nothing is kept", async (code, work) => {
  expect(await codeOf(work(opened.loanId))).toBe(code);
  const facts = await store.transact((unit) => unit.facts.list(opened.loanId));
  expect(facts).toHaveLength(2);
});
