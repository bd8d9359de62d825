/** Loans that another system had, from their opening balance on; see `evenLoan`. */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  openDues,
  pay,
  servicingOf,
  servicingTerms,
  takenOver,
  tell,
  until,
} from "../testing/loanLife.ts";
import type { GiveOpeningBalance } from "./commands.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import { replayEntries } from "./replay.ts";

const frame = {
  graceDays: 0,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
} as const;
/** 0.1 % of what is overdue for each day. */
const daily: PenaltyRule = { ...frame, kind: "annualDaily", annualRatePercent: "36.5" };
const flat: PenaltyRule = { ...frame, kind: "flat", amount: "25" };

/** With 700.00 in seven installments from 15 July, and arrears; known from 30 June on. */
const begun = (
  arrears: GiveOpeningBalance["arrears"],
  penalty: PenaltyRule | null = null,
): LoanLife =>
  tell(takenOver(evenLoan, "2024-06-30", 5), "2024-06-30", {
    kind: "giveOpeningBalance",
    principal: "700",
    installments: 7,
    nextDueOn: plainDate("2024-07-15"),
    arrears,
    servicing: servicingTerms(evenLoanWith({ penalty })),
  });

const may = plainDate("2024-05-15");

test("what is not due yet and what was not paid is what the borrower owes", () => {
  const life = begun([{ dueOn: may, unpaid: { principal: "100", interest: "8", fee: "3" } }]);
  expect(openDues(life)).toEqual([
    { id: "arrears 1", dueOn: may, penalty: 0, fee: 3_00, interest: 8_00, principal: 100_00 },
  ]);
  expect(outstandingPrincipal(servicingOf(life))).toBe(800_00);
  expect(servicingOf(life)).toMatchObject({ status: "active", lentMinor: 800_00, paid: nothing });
});

test("its first installment bears a whole month, and numbers begin anew", () => {
  expect(openDues(until(begun([]), "2024-07-15"))).toEqual([
    { id: "installment 1", dueOn: "2024-07-15", ...nothing, interest: 7_00, principal: 100_00 },
  ]);
});

test("days past due count from the due date, also before the takeover", () => {
  const life = begun([{ dueOn: may, unpaid: { principal: "100" } }]);
  // 46 days at the end of 30 June, 59 of 13 July, 60 of 14 July
  expect(servicingOf(until(life, "2024-07-01")).bucket).toBe("SMA-1");
  expect(servicingOf(until(life, "2024-07-14")).bucket).toBe("SMA-1");
  expect(servicingOf(until(life, "2024-07-15")).bucket).toBe("SMA-2");
});

describe("a penalty of ours", () => {
  const late = { dueOn: may, unpaid: { principal: "100" } };

  test("by the day begins with the opening day", () => {
    const life = begun([late], daily);
    expect(openDues(until(life, "2024-07-01"))).toMatchObject([{ penalty: 10 }]);
    expect(openDues(until(life, "2024-07-10"))).toMatchObject([{ penalty: 1_00 }]);
  });

  test("once is not charged for what the source had to charge", () => {
    expect(openDues(until(begun([late], flat), "2024-07-10"))).toMatchObject([{ penalty: 0 }]);
  });

  test("is charged where its days of grace end with us", () => {
    const june = { dueOn: plainDate("2024-06-28"), unpaid: { principal: "100" } };
    const life = begun([june], { ...flat, graceDays: 5 });
    expect(openDues(until(life, "2024-07-03"))).toMatchObject([{ penalty: 0 }]);
    expect(openDues(until(life, "2024-07-04"))).toMatchObject([{ penalty: 25_00 }]);
  });

  test("is not charged for a penalty of the source", () => {
    const life = begun([{ dueOn: may, unpaid: { penalty: "50" } }], daily);
    expect(openDues(until(life, "2024-07-10"))).toMatchObject([{ penalty: 50_00 }]);
  });
});

test("a loan of which only arrears are left closes with them", () => {
  const known = takenOver(evenLoan, "2024-06-30", 11);
  const life = tell(known, "2024-06-30", {
    kind: "giveOpeningBalance",
    principal: "0",
    installments: 1,
    nextDueOn: plainDate("2024-07-15"),
    arrears: [{ dueOn: may, unpaid: { principal: "100", interest: "1" } }],
    servicing: servicingTerms(evenLoan),
  });
  expect(servicingOf(life)).toMatchObject({ status: "active", plan: null });
  expect(servicingOf(tell(life, "2024-07-01", pay("101")))).toMatchObject({
    status: "closed",
    closedOn: "2024-07-01",
  });
});

test("the journal tells arrears from what fell due with us", () => {
  const { facts } = begun([{ dueOn: may, unpaid: { principal: "100" } }]);
  const { entries } = replayEntries(facts, plainDate("2024-07-15"));
  expect(entries.map((entry) => ("takenOver" in entry ? entry.takenOver : entry.kind))).toEqual([
    "takenOver",
    true,
    false,
  ]);
});
