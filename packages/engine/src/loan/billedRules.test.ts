/** Rules of a billed credit, one by one. Each figure stands with its working. */
import { describe, expect, test } from "vitest";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { plainDate } from "../calendar/plainDate.ts";
import {
  agreed,
  type BilledSketch,
  billedTerms,
  billOfCycle,
  billsOf,
  credit,
  creditOf,
  dayEnd,
  fiveThousand,
} from "../testing/billedLoans.ts";
import { type LoanLife, pay, servicingOf, tell } from "../testing/loanLife.ts";
import { principalOwed } from "./billedCredit.ts";

const exact: BillingTerms["interest"] = { ...billedTerms.interest, dailyRatePlaces: null };

/** Each bill's minimum due is paid on the day of the bill, to a day. */
function paidOnTheDay(sketch: BilledSketch, to: string): LoanLife {
  let life = credit(sketch);
  for (let day = plainDate(sketch.startedOn); day < to; ) {
    const next = dayEnd(life, to);
    const bill = billsOf(next)[billsOf(life).length];
    if (bill === undefined) return next;
    day = bill.billedOn;
    life = tell(life, day, pay(bill.minimumDue));
    if (servicingOf(life).status === "closed") return life;
  }
  return life;
}

/** Interest, principal and their sum of each bill. */
function installments(life: LoanLife): readonly (readonly string[])[] {
  return billsOf(life).map(({ interest, principalDue, cycleDue }) => [
    interest,
    principalDue,
    cycleDue,
  ]);
}

describe("the principal that bills ask for", () => {
  // 5000.00 × 0.97^12 = 3469.2118, and with each 3 % rounded to the cent 3469.21.
  test.each([["rounded", billedTerms.interest] as const, ["exact", exact] as const])(
    "3 % without a least one leaves 3469.21 after twelve bills: %s daily rate",
    (_, interest) => {
      const installment = { kind: "percentOfBalance", percent: "3", least: "0" } as const;
      const sketch = { ...fiveThousand, terms: { interest, installment } };
      const life = paidOnTheDay(sketch, "2024-12-26");
      expect(billsOf(life)).toHaveLength(12);
      expect(principalOwed(creditOf(life), servicingOf(life).dues)).toBe(3_469_21);
    },
  );

  test("the thirteenth of thirteen asks for all that is left", () => {
    const installment = { kind: "percentOfBalance", percent: "3", least: "0" } as const;
    const life = paidOnTheDay(
      { ...fiveThousand, cycles: 13, terms: { installment } },
      "2025-02-01",
    );
    // 3469.21 × 0.049 % × 30 days = 50.9974
    expect(billOfCycle(life, 13)).toMatchObject({ interest: "51.00", principalDue: "3469.21" });
    expect(servicingOf(life)).toMatchObject({ status: "closed", closedOn: "2025-01-25" });
  });

  test("a least of 100.00 ends 1000.00 with the eleventh bill", () => {
    // Interest is the balance × 0.049 % × 30 days: 14.70, then of 914.70 it is 13.4461, and so on.
    const life = paidOnTheDay({ ...fiveThousand, principal: "1000" }, "2026-01-01");
    expect(installments(life)).toEqual([
      ["14.70", "85.30", "100.00"],
      ["13.45", "86.55", "100.00"],
      ["12.17", "87.83", "100.00"],
      ["10.88", "89.12", "100.00"],
      ["9.57", "90.43", "100.00"],
      ["8.24", "91.76", "100.00"],
      ["6.89", "93.11", "100.00"],
      ["5.53", "94.47", "100.00"],
      ["4.14", "95.86", "100.00"],
      ["2.73", "97.27", "100.00"],
      // all that is left
      ["1.30", "88.30", "89.60"],
    ]);
    expect(servicingOf(life).status).toBe("closed");
  });

  test("is at most what no bill has asked for yet", () => {
    // 100.00 at least of 150.00 in bill 1, the other 51.47 in bill 2, nothing in bill 3
    const life = dayEnd(credit({ ...fiveThousand, principal: "150" }), "2024-03-31");
    const principal = billsOf(life).map(({ principalDue }) => principalDue);
    // 150.00 × 0.049 % × 30 days = 2.205, half to even 2.20: 97.80, and 52.20 are left
    expect(principal).toEqual(["97.80", "52.20", "0.00"]);
  });
});

describe("level installments", () => {
  const level = { installment: { kind: "level" } } as const;

  // i = 18 % × 30/365; 5000.00 × i × (1 + i)^12 / ((1 + i)^12 − 1) = 457.8106
  test("are those of an annuity over twelve cycles", () => {
    const terms = { ...level, interest: exact };
    const life = paidOnTheDay({ ...fiveThousand, cycles: 12, terms }, "2025-01-01");
    expect(installments(life)).toEqual([
      ["73.97", "383.84", "457.81"],
      ["68.29", "389.52", "457.81"],
      ["62.53", "395.28", "457.81"],
      ["56.68", "401.13", "457.81"],
      ["50.75", "407.06", "457.81"],
      ["44.73", "413.08", "457.81"],
      ["38.62", "419.19", "457.81"],
      ["32.41", "425.40", "457.81"],
      ["26.12", "431.69", "457.81"],
      ["19.73", "438.08", "457.81"],
      ["13.25", "444.56", "457.81"],
      ["6.67", "451.17", "457.84"],
    ]);
    expect(servicingOf(life).status).toBe("closed");
  });

  test("are of the rounded daily rate where that is what the loan bears", () => {
    // i = 0.049 % × 30: 457.54; the last bill takes 450.96 and 6.63 of interest.
    const life = paidOnTheDay({ ...fiveThousand, cycles: 12, terms: level }, "2025-01-01");
    const due = billsOf(life).map(({ cycleDue }) => cycleDue);
    expect(due).toEqual([...Array.from({ length: 11 }, () => "457.54"), "457.59"]);
  });

  test.each([
    // 4226.64 after two bills, less 1000.00 on 10 March: 3226.64 over 21 days and nine cycles of
    // 30 is 347.97. Bill 3: 4226.64 for 9 days and 3226.64 for 21, 52.1749 of interest.
    ["reduceInstallment", "52.17", "295.80", "347.97"],
    ["reduceTenor", "52.17", "405.64", "457.81"],
  ] as const)("after a prepayment, by %s", (excess, interest, principalDue, cycleDue) => {
    const terms = { ...level, interest: exact };
    const sketch = { ...fiveThousand, cycles: 12, terms, rules: { excess } };
    const life = dayEnd(
      tell(paidOnTheDay(sketch, "2024-03-01"), "2024-03-10", pay("1000")),
      "2024-03-31",
    );
    expect(billOfCycle(life, 3)).toMatchObject({ interest, principalDue, cycleDue });
  });
});

describe("days", () => {
  const interest = (dayCount: "ACT/365.FIXED" | "ACT/ACT.ISDA") => ({ ...exact, dayCount });

  test.each([
    // 900.00 a year: 17 days of 2023, 13 of 2024. 900 × (17/365 + 13/366) = 73.8850
    ["ACT/ACT.ISDA", "2023-12-15", 30, "73.89"],
    ["ACT/365.FIXED", "2023-12-15", 30, "73.97"],
    // Over 29 February: 900 × 30/366 and 900 × 30/365.
    ["ACT/ACT.ISDA", "2024-02-13", 30, "73.77"],
    ["ACT/365.FIXED", "2024-02-13", 30, "73.97"],
    // All of 2024: 366/366 and 366/365.
    ["ACT/ACT.ISDA", "2024-01-01", 366, "900.00"],
    ["ACT/365.FIXED", "2024-01-01", 366, "902.47"],
  ] as const)("%s from %s for %i days is %s", (dayCount, startedOn, days, expected) => {
    const terms = { interest: interest(dayCount), cycle: { kind: "days", days } } as const;
    const life = dayEnd(credit({ ...fiveThousand, startedOn, terms }), "2025-06-01");
    expect(billOfCycle(life, 1).interest).toBe(expected);
  });

  test("a daily rate that is rounded bears 29 February as any other day", () => {
    // 5000.00 × 0.049 % = 2.45 a day: 31 January to 29 February are 30, February 2023 is 28.
    const monthly = { cycle: { kind: "dayOfMonth", day: 1, firstAfterDays: 1 } } as const;
    const leap = dayEnd(
      credit({ ...fiveThousand, startedOn: "2024-02-01", terms: monthly }),
      "2024-03-01",
    );
    const common = dayEnd(
      credit({ ...fiveThousand, startedOn: "2023-02-01", terms: monthly }),
      "2023-03-01",
    );
    expect(billOfCycle(leap, 1).interest).toBe("71.05");
    expect(billOfCycle(common, 1).interest).toBe("68.60");
  });

  test("a rounded daily rate needs a year of one length", () => {
    const terms = { interest: { ...billedTerms.interest, dayCount: "ACT/ACT.ISDA" } } as const;
    expect(() => agreed({ ...fiveThousand, terms })).toThrow("a day count of a fixed year");
  });

  test.each([
    // The first at least 30 days after the start; of a shorter month the last day.
    ["2024-01-30", 31, ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]],
    ["2023-01-30", 31, ["2023-03-31", "2023-04-30", "2023-05-31", "2023-06-30"]],
    ["2024-01-31", 31, ["2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"]],
    ["2024-01-20", 15, ["2024-03-15", "2024-04-15", "2024-05-15", "2024-06-15"]],
    ["2024-01-16", 15, ["2024-02-15", "2024-03-15", "2024-04-15", "2024-05-15"]],
    ["2024-11-30", 30, ["2024-12-30", "2025-01-30", "2025-02-28", "2025-03-30"]],
  ] as const)("from %s, bills on day %i are made on %j", (startedOn, day, expected) => {
    const terms = { cycle: { kind: "dayOfMonth", day, firstAfterDays: 30 } } as const;
    const life = dayEnd(credit({ ...fiveThousand, startedOn, terms }), expected[3]);
    expect(billsOf(life).map(({ billedOn }) => billedOn)).toEqual(expected);
    // Each day's interest is on one bill: 2.45 a day to the day before the last bill.
    const days = (Date.parse(expected[3]) - Date.parse(startedOn)) / 86_400_000;
    const all = billsOf(life).reduce((sum, bill) => sum + Number(bill.interest) * 100, 0);
    expect(Math.round(all)).toBe(days * 245);
  });
});
