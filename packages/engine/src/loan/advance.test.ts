/** What follows from the days alone, on a loan that can be worked out in the head; see `evenLoan`. */
import { describe, expect, test } from "vitest";
import { addDays, datesOutOfOrder, plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import { agingBuckets } from "../delinquency/bucket.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  openDues,
  opened,
  pay,
  servicingOf,
  takenOver,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { advance, bucketOf, overdueDays } from "./advance.ts";
import { replayEntries } from "./replay.ts";

const frame = {
  graceDays: 0,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
} as const;
/** 0.1 % of what is overdue for each day: 112.00 bear 0.112. */
const daily: PenaltyRule = { ...frame, kind: "annualDaily", annualRatePercent: "36.5" };
const flat: PenaltyRule = { ...frame, kind: "flat", amount: "25" };

/** Penalties of the dues on a day, the oldest first. */
function penaltiesOn(life: LoanLife, on: string): readonly number[] {
  return openDues(until(life, on)).map(({ penalty }) => penalty);
}

const under = (penalty: PenaltyRule): LoanLife => lent(evenLoanWith({ penalty }));

describe("installments", () => {
  test("fall due on their day, not before", () => {
    const life = lent(evenLoan);
    expect(openDues(until(life, "2024-02-14"))).toEqual([]);
    expect(openDues(until(life, "2024-03-15"))).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, interest: 12_00, principal: 100_00 },
      { id: "installment 2", dueOn: "2024-03-15", ...nothing, interest: 11_00, principal: 100_00 },
    ]);
  });

  test("of a loan that nobody pays, all are due in the end", () => {
    const dues = openDues(until(lent(evenLoan), "2026-01-01"));
    expect(dues).toHaveLength(12);
    expect(dues.reduce((sum, { interest }) => sum + interest, 0)).toBe(78_00);
  });
});

describe("a penalty day by day", () => {
  test("0.1 % a day of 112.00 from the day after, for the days of grace too once they are over", () => {
    const life = under({ ...daily, graceDays: 3 });
    expect(penaltiesOn(life, "2024-02-18")).toEqual([0]);
    expect(penaltiesOn(life, "2024-02-19")).toEqual([45]); // 4 · 0.112
    expect(penaltiesOn(life, "2024-02-20")).toEqual([56]);
  });

  test("or not for them", () => {
    const life = under({ ...daily, graceDays: 3, graceDaysCount: false });
    expect(penaltiesOn(life, "2024-02-18")).toEqual([0]);
    expect(penaltiesOn(life, "2024-02-19")).toEqual([11]);
    expect(penaltiesOn(life, "2024-02-20")).toEqual([22]);
  });

  test("of principal alone", () => {
    expect(penaltiesOn(under({ ...daily, on: "principal" }), "2024-02-25")).toEqual([1_00]);
  });

  test("a month is thirty days: 3 % a month is 0.1 % a day", () => {
    const monthly: PenaltyRule = { ...frame, kind: "percentMonthly", percent: "3" };
    expect(penaltiesOn(under(monthly), "2024-02-25")).toEqual([1_12]);
  });

  test("what was paid in between bears it only until its day", () => {
    const life = tell(
      lent(
        evenLoanWith({
          penalty: daily,
          waterfall: { direction: "vertical", kinds: ["interest", "principal", "fee", "penalty"] },
        }),
      ),
      "2024-02-20",
      pay("62"),
    );
    // 112.00 for 5 days and 50.00 for 5: 810.00 · 0.1 %.
    expect(openDues(until(life, "2024-02-25"))).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, penalty: 81, principal: 50_00 },
    ]);
  });

  test("bears no penalty itself: after 1000 days it is 112.00, and not more", () => {
    const on = addDays(plainDate("2024-02-15"), 1000);
    expect(penaltiesOn(under(daily), on)[0]).toBe(112_00);
  });
});

describe("a penalty once", () => {
  test("of one amount, when the days of grace are over", () => {
    const life = under({ ...flat, graceDays: 5 });
    expect(penaltiesOn(life, "2024-02-20")).toEqual([0]);
    expect(penaltiesOn(life, "2024-02-21")).toEqual([25_00]);
    expect(penaltiesOn(life, "2024-03-14")).toEqual([25_00]);
    expect(penaltiesOn(life, "2024-03-21")).toEqual([25_00, 25_00]);
  });

  test("not for what is paid within the days of grace", () => {
    const life = tell(under({ ...flat, graceDays: 5 }), "2024-02-20", pay("112"));
    expect(openDues(until(life, "2024-03-01"))).toEqual([]);
  });
});

describe("a limit", () => {
  test("for a due: 1.00, which 112.00 reach on the ninth day", () => {
    const life = under({ ...daily, mostPerDue: "1" });
    expect(penaltiesOn(life, "2024-02-23")).toEqual([90]); // 0.896
    expect(penaltiesOn(life, "2024-02-24")).toEqual([1_00]);
    expect(penaltiesOn(life, "2024-03-14")).toEqual([1_00]);
  });

  test("for the loan: the older due uses it up day by day", () => {
    const life = under({ ...daily, mostPerLoan: "3.50" });
    // The first has 29 · 0.112 = 3.248 on 15 March; from then on 0.112 and 0.111 a day.
    expect(penaltiesOn(life, "2024-03-15")).toEqual([3_25, 0]);
    expect(penaltiesOn(life, "2024-03-16")).toEqual([3_36, 11]);
    // 3.472 and 0.222: 0.03 are left once the first has taken 0.11.
    expect(penaltiesOn(life, "2024-03-17")).toEqual([3_39, 11]);
    expect(penaltiesOn(life, "2024-12-31").reduce((sum, each) => sum + each, 0)).toBe(3_50);
  });

  test("penalties that are paid count towards it", () => {
    const life = tellAll(
      under({ ...flat, mostPerLoan: "30" }),
      ["2024-02-20", pay("137")],
      ["2024-03-20", pay("116")],
    );
    expect(servicingOf(life).paid).toMatchObject({ penalty: 30_00 });
    expect(penaltiesOn(life, "2024-04-20")).toEqual([0]);
  });

  test("penalties that were waived do too", () => {
    const life = tellAll(under({ ...flat, mostPerLoan: "30" }), [
      "2024-02-20",
      { kind: "waiveCharge", dueId: "installment 1", of: "penalty" },
    ]);
    expect(penaltiesOn(life, "2024-03-20")).toEqual([0, 5_00]);
  });
});

describe("the bucket of a loan that nobody pays", () => {
  // Due on 15 February 2024, a leap year: 30, 60 and 90 days later is 16 March, 15 April, 15 May.
  const life = lent(evenLoan);
  test.each([
    ["2024-02-14", "Standard", undefined],
    ["2024-02-15", "SMA-0", 0],
    ["2024-03-15", "SMA-0", 29],
    ["2024-03-16", "SMA-1", 30],
    ["2024-04-14", "SMA-1", 59],
    ["2024-04-15", "SMA-2", 60],
    ["2024-05-14", "SMA-2", 89],
    ["2024-05-15", "NPA", 90],
  ])("at the end of %s is %s", (on, bucket, days) => {
    const servicing = servicingOf(until(life, on));
    expect(bucketOf(servicing, plainDate(on))).toBe(bucket);
    expect(overdueDays(servicing, plainDate(on))).toBe(days);
    expect(servicingOf(until(life, addDays(plainDate(on), 1))).bucket).toBe(bucket);
  });

  test("on the due date nothing is past due, by a table that counts from the day after", () => {
    const aging = lent(evenLoanWith({ delinquency: { buckets: agingBuckets, graceDays: 0 } }));
    const bucketOn = (on: string): string => bucketOf(servicingOf(until(aging, on)), plainDate(on));
    expect(bucketOn("2024-02-15")).toBe("Current");
    expect(bucketOn("2024-02-16")).toBe("1-30");
    expect(bucketOn("2024-05-16")).toBe("Over 90");
  });

  test("days of grace put it off, and then count", () => {
    const graced = lent(evenLoanWith({ delinquency: { buckets: agingBuckets, graceDays: 5 } }));
    const daysOn = (on: string): number | undefined =>
      overdueDays(servicingOf(until(graced, on)), plainDate(on));
    expect(daysOn("2024-02-20")).toBeUndefined();
    expect(daysOn("2024-02-21")).toBe(6);
  });
});

describe("a loan that has become NPA", () => {
  // 112 + 111 + 110 + 109 are due by 15 May.
  const life = until(lent(evenLoan), "2024-05-16");

  test("stays so while anything is overdue, however few days", () => {
    const partly = tell(life, "2024-05-20", pay("333"));
    const servicing = servicingOf(until(partly, "2024-05-25"));
    expect(overdueDays(servicing, plainDate("2024-05-25"))).toBe(10);
    expect(bucketOf(servicing, plainDate("2024-05-25"))).toBe("NPA");
  });

  test("is cured by paying all of it, and begins anew", () => {
    const cured = tell(life, "2024-05-20", pay("442"));
    expect(servicingOf(cured).bucket).toBe("NPA");
    expect(servicingOf(until(cured, "2024-05-21")).bucket).toBe("Standard");
    const again = until(cured, "2024-06-16");
    expect(servicingOf(again).bucket).toBe("SMA-0");
  });

  test("one in SMA-2 goes back as its days do", () => {
    const partly = tell(until(lent(evenLoan), "2024-04-20"), "2024-04-20", pay("223"));
    expect(servicingOf(until(partly, "2024-04-21")).bucket).toBe("SMA-0");
  });

  test("is so though nobody looked at it in between", () => {
    const late = tellAll(lent(evenLoan), ["2024-05-20", pay("333")], ["2024-05-25", pay("0.01")]);
    expect(servicingOf(late).bucket).toBe("NPA");
  });
});

describe("a pause of ten days", () => {
  const pause = (on: string, to: string): LoanLife =>
    tell(lent(evenLoan), on, { kind: "pauseDelinquency", until: plainDate(to) });
  const daysOn = (life: LoanLife, on: string): number | undefined =>
    overdueDays(servicingOf(until(life, on)), plainDate(on));

  test("both its ends do not count, so SMA-1 comes ten days later", () => {
    const life = pause("2024-03-01", "2024-03-10");
    expect(daysOn(life, "2024-03-01")).toBe(14);
    expect(daysOn(life, "2024-03-10")).toBe(14);
    expect(daysOn(life, "2024-03-11")).toBe(15);
    expect(servicingOf(until(life, "2024-03-26")).bucket).toBe("SMA-0");
    expect(servicingOf(until(life, "2024-03-27")).bucket).toBe("SMA-1");
  });

  test("installments fall due in it, and penalties run", () => {
    const life = tell(under(daily), "2024-02-16", {
      kind: "pauseDelinquency",
      until: plainDate("2024-02-25"),
    });
    expect(penaltiesOn(life, "2024-02-25")).toEqual([1_12]);
  });

  test("two that overlap count each day once", () => {
    const life = tell(pause("2024-03-01", "2024-03-10"), "2024-03-06", {
      kind: "pauseDelinquency",
      until: plainDate("2024-03-15"),
    });
    expect(daysOn(life, "2024-03-20")).toBe(19); // 34 − 15
  });
});

describe("the journal", () => {
  test("has each day's penalty on its day, and sums to the same", () => {
    const { facts } = under(daily);
    const { entries, state } = replayEntries(facts, plainDate("2024-02-20"));
    const penalties = entries.flatMap((entry) =>
      entry.kind === "charged" && entry.amounts.penalty > 0
        ? [[entry.on, entry.amounts.penalty]]
        : [],
    );
    // 0.112, 0.224, 0.336, 0.448, 0.560 so far, each rounded.
    expect(penalties).toEqual([
      ["2024-02-16", 11],
      ["2024-02-17", 11],
      ["2024-02-18", 12],
      ["2024-02-19", 11],
      ["2024-02-20", 11],
    ]);
    expect(state.servicing?.dues).toMatchObject([{ charged: { penalty: 56 } }]);
  });

  test("names the fact that something follows from, and none for what follows from the day", () => {
    const { facts } = tell(lent(evenLoan), "2024-02-15", pay("112"));
    const { entries } = replayEntries(facts);
    expect(entries.map(({ kind, on, sequence }) => [kind, on, sequence])).toEqual([
      ["disbursed", "2024-01-15", 2],
      ["charged", "2024-02-15", null],
      ["received", "2024-02-15", 3],
      ["applied", "2024-02-15", 3],
    ]);
  });
});

describe("time", () => {
  test("does not go back", () => {
    const { state } = until(lent(evenLoan), "2024-03-01");
    expect(() => advance(state, plainDate("2024-02-29"))).toThrow(
      datesOutOfOrder({ start: plainDate("2024-03-01"), end: plainDate("2024-02-29") }),
    );
  });

  test("changes nothing of a loan that is not serviced, nor on the same day", () => {
    const { state } = takenOver(evenLoan, "2024-06-30", 5);
    expect(advance(state, plainDate("2030-01-01"))).toBe(state);
    const running = lent(evenLoan).state;
    expect(advance(running, plainDate("2024-01-15"))).toBe(running);
  });

  test("lets nothing fall due before money is lent", () => {
    const life = until(opened(evenLoan), "2024-12-31");
    expect(servicingOf(life)).toMatchObject({ status: "awaitingDisbursal", dues: [], plan: null });
    // Lent late, it is first due a month after that.
    expect(openDues(until(tell(life, "2024-12-31", { kind: "disburse" }), "2025-01-31"))).toEqual([
      { id: "installment 1", dueOn: "2025-01-31", ...nothing, interest: 12_00, principal: 100_00 },
    ]);
  });
});
