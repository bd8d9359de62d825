import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  type LoanSketch,
  lent,
  opened,
  pay,
  payInstallment,
  payOff,
  servicingOf,
  takenOver,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { payoffQuote } from "./payoff.ts";
import type { ServicingRules } from "./servicingRules.ts";

/** With the first installments paid on time. */
function after(installments: number, sketch: LoanSketch): LoanLife {
  return [112, 111, 110, 109]
    .slice(0, installments)
    .reduce(
      (life, amount, index) => tell(life, `2024-0${index + 2}-15`, pay(String(amount))),
      lent(sketch),
    );
}

function quoted(life: LoanLife, on: string): object {
  const quote = payoffQuote(life.state, plainDate(on));
  const { arrears } = quote;
  return {
    arrears: arrears.penalty.plus(arrears.fee).plus(arrears.interest).plus(arrears.principal),
    principal: quote.principal,
    interest: quote.interest,
    charge: quote.charge,
    held: quote.held,
    total: quote.total,
  };
}

/** Amounts as text compare by their digits. */
function figures(life: LoanLife, on: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(quoted(life, on)).map(([name, amount]) => [name, amount.toFixed(2)]),
  );
}

const actual: LoanSketch = {
  ...evenLoan,
  repayment: { method: "equalPrincipal", dayCount: "ACT/365.FIXED" },
};
const remaining = (rebatePercent: string, chargePercent: string): LoanSketch =>
  evenLoanWith({
    payoff: { interest: { kind: "remaining", rebatePercent }, chargePercent },
  } satisfies Partial<ServicingRules>);

const zero = { arrears: "0.00", interest: "0.00", charge: "0.00", held: "0.00" };

describe("interest that accrued to the day", () => {
  test.each<[what: string, LoanLife, on: string, object]>([
    [
      "none on the day on which money was lent",
      lent(evenLoan),
      "2024-01-15",
      { ...zero, principal: "1200.00", total: "1200.00" },
    ],
    [
      "10 of the 30 days from 15 April to 15 May: 9.00 · 10 / 30",
      after(3, evenLoan),
      "2024-04-25",
      { ...zero, principal: "900.00", interest: "3.00", total: "903.00" },
    ],
    [
      "all but one of them: 9.00 · 29 / 30",
      after(3, evenLoan),
      "2024-05-14",
      { ...zero, principal: "900.00", interest: "8.70", total: "908.70" },
    ],
    [
      "on a due date none, since the installment has all of it",
      after(3, evenLoan),
      "2024-05-15",
      { ...zero, arrears: "109.00", principal: "800.00", total: "909.00" },
    ],
    [
      "10 days of a year of 365: 1200 · 12 % · 10 / 365 = 3.945",
      lent(actual),
      "2024-01-25",
      { ...zero, principal: "1200.00", interest: "3.95", total: "1203.95" },
    ],
    [
      "beside arrears: 100 and 1200 · 12 % · 31 / 365 = 12.230; 1100 · 12 % · 5 / 365 = 1.808",
      lent(actual),
      "2024-02-20",
      { ...zero, arrears: "112.23", principal: "1100.00", interest: "1.81", total: "1214.04" },
    ],
  ])("%s", (_what, life, on, expected) => {
    expect(figures(life, on)).toEqual(expected);
  });
});

describe("all interest that was still to fall due, less a rebate", () => {
  // After three installments 9 + 8 + … + 1 = 45.00 are to come, and 900.00 of principal.
  test.each<[rebate: string, charge: string, interest: string, fee: string, total: string]>([
    ["40", "2.5", "27.00", "22.50", "949.50"],
    ["0", "0", "45.00", "0.00", "945.00"],
    ["100", "0", "0.00", "0.00", "900.00"],
    ["33.3", "0", "30.02", "0.00", "930.02"], // 45 − 14.985, half even 14.98
  ])("a rebate of %s %% and a charge of %s %%", (rebate, charge, interest, fee, total) => {
    expect(figures(after(3, remaining(rebate, charge)), "2024-04-25")).toEqual({
      ...zero,
      principal: "900.00",
      interest,
      charge: fee,
      total,
    });
  });

  // 800.00 are left after four installments: 0.005 and 0.015 are ties.
  test.each([
    ["0.000625", "0.00"],
    ["0.001875", "0.02"],
  ])("a charge of %s %% is rounded as interest is, half even", (percent, charge) => {
    expect(figures(after(4, remaining("100", percent)), "2024-05-15")).toMatchObject({ charge });
  });
});

describe("money of the borrower that is there already", () => {
  test("what is held is used first", () => {
    const life = tell(after(3, evenLoan), "2024-04-20", pay("50"));
    expect(figures(life, "2024-04-25")).toEqual({
      ...zero,
      principal: "900.00",
      interest: "3.00",
      held: "50.00",
      total: "853.00",
    });
  });

  test("and what was paid of installments to come, whose interest is no longer asked for", () => {
    const life = tell(
      after(3, evenLoanWith({ excess: "nextInstallment" })),
      "2024-04-20",
      payInstallment(4, "109"),
    );
    expect(figures(life, "2024-04-25")).toMatchObject({ held: "109.00", total: "794.00" });
    const ended = tell(life, "2024-04-25", payOff("794"));
    expect(servicingOf(ended)).toMatchObject({
      status: "closed",
      // 12 + 11 + 10, and 3.00 to the day
      paid: { ...nothing, interest: 36_00, principal: 1200_00 },
      heldMinor: 0,
    });
  });

  test("more than is owed leaves nothing to pay", () => {
    const life = tell(lent(evenLoan), "2024-01-20", pay("1278"));
    // 1200 · 1 % · 5 / 31 = 1.935; 1278.00 are held.
    expect(figures(life, "2024-01-20")).toEqual({
      ...zero,
      principal: "1200.00",
      interest: "1.94",
      held: "1278.00",
      total: "0.00",
    });
  });
});

describe("a payment that pays the loan off", () => {
  test("ends it on that day, with a due of its own", () => {
    const life = tell(after(3, remaining("40", "2.5")), "2024-04-25", payOff("949.50"));
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      closedOn: "2024-04-25",
      plan: null,
      dues: [],
      // 12 + 11 + 10 + 27.00
      paid: { ...nothing, fee: 22_50, interest: 60_00, principal: 1200_00 },
    });
  });

  test("pays arrears with it", () => {
    const life = tell(lent(actual), "2024-02-20", payOff("1214.04"));
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      paid: { ...nothing, interest: 14_04, principal: 1200_00 },
    });
  });

  test("of too much leaves the rest to be paid back, where the rules say so", () => {
    const life = tell(lent(evenLoanWith({ excess: "refund" })), "2024-01-15", payOff("1300"));
    expect(servicingOf(life)).toMatchObject({ status: "closed", refundableMinor: 100_00 });
  });
});

test("a loan that is over, or not yet lent, takes nothing", () => {
  const closed = tell(lent(evenLoan), "2024-01-15", payOff("1200"));
  const writtenOff = tell(lent(evenLoan), "2024-01-15", { kind: "writeOff" });
  for (const life of [closed, writtenOff, opened(evenLoan)]) {
    expect(figures(life, "2024-04-25")).toEqual({ ...zero, principal: "0.00", total: "0.00" });
  }
});

test("the explanation gives the same amount", () => {
  const life = tellAll(
    lent(evenLoanWith({ payoff: { interest: { kind: "accrued" }, chargePercent: "1" } })),
    ["2024-02-20", pay("30")],
  );
  // 82.00 overdue, 1100.00, 1100 · 1 % · 10 / 29 = 3.793, 11.00 for paying early.
  const { total, explanation } = payoffQuote(life.state, plainDate("2024-02-25"));
  expect(total.toFixed(2)).toBe("1196.79");
  expect(explanation.amount).toBe("1196.79");
});

describe("no answer", () => {
  test("for a loan that is not serviced", () => {
    const { state } = takenOver(evenLoan, "2024-06-30", 5);
    expect(() => payoffQuote(state, plainDate("2024-07-01"))).toThrow(
      expect.objectContaining({ code: "OPENING_BALANCE_REQUIRED", details: { loanId: "L-1" } }),
    );
  });

  test("for a day that is over", () => {
    const { state } = after(1, evenLoan);
    expect(() => payoffQuote(state, plainDate("2024-02-14"))).toThrow(
      expect.objectContaining({ code: "DATES_OUT_OF_ORDER" }),
    );
  });

  test("for interest to a day, where the method has no rule for it", () => {
    const flat = { ...evenLoan, repayment: { method: "flat" } } as const;
    expect(() => payoffQuote(lent(flat).state, plainDate("2024-01-25"))).toThrow(
      expect.objectContaining({ code: "NOT_COMBINABLE" }),
    );
    // 1200 · 12 % = 144.00 in all, of which none has fallen due.
    const asked = {
      ...flat,
      rules: remaining("0", "0").rules ?? {},
    };
    expect(figures(lent(asked), "2024-01-25")).toMatchObject({
      interest: "144.00",
      total: "1344.00",
    });
  });
});
