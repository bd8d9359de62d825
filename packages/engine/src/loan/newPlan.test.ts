/** Other terms for what is left, on a loan that can be worked out in the head; see `evenLoan`. */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  type LoanSketch,
  lent,
  openDues,
  pay,
  servicingOf,
  type Told,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import { scheduleOf } from "./repaymentPlan.ts";
import { replayEntries } from "./replay.ts";

type Row = readonly [dueOn: string, interest: string, principal: string];

function rowsToCome(life: LoanLife): readonly Row[] {
  const { plan, rowsDue } = servicingOf(life);
  if (plan === null) return [];
  return [...scheduleOf(plan)]
    .slice(rowsDue)
    .map(({ dueOn, interest, principal }) => [dueOn, interest.toFixed(2), principal.toFixed(2)]);
}

/** Three installments paid on time; 900.00 are left, from 15 April on. */
const paidThrice = (sketch: LoanSketch = evenLoan): LoanLife =>
  tellAll(
    lent(sketch),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
    ["2024-04-15", pay("110")],
  );

describe("a moratorium of two installments, granted on 20 April", () => {
  const granted = (
    interest: "paid" | "capitalized" | "waived",
    extendsTenor: boolean,
    on = "2024-04-20",
  ): LoanLife =>
    tell(paidThrice(), on, { kind: "grantMoratorium", installments: 2, interest, extendsTenor });

  const nineOfAHundred: readonly Row[] = [
    ["2024-07-15", "9.00", "100.00"],
    ["2024-08-15", "8.00", "100.00"],
    ["2024-09-15", "7.00", "100.00"],
    ["2024-10-15", "6.00", "100.00"],
    ["2024-11-15", "5.00", "100.00"],
    ["2024-12-15", "4.00", "100.00"],
    ["2025-01-15", "3.00", "100.00"],
    ["2025-02-15", "2.00", "100.00"],
    ["2025-03-15", "1.00", "100.00"],
  ];

  test("with interest paid: two of interest alone, and the loan ends two months later", () => {
    expect(rowsToCome(granted("paid", true))).toEqual([
      ["2024-05-15", "9.00", "0.00"],
      ["2024-06-15", "9.00", "0.00"],
      ...nineOfAHundred,
    ]);
  });

  test("with interest waived: two of nothing", () => {
    expect(rowsToCome(granted("waived", true))).toEqual([
      ["2024-05-15", "0.00", "0.00"],
      ["2024-06-15", "0.00", "0.00"],
      ...nineOfAHundred,
    ]);
  });

  test("with interest added to the balance: 9.00, then 9.09; a ninth of 918.09 each", () => {
    expect(rowsToCome(granted("capitalized", true)).slice(0, 5)).toEqual([
      ["2024-05-15", "0.00", "0.00"],
      ["2024-06-15", "0.00", "0.00"],
      ["2024-07-15", "9.18", "102.01"],
      ["2024-08-15", "8.16", "102.01"], // 816.08
      ["2024-09-15", "7.14", "102.01"], // 714.07
    ]);
  });

  test("that does not extend the loan: 900.00 in seven, 128.57 each and 128.58 at last", () => {
    const rows = rowsToCome(granted("paid", false));
    expect(rows.slice(0, 4)).toEqual([
      ["2024-05-15", "9.00", "0.00"],
      ["2024-06-15", "9.00", "0.00"],
      ["2024-07-15", "9.00", "128.57"],
      ["2024-08-15", "7.71", "128.57"], // 771.43
    ]);
    expect(rows.at(-1)).toEqual(["2025-01-15", "1.29", "128.58"]);
  });

  test("granted on a due date that is paid, begins with the next installment", () => {
    expect(rowsToCome(granted("paid", true, "2024-04-15"))).toEqual(
      rowsToCome(granted("paid", true)),
    );
  });

  test("installments go on by number, and nothing falls due where nothing is asked for", () => {
    expect(openDues(until(granted("paid", true), "2024-05-15"))).toEqual([
      { id: "installment 4", dueOn: "2024-05-15", ...nothing, interest: 9_00 },
    ]);
    expect(openDues(until(granted("waived", true), "2024-07-01"))).toEqual([]);
    expect(openDues(until(granted("waived", true), "2024-07-15"))).toEqual([
      { id: "installment 6", dueOn: "2024-07-15", ...nothing, interest: 9_00, principal: 100_00 },
    ]);
  });

  test("interest that is added is principal from its due date on", () => {
    const life = granted("capitalized", true);
    const principalOn = (on: string): number => outstandingPrincipal(servicingOf(until(life, on)));
    expect(principalOn("2024-05-14")).toBe(900_00);
    expect(principalOn("2024-05-15")).toBe(909_00);
    expect(principalOn("2024-06-15")).toBe(918_09);
    const { entries } = replayEntries(life.facts, plainDate("2024-06-20"));
    expect(entries.filter(({ kind }) => kind === "capitalized")).toEqual([
      { kind: "capitalized", amount: 9_00, on: "2024-05-15", sequence: null },
      { kind: "capitalized", amount: 9_09, on: "2024-06-15", sequence: null },
    ]);
  });

  test("leaves what is overdue as it is", () => {
    const unpaid = tell(lent(evenLoan), "2024-02-20", {
      kind: "grantMoratorium",
      installments: 1,
      interest: "paid",
      extendsTenor: true,
    });
    expect(openDues(unpaid)).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, interest: 12_00, principal: 100_00 },
    ]);
    expect(rowsToCome(unpaid).slice(0, 2)).toEqual([
      ["2024-03-15", "11.00", "0.00"],
      ["2024-04-15", "11.00", "100.00"],
    ]);
  });

  test("gives back what was paid ahead of an installment that no longer asks for it", () => {
    const ahead = tell(
      paidThrice(evenLoanWith({ excess: "nextInstallment" })),
      "2024-04-18",
      pay("109"),
    );
    const life = tell(ahead, "2024-04-20", {
      kind: "grantMoratorium",
      installments: 1,
      interest: "paid",
      extendsTenor: true,
    });
    // 9.00 of interest stay paid; 100.00 of principal are held again.
    expect(servicingOf(life)).toMatchObject({ heldMinor: 100_00 });
    expect(servicingOf(life).paid).toEqual({ ...nothing, interest: 42_00, principal: 300_00 });
  });
});

describe("restructured on 25 April into five installments from 25 May", () => {
  const restructured = (
    arrears: "keep" | "capitalize",
    annualRatePercent: string,
  ): Extract<Told, { kind: "rescheduleLoan" }> => ({
    kind: "rescheduleLoan",
    installments: 5,
    annualRatePercent,
    firstDueOn: plainDate("2024-05-25"),
    arrears,
  });
  const frame = {
    graceDays: 0,
    graceDaysCount: true,
    on: "principalAndInterest",
    rounding: "halfEven",
  } as const;
  const penalized = evenLoanWith({ penalty: { ...frame, kind: "flat", amount: "25" } });
  /** The third installment is unpaid, and bore a penalty of 25.00. */
  const behind = tellAll(
    lent(penalized),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
    ["2024-04-20", { kind: "addCharge", name: "visit", amount: "40" }],
  );
  // Interest to the day: 9.00 · 10 / 30.
  const accrued = { id: "restructuring 6", dueOn: "2024-04-25", ...nothing, interest: 3_00 };

  test("arrears that are kept stay due, beside the interest to the day", () => {
    const life = tell(behind, "2024-04-25", restructured("keep", "24"));
    expect(openDues(life)).toEqual([
      {
        id: "installment 3",
        dueOn: "2024-04-15",
        penalty: 25_00,
        fee: 0,
        interest: 10_00,
        principal: 100_00,
      },
      { id: "charge 5", dueOn: "2024-04-20", ...nothing, fee: 40_00 },
      accrued,
    ]);
    // 900.00 in fifths, at 2 % a month.
    expect(rowsToCome(life)).toEqual([
      ["2024-05-25", "18.00", "180.00"],
      ["2024-06-25", "14.40", "180.00"],
      ["2024-07-25", "10.80", "180.00"],
      ["2024-08-25", "7.20", "180.00"],
      ["2024-09-25", "3.60", "180.00"],
    ]);
    expect(outstandingPrincipal(servicingOf(life))).toBe(1_000_00);
  });

  test("arrears that become principal: interest and principal, not fees and penalties", () => {
    const life = tell(behind, "2024-04-25", restructured("capitalize", "12"));
    expect(openDues(life)).toEqual([
      { id: "installment 3", dueOn: "2024-04-15", ...nothing, penalty: 25_00 },
      { id: "charge 5", dueOn: "2024-04-20", ...nothing, fee: 40_00 },
    ]);
    // 900.00 + 110.00 + 3.00 = 1013.00, a fifth of it 202.60.
    expect(rowsToCome(life)).toEqual([
      ["2024-05-25", "10.13", "202.60"],
      ["2024-06-25", "8.10", "202.60"], // 810.40
      ["2024-07-25", "6.08", "202.60"], // 607.80
      ["2024-08-25", "4.05", "202.60"], // 405.20
      ["2024-09-25", "2.03", "202.60"], // 202.60
    ]);
    expect(outstandingPrincipal(servicingOf(life))).toBe(1_013_00);
    expect(
      replayEntries(life.facts).entries.filter(({ kind }) => kind === "arrearsCapitalized"),
    ).toEqual([
      {
        kind: "arrearsCapitalized",
        dueId: "installment 3",
        amounts: { ...nothing, interest: 10_00, principal: 100_00 },
        on: "2024-04-25",
        sequence: 6,
      },
      {
        kind: "arrearsCapitalized",
        dueId: "restructuring 6",
        amounts: { ...nothing, interest: 3_00 },
        on: "2024-04-25",
        sequence: 6,
      },
    ]);
  });

  test("what became principal bears no further penalty", () => {
    const sketch = evenLoanWith({
      penalty: { ...frame, kind: "annualDaily", annualRatePercent: "36.5" },
    });
    const late = tellAll(lent(sketch), ["2024-02-15", pay("112")], ["2024-03-15", pay("111")]);
    const life = tell(late, "2024-04-25", restructured("capitalize", "12"));
    // 0.1 % a day of 110.00 for ten days, and nothing after.
    expect(openDues(until(life, "2024-05-24"))).toEqual([
      { id: "installment 3", dueOn: "2024-04-15", ...nothing, penalty: 1_10 },
    ]);
  });

  test("numbers go on after those that fell due", () => {
    const life = until(tell(behind, "2024-04-25", restructured("capitalize", "12")), "2024-05-25");
    expect(openDues(life).at(-1)).toMatchObject({ id: "installment 4", dueOn: "2024-05-25" });
  });

  test("on a due date no interest has accrued", () => {
    const life = tell(paidThrice(), "2024-04-15", restructured("keep", "12"));
    expect(openDues(life)).toEqual([]);
  });

  test("to the end it closes with what was agreed anew", () => {
    const life = tellAll(
      tell(paidThrice(), "2024-04-25", restructured("capitalize", "0")),
      ["2024-05-25", pay("180.60")],
      ["2024-06-25", pay("180.60")],
      ["2024-07-25", pay("180.60")],
      ["2024-08-25", pay("180.60")],
      ["2024-09-25", pay("180.60")],
    );
    // 903.00 in fifths of 180.60; 3.00 of them had been interest.
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      paid: { ...nothing, interest: 33_00, principal: 1_203_00 },
      lentMinor: 1_200_00,
    });
  });
});
