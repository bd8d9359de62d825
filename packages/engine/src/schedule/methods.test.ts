import { describe, expect, test } from "vitest";
import { satSun } from "../calendar/holidayCalendar.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { amortize } from "./amortize.ts";
import { withArrears } from "./arrears.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 1,200 at 12 % over six months, 1 % a month. Expected figures are worked out in exact fractions. */
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

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

/** Payment, principal, interest and closing balance of each row. */
function rows(schedule: Schedule): string[] {
  return schedule
    .toJSON()
    .rows.map((row) => [row.payment, row.principal, row.interest, row.closingBalance].join(" "));
}

function codeOf(changes: Partial<LoanTerms>): string {
  try {
    loan(changes);
  } catch (error) {
    if (isLendkitError(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("methods, by hand", () => {
  test("equal principal: 1200 / 6 each time, and 1 % of what is left", () => {
    expect(rows(loan({ method: "equalPrincipal" }))).toEqual([
      "212.00 200.00 12.00 1000.00",
      "210.00 200.00 10.00 800.00",
      "208.00 200.00 8.00 600.00",
      "206.00 200.00 6.00 400.00",
      "204.00 200.00 4.00 200.00",
      "202.00 200.00 2.00 0.00",
    ]);
  });

  test("flat: 1 % of 1200 each time; the last row takes what rounding left", () => {
    expect(rows(loan({ method: "flat" }))[5]).toBe("212.00 200.00 12.00 0.00");
    // 1250 at 15 % over 4: interest 15.625 → 15.62 three times, 62.50 in all, so 15.64 at the end;
    // (1250 + 62.50) / 4 = 328.125 → 328, to whole units.
    const rounded = loan({
      method: "flat",
      principal: 1250,
      annualRatePercent: 15,
      installments: 4,
      rounding: { mode: "halfEven", installmentUnit: 1 },
    });
    expect(rows(rounded)).toEqual([
      "328.00 312.38 15.62 937.62",
      "328.00 312.38 15.62 625.24",
      "328.00 312.38 15.62 312.86",
      "328.50 312.86 15.64 0.00",
    ]);
  });

  test("interest only: 12 each time, and the principal with the last", () => {
    const found = rows(loan({ method: "interestOnly" }));
    expect(found.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "12.00 0.00 12.00 1200.00"));
    expect(found[5]).toBe("1212.00 1200.00 12.00 0.00");
  });

  test("bullet: one payment, 182 days of 12 % on 1200 by ACT/360", () => {
    const schedule = loan({ method: "bullet", dayCount: "ACT/360" });
    expect(rows(schedule)).toEqual(["1272.80 1200.00 72.80 0.00"]);
    expect(schedule.row(1).dueOn).toBe("2024-07-31");
  });

  test("balloon: 500 is left to the last installment, on top of 125.78", () => {
    const schedule = loan({ method: { name: "balloon", balloon: 500 } });
    expect(schedule.emi.toFixed(2)).toBe("125.78"); // 125.7838…
    expect(rows(schedule)[5]).toBe("625.80 619.60 6.20 0.00");
    expect(schedule.ending.residue.toFixed(2)).toBe("0.02");
  });

  test("stepped: half as much again from the fourth on", () => {
    const steps = [
      { fromInstallment: 1, times: 1 },
      { fromInstallment: 4, times: "1.5" },
    ];
    const schedule = loan({ method: { name: "stepped", steps } });
    expect([...schedule].map((row) => row.payment.toFixed(2))).toEqual([
      "166.14", // 166.1423…
      "166.14",
      "166.14",
      "249.21",
      "249.21",
      "249.23",
    ]);
  });

  test("minimum due: 3 % of 5,000 twelve times over, without a floor, leaves 3,469.21", () => {
    const schedule = loan({
      principal: 5000,
      annualRatePercent: 18,
      installments: 13,
      method: { name: "minimumDue", percentOfBalance: 3 },
    });
    expect(schedule.row(12).closingBalance.toFixed(2)).toBe("3469.21");
    // 3 % of 5000, and 1.5 % interest on it.
    expect(rows(schedule)[0]).toBe("225.00 150.00 75.00 4850.00");
    expect(schedule.row(13).principal.toFixed(2)).toBe("3469.21");
  });

  test("minimum due: never below the floor, nor above what is owed", () => {
    const method = { name: "minimumDue", percentOfBalance: 3, least: 500 } as const;
    // 500 − 12 = 488; 500 − 7.12 = 492.88; then 219.12 and 2.19 are owed.
    expect(rows(loan({ method }))).toEqual([
      "500.00 488.00 12.00 712.00",
      "500.00 492.88 7.12 219.12",
      "221.31 219.12 2.19 0.00",
    ]);
  });
});

describe("moratorium", () => {
  const moratorium = (interest: "paid" | "capitalized" | "waived", fromInstallment = 1): Schedule =>
    loan({ moratorium: { installments: 2, fromInstallment, interest } });

  test("interest paid: 12 twice, and then the 1200 over four, 307.537…", () => {
    const schedule = moratorium("paid");
    expect(rows(schedule).slice(0, 3)).toEqual([
      "12.00 0.00 12.00 1200.00",
      "12.00 0.00 12.00 1200.00",
      "307.54 295.54 12.00 904.46",
    ]);
  });

  test("capitalized: 1200 grows to 1212 and 1224.12, over four 313.718…", () => {
    const schedule = moratorium("capitalized");
    expect(rows(schedule).slice(0, 3)).toEqual([
      "0.00 0.00 0.00 1212.00",
      "0.00 0.00 0.00 1224.12",
      "313.72 301.48 12.24 922.64",
    ]);
    expect(schedule.row(2).capitalized.toFixed(2)).toBe("12.12");
    expect(schedule.totals.principal.toFixed(2)).toBe("1224.12");
  });

  test("waived, in the middle: the balance stands still", () => {
    const found = rows(moratorium("waived", 3));
    expect(found.slice(2, 4)).toEqual(["0.00 0.00 0.00 605.96", "0.00 0.00 0.00 605.96"]);
  });
});

describe("periods of their own length", () => {
  test("annuity from the factors of each period, ACT/365: 206.9931…", () => {
    const schedule = loan({ dayCount: "ACT/365.FIXED" });
    expect(schedule.emi.toFixed(2)).toBe("206.99");
    // 29, 31, 30 days of 12 %
    expect(schedule.row(1).interest.toFixed(2)).toBe("11.44");
  });

  test.each([
    // 75 days: 1200 · 0.12 · 75 / 365 = 29.589…; the annuity is 210.0711…
    ["ACT/365.FIXED", "29.59", "210.07"],
    // Two whole months and 15 of 31 days of another: 1200 · 0.01 · (2 + 15/31) = 29.806…
    ["ACT/ACT.ICMA", "29.81", "210.10"],
    // Whatever its days, one period: 207.058…
    ["PLAIN_PERIOD", "12.00", "207.06"],
  ] as const)("a long first period by %s bears %s", (dayCount, interest, emi) => {
    const schedule = loan({ dayCount, firstDueOn: plainDate("2024-04-15") });
    expect(schedule.row(1).interest.toFixed(2)).toBe(interest);
    expect(schedule.emi.toFixed(2)).toBe(emi);
    expect(schedule.row(6).dueOn).toBe("2024-09-15");
  });

  test.each([
    ["P2W", "252.89", "2024-03-27"], // 1000 over 4 at 12/26 %: 252.8912…
    ["SEMI_MONTHLY", "253.13", "2024-03-31"], // at 0.5 %: 253.1327…
    ["P3M", "269.03", "2025-01-31"], // at 3 %: 269.0270…
  ] as const)("%s: %s, last due on %s", (frequency, emi, lastDue) => {
    const schedule = loan({ principal: 1000, installments: 4, frequency });
    expect(schedule.emi.toFixed(2)).toBe(emi);
    expect(schedule.row(4).dueOn).toBe(lastDue);
  });

  test("due dates move off weekends; interest runs to the day as counted, or as moved", () => {
    // 31 March 2024 is a Sunday.
    const businessDay = { convention: "following", calendar: satSun } as const;
    const dayCount = "ACT/365.FIXED";
    const unadjusted = loan({ dayCount, businessDay });
    const interestUntil = "adjusted" as const;
    const adjusted = loan({ dayCount, businessDay: { ...businessDay, interestUntil } });
    expect(unadjusted.row(2).dueOn).toBe("2024-04-01");
    expect(unadjusted.row(3).periodStart).toBe("2024-03-31");
    expect(adjusted.row(3).periodStart).toBe("2024-04-01");
  });

  test("an installment that does not cover its interest is refused, or adds it to the balance", () => {
    // 30 months and a half until the first payment.
    const long = { dayCount: "ACT/365.FIXED", firstDueOn: plainDate("2026-08-15") } as const;
    expect(codeOf(long)).toBe("NEGATIVE_AMORTIZATION");
    const { capitalized, principal, interest, payment } = loan({
      ...long,
      negativeAmortization: "capitalize",
    }).row(1);
    // 1200 · 0.12 · 927 / 365 = 365.720…
    expect(interest.plus(capitalized).toFixed(2)).toBe("365.72");
    expect(principal.toFixed(2)).toBe("0.00");
    expect(payment.eq(interest)).toBe(true);
  });
});

describe("what changes on the way", () => {
  const dated = { dayCount: "ACT/365.FIXED" } as const;
  const tranches = [{ on: plainDate("2024-03-15"), amount: 600 }];

  test("a tranche bears interest from its day; the installment is set anew from the next due", () => {
    const schedule = loan({ ...dated, tranches });
    expect(rows(schedule)[0]).toBe("103.50 97.78 5.72 502.22");
    // 502.22 for 31 days and 600 for 16: 5.118… + 3.156… = 8.27; 226.538… over five
    const second = schedule.row(2);
    expect(second.disbursed.toFixed(2)).toBe("600.00");
    expect(rows(schedule)[1]).toBe("226.54 218.27 8.27 883.95");
  });

  test("or one installment takes it into account from the start: 205.5152…", () => {
    expect(loan({ ...dated, tranches, onChange: "level" }).emi.toFixed(2)).toBe("205.52");
  });

  test("a rate that changes within a period counts from its day", () => {
    const rates = [{ from: plainDate("2024-04-10"), annualRatePercent: 24 }];
    const schedule = loan({ dayCount: "30E/360", rates });
    // 807.88 for 10 days at 12 % and 20 at 24 %: 13.46; 211.4751… over four
    expect(rows(schedule).slice(1, 3)).toEqual([
      "207.05 196.67 10.38 807.88",
      "211.48 198.02 13.46 609.86",
    ]);
  });

  test("a down payment comes first, without interest", () => {
    const schedule = loan({ downPaymentPercent: 25 });
    expect(rows(schedule)[0]).toBe("300.00 300.00 0.00 900.00");
    expect(schedule.row(1).dueOn).toBe("2024-01-31");
    expect(schedule.length).toBe(7);
  });

  test("fees of every kind are paid beside the installment", () => {
    const schedule = loan({
      fees: [
        { name: "file", due: "disbursement", percent: 1, of: "loan" },
        { name: "service", due: "everyInstallment", percent: "0.5", of: "openingBalance" },
        { name: "survey", due: { installment: 2 }, amount: 5 },
      ],
    });
    expect(schedule.disbursementFees.toFixed(2)).toBe("12.00");
    expect(schedule.row(1).fees.toFixed(2)).toBe("6.00"); // 0.5 % of 1200
    expect(schedule.row(2).fees.toFixed(2)).toBe("10.02"); // 0.5 % of 1004.94, and 5
    expect(schedule.row(2).payment.toFixed(2)).toBe("217.08");
    expect(schedule.emi.toFixed(2)).toBe("207.06");
  });
});

describe("the last installment", () => {
  // 1200 over 6: 207.058… At 207.06 the last is 207.05, at 207.05 it is 207.10.
  test.each([
    ["lower", "207.06", "207.05"],
    ["higher", "207.05", "207.10"],
    ["smooth", "207.06", "207.05"],
  ] as const)("%s: %s, and at last %s", (lastInstallment, emi, last) => {
    const schedule = loan({ lastInstallment });
    expect(schedule.emi.toFixed(2)).toBe(emi);
    expect(schedule.row(6).payment.toFixed(2)).toBe(last);
  });

  test("rounded up to 5, or to the nearest", () => {
    const unit = { mode: "halfEven", installmentUnit: 5 } as const;
    expect(loan({ rounding: { ...unit, installmentMode: "up" } }).emi.toFixed(2)).toBe("210.00");
    expect(loan({ rounding: unit }).emi.toFixed(2)).toBe("205.00");
  });
});

describe("reschedule", () => {
  const change = { kind: "prepayment", on: plainDate("2024-03-31"), amount: 300 } as const;

  test("a prepayment with an installment, fewer installments", () => {
    const { schedule, saves } = reschedule(loan({}), change, "reduceTenor");
    // 807.93 − 300 = 507.93; then 1 % and 207.06 each: 305.95, 101.95, and 102.97 is left to pay.
    expect(rows(schedule).slice(1)).toEqual([
      "207.06 197.01 10.05 507.93",
      "207.06 201.98 5.08 305.95",
      "207.06 204.00 3.06 101.95",
      "102.97 101.95 1.02 0.00",
    ]);
    expect(saves.installments).toBe(1);
    expect(saves.interest.toFixed(2)).toBe("11.14"); // 42.35 − 31.21
  });

  test("or a lower installment: 507.93 over four at 1 % is 130.173…", () => {
    const { schedule, saves } = reschedule(loan({}), change, "reduceInstallment");
    expect(schedule.row(3).payment.toFixed(2)).toBe("130.17");
    expect(schedule.length).toBe(6);
    expect(saves.installments).toBe(0);
  });

  test("a higher rate at the kept installment takes longer; one it never covers is refused", () => {
    const rate = { kind: "rate", from: plainDate("2024-03-31") } as const;
    const longer = reschedule(loan({}), { ...rate, annualRatePercent: 60 }, "reduceTenor");
    expect(longer.saves.installments).toBe(-1);
    expect(longer.saves.interest.lt(0)).toBe(true);
    const tooHigh = { ...rate, annualRatePercent: 480 } as const;
    expect(() => reschedule(loan({}), tooHigh, "reduceTenor")).toThrow(
      /does not cover its interest/,
    );
  });

  test.each([
    ["PREPAYMENT_OUT_OF_RANGE", { ...change, amount: "807.94" }],
    ["PREPAYMENT_OUT_OF_RANGE", { ...change, amount: 0 }],
    ["CHANGE_OUT_OF_ORDER", { ...change, on: plainDate("2024-01-31") }],
    ["CHANGE_OUT_OF_ORDER", { ...change, on: plainDate("2024-08-01") }],
    ["CHANGE_OUT_OF_ORDER", { kind: "rate", from: plainDate("2024-07-31"), annualRatePercent: 9 }],
  ] as const)("%s", (code, bad) => {
    expect(() => reschedule(loan({}), bad, "reduceTenor")).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test("all of it at once ends the loan there", () => {
    const { schedule } = reschedule(loan({}), { ...change, amount: "807.93" }, "reduceTenor");
    expect(schedule.length).toBe(2);
    expect(schedule.row(2).closingBalance.toFixed(2)).toBe("0.00");
  });
});

test("interest on principal that is overdue: 50.00 again, and 15.00 + 9.14 in the last month", () => {
  const schedule = loan({
    principal: 5000,
    installments: 4,
    disbursedOn: plainDate("2025-01-01"),
  });
  // 5000 · 0.01 until 10 April; 9 days of 30 on 5000, 21 on the 1305.77 that are not yet due.
  expect(rows(withArrears(schedule, plainDate("2025-04-10")))).toEqual([
    "1281.41 1231.41 50.00 3768.59",
    "1281.41 1231.41 50.00 2537.18",
    "1281.41 1231.41 50.00 1305.77",
    "1329.91 1305.77 24.14 0.00",
  ]);
});

test.each<[code: string, Partial<LoanTerms>]>([
  ["NOT_COMBINABLE", { method: "flat", moratorium: { installments: 1, interest: "paid" } }],
  ["NOT_COMBINABLE", { method: "bullet", downPaymentPercent: 10 }],
  ["BALLOON_OUT_OF_RANGE", { method: { name: "balloon", balloon: "1200.01" } }],
  ["INVALID_FEE", { fees: [{ name: "x", due: { installment: 7 }, amount: 1 }] }],
  ["INVALID_FEE", { fees: [{ name: "x", due: "disbursement", percent: 1, of: "interest" }] }],
  ["INVALID_STEPS", { method: { name: "stepped", steps: [{ fromInstallment: 2, times: 1 }] } }],
  ["LEAST_PAYMENT_NEGATIVE", { method: { name: "minimumDue", percentOfBalance: 3, least: -1 } }],
  [
    // The last due date, 30 June 2024, is a Sunday, and moved back to Friday the 28th.
    "CHANGE_OUT_OF_ORDER",
    {
      disbursedOn: plainDate("2023-12-30"),
      tranches: [{ on: plainDate("2024-06-29"), amount: 100 }],
      businessDay: { convention: "preceding", calendar: satSun, interestUntil: "adjusted" },
    },
  ],
  [
    "INVALID_STEPS",
    { method: { name: "stepped", steps: [{ fromInstallment: 1, times: "1.0000001" }] } },
  ],
])("%s: %j", (code, changes) => {
  expect(codeOf(changes)).toBe(code);
});
