import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { amortize } from "./amortize.ts";
import { withArrears } from "./arrears.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
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

/** Principal and interest of each row. */
function rows(schedule: Schedule): string[] {
  return schedule.toJSON().rows.map((row) => `${row.principal} ${row.interest}`);
}

test.each<[what: string, until: string, interest: readonly string[]]>([
  ["nothing is overdue on the first due date", "2024-02-01", ["12", "10", "8", "6", "4", "2"]],
  ["nor before the loan", "2023-01-01", ["12", "10", "8", "6", "4", "2"]],
  // 200 · 1 %; 400 · 1 %; 600 · 12 % · 15/360
  ["two and a half months of it", "2024-04-16", ["12", "12", "12", "9", "4", "2"]],
  // The last row bears interest on 200, and on the 1000 that is overdue, to its own end.
  ["all of it", "2030-01-01", ["12", "12", "12", "12", "12", "12"]],
])("%s: 200 is repaid with each installment all the same", (_, until, interest) => {
  expect(rows(withArrears(loan({}), plainDate(until)))).toEqual(
    interest.map((each) => `200.00 ${each}.00`),
  );
});

test("what is lent meanwhile is not overdue until it is due", () => {
  const tranches = [{ on: plainDate("2024-02-16"), amount: 300 }];
  const schedule = loan({ principal: 1500, tranches });
  // 1000 · 1 % + 300 · 0.5 %; from there (1000 + 300) / 5 each time.
  expect(rows(schedule).slice(0, 3)).toEqual(["200.00 12.00", "260.00 11.50", "260.00 10.40"]);
  // And 200 · 1 %; then 10.40 and (1500 − 1040) · 12 % · 15/360.
  expect(rows(withArrears(schedule, plainDate("2024-03-16")))).toEqual([
    "200.00 12.00",
    "260.00 13.50",
    "260.00 12.70",
    "260.00 7.80",
    "260.00 5.20",
    "260.00 2.60",
  ]);
});

test("what was repaid early is not overdue", () => {
  const { schedule } = reschedule(
    loan({}),
    { kind: "prepayment", on: plainDate("2024-02-16"), amount: 300 },
    "reduceTenor",
  );
  // 1000 − 300 − 200 = 500, 300, 100; interest of 10 − 1.50, 5, 3, 1.
  expect(rows(schedule)).toEqual([
    "200.00 12.00",
    "200.00 8.50",
    "200.00 5.00",
    "200.00 3.00",
    "100.00 1.00",
  ]);
  // 200 · 1 % and 400 · 1 % more
  expect(rows(withArrears(schedule, plainDate("2024-04-01")))).toEqual([
    "200.00 12.00",
    "200.00 10.50",
    "200.00 9.00",
    "200.00 3.00",
    "100.00 1.00",
  ]);
});

test("a loan that ends early does so in arrears too", () => {
  const { schedule } = reschedule(
    loan({}),
    { kind: "prepayment", on: plainDate("2024-02-16"), amount: 300 },
    "reduceTenor",
  );
  // As above, and 1 % of 600 and of 800 more in the last two.
  expect(rows(withArrears(schedule, plainDate("2030-01-01")))).toEqual([
    "200.00 12.00",
    "200.00 10.50",
    "200.00 9.00",
    "200.00 9.00",
    "100.00 9.00",
  ]);
});

test("what is lent later does not change the installments before it", () => {
  const tranches = [{ on: plainDate("2024-04-16"), amount: 300 }];
  const schedule = loan({ principal: 1500, tranches });
  // 200 · 1 %, 400 · 12 % · 15/360
  expect(rows(withArrears(schedule, plainDate("2024-03-16"))).slice(0, 3)).toEqual([
    "200.00 12.00",
    "200.00 12.00",
    "200.00 10.00",
  ]);
});

test("interest that was added to the balance is not overdue until it is due", () => {
  // 1000 grows to 1020.10, which is repaid in four parts of 255.025 → 255.02 to even.
  const schedule = loan({
    principal: 1000,
    moratorium: { installments: 2, interest: "capitalized" },
  });
  const late = withArrears(schedule, plainDate("2024-05-16"));
  expect([...late].map((row) => row.capitalized.toFixed(2))).toEqual([
    "10.00",
    "10.10",
    "0.00",
    "0.00",
    "0.00",
    "0.00",
  ]);
  expect(rows(late)).toEqual([
    "0.00 0.00",
    "0.00 0.00",
    "255.02 10.20",
    "255.02 10.20", // (765.08 + 255.02) · 1 %
    "255.02 7.65", // 510.06 · 1 % + 510.04 · 12 % · 15/360
    "255.04 2.55",
  ]);
});

test("a down payment was paid", () => {
  // 900 is left, 150 each time: 150 · 1 % and 300 · 12 % · 15/360 more
  const schedule = loan({ downPaymentPercent: 25 });
  expect(rows(withArrears(schedule, plainDate("2024-03-16")))).toEqual([
    "300.00 0.00",
    "150.00 9.00",
    "150.00 9.00",
    "150.00 7.50",
    "150.00 4.50",
    "150.00 3.00",
    "150.00 1.50",
  ]);
});

test("the schedule that it is of stays as it was", () => {
  const schedule = loan({});
  const before = schedule.toJSON();
  withArrears(schedule, plainDate("2024-04-16"));
  expect(schedule.toJSON()).toEqual(before);
});

test("interest on arrears may make the payments sum to more than is computed exactly", () => {
  // 1 % of 8.6 · 10^15 is 86 · 10^12: 3.5 times that is planned, and six times comes of it.
  const large = loan({ currency: "JPY", principal: "8600000000000000" });
  const refusal = amountTooLarge({
    minorUnits: "9116000000000000",
    field: "The sum of payments",
  });
  expect(() => withArrears(large, plainDate("2030-01-01"))).toThrow(refusal);
});
