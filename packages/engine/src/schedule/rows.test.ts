import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 1,200 at 1 % a month of 30 days. */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "annuity",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

/** Principal, interest, interest added to the balance, and closing balance of each row. */
function rows(schedule: Schedule): string[] {
  return [...schedule].map(({ principal, interest, capitalized, closingBalance }) =>
    [principal, interest, capitalized, closingBalance].map((each) => each.toFixed()).join(" "),
  );
}

test("interest that an installment does not cover makes the balance grow, once", () => {
  // 944 days of 30 a month: 377.60, of which 269.52 (269.517…) is paid and 108.08 added.
  const schedule = loan({
    firstDueOn: plainDate("2026-08-15"),
    negativeAmortization: "capitalize",
  });
  expect(rows(schedule)).toEqual([
    "0 269.52 108.08 1308.08",
    "256.44 13.08 0 1051.64",
    "259 10.52 0 792.64",
    "261.59 7.93 0 531.05",
    "264.21 5.31 0 266.84",
    "266.84 2.67 0 0",
  ]);
});

test("a step of less than the interest does so too, whatever is added bearing interest", () => {
  const steps = [
    { fromInstallment: 1, times: 0 },
    { fromInstallment: 3, times: 1 },
  ];
  const schedule = loan({
    method: { name: "stepped", steps },
    negativeAmortization: "capitalize",
  });
  expect(rows(schedule).slice(0, 3)).toEqual([
    "0 0 12 1212",
    "0 0 12.12 1224.12",
    "301.48 12.24 0 922.64", // 313.718…
  ]);
});

test("an installment of just the interest repays nothing and adds nothing", () => {
  const schedule = loan({
    currency: "JPY",
    principal: 100,
    annualRatePercent: 120,
    installments: 3,
    // 10 % a month: the interest of 10 is the installment, and all is left to the end.
    method: { name: "balloon", balloon: 100 },
    negativeAmortization: "capitalize",
  });
  expect(rows(schedule)).toEqual(["0 10 0 100", "0 10 0 100", "100 10 0 0"]);
});

test("a loan that is repaid before its last tranche goes on with nothing owed until then", () => {
  const tranches = [{ on: plainDate("2024-04-16"), amount: 300 }];
  const { schedule } = reschedule(
    loan({ method: "equalPrincipal", principal: 1500, tranches }),
    { kind: "prepayment", on: plainDate("2024-02-16"), amount: 1000 },
    "reduceInstallment",
  );
  // 10 − 1000 · 0.5 %; from the fourth on 300 / 3, and 300 · 0.5 %.
  expect(rows(schedule)).toEqual([
    "200 12 0 1000",
    "0 5 0 0",
    "0 0 0 0",
    "100 1.5 0 200",
    "100 2 0 100",
    "100 1 0 0",
  ]);
});

test("a minimum due is a share of what is owed when it is due", () => {
  // 10 % of 1200; of 1080 + 300, with 10.80 + 300 · 12 % · 15/360 of interest.
  const schedule = loan({
    principal: 1500,
    tranches: [{ on: plainDate("2024-02-16"), amount: 300 }],
    method: { name: "minimumDue", percentOfBalance: 10 },
  });
  expect(rows(schedule).slice(0, 3)).toEqual([
    "120 12 0 1080",
    "138 12.3 0 1242",
    "124.2 12.42 0 1117.8",
  ]);
});

test("tranches in a moratorium bear the interest that is waived or added", () => {
  const tranches = [{ on: plainDate("2024-01-16"), amount: 600 }];
  const within = (interest: "waived" | "capitalized" | "paid"): string[] =>
    rows(loan({ tranches, moratorium: { installments: 2, interest } })).slice(0, 2);
  // 600 · 1 % + 600 · 0.5 %; then 1 % of 1200, or of 1209.
  expect(within("paid")).toEqual(["0 9 0 1200", "0 12 0 1200"]);
  expect(within("waived")).toEqual(["0 0 0 1200", "0 0 0 1200"]);
  expect(within("capitalized")).toEqual(["0 0 9 1209", "0 0 12.09 1221.09"]);
});

describe("beyond 2^53 - 1 minor units", () => {
  const yearly: LoanTerms = {
    ...base,
    currency: "JPY",
    principal: "9000000000000000",
    annualRatePercent: 100,
    installments: 2,
    frequency: "P1Y",
  };

  test("the balance is refused by its name", () => {
    const moratorium = { installments: 1, interest: "capitalized" } as const;
    expect(() => amortize({ ...yearly, method: "equalPrincipal", moratorium })).toThrow(
      amountTooLarge({ minorUnits: "18000000000000000", field: "The balance" }),
    );
  });

  test("and so is the interest of a period in which more is lent", () => {
    // 1000 % of 8 · 10^15, and 500 % of 10^15 for half of the year
    const tranches = [{ on: plainDate("2024-07-01"), amount: "1000000000000000" }];
    const lent: LoanTerms = {
      ...yearly,
      annualRatePercent: 1000,
      method: "interestOnly",
      tranches,
    };
    expect(() => amortize(lent)).toThrow(
      amountTooLarge({ minorUnits: "85000000000000000", field: "The interest" }),
    );
  });
});
