import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { verhoeffDigit } from "../credit/identity/verhoeff.ts";
import type { BilledProduct } from "../loan/product.ts";
import { replay } from "../loan/replay.ts";
import { snapshotText } from "../loan/snapshotText.ts";
import { Decimal } from "../money/decimal.ts";
import type { Store } from "../ports/store.ts";
import { creditService } from "../products/creditService.ts";
import { createCreditService } from "./createCreditService.ts";
import type { ApplicationInput, CreditService } from "./creditService.ts";
import { runDay } from "./runDay.ts";

const firstDay = plainDate("2024-01-01");
const firstBill = plainDate("2024-01-31");

let store: Store;
let today: PlainDate;
let lender: CreditService;
const clock = { today: () => today, now: () => `${today}T09:30:00.000Z` };

beforeEach(() => {
  open(creditService);
});

function open(product: BilledProduct): void {
  let ids = 0;
  store = createMemoryStore();
  today = firstDay;
  lender = createCreditService({
    store,
    product,
    clock,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    identityKey: new Uint8Array(32).fill(7),
  });
}

/** Registered, with a balance of 5,68,450, which scores 610: 10 for each of 31 whole 15,000. */
async function someone(n = 1, annualIncome = "150000"): Promise<string> {
  const digits = String(20_000_000_000 + n);
  const { id, accountKey } = await lender.registerApplicant({
    name: `Asha Rao ${n}`,
    email: `asha.${n}@example.org`,
    aadhaar: `${digits}${verhoeffDigit(digits)}`,
    annualIncome,
  });
  await store.transact(({ accounts }) =>
    accounts.insert([
      {
        source: `statement ${n}`,
        position: 1,
        accountKey,
        on: plainDate("2023-12-01"),
        kind: "CREDIT",
        currency: "INR",
        amount: new Decimal("568450"),
      },
    ]),
  );
  return id;
}

const ask = (applicantId: string, changes: Partial<ApplicationInput> = {}): ApplicationInput => ({
  applicantId,
  principal: 5000,
  annualRatePercent: 18,
  tenorMonths: 12,
  ...changes,
});

async function borrower(n = 1): Promise<{ readonly applicantId: string; readonly loanId: string }> {
  const applicantId = await someone(n);
  await lender.scoreApplicant(applicantId);
  const { receipt } = await lender.apply(ask(applicantId));
  return { applicantId, loanId: receipt?.loanId ?? "none" };
}

async function dayEnd(on: PlainDate): Promise<void> {
  today = on;
  await runDay({ store, product: creditService, asOf: on, clock });
}

describe("apply", () => {
  test("a score that is not there yet is neither yes nor no", async () => {
    const id = await someone();
    const answer = await lender.apply(ask(id));
    expect(answer).toMatchObject({ outcome: "scorePending", receipt: null, bills: [] });
    expect(answer.reasons).toMatchObject([{ code: "SCORE_PENDING" }]);
  });

  test("opens the loan, pays it out, and says the bills to come", async () => {
    const id = await someone();
    expect((await lender.scoreApplicant(id)).score).toBe(610);
    const { outcome, receipt, bills } = await lender.apply(ask(id));
    expect(outcome).toBe("approved");
    expect(receipt).toMatchObject({ status: "active", outstandingPrincipal: "5000.00" });
    // 5,000 at 0.049 % a day for 30 days is 73.50, and 3 % is 150.00.
    expect(bills[0]?.amountDue.toFixed(2)).toBe("223.50");
    expect(bills[0]).toMatchObject({ date: firstBill, payBy: "2024-02-15", isBalloon: false });
    expect(bills).toHaveLength(12);
    expect(bills.at(-1)).toMatchObject({ date: addDays(firstDay, 360), isBalloon: true });
  });

  test.each([
    ["5000.01", "150000", ["AMOUNT_ABOVE_LARGEST"], "5000"],
    ["5000", "149999.99", ["INCOME_BELOW_LEAST"], null],
  ])("of %s with an income of %s", async (principal, income, codes, largestPrincipal) => {
    const id = await someone(1, income);
    await lender.scoreApplicant(id);
    const answer = await lender.apply(ask(id, { principal }));
    expect(answer).toMatchObject({ outcome: "refused", receipt: null, largestPrincipal });
    expect(answer.reasons.map(({ code }) => code)).toEqual(codes);
    expect(await store.transact(({ loans }) => loans.listByCustomers([id]))).toEqual([]);
  });

  test("of two at once the second is decided on what the first has borrowed", async () => {
    // 5 % of 12,500 a month is 625: the level installment of 458.40 fits, and not beside 223.50.
    const { application } = creditService;
    const hardRules = application.hardRules.map((row) =>
      row.rule === "installmentsOfIncome" ? { ...row, on: true, percentOfIncome: "5" } : row,
    );
    open({ ...creditService, application: { ...application, hardRules } });
    const id = await someone();
    await lender.scoreApplicant(id);
    const answers = await Promise.all([lender.apply(ask(id)), lender.apply(ask(id))]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["approved", "refused"]);
    expect(answers[1].reasons).toMatchObject([{ code: "INSTALLMENTS_ABOVE_SHARE" }]);
  });

  test("bears interest from an earlier day on where that is said, and from no later one", async () => {
    const id = await someone();
    await lender.scoreApplicant(id);
    const { bills } = await lender.apply(ask(id, { disbursedOn: plainDate("2023-12-25") }));
    expect(bills[0]).toMatchObject({ date: "2024-01-24", payBy: "2024-02-08" });
    await expect(
      lender.apply(ask(id, { disbursedOn: plainDate("2024-01-02") })),
    ).rejects.toMatchObject({ code: "IN_THE_FUTURE" });
  });

  test("mixes no currencies", async () => {
    const [own] = await store.transact(({ applicants }) =>
      applicants.insert([
        {
          id: "A-USD",
          name: "Ann Lee",
          email: "ann@example.org",
          identityHash: "0".repeat(64),
          identityLastFour: "0000",
          annualIncome: new Decimal(200_000),
          currency: "USD",
          accountKey: "ann",
          score: 610,
          scoredOn: firstDay,
        },
      ]),
    );
    await expect(lender.apply(ask(own?.id ?? ""))).rejects.toMatchObject({
      code: "CURRENCY_MISMATCH",
    });
  });

  test("the same key gives the same answer and no second loan, also after payments", async () => {
    const id = await someone();
    await lender.scoreApplicant(id);
    const first = await lender.apply(ask(id, { idempotencyKey: "form 1" }));
    await lender.pay({ applicantId: id, loanId: first.receipt?.loanId ?? "", amount: 1000 });
    expect(await lender.apply(ask(id, { idempotencyKey: "form 1" }))).toEqual(first);
    expect(await store.transact(({ loans }) => loans.listByCustomers([id]))).toHaveLength(1);
    await expect(
      lender.apply(ask(id, { principal: 4000, idempotencyKey: "form 1" })),
    ).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
  });

  test("refuses what is no application", async () => {
    const id = await someone();
    await expect(lender.apply(ask("nobody"))).rejects.toMatchObject({ code: "UNKNOWN_APPLICANT" });
    await expect(lender.apply(ask(id, { tenorMonths: 0 }))).rejects.toMatchObject({
      code: "INVALID_INPUT",
    });
  });
});

describe("pay", () => {
  test("pays the bill; what is left repays principal", async () => {
    const own = await borrower();
    await dayEnd(firstBill);
    const receipt = await lender.pay({ ...own, amount: "323.50" });
    expect(receipt).toMatchObject({ due: "0.00", outstandingPrincipal: "4750.00", held: "0.00" });
  });

  test("a bill that no day-end has made is made before the payment", async () => {
    const [withDayEnd, without] = [await borrower(1), await borrower(2)];
    await dayEnd(firstBill);
    today = addDays(firstBill, 3);
    await lender.pay({ ...withDayEnd, amount: "223.50" });
    const late = await lender.pay({ ...without, amount: "223.50" });
    expect(late).toMatchObject({ due: "0.00", outstandingPrincipal: "4850.00", facts: [4] });
    const facts = await store.transact((unit) => unit.facts.list(without.loanId));
    expect(facts.map(({ kind }) => kind)).toEqual([
      "opened",
      "disbursed",
      "billIssued",
      "paymentReceived",
    ]);
  });

  test("the same amount on the same day is refused, unless a key says that it is meant", async () => {
    const own = await borrower();
    await lender.pay({ ...own, amount: "100" });
    await expect(lender.pay({ ...own, amount: "100.00" })).rejects.toMatchObject({
      code: "PAYMENT_REPEATED",
      details: { amount: "100.00", on: firstDay, sequence: 3 },
    });
    await lender.pay({ ...own, amount: "100.01" });
    today = addDays(firstDay, 1);
    await lender.pay({ ...own, amount: "100" });
    const again = { ...own, amount: "100", idempotencyKey: "second" };
    const receipt = await lender.pay(again);
    expect(await lender.pay(again)).toEqual(receipt);
    expect(receipt.outstandingPrincipal).toBe("4599.99");
  });

  test("somebody else's loan is as unknown as none, with every key", async () => {
    const [own, other] = [await borrower(1), await borrower(2)];
    await lender.pay({ ...own, amount: "100", idempotencyKey: "k" });
    const taken = { applicantId: other.applicantId, loanId: own.loanId };
    for (const key of [{}, { idempotencyKey: "other" }]) {
      await expect(lender.pay({ ...taken, amount: "100", ...key })).rejects.toMatchObject({
        code: "UNKNOWN_LOAN_ID",
      });
    }
    await expect(
      lender.pay({ ...taken, amount: "100", idempotencyKey: "k" }),
    ).rejects.toMatchObject({ code: "IDEMPOTENCY_CONFLICT" });
    await expect(lender.loanStatement(taken)).rejects.toMatchObject({ code: "UNKNOWN_LOAN_ID" });
    await expect(lender.loanStatement({ ...own, loanId: "none" })).rejects.toMatchObject({
      code: "UNKNOWN_LOAN_ID",
    });
  });
});

test("a statement has the past bills, the payments and the bills to come", async () => {
  const own = await borrower();
  await dayEnd(firstBill);
  await lender.pay({ ...own, amount: "223.50" });
  today = plainDate("2024-02-10");
  const { bills, payments, upcoming } = await lender.loanStatement(own);
  expect(bills).toMatchObject([{ cycle: 1, billedOn: firstBill, status: "paid" }]);
  expect(payments).toMatchObject([{ on: firstBill, sequence: 4 }]);
  expect(payments[0]?.principal.toFixed(2)).toBe("150.00");
  expect(payments[0]?.interest.toFixed(2)).toBe("73.50");
  // 4,850 at 0.049 % for 30 days is 71.295, half even 71.30, and 3 % is 145.50.
  expect(upcoming[0]?.amountDue.toFixed(2)).toBe("216.80");
});

test("the stored loan is the replay of its facts, to the letter", async () => {
  const own = await borrower();
  for (const day of ["2024-01-31", "2024-02-16", "2024-03-01", "2024-03-20"]) {
    await dayEnd(plainDate(day));
  }
  await lender.pay({ ...own, amount: "300" });
  await lender.pay({ ...own, amount: "50", on: plainDate("2024-02-20") });
  const { state, facts } = await store.transact(async (unit) => ({
    state: (await unit.loans.find(own.loanId))?.state,
    facts: await unit.facts.list(own.loanId),
  }));
  expect(state && snapshotText(state)).toBe(
    snapshotText(replay(facts, state?.servicing?.asOf ?? firstDay)),
  );
});
