import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import type { AmortizationMethod } from "./method.ts";
import { methodNames } from "./repaymentRule.ts";

/** 1,200 at 12 % over three months of 1 %. */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 3,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

/** Principal and interest of each row. */
function rows(method: AmortizationMethod, changes: Partial<LoanTerms> = {}): string[] {
  return [...amortize({ ...base, ...changes, method })].map(
    ({ principal, interest }) => `${principal.toFixed()} ${interest.toFixed()}`,
  );
}

const stepped = (...times: readonly (string | number)[]): AmortizationMethod => ({
  name: "stepped",
  steps: times.map((each, index) => ({ fromInstallment: index + 1, times: each })),
});

test("the methods, in the order shown to users", () => {
  expect(methodNames).toEqual([
    "annuity",
    "equalPrincipal",
    "flat",
    "interestOnly",
    "bullet",
    "balloon",
    "stepped",
    "minimumDue",
  ]);
});

const interestFree = { annualRatePercent: 0 } as const;

test.each<[what: string, AmortizationMethod, Partial<LoanTerms>, rows: readonly string[]]>([
  [
    "a balloon of nothing is an annuity",
    { name: "balloon", balloon: 0 },
    interestFree,
    ["400 0", "400 0", "400 0"],
  ],
  [
    "a balloon of all is interest only",
    { name: "balloon", balloon: 1200 },
    {},
    ["0 12", "0 12", "1200 12"],
  ],
  ["one step is an annuity", stepped(2), interestFree, ["400 0", "400 0", "400 0"]],
  // 1200 / (1 + 1 + 0.000001), and the least that there is of it
  ["steps of six decimals", stepped(1, 1, "0.000001"), interestFree, ["600 0", "600 0"]],
  // 1200 / 1004 = 1.195… → 1.20; 1000 times that is 1200.
  ["a thousand times", stepped(1000, 3, 1), interestFree, ["1200 0"]],
  // 1200 / 6 = 200
  ["steps that rise", stepped(1, 2, 3), interestFree, ["200 0", "400 0", "600 0"]],
  // 1200 / 2 = 600, paid twice
  ["a step of nothing", stepped(0, 1, 1), interestFree, ["0 0", "600 0", "600 0"]],
  // 300 is paid first, and counts for no step: 900 / 6 = 150
  [
    "steps after a down payment",
    stepped(1, 2, 3),
    { ...interestFree, downPaymentPercent: 25 },
    ["300 0", "150 0", "300 0", "450 0"],
  ],
  // 1200 / 3.5 = 342.857… → 345 to fives; 1.5 times that, 517.50, to fives too.
  [
    "steps in the installment's unit",
    stepped(1, 1, "1.5"),
    { ...interestFree, rounding: { mode: "halfEven", installmentMode: "up", installmentUnit: 5 } },
    ["345 0", "345 0", "510 0"],
  ],
  [
    "a minimum due of 100 % is all of it",
    { name: "minimumDue", percentOfBalance: 100 },
    {},
    ["1200 12"],
  ],
  [
    // 50 % of 1200 and of 600; 6 and 3 of interest
    "a minimum due of half the balance",
    { name: "minimumDue", percentOfBalance: 50 },
    {},
    ["600 12", "300 6", "300 3"],
  ],
  [
    // 0.000001 % of 1200 is nothing to the cent, rounded up one cent.
    "a minimum due of the smallest share",
    { name: "minimumDue", percentOfBalance: "0.000001" },
    { ...interestFree, rounding: { mode: "up" } },
    ["0.01 0", "0.01 0", "1199.98 0"],
  ],
  [
    // 12 of interest are within the 13 that are due at least; 1 % of 1199 is 11.99.
    "the least payment has the interest in it",
    { name: "minimumDue", percentOfBalance: "0.01", least: 13 },
    {},
    ["1 12", "1.01 11.99", "1197.99 11.98"],
  ],
  [
    // Nothing of the 5 is left for principal: the share of the balance is due all the same.
    "and the interest is due beside a share where it is more than the least payment",
    { name: "minimumDue", percentOfBalance: 1, least: 5 },
    {},
    ["12 12", "11.88 11.88", "1176.12 11.76"],
  ],
  [
    "bullet: all interest with the principal, without interest on it",
    "bullet",
    { dayCount: "30E/360", disbursedOn: plainDate("2024-01-01") },
    ["1200 36"],
  ],
])("%s", (_, method, changes, expected) => {
  expect(rows(method, changes)).toEqual(expected);
});

test.each<[method: AmortizationMethod, allowed: Partial<LoanTerms>]>([
  ["flat", { rates: [{ from: plainDate("2024-03-31"), annualRatePercent: 24 }] }],
  ["flat", { downPaymentPercent: 25 }],
  ["bullet", { tranches: [{ on: plainDate("2024-03-15"), amount: 600 }] }],
  ["bullet", { rates: [{ from: plainDate("2024-03-15"), annualRatePercent: 24 }] }],
  ["interestOnly", { moratorium: { installments: 1, interest: "waived" } }],
  ["interestOnly", { downPaymentPercent: 25 }],
  [{ name: "minimumDue", percentOfBalance: 5 }, { downPaymentPercent: 25 }],
])("%j has a rule for %j", (method, allowed) => {
  expect(amortize({ ...base, method, ...allowed }).totals.principal.toFixed(2)).toBe("1200.00");
});
