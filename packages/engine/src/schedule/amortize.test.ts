import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { roundedTo } from "../money/decimalWitness.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { roundingModes } from "../money/rounding.ts";
import { countsMatter, runs } from "../testing/runs.ts";
import { amortize } from "./amortize.ts";
import { exactInstallment } from "./annuityWitness.ts";
import { checkLoanTerms } from "./checkLoanTerms.ts";
import { residueTooLarge } from "./lastInstallment.ts";
import type { LoanTerms } from "./loanTerms.ts";
import type { ScheduleJson } from "./schedule.ts";

const terms: LoanTerms = {
  currency: "INR",
  principal: 500_000,
  annualRatePercent: "8.5",
  installments: 24,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

// Checked rows of the EMI tracker: installment, last installment and interest in all.
test.each<[principal: number, rate: string, months: number, string, string, string]>([
  [500_000, "8.5", 24, "22727.84", "22727.79", "45468.11"],
  [80_000, "12", 12, "7107.90", "7107.93", "5294.83"],
  [200_000, "10", 12, "17583.18", "17583.17", "10998.15"],
])("%d at a rate of %s over %i months", (principal, rate, months, emi, last, interest) => {
  const loan = { ...terms, principal, annualRatePercent: rate, installments: months };
  const schedule = amortize(loan);
  expect(schedule.emi.toFixed(2)).toBe(emi);
  expect(schedule.row(months).payment.toFixed(2)).toBe(last);
  expect(schedule.totals.interest.toFixed(2)).toBe(interest);
  expect(amortize(checkLoanTerms(loan)).toJSON()).toEqual(schedule.toJSON());
});

describe("the ends of the range", () => {
  test("one installment pays principal and one interest", () => {
    // 1000.00 at 1 % a month
    const { rows } = amortize({
      ...terms,
      principal: 1000,
      annualRatePercent: 12,
      installments: 1,
    }).toJSON();
    expect(rows).toMatchObject([{ payment: "1010.00", interest: "10.00", dueOn: "2024-02-29" }]);
  });

  test("a rate of zero earns nothing", () => {
    const schedule = amortize({ ...terms, annualRatePercent: 0, installments: 7 });
    expect(schedule.totals.interest.toFixed(2)).toBe("0.00");
    expect(schedule.emi.toFixed(2)).toBe("71428.57"); // 500000 / 7 = 71428.571…
    expect(schedule.row(7).payment.toFixed(2)).toBe("71428.58"); // 500000 − 6 * 71428.57
  });

  test("the finest rate earns a unit where it is rounded up", () => {
    const finest = { ...terms, annualRatePercent: "0.000000000001" };
    expect(amortize(finest).totals.interest.toFixed(2)).toBe("0.00");
    const up = amortize({ ...finest, rounding: { mode: "up" } });
    expect(up.totals.interest.toFixed(2)).toBe("0.24"); // 24 rows of 0.01
  });

  test("the most installments", () => {
    // 475800 / 36600 = 13
    const century = { installments: 36_600, disbursedOn: plainDate("1900-01-31") };
    const level = amortize({ ...terms, ...century, principal: 475_800, annualRatePercent: 0 });
    expect(level.length).toBe(36_600);
    expect(level.row(36_600)).toMatchObject({ number: 36_600, dueOn: "4950-01-31" });
    expect(level.row(36_600).payment.toFixed(2)).toBe("13.00");
    expect(brokenLaws(level.toJSON(), 2)).toEqual([]);
    // With interest no installment in cents lasts so long: the balance grows or is repaid early.
    expect(brokenLaws(amortize({ ...terms, ...century }).toJSON(), 2)).toEqual([]);
  });

  test("the highest rate", () => {
    const schedule = amortize({ ...terms, annualRatePercent: 1000, installments: 12 });
    expect(schedule.row(1).interest.toFixed(2)).toBe("416666.67"); // 500000 * 10 / 12
    expect(brokenLaws(schedule.toJSON(), 2)).toEqual([]);
  });
});

describe("payments that sum to more than 2^53 - 1 minor units are refused", () => {
  const largest = { ...terms, principal: "90071992547409.91" };
  const codeOf = (loan: LoanTerms): string => {
    try {
      return `total ${amortize(loan).toJSON().totals.payment}`;
    } catch (error) {
      if (amountTooLarge.is(error)) return error.details.minorUnits;
      throw error;
    }
  };

  test("before anybody asks for their total, by name", () => {
    const finest = { ...largest, annualRatePercent: "0.000000000001" };
    // 9007199254740991 / 1.2e15 = 7.5 → 8 each month
    expect(() => amortize({ ...finest, installments: 1 })).toThrow(
      amountTooLarge({ minorUnits: "9007199254740999", field: "The installment" }),
    );
    expect(() => amortize({ ...finest, installments: 3, method: "interestOnly" })).toThrow(
      amountTooLarge({ minorUnits: "9007199254741015", field: "The sum of payments" }),
    );
  });

  test("the largest principal without interest is taken", () => {
    expect(codeOf({ ...largest, annualRatePercent: 0 })).toBe("total 90071992547409.91");
  });

  test("with a unit of interest it is not", () => {
    const one = { ...largest, annualRatePercent: "0.000000000001", installments: 1 };
    // 9007199254740991 / 1.2e15 = 7.5 → 8
    expect(codeOf(one)).toBe("9007199254740999");
  });

  test("interest in all is refused also where each row is far below the limit", () => {
    // Over 30 years at 10 % a year the payments are 3.1592576523… times the principal.
    const loan = { ...terms, annualRatePercent: 10, installments: 360 };
    expect(codeOf({ ...loan, principal: 10 ** 13 })).toMatch(/^total 315925765\d{5}\.\d\d$/);
    expect(codeOf({ ...loan, principal: 28 * 10 ** 12 })).toMatch(/^total 884592142\d{5}\.\d\d$/);
    expect(codeOf({ ...loan, principal: 30 * 10 ** 12 })).toMatch(/^947777295\d{7}$/);
  });

  test("and so is an installment that the unit rounds beyond it", () => {
    const rounding = { mode: "up", installmentUnit: "10000000000" } as const;
    expect(codeOf({ ...largest, annualRatePercent: 0, installments: 1, rounding })).toBe(
      "9008000000000000",
    );
  });

  test("and one that smoothing moves beyond it, though all that is paid would be within", () => {
    // 90071992547409.91 in steps of 5 * 10^13: one step is 4.007 * 10^13 short, and two steps,
    // 10^14, are 0.993 * 10^13 over, which is nearer.
    const rounding = { mode: "down", installmentUnit: "50000000000000" } as const;
    const loan: LoanTerms = { ...largest, annualRatePercent: 0, installments: 1, rounding };
    expect(codeOf(loan)).toBe("total 90071992547409.91");
    expect(codeOf({ ...loan, lastInstallment: "smooth" })).toBe("10000000000000000");
    expect(() => amortize({ ...loan, lastInstallment: "smooth" })).toThrow(
      amountTooLarge({ minorUnits: "10000000000000000", field: "The installment" }),
    );
  });
});

/** Text of a currency as whole minor units. */
function minor(text: string): number {
  return Number(text.replace(".", ""));
}

/** Every law of a schedule that this one breaks, with the row. */
function brokenLaws(schedule: ScheduleJson, places: number): string[] {
  const broken: string[] = [];
  const law = (holds: boolean, what: string, row = 0): void => {
    if (!holds) broken.push(row === 0 ? what : `row ${row}: ${what}`);
  };
  const decimals = places === 0 ? undefined : places;
  const [first, last] = [schedule.rows[0], schedule.rows.at(-1)];
  const emi = minor(schedule.emi);
  const sums = { principal: 0, interest: 0, payment: 0 };
  let before = first;
  for (const [index, row] of schedule.rows.entries()) {
    const principal = minor(row.principal);
    const interest = minor(row.interest);
    const payment = minor(row.payment);
    const closing = minor(row.closingBalance);
    const opening = minor(row.openingBalance);
    law(row.number === index + 1, "is numbered from 1", row.number);
    law(payment === principal + interest, "adds up", row.number);
    law(closing === opening - principal, "principal reduces the balance", row.number);
    law(principal >= 0 && interest >= 0 && closing >= 0, "nothing is negative", row.number);
    law(row.fees === schedule.totals.fees && minor(row.fees) === 0, "no fees", row.number);
    law(row.payment.split(".")[1]?.length === decimals, "has the currency's places", row.number);
    law(row === last || payment === emi, "pays the level installment", row.number);
    if (before !== undefined && row !== first) {
      law(row.openingBalance === before.closingBalance, "opens as the last closed", row.number);
      law(row.periodStart === before.dueOn, "starts where the last ended", row.number);
      law(interest <= minor(before.interest), "has no more interest than before", row.number);
    }
    sums.principal += principal;
    sums.interest += interest;
    sums.payment += payment;
    before = row;
  }
  const { totals } = schedule;
  law(minor(last?.closingBalance ?? "1") === 0, "the last balance is zero");
  law(sums.principal === minor(first?.openingBalance ?? ""), "the principal parts sum to it");
  law(sums.principal === minor(totals.principal), "the total principal is the sum");
  law(sums.interest === minor(totals.interest), "the total interest is the sum");
  law(sums.payment === minor(totals.payment), "the total payment is the sum");
  return broken;
}

/** The date so many months on, by the platform's UTC calendar. */
function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0));
  lastDay.setUTCDate(Math.min(day, lastDay.getUTCDate()));
  return lastDay.toISOString().slice(0, 10);
}

const anyDate: fc.Arbitrary<PlainDate> = fc
  .integer({ min: -25_567, max: 84_370 }) // 1900-01-01 to 2200-12-31
  .map((day) => plainDate(new Date(day * 86_400_000).toISOString().slice(0, 10)));

/** 100 to 1,000,000 in cents, 0 to 60 % in hundredths, 1 to 480 months. */
const anyLoan: fc.Arbitrary<LoanTerms> = fc
  .record({
    principal: fc.integer({ min: 100_00, max: 1_000_000_00 }).map((cents) => `${cents}e-2`),
    annualRatePercent: fc.integer({ min: 0, max: 6000 }).map((hundredths) => `${hundredths}e-2`),
    installments: fc.integer({ min: 1, max: 480 }),
    disbursedOn: anyDate,
  })
  .map((loan) => ({ ...terms, ...loan }));
const seed = fc.readConfigureGlobal().seed ?? 0;

interface Tally {
  smoothed: number;
  endedEarly: number;
  refused: number;
  rows: number;
}

/** Checks one loan, counts how it ended, and returns the laws that its schedule breaks. */
function check(loan: LoanTerms, places: number, tally: Tally): string[] {
  try {
    const schedule = amortize(loan);
    const json = schedule.toJSON();
    const { residue, smoothed, endedEarly } = schedule.ending;
    tally.smoothed += Number(smoothed);
    tally.endedEarly += Number(endedEarly);
    tally.rows += json.rows.length;

    const broken = brokenLaws(json, places);
    const bound = new Decimal(String(loan.maxResidue ?? json.emi));
    if (residue.abs().gt(bound)) broken.push("the last installment is within its bound");
    if (endedEarly !== json.rows.length < loan.installments)
      broken.push("it says that it ends early");
    if (json.rows[0]?.periodStart !== loan.disbursedOn) broken.push("interest runs from disbursal");
    const drifted = json.rows.filter(
      (row) => row.dueOn !== monthsAfter(loan.disbursedOn, row.number),
    );
    return [...broken, ...drifted.map((row) => `row ${row.number} is due on ${row.dueOn}`)];
  } catch (error) {
    if (!residueTooLarge.is(error)) throw error;
    tally.refused += 1;
    return [];
  }
}

describe("every schedule balances", () => {
  const numRuns = runs(10_000, 100_000);

  test(`${numRuns} random loans, seed ${seed}`, { timeout: 600_000 }, () => {
    const tally = { smoothed: 0, endedEarly: 0, refused: 0, rows: 0 };
    fc.assert(
      fc.property(anyLoan, (loan) => {
        expect(check(loan, 2, tally)).toEqual([]);
      }),
      { seed, numRuns, plugins: [fc.unbiased()] },
    );
    process.stdout.write(
      `amortize: ${numRuns} loans, ${tally.rows} rows, seed ${seed}: ${tally.smoothed} smoothed, ` +
        `${tally.endedEarly} ended early, ${tally.refused} refused\n`,
    );
    expect(tally.rows).toBeGreaterThan(100 * numRuns);
  });

  test("in every mode, unit, bound and currency", { timeout: 600_000 }, () => {
    const currencies: ReadonlyArray<readonly [CurrencyCode, number]> = [
      ["JPY", 0],
      ["USD", 2],
      ["KWD", 3],
      ["CLF", 4],
    ];
    const anyPolicy = fc.record({
      currency: fc.constantFrom(...currencies),
      mode: fc.constantFrom(...roundingModes),
      installmentMode: fc.constantFrom(...roundingModes),
      installmentUnit: fc.constantFrom(1, 5, 100),
      lastInstallment: fc.constantFrom("absorb", "smooth"),
      maxResidue: fc.constantFrom(undefined, undefined, undefined, 0, 50, 1000),
    });
    const tally = { smoothed: 0, endedEarly: 0, refused: 0, rows: 0 };
    fc.assert(
      fc.property(anyLoan, anyPolicy, (loan, policy) => {
        const [currency, places] = policy.currency;
        const { mode, installmentMode, installmentUnit, lastInstallment, maxResidue } = policy;
        const asked: LoanTerms = {
          ...loan,
          currency,
          principal: Math.ceil(Number(loan.principal)),
          rounding: { mode, installmentMode, installmentUnit },
          lastInstallment,
          ...(maxResidue === undefined ? {} : { maxResidue }),
        };
        expect(check(asked, places, tally)).toEqual([]);
      }),
      { seed, numRuns: numRuns / 5, plugins: [fc.unbiased()] },
    );
    process.stdout.write(
      `amortize: ${numRuns / 5} loans in every mode and unit, seed ${seed}: ${tally.smoothed} ` +
        `smoothed, ${tally.endedEarly} ended early, ${tally.refused} refused\n`,
    );
    if (!countsMatter) return;
    expect(tally.smoothed).toBeGreaterThan(0);
    expect(tally.refused).toBeGreaterThan(0);
  });
});

describe("row by row as decimal.js computes it", () => {
  const numRuns = runs(400, 5000);

  test(`${numRuns} whole schedules, seed ${seed}`, { timeout: 600_000 }, () => {
    const anyRounding = fc.record({
      mode: fc.constantFrom(...roundingModes),
      installmentUnit: fc.constantFrom("0.01", "1", "5"),
    });
    fc.assert(
      fc.property(anyLoan, anyRounding, (loan, rounding) => {
        const asked: LoanTerms = { ...loan, rounding };
        const schedule = amortize(asked);
        const expected = decimalSchedule(
          asked,
          schedule.ending.smoothed ? schedule.emi : undefined,
        );
        const found = schedule.toJSON();
        expect(found.emi).toBe(expected.emi);
        expect(
          found.rows.map((row) => [row.payment, row.principal, row.interest, row.closingBalance]),
        ).toEqual(expected.rows);
      }),
      { seed, numRuns, plugins: [fc.unbiased()] },
    );
  });
});

/** The straight loop in decimals of 150 digits. Where the installment was smoothed, it is given. */
function decimalSchedule(
  loan: LoanTerms,
  smoothed: Decimal | undefined,
): { emi: string; rows: string[][] } {
  const { mode, installmentUnit = "0.01" } = loan.rounding;
  const [principal, percent] = [String(loan.principal), String(loan.annualRatePercent)];
  const exact = exactInstallment(principal, percent, loan.installments);
  const emi = smoothed ?? roundedTo(String(installmentUnit), mode, exact);
  const rows: string[][] = [];
  let balance = exact.times(0).plus(principal);
  for (let number = 1; number <= loan.installments && balance.gt(0); number += 1) {
    const interest = roundedTo("0.01", mode, balance.times(percent).div(1200));
    const due = balance.plus(interest);
    const payment = number === loan.installments || due.lt(emi) ? due : emi;
    balance = due.minus(payment);
    const amounts = [payment, payment.minus(interest), interest, balance];
    rows.push(amounts.map((amount) => amount.toFixed(2)));
  }
  return { emi: emi.toFixed(2), rows };
}
