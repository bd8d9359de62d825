/** Where money goes, on a loan that can be worked out in the head; see `evenLoan`. */
import { describe, expect, test } from "vitest";
import { nothing } from "../due/due.ts";
import {
  evenLoanWith,
  type LoanLife,
  lent,
  openDues,
  pay,
  payInstallment,
  payOff,
  servicingOf,
  type Told,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import { overpayment, unknownInstallment } from "./errors.ts";
import { scheduleOf } from "./repaymentPlan.ts";
import type { ExcessPolicy } from "./servicingRules.ts";

type Row = readonly [interest: string, principal: string];

function rowsToCome(life: LoanLife): readonly Row[] {
  const { plan, rowsDue } = servicingOf(life);
  if (plan === null) return [];
  return [...scheduleOf(plan)]
    .slice(rowsDue)
    .map(({ interest, principal }) => [interest.toFixed(2), principal.toFixed(2)]);
}

const under = (excess: ExcessPolicy): LoanLife =>
  lent(evenLoanWith({ excess, refuseWhileEarlierUnpaid: false }));

/** 150.00 more than the 112.00 that are due on 15 February. */
const excessOf150 = (excess: ExcessPolicy): LoanLife =>
  tell(under(excess), "2024-02-15", pay("262"));

describe("150.00 more than is due", () => {
  const firstPaid = { ...nothing, interest: 12_00, principal: 100_00 };

  test("advance: held, and pays what falls due next, as far as it goes", () => {
    const life = excessOf150("advance");
    expect(servicingOf(life)).toMatchObject({ heldMinor: 150_00, paid: firstPaid });
    expect(servicingOf(until(life, "2024-03-15"))).toMatchObject({ heldMinor: 39_00, dues: [] });
    // 39.00 of 110.00: the interest of 10.00, and 29.00 of principal.
    expect(openDues(until(life, "2024-04-15"))).toEqual([
      { id: "installment 3", dueOn: "2024-04-15", ...nothing, principal: 71_00 },
    ]);
  });

  test("nextInstallment: the second is paid, and 39.00 of the third, at their interest", () => {
    const life = excessOf150("nextInstallment");
    expect(openDues(life)).toEqual([
      { id: "installment 2", dueOn: "2024-03-15", ...nothing },
      { id: "installment 3", dueOn: "2024-04-15", ...nothing, principal: 71_00 },
    ]);
    expect(servicingOf(life)).toMatchObject({
      heldMinor: 0,
      paid: { ...nothing, interest: 33_00, principal: 229_00 },
    });
    expect(outstandingPrincipal(servicingOf(life))).toBe(971_00);
    expect(openDues(until(life, "2024-03-15")).map(({ id }) => id)).toEqual(["installment 3"]);
  });

  test("lastInstallment: the twelfth, 101.00, and 49.00 of the eleventh", () => {
    const life = excessOf150("lastInstallment");
    expect(openDues(life)).toEqual([
      { id: "installment 12", dueOn: "2025-01-15", ...nothing },
      { id: "installment 11", dueOn: "2024-12-15", ...nothing, principal: 53_00 },
    ]);
  });

  test("reduceTenor: 950.00 are left, still in parts of 100.00, the last of 50.00", () => {
    const life = excessOf150("reduceTenor");
    expect(rowsToCome(life)).toEqual([
      ["9.50", "100.00"],
      ["8.50", "100.00"],
      ["7.50", "100.00"],
      ["6.50", "100.00"],
      ["5.50", "100.00"],
      ["4.50", "100.00"],
      ["3.50", "100.00"],
      ["2.50", "100.00"],
      ["1.50", "100.00"],
      ["0.50", "50.00"],
    ]);
    expect(servicingOf(life)).toMatchObject({ prepaidMinor: 150_00, heldMinor: 0 });
    expect(servicingOf(life).paid).toEqual({ ...firstPaid, principal: 250_00 });
  });

  test("reduceInstallment: 950.00 in the eleven that are left, 86.36 each and 86.40 at last", () => {
    const rows = rowsToCome(excessOf150("reduceInstallment"));
    expect(rows).toHaveLength(11);
    expect(rows.slice(0, 2)).toEqual([
      ["9.50", "86.36"],
      ["8.64", "86.36"], // 863.64
    ]);
    expect(rows.at(-1)).toEqual(["0.86", "86.40"]);
  });

  test("refund: set aside to be paid back", () => {
    expect(servicingOf(excessOf150("refund"))).toMatchObject({
      heldMinor: 0,
      refundableMinor: 150_00,
      paid: firstPaid,
    });
  });

  test("refuse: more than 112.00 is not taken", () => {
    expect(() => excessOf150("refuse")).toThrow(overpayment({ found: "262.00", most: "112.00" }));
  });
});

describe("before anything is due", () => {
  test("on the first day money is held, since there is no interest-bearing day to prepay from", () => {
    const life = tell(under("reduceTenor"), "2024-01-15", pay("100"));
    expect(servicingOf(life)).toMatchObject({ heldMinor: 100_00, prepaidMinor: 0 });
  });

  test("on another day it prepays principal, and each day bears what was owed on it", () => {
    const life = tell(under("reduceTenor"), "2024-01-25", pay("310"));
    // 12.00 · 10 / 31 and 8.90 · 21 / 31: 306.9 / 31 = 9.90.
    expect(rowsToCome(life)[0]).toEqual(["9.90", "100.00"]);
    expect(outstandingPrincipal(servicingOf(life))).toBe(890_00);
  });
});

test("what is overdue is paid before anything is prepaid", () => {
  const life = tell(under("reduceTenor"), "2024-02-20", pay("200"));
  expect(servicingOf(life)).toMatchObject({ prepaidMinor: 88_00, dues: [] });
  expect(outstandingPrincipal(servicingOf(life))).toBe(1_012_00);
});

test("everything paid ahead closes the loan on that day, at all its interest", () => {
  const life = tell(under("nextInstallment"), "2024-02-15", pay("1278"));
  expect(servicingOf(life)).toMatchObject({
    status: "closed",
    closedOn: "2024-02-15",
    dues: [],
    paid: { ...nothing, interest: 78_00, principal: 1_200_00 },
  });
});

test("all principal prepaid leaves the interest of the running period to fall due", () => {
  const life = tell(under("reduceTenor"), "2024-01-25", pay("1200"));
  expect(servicingOf(life).status).toBe("active");
  // 12.00 · 10 / 31 = 3.871
  const due = until(life, "2024-02-15");
  expect(openDues(due)).toEqual([
    { id: "installment 1", dueOn: "2024-02-15", ...nothing, interest: 3_87 },
  ]);
  expect(servicingOf(tell(due, "2024-02-15", pay("3.87"))).status).toBe("closed");
});

test("principal that was paid ahead is not prepaid again", () => {
  // The twelfth: 1.00 of interest and 100.00. Then 1102.87, the most: 1200.00 and 3.87 less 101.00.
  const life = tellAll(
    under("reduceTenor"),
    ["2024-01-20", payInstallment(12, "101")],
    ["2024-01-25", pay("1102.87")],
  );
  // 1100.00 prepay; the twelfth no longer comes, so its 101.00 are held beside the 2.87.
  expect(servicingOf(life)).toMatchObject({ prepaidMinor: 1_100_00, heldMinor: 103_87 });
  // (1200 · 10 + 100 · 21) / 31 at 1 %: 4.548
  expect(rowsToCome(life)).toEqual([["4.55", "100.00"]]);
});

describe("for one installment", () => {
  test("before others, where that is not refused", () => {
    const life = tell(under("advance"), "2024-01-20", payInstallment(3, "110"));
    expect(servicingOf(life)).toMatchObject({
      heldMinor: 0,
      paid: { ...nothing, interest: 10_00, principal: 100_00 },
    });
    expect(openDues(until(life, "2024-04-15")).map(({ id }) => id)).toEqual([
      "installment 1",
      "installment 2",
    ]);
  });

  test("in order, where the rules ask for it", () => {
    const strict = lent(
      evenLoanWith({ excess: "nextInstallment", refuseWhileEarlierUnpaid: true }),
    );
    const life = tellAll(
      strict,
      ["2024-01-20", payInstallment(1, "112")],
      ["2024-01-20", payInstallment(2, "111")],
    );
    expect(servicingOf(life).paid).toEqual({ ...nothing, interest: 23_00, principal: 200_00 });
    expect(() => tell(life, "2024-01-21", payInstallment(4, "1"))).toThrow(
      expect.objectContaining({
        code: "EARLIER_INSTALLMENT_UNPAID",
        details: { installment: 4, earlier: 3 },
      }),
    );
  });

  test("more than it asks for goes to what is due, then where the rules say", () => {
    // On 20 February 112.00 are overdue: 110.00 for the third, 5.00 of interest of the first.
    const life = tell(under("advance"), "2024-02-20", payInstallment(3, "115"));
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, interest: 7_00, principal: 100_00 },
      { id: "installment 3", dueOn: "2024-04-15", ...nothing },
    ]);
  });

  test("that is paid already is not there to pay", () => {
    const life = tell(under("advance"), "2024-01-20", payInstallment(2, "111"));
    expect(() => tell(life, "2024-01-21", payInstallment(2, "1"))).toThrow(
      unknownInstallment({ found: "2", expected: "one of 1, 3 to 12" }),
    );
  });

  test("while interest is still to be added to the balance, none can be paid ahead", () => {
    const moratorium = {
      kind: "grantMoratorium",
      installments: 1,
      interest: "capitalized",
      extendsTenor: true,
    } as const;
    const life = tell(under("advance"), "2024-01-20", moratorium);
    expect(() => tell(life, "2024-01-21", payInstallment(2, "1"))).toThrow(
      unknownInstallment({ found: "2", expected: "none" }),
    );
  });
});

describe("the most that is taken", () => {
  const atMost = (life: LoanLife, on: string, told: (amount: string) => Told): string => {
    try {
      tell(life, on, told("100000"));
      return "any";
    } catch (error) {
      if (overpayment.is(error)) return error.details.most;
      throw error;
    }
  };

  test.each<[ExcessPolicy, before: string, onDue: string, late: string]>([
    // All installments: 1200.00 and 12 + 11 + … + 1 = 78.00 of interest.
    ["advance", "1278.00", "1278.00", "1278.00"],
    ["nextInstallment", "1278.00", "1278.00", "1278.00"],
    ["lastInstallment", "1278.00", "1278.00", "1278.00"],
    // Principal, and interest that has accrued: 12.00 · 10 / 31; 12.00; 12.00 + 11.00 · 5 / 29.
    ["reduceTenor", "1203.87", "1212.00", "1213.90"],
    ["reduceInstallment", "1203.87", "1212.00", "1213.90"],
    ["refuse", "0.00", "112.00", "112.00"],
    ["refund", "any", "any", "any"],
  ])("%s", (excess, before, onDue, late) => {
    expect(atMost(under(excess), "2024-01-25", pay)).toBe(before);
    expect(atMost(under(excess), "2024-02-15", pay)).toBe(onDue);
    expect(atMost(under(excess), "2024-02-20", pay)).toBe(late);
  });

  test("less what is held, and what was paid ahead", () => {
    const held = tell(under("advance"), "2024-01-20", pay("50"));
    expect(atMost(held, "2024-01-25", pay)).toBe("1228.00");
    const ahead = tell(under("advance"), "2024-01-20", payInstallment(2, "111"));
    expect(atMost(ahead, "2024-01-25", pay)).toBe("1167.00");
  });

  test("for one installment, where more is refused: what is due and that one", () => {
    const third = (amount: string): Told => payInstallment(3, amount);
    expect(atMost(under("refuse"), "2024-01-25", third)).toBe("110.00");
    expect(atMost(under("refuse"), "2024-02-20", third)).toBe("222.00");
  });

  test("less what is held again, where more is refused; never below nothing", () => {
    const ahead = tell(under("refuse"), "2024-01-20", payInstallment(1, "112"));
    const life = tell(ahead, "2024-01-20", {
      kind: "grantMoratorium",
      installments: 1,
      interest: "paid",
      extendsTenor: true,
    });
    // The first asks for 12.00 alone: 100.00 are held. The second asks for 112.00.
    expect(servicingOf(life).heldMinor).toBe(100_00);
    expect(atMost(life, "2024-01-25", (amount) => payInstallment(2, amount))).toBe("12.00");
    expect(atMost(life, "2024-01-25", pay)).toBe("0.00");
  });

  test("to pay the loan off: exactly what that takes", () => {
    expect(atMost(under("advance"), "2024-01-25", payOff)).toBe("1203.87");
  });
});
