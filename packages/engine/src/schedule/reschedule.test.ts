import { describe, expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { type Rescheduled, type ReschedulePolicy, reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 1,200 at 1 % a month of 30 days: 200 each time, and 12, 10, 8, 6, 4 and 2 of interest. */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "equalPrincipal",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

const prepay = (
  schedule: Schedule,
  on: string,
  amount: number | string,
  policy: ReschedulePolicy = "reduceTenor",
): Rescheduled => reschedule(schedule, { kind: "prepayment", on: plainDate(on), amount }, policy);

const newRate = (
  schedule: Schedule,
  from: string,
  annualRatePercent: number,
  policy: ReschedulePolicy = "reduceTenor",
): Rescheduled =>
  reschedule(schedule, { kind: "rate", from: plainDate(from), annualRatePercent }, policy);

/** Principal, interest and closing balance of each row, to the whole where they are whole. */
function rows(schedule: Schedule): string[] {
  return [...schedule].map(({ principal, interest, closingBalance }) =>
    [principal, interest, closingBalance].map((amount) => amount.toFixed()).join(" "),
  );
}

describe("a prepayment", () => {
  test("within a period bears no interest from its day on: 300 · 12 % · 15/360 = 1.50 less", () => {
    const { schedule, saves } = prepay(loan({}), "2024-02-16", 300);
    expect(rows(schedule)).toEqual([
      "200 12 1000",
      "200 8.5 500",
      "200 5 300",
      "200 3 100",
      "100 1 0",
    ]);
    expect([...schedule].map((row) => row.prepaid.toFixed())).toEqual(["0", "300", "0", "0", "0"]);
    // 42 of interest before, 29.50 now.
    expect(saves.interest.toFixed()).toBe("12.5");
    expect(saves.installments).toBe(1);
  });

  test("or makes the installments less from its own period on: (1000 − 300) / 5", () => {
    const { schedule, saves } = prepay(loan({}), "2024-02-16", 300, "reduceInstallment");
    expect(rows(schedule)).toEqual([
      "200 12 1000",
      "140 8.5 560",
      "140 5.6 420",
      "140 4.2 280",
      "140 2.8 140",
      "140 1.4 0",
    ]);
    expect(saves.interest.toFixed()).toBe("7.5");
    expect(saves.installments).toBe(0);
  });

  test("on a due date comes after what is due then: (1000 − 300 − 200) / 4 from the next one on", () => {
    const { schedule } = prepay(loan({}), "2024-03-01", 300, "reduceInstallment");
    expect(rows(schedule)).toEqual([
      "200 12 1000",
      "200 10 500",
      "125 5 375",
      "125 3.75 250",
      "125 2.5 125",
      "125 1.25 0",
    ]);
  });

  test("in the first period leaves the first installment as it is, or less", () => {
    expect(rows(prepay(loan({}), "2024-01-16", 900).schedule)).toEqual([
      "200 7.5 100", // 12 − 900 · 0.5 %
      "100 1 0",
    ]);
    expect(rows(prepay(loan({}), "2024-01-16", 600, "reduceInstallment").schedule)[0]).toBe(
      "100 9 500",
    );
  });

  test("after another in the same period, or on the same day", () => {
    const first = prepay(loan({}), "2024-02-16", 300).schedule;
    // 10 − 1.50 − 100 · 12 % · 10/360 = 8.166…
    const second = prepay(first, "2024-02-21", 100).schedule;
    expect(rows(second)).toEqual(["200 12 1000", "200 8.17 400", "200 4 200", "200 2 0"]);
    expect(second.row(2).prepaid.toFixed()).toBe("400");
    const sameDay = prepay(first, "2024-02-16", 100).schedule;
    expect(rows(sameDay)).toEqual(["200 12 1000", "200 8 400", "200 4 200", "200 2 0"]);
  });

  test("before an earlier one is out of order", () => {
    const first = prepay(loan({}), "2024-02-16", 300).schedule;
    const outOfOrder = { code: "CHANGE_OUT_OF_ORDER" };
    const details = { found: "2024-02-15", after: "2024-02-15" };
    expect(() => prepay(first, "2024-02-15", 1)).toThrow(
      expect.objectContaining({
        ...outOfOrder,
        details: { ...details, field: "change.on", before: "2024-06-02" },
      }),
    );
    expect(() => newRate(first, "2024-02-15", 1)).toThrow(
      expect.objectContaining({
        ...outOfOrder,
        details: { ...details, field: "change.from", before: "2024-06-01" },
      }),
    );
    expect(newRate(first, "2024-02-16", 12).saves.interest.toFixed()).toBe("0");
  });

  test.each([
    // 12 − 1200 · 0.5 %
    ["2024-01-16", 1200, ["0 6 0"]],
    ["2024-02-16", 1000, ["200 12 1000", "0 5 0"]],
    ["2024-02-01", 1000, ["200 12 0"]],
  ] as const)(
    "on %s of all that is owed ends the loan, with interest to that day",
    (on, all, left) => {
      for (const policy of ["reduceTenor", "reduceInstallment"] as const) {
        const { schedule, saves } = prepay(loan({}), on, all, policy);
        expect(rows(schedule)).toEqual(left);
        expect(saves.installments).toBe(6 - left.length);
        expect(schedule.ending).toMatchObject({ smoothed: false, endedEarly: true });
      }
    },
  );

  test("so of an annuity", () => {
    expect(rows(prepay(loan({ method: "annuity" }), "2024-01-16", 1200).schedule)).toEqual([
      "0 6 0",
    ]);
  });

  test("what is left over of the last installment is told", () => {
    const residueOf = (on: string, amount: number): string =>
      prepay(loan({}), on, amount).schedule.ending.residue.toFixed();
    // 100 against 200; none where it clears the balance with an installment.
    expect(residueOf("2024-02-16", 300)).toBe("-100");
    expect(residueOf("2024-02-01", 1000)).toBe("0");
  });

  test.each([
    ["2024-02-15", "1000.01", "1000.00"],
    ["2024-02-01", "1000.01", "1000.00"],
    ["2024-06-30", "200.01", "200.00"],
    ["2024-07-01", "0.01", "0.00"],
  ])("on %s of %s is more than the %s that are owed", (on, amount, most) => {
    expect(() => prepay(loan({}), on, amount)).toThrow(
      expect.objectContaining({
        code: "PREPAYMENT_OUT_OF_RANGE",
        details: { found: amount, most },
      }),
    );
  });

  test("takes account of what was lent in its period by then", () => {
    const tranches = [{ on: plainDate("2024-02-16"), amount: 300 }];
    const schedule = loan({ principal: 1500, tranches });
    const most = (on: string): unknown => {
      try {
        return prepay(schedule, on, 5000);
      } catch (error) {
        return error;
      }
    };
    const upTo = (amount: string): unknown =>
      expect.objectContaining({ details: { found: "5000", most: amount } });
    expect(most("2024-01-31")).toEqual(upTo("1200.00"));
    expect(most("2024-02-15")).toEqual(upTo("1000.00"));
    expect(most("2024-02-16")).toEqual(upTo("1300.00"));
    expect(most("2024-02-29")).toEqual(upTo("1300.00"));
    // After (1000 + 300) / 5.
    expect(most("2024-03-01")).toEqual(upTo("1040.00"));
    expect(most("2024-03-02")).toEqual(upTo("1040.00"));
  });

  test("keeps the installment of its own period", () => {
    // 200 twice; with 300 more from March on, (800 + 300) / 4.
    const tranches = [{ on: plainDate("2024-03-01"), amount: 300 }];
    const schedule = loan({ principal: 1500, tranches });
    const after = prepay(schedule, "2024-03-16", 100).schedule;
    // 11 − 100 · 12 % · 15/360
    expect(rows(after).slice(1)).toEqual([
      "200 10 800",
      "275 10.5 725",
      "275 7.25 450",
      "275 4.5 175",
      "175 1.75 0",
    ]);
    const before = prepay(schedule, "2024-02-16", 100).schedule;
    expect(rows(before).slice(0, 3)).toEqual(["200 12 1000", "200 9.5 700", "200 10 800"]);
  });

  test("in the first period of a level installment leaves none of the earlier ones", () => {
    const interestFree = loan({ method: "annuity", annualRatePercent: 0 });
    expect(
      prepay(interestFree, "2024-01-16", 600, "reduceInstallment").schedule.emi.toFixed(),
    ).toBe("100");
    expect(
      prepay(interestFree, "2024-02-16", 600, "reduceInstallment").schedule.emi.toFixed(),
    ).toBe("200");
  });

  test("of a bullet bears no interest from its day on, to the same end", () => {
    // 6 % of 1200, less 4 % of 300
    const { schedule } = prepay(loan({ method: "bullet" }), "2024-03-01", 300);
    expect(rows(schedule)).toEqual(["900 60 0"]);
    expect(schedule.row(1).dueOn).toBe("2024-07-01");
  });

  test("of interest alone leaves the tenor", () => {
    for (const policy of ["reduceTenor", "reduceInstallment"] as const) {
      const { schedule } = prepay(loan({ method: "interestOnly" }), "2024-03-01", 300, policy);
      expect(rows(schedule)).toEqual([
        "0 12 1200",
        "0 12 900",
        "0 9 900",
        "0 9 900",
        "0 9 900",
        "900 9 0",
      ]);
    }
  });

  test("leaves interest that was added to the balance before it", () => {
    // 1000 grows to 1020.10; without 20.10 of it, 250 each time.
    const moratorium = { installments: 2, interest: "capitalized" } as const;
    const before = loan({ principal: 1000, moratorium });
    const { schedule } = prepay(before, "2024-03-01", "20.10", "reduceInstallment");
    expect(rows(schedule)).toEqual([
      "0 0 1010",
      "0 0 1000",
      "250 10 750",
      "250 7.5 500",
      "250 5 250",
      "250 2.5 0",
    ]);
    expect([...schedule].map((row) => row.capitalized.toFixed())).toEqual([
      "10",
      "10.1",
      "0",
      "0",
      "0",
      "0",
    ]);
  });

  test("counts the installments after a down payment", () => {
    // 900 in parts of 150; 600 − 150 in three.
    const once = prepay(loan({ downPaymentPercent: 25 }), "2024-03-01", 150);
    expect(rows(once.schedule)).toEqual([
      "300 0 900",
      "150 9 750",
      "150 7.5 450",
      "150 4.5 300",
      "150 3 150",
      "150 1.5 0",
    ]);
    expect(once.saves.installments).toBe(1);
    // 300 − 60 in two.
    const twice = prepay(once.schedule, "2024-04-01", 60, "reduceInstallment");
    expect(rows(twice.schedule).slice(3)).toEqual(["150 4.5 240", "120 2.4 120", "120 1.2 0"]);
  });
});

describe("a new rate", () => {
  test("counts from its day, within a period too: 800 · (0.5 % + 1 %)", () => {
    const { schedule, saves } = newRate(loan({}), "2024-03-16", 24);
    expect(rows(schedule)).toEqual([
      "200 12 1000",
      "200 10 800",
      "200 12 600",
      "200 12 400",
      "200 8 200",
      "200 4 0",
    ]);
    expect(saves.interest.toFixed()).toBe("-16");
  });

  test("from the first day after disbursal, and from the day before the last due date", () => {
    // 1200 · (1/360 · 12 % + 29/360 · 24 %) = 0.4 + 23.2
    expect(rows(newRate(loan({}), "2024-01-02", 24).schedule)[0]).toBe("200 23.6 1000");
    // 200 · (29/360 · 12 % + 1/360 · 24 %) = 1.93… + 0.13…
    expect(rows(newRate(loan({}), "2024-06-30", 24).schedule)[5]).toBe("200 2.07 0");
  });

  test("from a due date holds for the whole next period, and replaces one from that day", () => {
    const once = newRate(loan({}), "2024-03-01", 24).schedule;
    expect(rows(once).slice(2)).toEqual(["200 16 600", "200 12 400", "200 8 200", "200 4 0"]);
    const again = newRate(once, "2024-03-01", 36).schedule;
    expect(rows(again).slice(2)).toEqual(["200 24 600", "200 18 400", "200 12 200", "200 6 0"]);
  });

  test("holds until one that was to come later", () => {
    const later = newRate(loan({}), "2024-05-01", 24).schedule;
    expect(rows(later).slice(3)).toEqual(["200 6 400", "200 8 200", "200 4 0"]);
    const before = newRate(later, "2024-03-01", 6).schedule;
    expect(rows(before).slice(2)).toEqual(["200 4 600", "200 3 400", "200 8 200", "200 4 0"]);
  });

  const interestFree = { method: "annuity", annualRatePercent: 0 } as const;

  test("with the installment of 200 kept, takes as many as it needs", () => {
    // 1 % of 800, 608, 414.08, 218.22 and 20.40
    const { schedule, saves } = newRate(loan(interestFree), "2024-03-01", 12);
    expect(rows(schedule)).toEqual([
      "200 0 1000",
      "200 0 800",
      "192 8 608",
      "193.92 6.08 414.08",
      "195.86 4.14 218.22",
      "197.82 2.18 20.4",
      "20.4 0.2 0",
    ]);
    expect(saves.installments).toBe(-1);
    expect(saves.interest.toFixed()).toBe("-20.6");
  });

  test("or with as many installments, sets it anew: 800 · 0.01 / (1 − 1.01^-4) = 205.02…", () => {
    const { schedule } = newRate(loan(interestFree), "2024-03-01", 12, "reduceInstallment");
    expect(rows(schedule)[2]).toBe("197.02 8 602.98");
    expect(schedule.length).toBe(6);
  });

  test("a lower rate with the installment kept ends sooner", () => {
    // At 60 % a year, 5 % a month, 1200 over six is 236.42: 60 of interest leaves 1023.58, and
    // without any more of it four times 236.42 leaves 77.90.
    const before = loan({ method: "annuity", annualRatePercent: 60 });
    expect(rows(before)[0]).toBe("176.42 60 1023.58");
    const { schedule } = newRate(before, "2024-02-01", 0);
    expect(rows(schedule).slice(1)).toEqual([
      "236.42 0 787.16",
      "236.42 0 550.74",
      "236.42 0 314.32",
      "236.42 0 77.9",
      "77.9 0 0",
    ]);
  });

  test("leaves a minimum due the installments that were asked for", () => {
    // At 12 % it is repaid with the third. At 50 % a month the 500 are 144 and 356 of interest on
    // 712, 216 and 284, 324 and 176; then 28 and 14 are left.
    const method = { name: "minimumDue", percentOfBalance: 3, least: 500 } as const;
    const before = loan({ method });
    expect(before.length).toBe(3);
    expect(rows(newRate(before, "2024-02-01", 600).schedule)).toEqual([
      "488 12 712",
      "144 356 568",
      "216 284 352",
      "324 176 28",
      "28 14 0",
    ]);
  });

  test("with the installment set anew leaves the number of them, whatever is left over", () => {
    const yen = loan({ ...interestFree, currency: "JPY", principal: 100, installments: 3 });
    // 33.3 twice, and 34
    const { schedule } = newRate(yen, "2024-01-15", 0, "reduceInstallment");
    expect(rows(schedule)).toEqual(["33 0 67", "33 0 34", "34 0 0"]);
  });

  test("in a long first period still lets the balance grow, where the terms do", () => {
    // 2 years, 6 months and 15 days: 1200 · 12 % · 915/360 = 366, more than the installment.
    const growing = loan({
      method: "annuity",
      disbursedOn: plainDate("2024-01-31"),
      firstDueOn: plainDate("2026-08-15"),
      negativeAmortization: "capitalize",
    });
    const { schedule } = newRate(growing, "2024-06-01", 12, "reduceInstallment");
    const { interest, capitalized } = schedule.row(1);
    expect(interest.plus(capitalized).toFixed()).toBe("366");
    expect(interest.toFixed()).toBe("267.54");
  });

  test("may make the payments sum to more than is computed exactly", () => {
    // 86 · 10^12 for the first month; at 2 % from there, 430 · 10^12 for the others.
    const large = loan({ currency: "JPY", principal: "8600000000000000" });
    expect(() => newRate(large, "2024-02-01", 24)).toThrow(
      amountTooLarge({ minorUnits: "9116000000000000", field: "The sum of payments" }),
    );
  });

  test("that the kept installment does not cover is refused, also where the balance may grow", () => {
    // 20 % of 800 is 160; 30 % is 240, above 200.
    const growing = loan({ ...interestFree, negativeAmortization: "capitalize" });
    expect(newRate(growing, "2024-03-01", 240).schedule.length).toBeGreaterThan(6);
    expect(() => newRate(growing, "2024-03-01", 360)).toThrow(
      expect.objectContaining({
        code: "NEGATIVE_AMORTIZATION",
        details: { installment: "200.00", interest: "240.00", dueOn: "2024-04-01" },
      }),
    );
  });
});

test("rows before a change stay as they are, and so does the schedule that it is made of", () => {
  const before = loan({});
  const asItWas = before.toJSON();
  const on: PlainDate = plainDate("2024-04-16");
  const { schedule } = reschedule(before, { kind: "prepayment", on, amount: 100 }, "reduceTenor");
  expect(schedule.toJSON().rows.slice(0, 3)).toEqual(asItWas.rows.slice(0, 3));
  expect(before.toJSON()).toEqual(asItWas);
});
