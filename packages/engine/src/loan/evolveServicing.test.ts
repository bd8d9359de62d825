/** What single facts change, on a loan that can be worked out in the head; see `evenLoan`. */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  openDues,
  opened,
  pay,
  payOff,
  servicingOf,
  type Told,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import { scheduleOf } from "./repaymentPlan.ts";

type Row = readonly [dueOn: string, interest: string, principal: string];

function rowsToCome(life: LoanLife): readonly Row[] {
  const { plan, rowsDue } = servicingOf(life);
  if (plan === null) return [];
  return [...scheduleOf(plan)]
    .slice(rowsDue)
    .map(({ dueOn, interest, principal }) => [dueOn, interest.toFixed(2), principal.toFixed(2)]);
}

const rate = (annualRatePercent: string): Told => ({
  kind: "changeRate",
  annualRatePercent,
  policy: "reduceInstallment",
});

const penalty: PenaltyRule = {
  kind: "annualDaily",
  annualRatePercent: "36.5", // 0.1 % a day
  graceDays: 0,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
};

describe("lent in two tranches", () => {
  const half = tell(opened(evenLoan), "2024-01-15", { kind: "disburse", amount: "600" });

  test("the first is repaid as if it were all: 50.00 and 6.00 of interest", () => {
    expect(rowsToCome(half).slice(0, 2)).toEqual([
      ["2024-02-15", "6.00", "50.00"],
      ["2024-03-15", "5.50", "50.00"],
    ]);
    expect(outstandingPrincipal(servicingOf(half))).toBe(600_00);
  });

  test("the second bears interest from its day on, and is repaid with what is left", () => {
    const life = tellAll(half, ["2024-02-15", pay("56")], ["2024-02-25", { kind: "disburse" }]);
    // 5.50 and 6.00 · 19 / 29 = 3.931; 1150.00 in elevenths are 104.545.
    expect(rowsToCome(life).slice(0, 3)).toEqual([
      ["2024-03-15", "9.43", "104.55"],
      ["2024-04-15", "10.45", "104.55"], // 1045.45
      ["2024-05-15", "9.41", "104.55"], // 940.90
    ]);
    expect(rowsToCome(life).at(-1)).toEqual(["2025-01-15", "1.04", "104.50"]); // 1150 − 1045.50
    expect(servicingOf(life).lentMinor).toBe(1_200_00);
    expect(outstandingPrincipal(servicingOf(life))).toBe(1_150_00);
  });

  test("all that is left is lent by default, and then no more", () => {
    const life = tellAll(
      half,
      ["2024-01-20", { kind: "disburse", amount: "100" }],
      ["2024-01-25", { kind: "disburse" }],
    );
    expect(servicingOf(life).lentMinor).toBe(1_200_00);
    expect(servicingOf(life).plan?.terms).toMatchObject({
      principal: "1200.00",
      tranches: [
        { on: "2024-01-20", amount: "100.00" },
        { on: "2024-01-25", amount: "500.00" },
      ],
    });
  });
});

describe("another rate", () => {
  test("from within a period on: each day at its own", () => {
    const life = tellAll(lent(evenLoan), ["2024-02-15", pay("112")], ["2024-02-25", rate("24")]);
    // 1100 at 1 % for 10 of 29 days and at 2 % for 19: 11 · 48 / 29 = 18.2069; then 1000 at 2 %.
    expect(rowsToCome(life).slice(0, 2)).toEqual([
      ["2024-03-15", "18.21", "100.00"],
      ["2024-04-15", "20.00", "100.00"],
    ]);
  });
});

describe("waived", () => {
  const late = until(lent(evenLoanWith({ penalty })), "2024-02-20");
  const waive = (of: "penalty" | "fee" | "interest", amount?: string): Told => ({
    kind: "waiveCharge",
    dueId: "installment 1",
    of,
    ...(amount === undefined ? {} : { amount }),
  });

  // 112.00 · 0.1 % · 5 days = 0.56
  test("all of a penalty: it is not charged again, only what comes after", () => {
    const life = tell(late, "2024-02-20", waive("penalty"));
    expect(openDues(late)).toMatchObject([{ penalty: 56 }]);
    expect(openDues(life)).toMatchObject([{ penalty: 0 }]);
    expect(openDues(until(life, "2024-02-25"))).toMatchObject([{ penalty: 56 }]);
    expect(servicingOf(life).waived).toEqual({ ...nothing, penalty: 56 });
  });

  test("a part of it", () => {
    const life = tell(late, "2024-02-20", waive("penalty", "0.50"));
    expect(openDues(life)).toMatchObject([{ penalty: 6 }]);
    expect(openDues(until(life, "2024-02-25"))).toMatchObject([{ penalty: 62 }]);
  });

  test("interest: the principal stays due, and bears the penalty alone", () => {
    const life = tell(late, "2024-02-20", waive("interest"));
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, penalty: 56, principal: 100_00 },
    ]);
    // 0.56 and 100.00 · 0.1 % · 5 days
    expect(openDues(until(life, "2024-02-25"))).toMatchObject([{ penalty: 1_06 }]);
  });

  test("the last that was owed: the loan closes by itself", () => {
    const principalFirst = evenLoanWith({
      waterfall: { direction: "vertical", kinds: ["principal", "interest", "penalty", "fee"] },
      excess: "reduceTenor",
    });
    const owing = tellAll(
      lent(principalFirst),
      [
        "2024-01-20",
        { kind: "addCharge", name: "visit", amount: "40", dueOn: plainDate("2024-03-01") },
      ],
      ["2024-02-15", pay("1212")],
    );
    expect(servicingOf(owing)).toMatchObject({ status: "active" });
    const closed = tell(owing, "2024-02-20", { kind: "waiveCharge", dueId: "charge 3", of: "fee" });
    expect(servicingOf(closed)).toMatchObject({
      status: "closed",
      closedOn: "2024-02-20",
      waived: { ...nothing, fee: 40_00 },
    });
  });
});

describe("a charge", () => {
  test("falls due on its day, and is paid as a fee", () => {
    const life = tell(lent(evenLoan), "2024-02-01", {
      kind: "addCharge",
      name: "visit",
      amount: "40",
      dueOn: plainDate("2024-02-10"),
    });
    const due = { id: "charge 3", dueOn: "2024-02-10", ...nothing, fee: 40_00 };
    expect(openDues(life)).toEqual([due]);
    const early = tell(life, "2024-02-05", pay("40"));
    expect(servicingOf(early)).toMatchObject({ heldMinor: 40_00, paid: nothing });
    expect(servicingOf(until(early, "2024-02-10"))).toMatchObject({
      heldMinor: 0,
      paid: { ...nothing, fee: 40_00 },
      dues: [],
    });
  });

  test("never bears a penalty", () => {
    const life = tell(lent(evenLoanWith({ penalty })), "2024-01-15", {
      kind: "addCharge",
      name: "visit",
      amount: "40",
    });
    expect(openDues(until(life, "2024-02-15"))[0]).toMatchObject({ penalty: 0, fee: 40_00 });
  });
});

describe("paid back", () => {
  test("what was set aside", () => {
    const life = tellAll(
      lent(evenLoanWith({ excess: "refund" })),
      ["2024-02-15", pay("200")],
      ["2024-02-20", { kind: "refund", amount: "50" }],
    );
    expect(servicingOf(life)).toMatchObject({
      refundableMinor: 38_00, // 200.00 − 112.00 − 50.00
      refundedMinor: 50_00,
      heldMinor: 0,
    });
  });

  test("what is held, so that it no longer pays what falls due", () => {
    const life = tellAll(
      lent(evenLoan),
      ["2024-02-15", pay("200")],
      ["2024-02-20", { kind: "refund", amount: "88" }],
    );
    expect(openDues(until(life, "2024-03-15"))).toMatchObject([
      { id: "installment 2", interest: 11_00, principal: 100_00 },
    ]);
  });

  test("of a loan that an earlier payment closed: what came in after it", () => {
    const life = tellAll(
      lent(evenLoan),
      ["2024-02-15", pay("112")],
      ["2024-03-15", pay("111")],
      // 1100.00, and 11.00 · 5 / 29 = 1.897 of interest
      ["2024-02-20", payOff("1101.90")],
    );
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      closedOn: "2024-02-20",
      heldMinor: 111_00,
    });
    const back = tell(life, "2024-03-20", { kind: "refund", amount: "111" });
    expect(servicingOf(back)).toMatchObject({
      heldMinor: 0,
      refundableMinor: 0,
      refundedMinor: 111_00,
    });
  });
});

test("paid back first from what was set aside, then from what is held", () => {
  const life = tellAll(
    lent(evenLoanWith({ excess: "refund" })),
    ["2024-02-15", pay("200")],
    ["2024-03-15", pay("111")],
    ["2024-02-20", payOff("1101.90")],
    ["2024-03-20", { kind: "refund", amount: "100" }],
  );
  // 88.00 were set aside in February; 111.00 came in after the loan was paid off.
  expect(servicingOf(life)).toMatchObject({
    refundableMinor: 0,
    heldMinor: 99_00,
    refundedMinor: 100_00,
  });
});

describe("written off", () => {
  test("what is due and what is not, and what is held is the borrower's", () => {
    const life = tellAll(lent(evenLoanWith({ penalty })), ["2024-02-25", { kind: "writeOff" }]);
    expect(servicingOf(life)).toMatchObject({
      writtenOff: { penalty: 1_12, fee: 0, interest: 12_00, principal: 1_200_00 },
      bucket: "SMA-0",
    });
    const held = tellAll(
      lent(evenLoan),
      ["2024-02-01", pay("30")],
      ["2024-02-02", { kind: "writeOff" }],
    );
    expect(servicingOf(held)).toMatchObject({
      heldMinor: 0,
      refundableMinor: 30_00,
      writtenOff: { ...nothing, principal: 1_200_00 },
    });
  });

  test("time changes nothing any more", () => {
    const life = tell(lent(evenLoanWith({ penalty })), "2024-02-25", { kind: "writeOff" });
    const later = servicingOf(until(life, "2025-02-25"));
    expect({ ...later, asOf: "", rank: 0 }).toEqual({ ...servicingOf(life), asOf: "", rank: 0 });
  });

  test("less what was paid of installments to come", () => {
    const life = tellAll(
      lent(evenLoanWith({ excess: "nextInstallment" })),
      ["2024-02-15", pay("142")],
      ["2024-02-20", { kind: "writeOff" }],
    );
    // 1100.00 − 19.00: of 30.00 paid ahead 11.00 were interest.
    expect(servicingOf(life).writtenOff).toEqual({ ...nothing, principal: 1_081_00 });
  });
});
