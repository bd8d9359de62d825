/**
 * The day end of a million loans in columns, beside the same in bare floats.
 *
 * @module
 */
import {
  addDays,
  createPortfolioColumns,
  dayEndColumns,
  type PortfolioColumns,
  type PortfolioLoan,
  plainDate,
  smaBuckets,
} from "@lendkit/engine";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { type Measurement, measurement } from "./measurement.ts";
import { type Side, sideBySide } from "./sideBySide.ts";

const LOANS = 1_000_000;
const startedOn = plainDate("2024-01-01");

export function dayEnd(): readonly Measurement[] {
  const days = Array.from({ length: 4 }, () => 0);
  const [exact, floats] = [portfolio(LOANS, false), floatPortfolio(portfolio(LOANS, false))];
  const beside = sideBySide(days, nextDay(exact), nextFloatDay(floats));
  const [paid, unpaid] = [portfolio(LOANS, true), portfolio(LOANS, false)];
  const installments = sideBySide(days, nextDay(paid), nextDay(unpaid));
  return [
    measurement("day end in columns, ns a loan, beside bare floats", perLoan(beside), 2),
    measurement("the same with installments, beside without", perLoan(installments)),
  ];
}

function perLoan({ ours, other }: { readonly ours: number; readonly other: number }) {
  return { ours: ours / LOANS, other: other / LOANS };
}

/** Seven loans of ten owe nothing; the others have been late for up to 120 days. */
function portfolio(length: number, withInstallments: boolean): PortfolioColumns {
  const random = xoroshiro128plus(1);
  const draw = (from: number, to: number): number => uniformInt(random, from, to);
  const loans = Array.from({ length }, (): PortfolioLoan => {
    const balance = draw(10_000, 10_000_000);
    const unpaid = { oldestDueOn: addDays(startedOn, -draw(0, 120)), principal: 1, interest: 1 };
    const nextDueOn = addDays(startedOn, draw(1, 31));
    return {
      balance,
      annualRatePercent: draw(100, 3600) / 100,
      ...(draw(1, 10) > 7 ? { unpaid } : {}),
      ...(withInstallments ? { installments: { amount: balance / 20, nextDueOn } } : {}),
    };
  });
  const terms = {
    currency: "INR",
    dayCount: "ACT/365.FIXED",
    rounding: "halfEven",
    buckets: smaBuckets,
  } as const;
  return createPortfolioColumns(terms, startedOn, loans);
}

function nextDay(columns: PortfolioColumns): Side<number, PortfolioColumns> {
  return {
    run: () => {
      dayEndColumns(columns, addDays(columns.asOf, 1));
      return columns;
    },
    check: ({ balanceDays, daysPastDue, bucket }) =>
      (balanceDays[7] ?? Number.NaN) + (daysPastDue[7] ?? 0) + (bucket[7] ?? 0),
  };
}

interface FloatPortfolio {
  day: number;
  readonly balance: Float64Array;
  readonly annualRatePercent: Float64Array;
  readonly accrued: Float64Array;
  readonly oldestDueOn: Int32Array;
  readonly daysPastDue: Int32Array;
  readonly bucket: Uint8Array;
}

function floatPortfolio({ balance, annualRate, oldestDueOn, length }: PortfolioColumns) {
  return {
    day: Date.parse(startedOn) / 86_400_000,
    balance,
    annualRatePercent: Float64Array.from(annualRate, (rate) => rate / 10_000),
    accrued: new Float64Array(length),
    oldestDueOn,
    daysPastDue: new Int32Array(length),
    bucket: new Uint8Array(length),
  };
}

/** The limit: three lines of arithmetic, no rule but the thresholds, and nothing exact. */
function nextFloatDay(columns: FloatPortfolio): Side<number, FloatPortfolio> {
  return {
    run: () => {
      columns.day += 1;
      const { day, balance, annualRatePercent, accrued, oldestDueOn, daysPastDue, bucket } =
        columns;
      for (let index = 0; index < balance.length; index += 1) {
        accrued[index] =
          (accrued[index] ?? 0) +
          ((balance[index] ?? 0) * (annualRatePercent[index] ?? 0)) / 36_500;
        const late = day - (oldestDueOn[index] ?? 0);
        daysPastDue[index] = late;
        bucket[index] = late < 0 ? 0 : late < 30 ? 1 : late < 60 ? 2 : late < 90 ? 3 : 4;
      }
      return columns;
    },
    check: ({ accrued, daysPastDue, bucket }) =>
      (accrued[7] ?? Number.NaN) + (daysPastDue[7] ?? 0) + (bucket[7] ?? 0),
  };
}
