import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms, ScheduleFee } from "./loanTerms.ts";
import type { Schedule } from "./schedule.ts";

/**
 * 1,200 at 12 % over six months, 1 % a month, 207.06 each time: 12.00 and 195.06 leave 1004.94,
 * 10.05 and 197.01 leave 807.93.
 */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

const withFees = (fees: readonly ScheduleFee[], changes: Partial<LoanTerms> = {}): Schedule =>
  amortize({ ...base, ...changes, fees });

const feesOf = (schedule: Schedule): string[] => [...schedule].map((row) => row.fees.toFixed(2));

test.each([
  // 10 % of 195.06 and of 197.01
  ["principal", "19.51", "19.70"],
  // 10 % of 12.00 and of 10.05, which is 1.005: to the even 1.00
  ["interest", "1.20", "1.00"],
  // 10 % of 207.06
  ["installment", "20.71", "20.71"],
  // 10 % of 1200 and of 1004.94
  ["openingBalance", "120.00", "100.49"],
  ["loan", "120.00", "120.00"],
] as const)("10 %% of the %s", (of, first, second) => {
  const schedule = withFees([{ name: "fee", due: "everyInstallment", percent: 10, of }]);
  expect(feesOf(schedule).slice(0, 2)).toEqual([first, second]);
});

test("of the loan is of all that is lent, tranches included", () => {
  const schedule = withFees(
    [
      { name: "file", due: "disbursement", percent: 1, of: "loan" },
      { name: "fee", due: "everyInstallment", percent: "0.5", of: "loan" },
    ],
    { tranches: [{ on: plainDate("2024-03-15"), amount: 700 }] },
  );
  expect(schedule.disbursementFees.toFixed(2)).toBe("12.00");
  expect(feesOf(schedule)).toEqual(Array.from({ length: 6 }, () => "6.00"));
});

test("a fee is due with its installment alone, from the first to the last", () => {
  const schedule = withFees([
    { name: "first", due: { installment: 1 }, amount: "1.25" },
    { name: "third", due: { installment: 3 }, amount: 3 },
    { name: "last", due: { installment: 6 }, amount: 6 },
    { name: "also", due: { installment: 6 }, amount: "0.5" },
    { name: "file", due: "disbursement", amount: 100 },
  ]);
  expect(feesOf(schedule)).toEqual(["1.25", "0.00", "3.00", "0.00", "0.00", "6.50"]);
  expect(schedule.totals.fees.toFixed(2)).toBe("10.75");
});

test("what is kept back at disbursement is every fee of that day, and no other", () => {
  const schedule = withFees([
    { name: "file", due: "disbursement", percent: "1.5", of: "loan" },
    { name: "stamp", due: "disbursement", amount: "2.25" },
    { name: "service", due: "everyInstallment", amount: 7 },
    { name: "survey", due: { installment: 1 }, amount: 9 },
  ]);
  expect(schedule.disbursementFees.toFixed(2)).toBe("20.25"); // 18.00 and 2.25
  expect(withFees([]).disbursementFees.toFixed(2)).toBe("0.00");
});

test("a down payment bears none, and the installments after it are counted from 1", () => {
  const schedule = withFees(
    [
      { name: "service", due: "everyInstallment", amount: 2 },
      { name: "first", due: { installment: 1 }, amount: 10 },
      { name: "last", due: { installment: 6 }, amount: 20 },
    ],
    { downPaymentPercent: 25 },
  );
  expect(feesOf(schedule)).toEqual(["0.00", "12.00", "2.00", "2.00", "2.00", "2.00", "22.00"]);
  expect(schedule.row(1).payment.toFixed(2)).toBe("300.00");
});

test("a fee is paid beside the installment, in rows, totals and text alike", () => {
  const schedule = withFees([{ name: "service", due: "everyInstallment", amount: "1.50" }]);
  expect(schedule.row(2).payment.toFixed(2)).toBe("208.56"); // 207.06 + 1.50
  const { rows, totals } = schedule.toJSON();
  expect(rows[1]).toMatchObject({ payment: "208.56", fees: "1.50", principal: "197.01" });
  // 1200, 42.35 of interest and six fees
  expect(totals).toEqual({
    payment: "1251.35",
    principal: "1200.00",
    interest: "42.35",
    fees: "9.00",
  });
  expect(schedule.emi.toFixed(2)).toBe("207.06");
});

describe("ends of the range", () => {
  test.each([
    ["nothing", { amount: 0 }, "0.00"],
    ["0 %", { percent: 0, of: "loan" }, "0.00"],
    ["100 %", { percent: 100, of: "loan" }, "1200.00"],
    ["six decimals", { percent: "0.000417", of: "loan" }, "0.01"], // 0.005004
    ["a little less", { percent: "0.000416", of: "loan" }, "0.00"], // 0.004992
  ] as const)("%s", (_, fee, amount) => {
    const schedule = withFees([{ name: "fee", due: "everyInstallment", ...fee }]);
    expect(schedule.row(1).fees.toFixed(2)).toBe(amount);
  });
});
