import { describe, expect, test } from "vitest";

import { plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import { CheckedLoanTerms, checkLoanTerms } from "./checkLoanTerms.ts";
import type { LoanTerms } from "./loanTerms.ts";

const terms: LoanTerms = {
  currency: "INR",
  principal: "100000.50",
  annualRatePercent: "10.5",
  installments: 24,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

/** Terms as untyped callers send them. */
function untyped(...patches: readonly object[]): LoanTerms {
  return JSON.parse(JSON.stringify(Object.assign({}, terms, ...patches)));
}

test("the defaults", () => {
  const loan = checkLoanTerms(terms);
  expect(loan).toBeInstanceOf(CheckedLoanTerms);
  expect({ ...loan }).toMatchObject({
    currency: "INR",
    places: 2,
    principal: 10_000_050,
    rates: [
      { from: toEpochDay(plainDate("2024-01-31")), annual: { numerator: 21, denominator: 200 } },
    ],
    installments: 24,
    frequency: "P1M",
    disbursedDay: toEpochDay(plainDate("2024-01-31")),
    dates: { anchorDay: toEpochDay(plainDate("2024-01-31")), rollDay: 31 },
    firstPeriod: 1,
    installmentMode: "halfEven",
    installmentUnit: 1,
    lastInstallment: "absorb",
    maxResidue: undefined,
  });
});

test("what is given is taken", () => {
  const loan = checkLoanTerms({
    ...terms,
    currency: "KWD",
    principal: 1234.5,
    firstDueOn: plainDate("2024-03-15"),
    rounding: { mode: "floor", installmentMode: "up", installmentUnit: "0.250" },
    lastInstallment: "smooth",
    maxResidue: 0,
  });
  expect({ ...loan }).toMatchObject({
    places: 3,
    principal: 1_234_500,
    dates: { anchorDay: toEpochDay(plainDate("2024-03-15")), rollDay: 15 },
    firstPeriod: 0,
    mode: "floor",
    installmentMode: "up",
    installmentUnit: 250,
    lastInstallment: "smooth",
    maxResidue: 0,
  });
});

test("checked terms cannot be changed", () => {
  expect(Object.isFrozen(checkLoanTerms(terms))).toBe(true);
});

/** In the documented order. */
const faults: ReadonlyArray<readonly [code: string, patch: object]> = [
  ["UNKNOWN_CURRENCY", { currency: "XXX" }],
  ["UNKNOWN_OPTION", { method: "reducing" }],
  ["UNKNOWN_OPTION", { method: "balloon" }],
  ["UNKNOWN_OPTION", { method: { name: "annuity" } }],
  ["UNKNOWN_OPTION", { dayCount: "ACT/365" }],
  ["UNKNOWN_OPTION", { lastInstallment: "ignore" }],
  ["UNKNOWN_OPTION", { onChange: "ignore" }],
  ["UNKNOWN_OPTION", { negativeAmortization: "yes" }],
  ["UNKNOWN_OPTION", { rounding: { mode: "HALF_EVEN" } }],
  ["UNKNOWN_OPTION", { rounding: { mode: "up", installmentMode: "toString" } }],
  ["INVALID_FREQUENCY", { frequency: "monthly" }],
  ["NOT_A_NUMBER", { principal: "ten" }],
  ["NOT_A_NUMBER", { principal: null }],
  ["AMOUNT_TOO_PRECISE", { principal: "1.005" }],
  ["AMOUNT_TOO_LARGE", { principal: "90071992547409.92" }],
  ["PRINCIPAL_NOT_POSITIVE", { principal: 0 }],
  ["PRINCIPAL_NOT_POSITIVE", { principal: "-0.01" }],
  ["NOT_A_NUMBER", { annualRatePercent: "10%" }],
  ["RATE_OUT_OF_RANGE", { annualRatePercent: -0.01 }],
  ["RATE_OUT_OF_RANGE", { annualRatePercent: 1000.01 }],
  ["RATE_TOO_PRECISE", { annualRatePercent: "0.0000000000001" }],
  ["INSTALLMENTS_OUT_OF_RANGE", { installments: 0 }],
  ["INSTALLMENTS_OUT_OF_RANGE", { installments: 36_601 }],
  ["INSTALLMENTS_OUT_OF_RANGE", { installments: 12.5 }],
  ["INSTALLMENTS_OUT_OF_RANGE", { installments: "12" }],
  ["NOT_A_NUMBER", { rounding: { mode: "up", installmentUnit: "one" } }],
  ["AMOUNT_TOO_PRECISE", { rounding: { mode: "up", installmentUnit: "0.001" } }],
  ["AMOUNT_TOO_LARGE", { rounding: { mode: "up", installmentUnit: "1e15" } }],
  ["UNIT_NOT_POSITIVE", { rounding: { mode: "up", installmentUnit: 0 } }],
  ["UNIT_NOT_POSITIVE", { rounding: { mode: "up", installmentUnit: -5 } }],
  ["NOT_A_NUMBER", { maxResidue: "some" }],
  ["AMOUNT_TOO_PRECISE", { maxResidue: 0.001 }],
  ["AMOUNT_TOO_LARGE", { maxResidue: 1e15 }],
  ["MAX_RESIDUE_NEGATIVE", { maxResidue: "-0.01" }],
  ["INVALID_DATE", { disbursedOn: "2024-02-30" }],
  ["INVALID_DATE", { disbursedOn: "31.01.2024" }],
  ["INVALID_DATE", { firstDueOn: "2024-13-01" }],
  ["DATES_OUT_OF_ORDER", { firstDueOn: "2024-01-30" }],
  ["DATES_OUT_OF_ORDER", { firstDueOn: "2024-01-31" }],
  ["INVALID_ROLL", { roll: 32 }],
  ["ROLL_MISMATCH", { roll: 30 }],
  ["BALLOON_OUT_OF_RANGE", { method: { name: "balloon", balloon: "100000.51" } }],
  ["INVALID_STEPS", { method: { name: "stepped", steps: [] } }],
  ["PERCENT_OUT_OF_RANGE", { method: { name: "minimumDue", percentOfBalance: 101 } }],
  ["CHANGE_OUT_OF_ORDER", { rates: [{ from: "2024-01-31", annualRatePercent: 9 }] }],
  ["CHANGE_OUT_OF_ORDER", { tranches: [{ on: "2026-01-31", amount: 1 }] }],
  ["TRANCHES_TOO_LARGE", { tranches: [{ on: "2024-06-01", amount: "100000.50" }] }],
  ["MORATORIUM_OUT_OF_RANGE", { moratorium: { installments: 24, interest: "paid" } }],
  ["PERCENT_OUT_OF_RANGE", { downPaymentPercent: "-1" }],
  ["INVALID_FEE", { fees: [{ name: "file", due: "disbursement", amount: -1 }] }],
];

function codeOf(bad: LoanTerms): string {
  try {
    checkLoanTerms(bad);
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
  return "none";
}

describe("refused", () => {
  test("the terms that the faults are put into have none", () => {
    expect(codeOf(untyped())).toBe("none");
  });

  test.each(faults)("%s: %j", (code, patch) => {
    expect(codeOf(untyped(patch))).toBe(code);
  });

  test("of any two faults, the one that is documented first is named", () => {
    let pairs = 0;
    for (const [index, [first, patch]] of faults.entries()) {
      for (const [second, later] of faults.slice(index + 1)) {
        if (Object.keys(patch).some((field) => field in later)) continue;
        pairs += 1;
        expect([first, second, codeOf(untyped(later, patch))]).toEqual([first, second, first]);
      }
    }
    expect(pairs).toBeGreaterThan(400);
  });
});

describe("the last due date lies in the calendar", () => {
  const from = (disbursedOn: string, installments: number): LoanTerms => ({
    ...terms,
    disbursedOn: plainDate(disbursedOn),
    installments,
  });

  test.each<[disbursedOn: string, installments: number]>([
    ["1900-01-01", 36_600],
    ["9998-12-31", 12],
    ["9998-01-31", 23],
    ["9999-11-15", 1],
  ])("%s and %i months", (disbursedOn, installments) => {
    expect(codeOf(from(disbursedOn, installments))).toBe("none");
  });

  test.each<[disbursedOn: string, installments: number]>([
    ["9998-12-31", 13],
    ["9998-01-31", 24],
    ["9999-12-01", 1],
    ["6950-01-01", 36_600],
  ])("%s and %i months is refused", (disbursedOn, installments) => {
    expect(codeOf(from(disbursedOn, installments))).toBe("INVALID_DATE");
  });

  test("counted from the first due date where there is one", () => {
    const firstDueOn = plainDate("9999-12-31");
    expect(codeOf({ ...from("9999-01-01", 1), firstDueOn })).toBe("none");
    expect(codeOf({ ...from("9999-01-01", 2), firstDueOn })).toBe("INVALID_DATE");
  });
});

test.each<[what: string, patch: Partial<LoanTerms>]>([
  [
    "a moratorium that leaves the last installment",
    { moratorium: { installments: 23, interest: "paid" } },
  ],
  [
    "or starts with the last but one",
    { moratorium: { installments: 1, fromInstallment: 23, interest: "paid" } },
  ],
  [
    "tranches of all but a cent, to the day before the last due date",
    {
      tranches: [
        { on: plainDate("2024-02-01"), amount: "0.01" },
        { on: plainDate("2026-01-30"), amount: "100000.48" },
      ],
    },
  ],
  [
    "a rate from after the end",
    { rates: [{ from: plainDate("2099-12-31"), annualRatePercent: 0 }] },
  ],
  ["a unit of one cent", { rounding: { mode: "up", installmentUnit: "0.01" } }],
  ["a down payment of nothing", { downPaymentPercent: 0 }],
])("%s is within the range", (_, patch) => {
  expect(codeOf({ ...terms, ...patch })).toBe("none");
});

// 1,200 for a year from the end of a February to that of the next. 30U/360 reads both as the 30th on
// a schedule of month ends: 360 days, a whole year at 12 %. Else 28 to 29 February is a day more.
test.each([
  ["EOM", "2024-02-29", "144.00"],
  [31, "2024-02-29", "144.00"],
  [30, "2024-02-29", "144.40"],
  [28, "2024-02-28", "144.00"],
  [undefined, "2024-02-28", "144.00"],
] as const)("a roll of %s, due on %s, bears %s by 30U/360", (roll, dueOn, interest) => {
  const year: LoanTerms = {
    ...terms,
    principal: 1200,
    annualRatePercent: 12,
    installments: 1,
    frequency: "P1Y",
    disbursedOn: plainDate("2023-02-28"),
    dayCount: "30U/360",
    ...(roll === undefined ? {} : { roll }),
  };
  const row = amortize(year).row(1);
  expect(row.dueOn).toBe(dueOn);
  expect(row.interest.toFixed(2)).toBe(interest);
});

test("without a roll a month's end is a day like any other: 28 February to 28 March, 30 days", () => {
  const month: LoanTerms = {
    ...terms,
    principal: 1200,
    annualRatePercent: 12,
    disbursedOn: plainDate("2023-02-28"),
    dayCount: "30U/360",
  };
  expect(amortize(month).row(1).interest.toFixed(2)).toBe("12.00");
});

test("a down payment is a part of what is lent first, rounded to the cent", () => {
  const tranches = [{ on: plainDate("2024-06-01"), amount: "50000" }];
  // 33.333333 % of 50000.50 is 16666.833…
  const loan = checkLoanTerms({ ...terms, tranches, downPaymentPercent: "33.333333" });
  expect(loan.downPayment).toBe(1_666_683);
  expect(loan.lentFirst).toBe(5_000_050);
});
