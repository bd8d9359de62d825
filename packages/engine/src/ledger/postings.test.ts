import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  opened,
  pay,
  payOff,
  servicingTerms,
  takenOver,
  tellAll,
} from "../testing/loanLife.ts";
import { postingRows } from "./postingRows.ts";
import { postingsOf } from "./postings.ts";

/** 25.00 for each due that is unpaid on the day after. */
const flatPenalty: PenaltyRule = {
  kind: "flat",
  amount: "25",
  graceDays: 0,
  graceDaysCount: true,
  on: "principal",
  rounding: "halfEven",
};

/** Each posting as "day debit credit amount event due". */
function posted({ facts }: LoanLife, asOf?: string): readonly string[] {
  return postingRows(postingsOf(facts, asOf === undefined ? undefined : plainDate(asOf))).map(
    ({ on, debit, credit, amount, kind, dueId }) =>
      [on, debit, credit, amount, kind, ...(dueId === null ? [] : [dueId])].join(" "),
  );
}

// The even loan lends 1200 on 15 January; installment k asks for 100 of principal and 13 − k of
// interest on the 15th of the k-th month after. Payments pay penalty, fee, interest, principal.

test("a loan that is paid late, charged, waived, written off and recovered", () => {
  const life = tellAll(
    lent(evenLoanWith({ penalty: flatPenalty })),
    ["2024-02-20", pay("150")],
    ["2024-02-25", { kind: "addCharge", name: "visit", amount: "50" }],
    ["2024-02-26", { kind: "waiveCharge", dueId: "charge 4", of: "fee" }],
    ["2024-03-18", { kind: "addCharge", name: "letter", amount: "10" }],
    ["2024-03-20", { kind: "writeOff" }],
    ["2024-04-01", { kind: "recover", amount: "300" }],
  );
  expect(posted(life, "2025-01-01")).toEqual([
    "2024-01-15 principal cash 1200.00 disbursed",
    // 1200 at 1 %; its principal part of 100 is principal already.
    "2024-02-15 interestReceivable interestIncome 12.00 charged installment 1",
    "2024-02-16 penaltiesReceivable penaltyIncome 25.00 charged installment 1",
    "2024-02-20 cash suspense 150.00 received",
    "2024-02-20 suspense penaltiesReceivable 25.00 applied installment 1",
    "2024-02-20 suspense interestReceivable 12.00 applied installment 1",
    "2024-02-20 suspense principal 100.00 applied installment 1",
    // 150 − 137 = 13 is held, and pays of the next charge.
    "2024-02-25 feesReceivable feeIncome 50.00 charged charge 4",
    "2024-02-25 suspense feesReceivable 13.00 applied charge 4",
    "2024-02-26 waivers feesReceivable 37.00 waived charge 4",
    "2024-03-15 interestReceivable interestIncome 11.00 charged installment 2",
    "2024-03-16 penaltiesReceivable penaltyIncome 25.00 charged installment 2",
    "2024-03-18 feesReceivable feeIncome 10.00 charged charge 6",
    // 1200 − 100 of principal; nothing follows from time after it.
    "2024-03-20 writeOff penaltiesReceivable 25.00 writtenOff",
    "2024-03-20 writeOff feesReceivable 10.00 writtenOff",
    "2024-03-20 writeOff interestReceivable 11.00 writtenOff",
    "2024-03-20 writeOff principal 1100.00 writtenOff",
    "2024-04-01 cash recoveryIncome 300.00 recovered",
  ]);
});

test("money that is paid too much and goes back", () => {
  const life = tellAll(
    lent(evenLoanWith({ excess: "refund" })),
    ["2024-02-15", pay("120")],
    ["2024-02-20", { kind: "refund", amount: "8" }],
  );
  expect(posted(life).slice(2)).toEqual([
    "2024-02-15 cash suspense 120.00 received",
    "2024-02-15 suspense interestReceivable 12.00 applied installment 1",
    "2024-02-15 suspense principal 100.00 applied installment 1",
    "2024-02-20 suspense cash 8.00 refunded",
  ]);
});

test("principal that is repaid before it is due", () => {
  const life = tellAll(lent(evenLoanWith({ excess: "reduceTenor" })), ["2024-02-15", pay("212")]);
  expect(posted(life).slice(3)).toEqual([
    "2024-02-15 suspense interestReceivable 12.00 applied installment 1",
    "2024-02-15 suspense principal 100.00 applied installment 1",
    "2024-02-15 suspense principal 100.00 prepaid",
  ]);
});

describe("an installment that was paid before it was due", () => {
  test("goes back to suspense where the loan is paid off, its interest unearned", () => {
    const life = tellAll(
      lent(evenLoanWith({ excess: "nextInstallment" })),
      ["2024-02-15", pay("223")], // 112 and 111
      ["2024-02-15", payOff("989")], // 1100 of principal, less 111
    );
    expect(posted(life).slice(5)).toEqual([
      "2024-02-15 interestReceivable interestIncome 11.00 charged installment 2",
      "2024-02-15 suspense interestReceivable 11.00 applied installment 2",
      "2024-02-15 suspense principal 100.00 applied installment 2",
      "2024-02-15 cash suspense 989.00 received",
      "2024-02-15 interestReceivable suspense 11.00 released installment 2",
      "2024-02-15 principal suspense 100.00 released installment 2",
      "2024-02-15 interestIncome interestReceivable 11.00 charged installment 2",
      "2024-02-15 suspense principal 1100.00 applied payoff 4",
    ]);
  });

  test("keeps what it was paid where the loan is written off; the rest was never earned", () => {
    const life = tellAll(
      lent(evenLoanWith({ excess: "nextInstallment" })),
      ["2024-02-15", pay("117")], // 112 and 5 of 11
      ["2024-03-01", { kind: "writeOff" }],
    );
    expect(posted(life).slice(5)).toEqual([
      "2024-02-15 interestReceivable interestIncome 11.00 charged installment 2",
      "2024-02-15 suspense interestReceivable 5.00 applied installment 2",
      "2024-03-01 interestIncome interestReceivable 6.00 charged installment 2",
      "2024-03-01 writeOff principal 1100.00 writtenOff",
    ]);
  });
});

test("interest that becomes principal in a moratorium", () => {
  const life = tellAll(lent(evenLoan), [
    "2024-01-20",
    { kind: "grantMoratorium", installments: 1, interest: "capitalized", extendsTenor: true },
  ]);
  expect(posted(life, "2024-03-15").slice(1)).toEqual([
    "2024-02-15 principal interestIncome 12.00 capitalized",
    // 1 % of 1212 = 12.12, of an installment that is still charged in full.
    "2024-03-15 interestReceivable interestIncome 12.12 charged installment 2",
  ]);
});

test("a loan that is taken over with arrears, which become principal", () => {
  const arrears = { penalty: "5", fee: "2", interest: "10", principal: "100" };
  const life = tellAll(
    takenOver(evenLoan, "2024-03-31", 1),
    [
      "2024-03-31",
      {
        kind: "giveOpeningBalance",
        principal: "900",
        installments: 9,
        nextDueOn: plainDate("2024-04-15"),
        arrears: [{ dueOn: plainDate("2024-03-15"), unpaid: arrears }],
        servicing: servicingTerms(evenLoan),
      },
    ],
    [
      "2024-03-31",
      {
        kind: "rescheduleLoan",
        installments: 10,
        annualRatePercent: "12",
        firstDueOn: plainDate("2024-04-30"),
        arrears: "capitalize",
      },
    ],
  );
  expect(posted(life)).toEqual([
    "2024-03-31 principal openingBalances 900.00 takenOver",
    "2024-03-31 feesReceivable openingBalances 2.00 charged arrears 1",
    "2024-03-31 interestReceivable openingBalances 10.00 charged arrears 1",
    "2024-03-31 principal openingBalances 100.00 charged arrears 1",
    "2024-03-31 penaltiesReceivable openingBalances 5.00 charged penalty of arrears 1",
    "2024-03-31 principal interestReceivable 10.00 arrearsCapitalized arrears 1",
  ]);
});

test("a voided loan was never made: what was lent, charged and waived goes back", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-02-16", { kind: "waiveCharge", dueId: "installment 1", of: "interest", amount: "2" }],
    ["2024-02-20", { kind: "voidLoan" }],
  );
  expect(posted(life).slice(3)).toEqual([
    "2024-02-20 cash principal 1200.00 voided",
    "2024-02-20 interestIncome interestReceivable 12.00 voided installment 1",
    "2024-02-20 interestReceivable waivers 2.00 voided installment 1",
  ]);
});

test("no payment can be dated before a loan was voided, so nothing of it stays paid", () => {
  const voided = tellAll(lent(evenLoan), ["2024-02-20", { kind: "voidLoan" }]);
  expect(() => tellAll(voided, ["2024-02-15", pay("112")])).toThrow(
    expect.objectContaining({
      code: "REPLAY_FAILS",
      cause: expect.objectContaining({ code: "PAYMENTS_WERE_MADE" }),
    }),
  );
});

test("a loan that was voided after a payment came and went back keeps both in cash", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-01-20", pay("30")], // held
    ["2024-01-22", { kind: "refund", amount: "30" }],
    ["2024-01-25", { kind: "voidLoan" }],
  );
  expect(posted(life)).toEqual([
    "2024-01-15 principal cash 1200.00 disbursed",
    "2024-01-20 cash suspense 30.00 received",
    "2024-01-22 suspense cash 30.00 refunded",
    "2024-01-25 cash principal 1200.00 voided",
  ]);
});

test("a posting names its loan, its place in the day, the fact and the due", () => {
  const { facts } = tellAll(lent(evenLoan), ["2024-02-15", pay("12")]);
  expect(postingsOf(facts).slice(1)).toEqual([
    {
      id: "L-1/2024-02-15/1",
      loanId: "L-1",
      currency: "INR",
      on: "2024-02-15",
      debit: "interestReceivable",
      credit: "interestIncome",
      amount: 1200,
      cause: { kind: "charged", sequence: null, dueId: "installment 1" },
      adjusts: null,
    },
    {
      id: "L-1/2024-02-15/2",
      loanId: "L-1",
      currency: "INR",
      on: "2024-02-15",
      debit: "cash",
      credit: "suspense",
      amount: 1200,
      cause: { kind: "received", sequence: 3, dueId: null },
      adjusts: null,
    },
    {
      id: "L-1/2024-02-15/3",
      loanId: "L-1",
      currency: "INR",
      on: "2024-02-15",
      debit: "suspense",
      credit: "interestReceivable",
      amount: 1200,
      cause: { kind: "applied", sequence: 3, dueId: "installment 1" },
      adjusts: null,
    },
  ]);
});

test("nothing is posted before money moves, and no facts make no loan", () => {
  expect(postingsOf(opened(evenLoan).facts)).toEqual([]);
  expect(postingsOf(takenOver(evenLoan, "2024-03-31", 1).facts)).toEqual([]);
  expect(() => postingsOf([])).toThrow(expect.objectContaining({ code: "NO_FACTS" }));
  const { facts } = tellAll(lent(evenLoan), ["2024-02-15", pay("12")]);
  expect(() => postingsOf(facts, plainDate("2024-02-14"))).toThrow(
    expect.objectContaining({ code: "DATES_OUT_OF_ORDER" }),
  );
});
