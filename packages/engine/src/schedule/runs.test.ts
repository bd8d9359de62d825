import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import { negativeAmortization } from "./runs.ts";
import type { Schedule } from "./schedule.ts";

/** Whole yen without interest: payments are principal, and what rounding leaves is plain to see. */
const base: LoanTerms = {
  currency: "JPY",
  principal: 100,
  annualRatePercent: 0,
  installments: 3,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "annuity",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });
const balloon = (amount: number): LoanTerms["method"] => ({ name: "balloon", balloon: amount });
const rounding = (
  installmentMode: LoanTerms["rounding"]["mode"],
  installmentUnit: number,
): LoanTerms["rounding"] => ({ mode: "halfEven", installmentMode, installmentUnit });
const rising: LoanTerms["method"] = {
  name: "stepped",
  steps: [
    { fromInstallment: 1, times: 1 },
    { fromInstallment: 2, times: 2 },
    { fromInstallment: 3, times: 3 },
  ],
};

function endOf(schedule: Schedule): {
  payments: number[];
  residue: number;
  smoothed: boolean;
  endedEarly: boolean;
} {
  const { residue, ...ending } = schedule.ending;
  const payments = [...schedule].map(({ payment }) => payment.toNumber());
  return { payments, residue: residue.toNumber(), ...ending };
}

describe("how a schedule ends", () => {
  test.each<[what: string, changes: Partial<LoanTerms>, ReturnType<typeof endOf>]>([
    [
      // (100 − 30) / 3 = 23.3
      "with a balloon, which is no residue",
      { method: balloon(30), rounding: rounding("halfEven", 10) },
      { payments: [20, 20, 60], residue: 10, smoothed: false, endedEarly: false },
    ],
    [
      // 30 twice leaves 40 for 30 and the balloon, 20 short; 20 leaves 60, 10 over.
      "with a balloon, nearest",
      {
        method: balloon(30),
        rounding: rounding("up", 10),
        lastInstallment: "smooth",
      },
      { payments: [20, 20, 60], residue: 10, smoothed: true, endedEarly: false },
    ],
    [
      "with a balloon, below the others",
      {
        method: balloon(30),
        rounding: rounding("down", 10),
        lastInstallment: "lower",
      },
      { payments: [30, 30, 40], residue: -20, smoothed: true, endedEarly: false },
    ],
    [
      // 100 at once is 230 short of three times that and the balloon, nothing at all 70 over; but
      // then the last one would differ by 70, and not by nothing.
      "before its balloon",
      { method: balloon(30), rounding: rounding("up", 100), lastInstallment: "smooth" },
      { payments: [100], residue: 0, smoothed: false, endedEarly: true },
    ],
    [
      // 100 / 6 = 16.7: 20, 40, and 40 that are left instead of 60.
      "with steps",
      { method: rising, rounding: rounding("halfEven", 10) },
      { payments: [20, 40, 40], residue: -20, smoothed: false, endedEarly: false },
    ],
    [
      // 10, 20 and 70, 40 over, or 20 short as above
      "with steps, nearest",
      { method: rising, rounding: rounding("down", 10), lastInstallment: "smooth" },
      { payments: [20, 40, 40], residue: -20, smoothed: true, endedEarly: false },
    ],
    [
      // 60 of 100, and 40 of the 120 that the second step would be
      "before its last step",
      { method: rising, rounding: rounding("up", 60), maxResidue: 80 },
      { payments: [60, 40], residue: -80, smoothed: false, endedEarly: true },
    ],
    [
      "by principal where that is level, whatever the interest: 334 after 333",
      { method: "equalPrincipal", principal: 1000, annualRatePercent: 12 },
      { payments: [343, 340, 337], residue: 1, smoothed: false, endedEarly: false },
    ],
    [
      // (60 + 40) / 2, of which the last 40 are lent in the second period
      "with a tranche in the last period",
      {
        method: "equalPrincipal",
        installments: 2,
        tranches: [{ on: plainDate("2024-02-15"), amount: 40 }],
        onChange: "level",
      },
      { payments: [50, 50], residue: 0, smoothed: false, endedEarly: false },
    ],
    [
      "where nothing is level",
      { method: "interestOnly" },
      { payments: [0, 0, 100], residue: 0, smoothed: false, endedEarly: false },
    ],
    [
      "nor with a minimum due",
      { method: { name: "minimumDue", percentOfBalance: 50 } },
      { payments: [50, 25, 25], residue: 0, smoothed: false, endedEarly: false },
    ],
    [
      // 40, and 20 in each of the second to the fourth period: (40 + 60) / 4 after the moratorium
      "with one installment for all that was and will be lent",
      {
        installments: 6,
        moratorium: { installments: 2, interest: "paid" },
        onChange: "level",
        tranches: [
          { on: plainDate("2024-02-15"), amount: 20 },
          { on: plainDate("2024-03-15"), amount: 20 },
          { on: plainDate("2024-04-15"), amount: 20 },
        ],
      },
      { payments: [0, 0, 25, 25, 25, 25], residue: 0, smoothed: false, endedEarly: false },
    ],
    [
      // 807.93 over four at 2 % is 212.181…; 611.91, 411.97 and 208.03 are left.
      "after a new rate, with what is set for the periods that are left",
      {
        currency: "USD",
        principal: 1200,
        annualRatePercent: 12,
        installments: 6,
        dayCount: "PLAIN_PERIOD",
        rates: [{ from: plainDate("2024-03-01"), annualRatePercent: 24 }],
      },
      {
        payments: [207.06, 207.06, 212.18, 212.18, 212.18, 212.19],
        residue: 0.01,
        smoothed: false,
        endedEarly: false,
      },
    ],
    [
      // 40 / 5 = 8; (32 + 60) / 4 = 23
      "after a tranche on a due date, in whole periods too",
      {
        installments: 5,
        dayCount: "PLAIN_PERIOD",
        tranches: [{ on: plainDate("2024-02-01"), amount: 60 }],
      },
      { payments: [8, 23, 23, 23, 23], residue: 0, smoothed: false, endedEarly: false },
    ],
    [
      // 60, and 40 before the rate changes in the fourth period
      "before the installment would be set anew",
      {
        installments: 5,
        rounding: rounding("up", 60),
        rates: [{ from: plainDate("2024-04-15"), annualRatePercent: 12 }],
      },
      { payments: [60, 40], residue: -20, smoothed: false, endedEarly: true },
    ],
    [
      // 20 % of 103 is 20.6 → 21, above 20.86 → 20. 21 leaves 103 for the last; 22 is the other:
      // interest of 21 twice, 20 twice … leaves 8 for the sixteenth.
      "with the next installment where one unit more covers the interest",
      {
        principal: 103,
        annualRatePercent: 240,
        installments: 24,
        dayCount: "PLAIN_PERIOD",
        rounding: rounding("down", 1),
      },
      {
        payments: [...Array.from({ length: 15 }, () => 22), 8],
        residue: -14,
        smoothed: true,
        endedEarly: true,
      },
    ],
  ])("%s", (_, changes, expected) => {
    expect(endOf(loan(changes))).toEqual(expected);
  });

  test("without a trace of installments that were tried and let the balance grow", () => {
    const schedule = loan({
      principal: 103,
      annualRatePercent: 240,
      installments: 24,
      dayCount: "PLAIN_PERIOD",
      rounding: rounding("down", 1),
      maxResidue: 21,
      negativeAmortization: "capitalize",
    });
    expect(endOf(schedule).payments).toEqual([...Array.from({ length: 15 }, () => 22), 8]);
    expect([...schedule].every((row) => row.capitalized.isZero())).toBe(true);
  });

  test("with what is repaid early in the last period", () => {
    const { schedule } = reschedule(
      loan({ method: "equalPrincipal", principal: 600 }),
      { kind: "prepayment", on: plainDate("2024-03-15"), amount: 50 },
      "reduceTenor",
    );
    expect(endOf(schedule)).toEqual({
      payments: [200, 200, 150],
      residue: -50,
      smoothed: false,
      endedEarly: false,
    });
  });

  test("with an installment that was kept", () => {
    const { schedule } = reschedule(
      loan({ principal: 600 }),
      { kind: "prepayment", on: plainDate("2024-02-15"), amount: 150 },
      "reduceTenor",
    );
    expect(endOf(schedule)).toEqual({
      payments: [200, 200, 50],
      residue: -150,
      smoothed: false,
      endedEarly: false,
    });
  });
});

describe("the level installment", () => {
  const dollars = {
    currency: "USD",
    principal: 1200,
    annualRatePercent: 12,
    installments: 6,
  } as const;

  test.each<[what: string, changes: Partial<LoanTerms>, emi: string]>([
    ["of an annuity: 207.058…", {}, "207.06"],
    ["of flat interest: (1200 + 72) / 6", { method: "flat" }, "212.00"],
    ["of equal principal is the first payment: 200 and 12", { method: "equalPrincipal" }, "212.00"],
    ["as of interest alone", { method: "interestOnly" }, "12.00"],
    ["and of a minimum due", { method: { name: "minimumDue", percentOfBalance: 3 } }, "48.00"],
    ["or of all at once", { method: "bullet" }, "1272.00"],
    [
      "after a down payment: 900 / 6, and 9",
      { method: "equalPrincipal", downPaymentPercent: 25 },
      "159.00",
    ],
    [
      "of an annuity after one: 900 · 0.01 / (1 − 1.01^-6) = 155.293…",
      { downPaymentPercent: 25 },
      "155.29",
    ],
  ])("%s", (_, changes, emi) => {
    const schedule = loan({ ...dollars, ...changes });
    expect(schedule.emi.toFixed(2)).toBe(emi);
    expect(schedule.toJSON().emi).toBe(emi);
  });

  test("of flat interest is what was set, also where one payment is less", () => {
    const flat = loan({ method: "flat", installments: 1, rounding: rounding("up", 60) });
    expect(flat.emi.toFixed()).toBe("120");
    expect(flat.row(1).payment.toFixed()).toBe("100");
  });

  // 2 years, 7 months and 14 days of 30 from 1 January 2024 bear 1200 · 12 % · 944/360 = 377.60; the
  // annuity of it is 1577.60 · 1.01^5 · 0.01 / (1.01^6 − 1) = 269.517…
  const firstDueOn = plainDate("2026-08-15");

  test("that is set anew later must cover the interest before that too", () => {
    const rates = [{ from: plainDate("2026-10-01"), annualRatePercent: 13 }];
    const refusal = negativeAmortization({
      installment: "269.52",
      interest: "377.60",
      dueOn: "2026-08-15",
    });
    expect(() => loan({ ...dollars, firstDueOn, rates })).toThrow(refusal);
    expect(() => loan({ ...dollars, firstDueOn })).toThrow(refusal);
  });

  test("is named as the row's step says where it does not", () => {
    const method: LoanTerms["method"] = {
      name: "stepped",
      steps: [
        { fromInstallment: 1, times: "0.5" },
        { fromInstallment: 2, times: 1 },
      ],
    };
    // 1577.60 · 1.01^5 / (1.01^5 / 2 + 1.01^4 + … + 1) = 294.689…, of which half is 147.345
    const refusal = negativeAmortization({
      installment: "147.34",
      interest: "377.60",
      dueOn: "2026-08-15",
    });
    expect(() => loan({ ...dollars, firstDueOn, method })).toThrow(refusal);
  });
});
