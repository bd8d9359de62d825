import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  lent,
  pay,
  payInstallment,
  payOff,
  servicingOf,
  takenOver,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { diffReplay, outstandingPrincipal } from "./diffReplay.ts";

const asOf = plainDate("2024-03-20");
const same = { principal: { before: 1_200_00, after: 1_200_00 }, held: { before: 0, after: 0 } };

test("two lives that are the same have nothing different", () => {
  const { facts } = lent(evenLoan);
  expect(diffReplay(facts, facts, asOf)).toEqual({
    asOf,
    dues: [],
    ...same,
    penalties: { before: 0, after: 0 },
    status: { before: "active", after: "active" },
  });
});

test("what was paid, waived and charged is told due by due, in both directions", () => {
  const { facts: one } = lent(evenLoan);
  const { facts: other } = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("120")],
    ["2024-03-15", { kind: "addCharge", name: "visit", amount: "40" }],
    ["2024-03-15", { kind: "waiveCharge", dueId: "installment 2", of: "interest", amount: "1" }],
  );
  // 120.00: 112.00 of the first, and 8.00 held. On 15 March they pay a part of what is due: of two
  // dues of one day the installment came first, and its interest of 11.00 takes all 8.00.
  const first = { ...nothing, interest: 12_00, principal: 100_00 };
  const second = { ...nothing, interest: 11_00, principal: 100_00 };
  const expected = [
    {
      dueId: "installment 1",
      charged: { before: first, after: first },
      paid: { before: nothing, after: first },
    },
    {
      dueId: "installment 2",
      charged: { before: second, after: { ...second, interest: 10_00 } },
      paid: { before: nothing, after: { ...nothing, interest: 8_00 } },
    },
    {
      dueId: "charge 4",
      charged: { before: nothing, after: { ...nothing, fee: 40_00 } },
      paid: { before: nothing, after: nothing },
    },
  ];
  const diff = diffReplay(one, other, asOf);
  expect(diff.dues).toEqual(expected);
  expect(diff.principal).toEqual({ before: 1_200_00, after: 1_100_00 });
  const back = diffReplay(other, one, asOf);
  expect(back.dues).toEqual(
    expected.map(({ dueId, charged, paid }) => ({
      dueId,
      charged: { before: charged.after, after: charged.before },
      paid: { before: paid.after, after: paid.before },
    })),
  );
});

test("a due whose parts moved while its sum stayed is different", () => {
  const unpaid = lent(evenLoan);
  const interestFirst = tell(unpaid, "2024-02-15", pay("12"));
  const principalFirst = tell(
    lent(
      evenLoanWith({
        waterfall: { direction: "vertical", kinds: ["principal", "interest", "fee", "penalty"] },
      }),
    ),
    "2024-02-15",
    pay("12"),
  );
  expect(diffReplay(interestFirst.facts, principalFirst.facts, asOf).dues).toMatchObject([
    {
      dueId: "installment 1",
      paid: {
        before: { ...nothing, interest: 12_00 },
        after: { ...nothing, principal: 12_00 },
      },
    },
  ]);
});

test("what is held and how the loan stands", () => {
  const one = lent(evenLoan);
  const held = tell(one, "2024-01-20", pay("50"));
  expect(diffReplay(one.facts, held.facts, plainDate("2024-02-01"))).toMatchObject({
    held: { before: 0, after: 50_00 },
  });
  const closed = tell(one, "2024-01-15", payOff("1200"));
  expect(diffReplay(one.facts, closed.facts, asOf)).toMatchObject({
    principal: { before: 1_200_00, after: 0 },
    status: { before: "active", after: "closed" },
  });
});

test("installments that were paid ahead and gone again leave no trace", () => {
  const ahead = tellAll(
    lent(evenLoanWith({ refuseWhileEarlierUnpaid: false })),
    ["2024-01-20", payInstallment(3, "110")],
    ["2024-01-25", payOff("1093.87")],
  );
  const straight = tell(lent(evenLoan), "2024-01-25", payOff("1203.87"));
  expect(servicingOf(ahead).status).toBe("closed");
  const { dues } = diffReplay(straight.facts, ahead.facts, plainDate("2024-01-25"));
  expect(dues.map(({ dueId }) => dueId)).toEqual(["payoff 3", "payoff 4"]);
});

test("without a day each is as it is after its last fact", () => {
  const one = lent(evenLoan);
  const other = tell(one, "2024-03-15", pay("1"));
  expect(diffReplay(one.facts, other.facts)).toMatchObject({ asOf: "2024-03-15" });
  expect(diffReplay(one.facts, other.facts).dues.map(({ dueId }) => dueId)).toEqual([
    "installment 1",
    "installment 2",
  ]);
});

test("a loan that is not serviced owes nothing that is known", () => {
  const { facts } = takenOver(evenLoan, "2024-06-30", 5);
  expect(diffReplay(facts, facts)).toEqual({
    asOf: null,
    dues: [],
    principal: { before: 0, after: 0 },
    held: { before: 0, after: 0 },
    penalties: { before: 0, after: 0 },
    status: { before: "taken over", after: "taken over" },
  });
});

describe("principal that is owed", () => {
  test.each([
    ["nothing paid, nothing due", "2024-02-14", 1_200_00],
    ["nothing paid, two installments due", "2024-03-15", 1_200_00],
  ] as const)("%s", (_what, on, owed) => {
    const { state } = tell(lent(evenLoan), on, { kind: "addCharge", name: "x", amount: "1" });
    expect(state.servicing && outstandingPrincipal(state.servicing)).toBe(owed);
  });

  test("less what was paid of installments to come", () => {
    const life = tell(
      lent(evenLoanWith({ refuseWhileEarlierUnpaid: false })),
      "2024-01-20",
      payInstallment(3, "60"),
    );
    // 10.00 of interest, 50.00 of principal.
    expect(outstandingPrincipal(servicingOf(life))).toBe(1_150_00);
  });
});
