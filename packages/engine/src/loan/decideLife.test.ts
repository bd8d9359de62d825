import { describe, expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { LendkitError } from "../errors.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  opened,
  opening,
  pay,
  payInstallment,
  payOff,
  servicingOf,
  servicingTerms,
  type Told,
  takenOver,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { decide } from "./decide.ts";

const agreed = opened(evenLoan);
const active = lent(evenLoan);
const closed = tell(active, "2024-01-15", payOff("1200"));
const writtenOff = tell(active, "2024-02-01", { kind: "writeOff" });
const voided = tell(active, "2024-02-01", { kind: "voidLoan" });
const known = takenOver(evenLoan, "2024-06-30", 5);

const openingBalance = (changes: Partial<Extract<Told, { kind: "giveOpeningBalance" }>>): Told => ({
  kind: "giveOpeningBalance",
  principal: "700",
  installments: 7,
  nextDueOn: plainDate("2024-07-15"),
  arrears: [],
  servicing: servicingTerms(evenLoan),
  ...changes,
});

const rate = (annualRatePercent: string): Told => ({
  kind: "changeRate",
  annualRatePercent,
  policy: "reduceTenor",
});

/** What each command answers while it makes sense. */
const lifeCommands: readonly Told[] = [
  pay("1"),
  { kind: "addCharge", name: "visit", amount: "1" },
  { kind: "waiveCharge", dueId: "installment 1", of: "interest" },
  rate("10"),
  {
    kind: "rescheduleLoan",
    installments: 3,
    annualRatePercent: "12",
    firstDueOn: plainDate("2024-03-15"),
    arrears: "keep",
  },
  { kind: "grantMoratorium", installments: 1, interest: "paid", extendsTenor: false },
  { kind: "writeOff" },
];

function refusal(cause: () => unknown): { readonly code: string; readonly details: object } {
  try {
    cause();
  } catch (error) {
    if (error instanceof LendkitError) return { code: error.code, details: error.details };
    throw error;
  }
  return { code: "none", details: {} };
}

type Refusal = readonly [
  what: string,
  code: string,
  details: object,
  life: LoanLife,
  on: string,
  told: Told,
];

const loanId = "L-1";
const most = "90071992547409.91";

const refusals: readonly Refusal[] = [
  ["on a closed loan", "LOAN_CLOSED", { loanId, status: "closed" }, closed, "2024-02-01", pay("1")],
  [
    "on a loan that was written off",
    "LOAN_CLOSED",
    { loanId, status: "writtenOff" },
    writtenOff,
    "2024-03-01",
    pay("1"),
  ],
  [
    "on a loan that was never made",
    "LOAN_CLOSED",
    { loanId, status: "voided" },
    voided,
    "2024-02-01",
    { kind: "disburse" },
  ],
  [
    "to lend more of a loan of which only arrears are left",
    "LOAN_CLOSED",
    { loanId, status: "paid off" },
    tell(
      known,
      "2024-06-30",
      openingBalance({
        principal: "0",
        arrears: [{ dueOn: plainDate("2024-06-15"), unpaid: { principal: "100" } }],
      }),
    ),
    "2024-07-01",
    { kind: "disburse", amount: "1" },
  ],
  ["before money was lent", "NOT_DISBURSED", { loanId }, agreed, "2024-02-01", pay("1")],
  [
    "to recover before money was lent",
    "NOT_DISBURSED",
    { loanId },
    agreed,
    "2024-02-01",
    { kind: "recover", amount: "1" },
  ],
  [
    "before the opening balance",
    "OPENING_BALANCE_REQUIRED",
    { loanId },
    known,
    "2024-07-01",
    pay("1"),
  ],
  [
    "to amend a loan that another system opened",
    "OPENING_BALANCE_REQUIRED",
    { loanId },
    tell(known, "2024-06-30", openingBalance({})),
    "2024-07-01",
    {
      kind: "amendLoan",
      terms: opening(evenLoan).terms,
      servicing: servicingTerms(evenLoan),
    },
  ],
  [
    "an opening balance for a loan that has one",
    "SERVICING_HAS_BEGUN",
    { loanId },
    active,
    "2024-02-01",
    openingBalance({}),
  ],
  [
    "an opening balance for a day that the source speaks for",
    "BEFORE_FIRST_DAY",
    { effectiveOn: "2024-06-29", first: "2024-06-30" },
    known,
    "2024-06-29",
    openingBalance({}),
  ],
  [
    "before the loan began",
    "BEFORE_FIRST_DAY",
    { effectiveOn: "2024-01-14", first: "2024-01-15" },
    active,
    "2024-01-14",
    pay("1"),
  ],
  [
    "of a day that the source of a taken-over loan speaks for",
    "BEFORE_FIRST_DAY",
    { effectiveOn: "2024-06-29", first: "2024-06-30" },
    tell(known, "2024-06-30", openingBalance({})),
    "2024-06-29",
    pay("1"),
  ],
  [
    "meant for the loan as it was earlier",
    "STALE_STATE",
    { expected: 1, found: 2 },
    active,
    "2024-02-01",
    { kind: "receivePayment", amount: "1", expectedSequence: 1 },
  ],
  [
    "of an earlier day, meant for the loan as it was earlier",
    "STALE_STATE",
    { expected: 1, found: 2 },
    until(active, "2024-05-01"),
    "2024-02-01",
    { kind: "receivePayment", amount: "1", expectedSequence: 1 },
  ],
  [
    "decided before",
    "DUPLICATE_COMMAND",
    { commandId: "command 1" },
    until(active, "2024-05-01"),
    "2024-02-01",
    { kind: "receivePayment", amount: "1", commandId: "command 1" },
  ],
  [
    "more than is due, where that is refused",
    "OVERPAYMENT",
    { found: "112.01", most: "112.00" },
    lent(evenLoanWith({ excess: "refuse" })),
    "2024-02-15",
    pay("112.01"),
  ],
  [
    "less than pays the loan off",
    "PAYOFF_TOO_SMALL",
    { found: "1199.99", least: "1200.00" },
    active,
    "2024-01-15",
    payOff("1199.99"),
  ],
  [
    "an installment that is not there",
    "UNKNOWN_INSTALLMENT",
    { found: "13", expected: "one of 1 to 12" },
    active,
    "2024-02-01",
    payInstallment(13, "1"),
  ],
  [
    "an installment while an earlier one is unpaid",
    "EARLIER_INSTALLMENT_UNPAID",
    { installment: 3, earlier: 1 },
    active,
    "2024-02-01",
    payInstallment(3, "1"),
  ],
  [
    "to reverse what is no payment",
    "UNKNOWN_PAYMENT",
    { payment: 2 },
    active,
    "2024-02-01",
    { kind: "reversePayment", payment: 2 },
  ],
  [
    "to reverse a payment twice",
    "UNKNOWN_PAYMENT",
    { payment: 3 },
    tellAll(
      active,
      ["2024-02-01", pay("5")],
      ["2024-02-02", { kind: "reversePayment", payment: 3 }],
    ),
    "2024-02-03",
    { kind: "reversePayment", payment: 3 },
  ],
  [
    "to waive what is not due",
    "UNKNOWN_DUE",
    { dueId: "installment 1" },
    active,
    "2024-02-14",
    { kind: "waiveCharge", dueId: "installment 1", of: "interest" },
  ],
  [
    "to waive a kind of which nothing is unpaid",
    "UNKNOWN_DUE",
    { dueId: "installment 1" },
    active,
    "2024-02-15",
    { kind: "waiveCharge", dueId: "installment 1", of: "fee" },
  ],
  [
    "to waive more than is unpaid",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "12.01", most: "12.00" },
    active,
    "2024-02-15",
    { kind: "waiveCharge", dueId: "installment 1", of: "interest", amount: "12.01" },
  ],
  [
    "nothing",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "0", most },
    active,
    "2024-02-15",
    pay("0"),
  ],
  [
    "a charge below zero",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "-0.01", most },
    active,
    "2024-02-15",
    { kind: "addCharge", name: "visit", amount: "-0.01" },
  ],
  [
    "to lend more than was agreed",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "1200.01", most: "1200.00" },
    agreed,
    "2024-01-15",
    { kind: "disburse", amount: "1200.01" },
  ],
  [
    "to lend what is lent",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "0.00", most: "0.00" },
    active,
    "2024-01-15",
    { kind: "disburse" },
  ],
  [
    "to pay back more than is held",
    "AMOUNT_OUT_OF_RANGE",
    { field: "amount", found: "5.01", most: "5.00" },
    tell(active, "2024-02-01", pay("5")),
    "2024-02-02",
    { kind: "refund", amount: "5.01" },
  ],
  [
    "an opening balance below zero",
    "AMOUNT_OUT_OF_RANGE",
    { field: "principal", found: "-1", most },
    known,
    "2024-06-30",
    openingBalance({ principal: "-1" }),
  ],
  [
    "arrears below zero",
    "AMOUNT_OUT_OF_RANGE",
    { field: "arrears.fee", found: "-1", most },
    known,
    "2024-06-30",
    openingBalance({ arrears: [{ dueOn: plainDate("2024-06-15"), unpaid: { fee: "-1" } }] }),
  ],
  [
    "to void a loan on which something was paid",
    "PAYMENTS_WERE_MADE",
    { loanId },
    tell(active, "2024-02-15", pay("5")),
    "2024-02-16",
    { kind: "voidLoan" },
  ],
  [
    "to void a loan for which money is held",
    "PAYMENTS_WERE_MADE",
    { loanId },
    tell(active, "2024-02-01", pay("5")),
    "2024-02-02",
    { kind: "voidLoan" },
  ],
  [
    "to recover of a running loan",
    "NOT_WRITTEN_OFF",
    { loanId },
    active,
    "2024-02-01",
    { kind: "recover", amount: "5" },
  ],
  [
    "calculation rules that are not there",
    "UNKNOWN_CALCULATION_VERSION",
    { found: 2, expected: [1] },
    active,
    "2024-02-01",
    { kind: "moveToCalculationVersion", calculationVersion: 2 },
  ],
  [
    "the calculation rules that the loan has",
    "UNKNOWN_CALCULATION_VERSION",
    { found: 1, expected: [1] },
    active,
    "2024-02-01",
    { kind: "moveToCalculationVersion", calculationVersion: 1 },
  ],
  [
    "terms with which a later fact does not apply",
    "REPLAY_FAILS",
    {
      reason: "change.from is 2024-09-01, expected a day after 2024-01-15 and before 2024-07-15.",
    },
    tell(active, "2024-09-01", rate("10")),
    "2024-09-01",
    {
      kind: "amendLoan",
      terms: { ...opening(evenLoan).terms, tenorMonths: 6 },
      servicing: servicingTerms(evenLoan),
    },
  ],
  [
    "a day of booking before the day from which it counts",
    "DATES_OUT_OF_ORDER",
    { start: "2024-02-01", end: "2024-01-31" },
    active,
    "2024-02-01",
    { kind: "receivePayment", amount: "1", bookedOn: plainDate("2024-01-31") },
  ],
  [
    "a charge that was due before it was made",
    "DATES_OUT_OF_ORDER",
    { start: "2024-02-01", end: "2024-01-31" },
    active,
    "2024-02-01",
    { kind: "addCharge", name: "visit", amount: "1", dueOn: plainDate("2024-01-31") },
  ],
  [
    "a pause that is over when it begins",
    "DATES_OUT_OF_ORDER",
    { start: "2024-02-01", end: "2024-01-31" },
    active,
    "2024-02-01",
    { kind: "pauseDelinquency", until: plainDate("2024-01-31") },
  ],
  [
    "arrears of a day to come",
    "DATES_OUT_OF_ORDER",
    { start: "2024-07-01", end: "2024-06-30" },
    known,
    "2024-06-30",
    openingBalance({ arrears: [{ dueOn: plainDate("2024-07-01"), unpaid: { fee: "1" } }] }),
  ],
  [
    "a rate below zero",
    "RATE_OUT_OF_RANGE",
    expect.objectContaining({ found: "-1" }),
    active,
    "2024-02-01",
    rate("-1"),
  ],
  [
    "no installments",
    "INSTALLMENTS_OUT_OF_RANGE",
    { field: "installments", found: "0" },
    active,
    "2024-02-01",
    {
      kind: "rescheduleLoan",
      installments: 0,
      annualRatePercent: "12",
      firstDueOn: plainDate("2024-03-15"),
      arrears: "keep",
    },
  ],
];

describe("refused", () => {
  test.each(refusals)("%s: %s", (_what, code, details, life, on, told) => {
    expect(refusal(() => tell(life, on, told))).toEqual({ code, details });
  });

  test("of an earlier day than the loan was carried forward to, it is decided on all facts", () => {
    const { state } = until(active, "2024-05-01");
    expect(
      refusal(() =>
        decide(state, {
          kind: "receivePayment",
          amount: "1",
          loanId,
          commandId: "x",
          recordedAt: "",
          effectiveOn: plainDate("2024-04-30"),
        }),
      ),
    ).toEqual({
      code: "BACKDATED",
      details: { effectiveOn: "2024-04-30", asOf: "2024-05-01" },
    });
  });
});

test.each(lifeCommands)("nothing but lending before money was lent: $kind", (told) => {
  expect(refusal(() => tell(agreed, "2024-02-15", told)).code).toBe("NOT_DISBURSED");
});

test.each([
  ["closed", closed],
  ["written off", writtenOff],
  ["voided", voided],
] as const)("nothing of a running loan once it is %s", (_name, life) => {
  for (const told of [...lifeCommands, { kind: "disburse" } as const]) {
    expect(refusal(() => tell(life, "2024-03-15", told)).code).toBe("LOAN_CLOSED");
  }
});

describe("the refusal that comes first", () => {
  test("a stale state, whatever is wrong besides", () => {
    const told = { kind: "receivePayment", amount: "0", expectedSequence: 1 } as const;
    expect(refusal(() => tell(closed, "2024-02-01", told)).code).toBe("STALE_STATE");
  });

  test("a closed loan before an amount that is out of range", () => {
    expect(refusal(() => tell(closed, "2024-02-01", pay("0"))).code).toBe("LOAN_CLOSED");
  });
});

describe("from a caller without types", () => {
  test("principal is not waived", () => {
    const told = { kind: "waiveCharge", dueId: "installment 1", of: "interest" } as const;
    const asked = Object.assign({}, told, { of: "principal" });
    expect(refusal(() => tell(active, "2024-02-15", asked))).toEqual({
      code: "UNKNOWN_OPTION",
      details: { field: "of", found: "principal", expected: ["penalty", "fee", "interest"] },
    });
  });

  test("arrears are not kept by mistake", () => {
    const told = {
      kind: "rescheduleLoan",
      installments: 3,
      annualRatePercent: "12",
      firstDueOn: plainDate("2024-03-15"),
      arrears: "keep",
    } as const;
    const asked = Object.assign({}, told, { arrears: "capitalise" });
    expect(refusal(() => tell(active, "2024-02-15", asked))).toEqual({
      code: "UNKNOWN_OPTION",
      details: { field: "arrears", found: "capitalise", expected: ["keep", "capitalize"] },
    });
  });
});

describe("taken", () => {
  test("a loan that is only agreed can be called off, and be put on pause", () => {
    expect(servicingOf(tell(agreed, "2024-02-01", { kind: "voidLoan" })).status).toBe("voided");
    const until = plainDate("2024-02-10");
    expect(
      servicingOf(tell(agreed, "2024-02-01", { kind: "pauseDelinquency", until })).pauses,
    ).toEqual([{ from: "2024-02-01", to: "2024-02-10" }]);
  });

  test("a loan whose only payment came back can be voided, and owes nothing then", () => {
    const life = tellAll(
      active,
      ["2024-02-15", pay("112")],
      ["2024-02-16", { kind: "reversePayment", payment: 3 }],
      ["2024-02-16", { kind: "voidLoan" }],
    );
    expect(servicingOf(life)).toMatchObject({ status: "voided", lentMinor: 0, dues: [] });
  });

  test("facts carry amounts with all decimals, and the day of booking", () => {
    const life = tell(active, "2024-02-01", {
      kind: "receivePayment",
      amount: 5n,
      bookedOn: plainDate("2024-02-03"),
    });
    expect(life.facts.at(-1)).toEqual({
      kind: "paymentReceived",
      loanId,
      sequence: 3,
      version: 1,
      effectiveOn: "2024-02-01",
      bookedOn: "2024-02-03",
      recordedAt: "2024-01-01T09:30:00.000Z",
      commandId: "command 2",
      amount: "5.00",
      pays: "dues",
    });
  });

  test("all that was agreed is lent as all, a part as its amount", () => {
    expect(active.facts.at(-1)).toMatchObject({ kind: "disbursed", amount: "all" });
    const part = tell(agreed, "2024-01-15", { kind: "disburse", amount: "1200" });
    expect(part.facts.at(-1)).toMatchObject({ amount: "1200.00" });
  });

  test("rates in one text for equal rates", () => {
    expect(tell(active, "2024-02-01", rate("10.50")).facts.at(-1)).toMatchObject({
      annualRatePercent: "10.5",
    });
  });

  test("a loan under other calculation rules is moved to ours, and nothing else changes", () => {
    const facts = decide(undefined, { ...opening(evenLoan), calculationVersion: 3 });
    const before = lent(evenLoan);
    const moved = tell({ facts, state: { ...before.state, calculationVersion: 3 } }, "2024-02-01", {
      kind: "moveToCalculationVersion",
      calculationVersion: 1,
    });
    expect(moved.state).toEqual({ ...before.state, lastSequence: 3 });
  });

  test("a day-end that comes late changes no decision", () => {
    const late = tell(active, "2024-05-20", pay("500"));
    let daily = active;
    for (let month = 1; month <= 4; month += 1) {
      daily = until(daily, addMonths(plainDate("2024-01-15"), month));
    }
    expect(tell(daily, "2024-05-20", pay("500"))).toEqual(late);
  });
});
