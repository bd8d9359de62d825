import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlainDate, parts, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { type BucketSet, bucket, smaBuckets } from "../delinquency/bucket.ts";
import { daysPastDue } from "../delinquency/daysPastDue.ts";
import { toMinorUnits } from "../money/amount.ts";
import { type RoundingMode, roundingModes, roundRatio } from "../money/rounding.ts";
import { amortize } from "../schedule/amortize.ts";
import { runs } from "../testing/runs.ts";
import { dayEndColumns } from "./dayEndColumns.ts";
import { createPortfolioColumns } from "./dayEndCreate.ts";
import {
  NO_DAY,
  type PortfolioColumns,
  type PortfolioLoan,
  type PortfolioTerms,
} from "./dayEndPortfolio.ts";
import {
  anyLoan,
  anyPortfolio,
  anyTerms,
  daysAfter,
  firstDay,
  portfolioOf,
} from "./dayEndSamples.ts";
import { stressColumns } from "./dayEndStress.ts";

const rowName = ({ current, buckets }: BucketSet, row: number | undefined): string =>
  row === 0 ? current : (buckets[(row ?? Number.NaN) - 1]?.name ?? "no row");

function bucketOf({ terms, bucket: column }: PortfolioColumns): string {
  return rowName(terms.buckets, column[0]);
}

/** What one loan owes, as text that reads like a table's row. */
function standing(columns: PortfolioColumns): readonly (number | string)[] {
  const { balance, principalDue, interestDue, daysPastDue: days } = columns;
  return [balance, principalDue, interestDue, days]
    .map((column): number | string => column[0] ?? Number.NaN)
    .concat(bucketOf(columns));
}

describe("special mention accounts", () => {
  // The Reserve Bank's example: a due of 31 March 2021 that stays unpaid.
  test.each<[asOf: string, days: number, expected: string]>([
    ["2021-03-30", -1, "Standard"],
    ["2021-03-31", 0, "SMA-0"],
    ["2021-04-29", 29, "SMA-0"],
    ["2021-04-30", 30, "SMA-1"],
    ["2021-05-29", 59, "SMA-1"],
    ["2021-05-30", 60, "SMA-2"],
    ["2021-06-28", 89, "SMA-2"],
    ["2021-06-29", 90, "NPA"],
    ["2022-03-31", 365, "NPA"],
  ])("a due of 2021-03-31, at the end of %s", (asOf, days, expected) => {
    const installments = { amount: "100", nextDueOn: plainDate("2021-03-31") };
    const loan = { balance: "1200", annualRatePercent: "0", installments, paying: false };
    const columns = portfolioOf("2021-03-15", [loan]);
    dayEndColumns(columns, plainDate(asOf));
    expect([columns.daysPastDue[0], bucketOf(columns)]).toEqual([days, expected]);
  });

  test("an NPA stays one until all arrears are paid, on the next due date of one who pays", () => {
    const loan = {
      balance: "1200",
      annualRatePercent: "0",
      bucket: "NPA",
      unpaid: { oldestDueOn: plainDate("2021-06-20"), principal: "100", interest: "0" },
      installments: { amount: "100", nextDueOn: plainDate("2021-07-20") },
      paying: true,
    };
    const columns = portfolioOf("2021-06-29", [loan]);
    expect(standing(columns)).toEqual([1200_00, 100_00, 0, 9, "NPA"]);
    dayEndColumns(columns, plainDate("2021-07-19"));
    expect(standing(columns)).toEqual([1200_00, 100_00, 0, 29, "NPA"]);
    dayEndColumns(columns, plainDate("2021-07-20"));
    expect(standing(columns)).toEqual([1000_00, 0, 0, -1, "Standard"]);
    expect(columns.principalPaid[0]).toBe(200_00);
  });
});

describe("installments of 8,884.88 on the 5th, 100,000.00 at 12 % by ACT/360", () => {
  const loan = {
    balance: "100000",
    annualRatePercent: "12",
    installments: { amount: "8884.88", nextDueOn: plainDate("2024-05-05") },
  };
  const on = (asOf: string, paying: boolean): PortfolioColumns => {
    const columns = portfolioOf("2024-04-05", [{ ...loan, paying }], { dayCount: "ACT/360" });
    dayEndColumns(columns, plainDate(asOf));
    return columns;
  };

  // 30 days: 1 % of 100000 = 1000.00, 7884.88 of principal. 31 days of 92115.12: 951.856… and
  // 7933.02 of principal.
  test.each<[asOf: string, balance: number, interestPaid: number]>([
    ["2024-05-04", 100_000_00, 0],
    ["2024-05-05", 92_115_12, 1000_00],
    ["2024-06-04", 92_115_12, 1000_00],
    ["2024-06-05", 84_182_10, 1951_86],
  ])("paid, on %s", (asOf, balance, interestPaid) => {
    const columns = on(asOf, true);
    expect(standing(columns)).toEqual([balance, 0, 0, -1, "Standard"]);
    expect(columns.interestPaid[0]).toBe(interestPaid);
    expect(columns.principalPaid[0]).toBe(100_000_00 - balance);
  });

  // Of the second, 31 days of 100000 are interest: 1033.33, and 7851.55 of principal.
  test.each<[asOf: string, ...expected: readonly (number | string)[]]>([
    ["2024-05-04", 100_000_00, 0, 0, -1, "Standard"],
    ["2024-05-05", 100_000_00, 7884_88, 1000_00, 0, "SMA-0"],
    ["2024-06-04", 100_000_00, 7884_88, 1000_00, 30, "SMA-1"],
    ["2024-06-05", 100_000_00, 15_736_43, 2033_33, 31, "SMA-1"],
  ])("unpaid, on %s", (asOf, ...expected) => {
    expect(standing(on(asOf, false))).toEqual(expected);
  });

  test("unpaid for 90 days, on 3 August, an NPA", () => {
    expect(on("2024-08-02", false).daysPastDue[0]).toBe(89);
    expect(bucketOf(on("2024-08-03", false))).toBe("NPA");
  });
});

describe("due dates and the end of a loan", () => {
  const nextDueOn = plainDate("2024-02-29");
  const loan = { balance: "100", annualRatePercent: "0" };

  test.each<[dayOfMonth: number, asOf: string, balance: number]>([
    [31, "2024-03-30", 90_00],
    [31, "2024-03-31", 80_00],
    [31, "2024-04-29", 80_00],
    [31, "2024-04-30", 70_00],
    [29, "2024-03-28", 90_00],
    [29, "2024-03-29", 80_00],
    [31, "2025-02-28", 0],
  ])("on the %s. of each month, by %s", (dayOfMonth, asOf, balance) => {
    const installments = { amount: "10", nextDueOn, dayOfMonth };
    const columns = portfolioOf("2024-02-15", [{ ...loan, installments }]);
    dayEndColumns(columns, plainDate(asOf));
    expect(columns.balance[0]).toBe(balance);
  });

  test("the last installment is what is left, and none follows", () => {
    const columns = portfolioOf("2024-02-15", [
      { ...loan, installments: { amount: "60", nextDueOn } },
    ]);
    dayEndColumns(columns, plainDate("2024-03-28"));
    expect([columns.balance[0], columns.nextDueOn[0]]).toEqual([
      40_00,
      toEpochDay(plainDate("2024-03-29")),
    ]);
    dayEndColumns(columns, plainDate("2024-03-29"));
    expect([columns.balance[0], columns.nextDueOn[0]]).toEqual([0, NO_DAY]);
    dayEndColumns(columns, plainDate("2030-01-01"));
    expect(columns.principalPaid[0]).toBe(100_00);
  });

  test("where interest takes the whole installment and more, it is due and no principal is", () => {
    // 10000 · 0.365 · 31 / 365 = 310.00
    const installments = { amount: "200", nextDueOn: plainDate("2024-02-01") };
    const columns = portfolioOf("2024-01-01", [
      { balance: "10000", annualRatePercent: "36.5", installments, paying: false },
    ]);
    dayEndColumns(columns, plainDate("2024-02-01"));
    expect(standing(columns)).toEqual([10_000_00, 0, 310_00, 0, "SMA-0"]);
  });
});

test("an earlier day is refused, and nothing has changed", () => {
  const columns = portfolioOf("2024-02-15", [{ balance: "100", annualRatePercent: "1" }]);
  const before = stressColumns(columns);
  expect(() => dayEndColumns(columns, plainDate("2024-02-14"))).toThrow(
    expect.objectContaining({
      code: "DATES_OUT_OF_ORDER",
      details: { start: "2024-02-15", end: "2024-02-14" },
    }),
  );
  expect(columns).toEqual(before);
});

test("interest that is due and leaves 2^53 - 1 minor units is refused", () => {
  // 1 % a day. 30, 29 and 31 days: 2702159776422297.3 + 2612087783874887.39 + 2792231768969707.21,
  // each rounded, are 8106479329266891; 30 days more are beyond 9007199254740991.
  const installments = { amount: "1", nextDueOn: plainDate("2024-01-31") };
  const loan = { balance: "90071992547409.91", annualRatePercent: "360", installments };
  const columns = portfolioOf("2024-01-01", [{ ...loan, paying: false }], { dayCount: "ACT/360" });
  dayEndColumns(columns, plainDate("2024-03-31"));
  expect(columns.interestDue[0]).toBe(8_106_479_329_266_891);
  expect(() => dayEndColumns(columns, plainDate("2024-04-30"))).toThrow(
    expect.objectContaining({
      code: "AMOUNT_TOO_LARGE",
      details: { minorUnits: "10808639105689188", field: "The interest of loan 0" },
    }),
  );
});

/** One loan by the engine's single-loan functions, in bigint and a list of dues, a day at a time. */
class OneLoan {
  balance: bigint;
  /** Over `denominator`, in minor units. */
  accrued = 0n;
  dues: { readonly dueOn: PlainDate; readonly principal: bigint; readonly interest: bigint }[];
  row: string | undefined;
  readonly #terms: PortfolioTerms;
  readonly #loan: PortfolioLoan;
  readonly #day: { readonly rate: bigint; readonly denominator: bigint };

  constructor(terms: PortfolioTerms, loan: PortfolioLoan) {
    this.#terms = terms;
    this.#loan = loan;
    const minor = (amount: PortfolioLoan["balance"]): bigint => BigInt(toMinorUnits(amount, 2));
    this.balance = minor(loan.balance);
    const year = terms.dayCount === "ACT/360" ? 360n : 365n;
    const annual = BigInt(toMinorUnits(loan.annualRatePercent, 4));
    const places = terms.dailyRatePlaces;
    this.#day =
      places === undefined
        ? { rate: annual, denominator: 1_000_000n * year }
        : {
            rate: roundRatio(annual * 10n ** BigInt(places), 10_000n * year, "halfEven"),
            denominator: 100n * 10n ** BigInt(places),
          };
    const { unpaid, interestFrom = firstDay } = loan;
    this.dues =
      unpaid === undefined
        ? []
        : [
            {
              dueOn: unpaid.oldestDueOn,
              principal: minor(unpaid.principal),
              interest: minor(unpaid.interest),
            },
          ];
    const days = toEpochDay(firstDay) - toEpochDay(interestFrom);
    this.accrued = BigInt(days) * this.balance * this.#day.rate;
    this.row = loan.bucket;
    this.#classify(firstDay);
  }

  /** The end of the day after those it has had. */
  next(day: PlainDate): void {
    this.accrued += this.balance * this.#day.rate;
    if (this.#isDue(day)) {
      this.#fallDue(day);
      if (this.#loan.paying === true) {
        this.balance -= this.dues.reduce((sum, { principal }) => sum + principal, 0n);
        this.dues = [];
      }
    }
    this.#classify(day);
  }

  daysPastDue(day: PlainDate): number | undefined {
    const { graceDays = 0, buckets } = this.#terms;
    const dates = this.dues.map(({ dueOn }) => dueOn);
    return daysPastDue(dates, day, { graceDays, at: buckets.at });
  }

  #classify(day: PlainDate): void {
    this.row = bucket(this.#terms.buckets, this.daysPastDue(day), this.row);
  }

  #isDue(day: PlainDate): boolean {
    const { installments } = this.#loan;
    if (installments === undefined || day < installments.nextDueOn) return false;
    if (this.balance === 0n) return false;
    const dayOfMonth = parts(installments.nextDueOn).day;
    const lastOfMonth = parts(daysAfter(day, 1)).day === 1;
    return parts(day).day === dayOfMonth || (lastOfMonth && parts(day).day < dayOfMonth);
  }

  #fallDue(dueOn: PlainDate): void {
    const mode: RoundingMode = this.#terms.rounding;
    const interest = roundRatio(this.accrued, this.#day.denominator, mode);
    this.accrued = 0n;
    const asked = BigInt(toMinorUnits(this.#loan.installments?.amount ?? 0, 2)) - interest;
    const notDue = this.balance - this.dues.reduce((sum, { principal }) => sum + principal, 0n);
    const principal = asked < 0n ? 0n : asked < notDue ? asked : notDue;
    if (interest + principal > 0n) this.dues.push({ dueOn, principal, interest });
  }
}

const anySplit = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 6 });

describe("laws", () => {
  test("a loan in columns is the loan by the single-loan functions, day by day", () => {
    fc.assert(
      fc.property(anyTerms, anyLoan, fc.nat(4), anySplit, (terms, fresh, row, steps) => {
        const loan = {
          ...fresh,
          bucket: rowName(terms.buckets, row % (terms.buckets.buckets.length + 1)),
        };
        const columns = createPortfolioColumns(terms, firstDay, [loan]);
        const one = new OneLoan(terms, loan);
        for (const days of steps) {
          for (let day = 1; day <= days; day += 1) one.next(daysAfter(columns.asOf, day));
          dayEndColumns(columns, daysAfter(columns.asOf, days));
          const sum = (part: "principal" | "interest"): number =>
            Number(one.dues.reduce((total, due) => total + due[part], 0n));
          expect(standing(columns)).toEqual([
            Number(one.balance),
            sum("principal"),
            sum("interest"),
            one.daysPastDue(columns.asOf) ?? -1,
            one.row,
          ]);
        }
      }),
      { numRuns: runs(400, 10_000) },
    );
  });

  test("many days at once are the same days one by one, and the same day again is none", () => {
    fc.assert(
      fc.property(anyPortfolio, anySplit, (columns, steps) => {
        const [atOnce, again] = [stressColumns(columns), stressColumns(columns)];
        const last = daysAfter(
          columns.asOf,
          steps.reduce((sum, days) => sum + days, 0),
        );
        dayEndColumns(atOnce, last);
        for (const days of steps) dayEndColumns(columns, daysAfter(columns.asOf, days));
        while (again.asOf < last) dayEndColumns(again, daysAfter(again.asOf, 1));
        expect(columns).toEqual(atOnce);
        expect(again).toEqual(atOnce);
        dayEndColumns(again, last);
        expect(again).toEqual(atOnce);
      }),
      { numRuns: runs(100, 2_000) },
    );
  });

  test("who pays each installment pays the schedule", () => {
    const anySchedule = fc.record({
      principal: fc.integer({ min: 1_000, max: 1_000_000 }),
      annualRatePercent: fc.nat(360).map((tenths) => tenths / 10),
      installments: fc.integer({ min: 2, max: 60 }),
      disbursedOn: fc.nat(2_000).map((days) => daysAfter(plainDate("2020-01-31"), days)),
      dayCount: fc.constantFrom("ACT/360" as const, "ACT/365.FIXED" as const),
      mode: fc.constantFrom(...roundingModes),
    });
    fc.assert(
      fc.property(anySchedule, ({ mode, ...terms }) => {
        const schedule = amortize({
          ...terms,
          currency: "INR",
          frequency: "P1M",
          method: "annuity",
          rounding: { mode },
        });
        const { dayCount, disbursedOn, principal, annualRatePercent } = terms;
        const columns = createPortfolioColumns(
          { currency: "INR", dayCount, rounding: mode, buckets: smaBuckets },
          disbursedOn,
          [
            {
              balance: principal,
              annualRatePercent,
              installments: {
                amount: schedule.emi,
                nextDueOn: schedule.row(1).dueOn,
                dayOfMonth: parts(disbursedOn).day,
              },
            },
          ],
        );
        let interest = 0;
        for (const row of schedule) {
          // The last row absorbs what rounding left, or the loan goes on for a few cents.
          if (row.number === schedule.length) break;
          dayEndColumns(columns, row.dueOn);
          interest += row.interest.times(100).toNumber();
          expect(columns.balance[0]).toBe(row.closingBalance.times(100).toNumber());
          expect(columns.interestPaid[0]).toBe(interest);
        }
      }),
      { numRuns: runs(60, 2_000) },
    );
  });

  test("principal is owed or paid, and never both", () => {
    fc.assert(
      fc.property(anyPortfolio, fc.nat(400), (columns, days) => {
        const lent = columns.balance.slice();
        dayEndColumns(columns, daysAfter(columns.asOf, days));
        for (const [index, balance] of columns.balance.entries()) {
          expect(balance + (columns.principalPaid[index] ?? 0)).toBe(lent[index]);
          expect(columns.principalDue[index]).toBeLessThanOrEqual(balance);
          const unpaid = (columns.principalDue[index] ?? 0) + (columns.interestDue[index] ?? 0) > 0;
          expect(columns.oldestDueOn[index] !== NO_DAY).toBe(unpaid);
        }
      }),
    );
  });
});
