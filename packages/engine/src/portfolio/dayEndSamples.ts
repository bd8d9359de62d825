/** Test support: portfolios, one loan at a time and at random. */
import fc from "fast-check";
import { fromEpochDay, type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { agingBuckets, type BucketSet, smaBuckets } from "../delinquency/bucket.ts";
import { minorUnitsText } from "../money/amount.ts";
import { roundingModes } from "../money/rounding.ts";
import { createPortfolioColumns } from "./dayEndCreate.ts";
import type { PortfolioColumns, PortfolioLoan, PortfolioTerms } from "./dayEndPortfolio.ts";

export const sampleTerms: PortfolioTerms = {
  currency: "INR",
  dayCount: "ACT/365.FIXED",
  rounding: "halfEven",
  buckets: smaBuckets,
};

/** Dates as text. */
export function portfolioOf(
  asOf: string,
  loans: readonly PortfolioLoan[],
  terms: Partial<PortfolioTerms> = {},
): PortfolioColumns {
  return createPortfolioColumns({ ...sampleTerms, ...terms }, plainDate(asOf), loans);
}

/** A row that is kept in the middle, and one after it that is not. */
export const watchBuckets: BucketSet = {
  name: "watch",
  current: "Current",
  at: "dayStart",
  buckets: [
    { name: "Late", fromDays: 1, leftBy: "fewerDays" },
    { name: "Watch", fromDays: 5, leftBy: "noArrears" },
    { name: "Loss", fromDays: 12, leftBy: "fewerDays" },
  ],
};

export const anyTerms: fc.Arbitrary<PortfolioTerms> = fc
  .record({
    dayCount: fc.constantFrom("ACT/360" as const, "ACT/365.FIXED" as const),
    places: fc.option(fc.nat(12)),
    rounding: fc.constantFrom(...roundingModes),
    buckets: fc.constantFrom(smaBuckets, agingBuckets, watchBuckets),
    graceDays: fc.constantFrom(0, 0, 3, 20),
  })
  .map(({ places, ...terms }) => ({
    currency: "INR",
    ...terms,
    ...(places === null ? {} : { dailyRatePlaces: places }),
  }));

export const firstDay: PlainDate = plainDate("2024-01-31");

/** Minor units: mostly those of loans, sometimes the largest there are. */
export const anyBalance: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(100_000_000) },
  { weight: 1, arbitrary: fc.nat(Number.MAX_SAFE_INTEGER) },
);

export const anyRate: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(360_000).map((units) => minorUnitsText(units, 4)) },
  { weight: 1, arbitrary: fc.nat(10_000_000).map((units) => minorUnitsText(units, 4)) },
);

export const anyLoan: fc.Arbitrary<PortfolioLoan> = fc
  .record({
    balance: fc.integer({ min: 2, max: 100_000_000 }),
    annualRatePercent: anyRate,
    interestFor: fc.nat(40),
    late: fc.option(fc.oneof(fc.nat(12), fc.nat(120)), { freq: 2 }),
    dueIn: fc.option(fc.integer({ min: 1, max: 45 })),
    parts: fc.integer({ min: 1, max: 40 }),
    paying: fc.boolean(),
  })
  .map(({ balance, annualRatePercent, interestFor, late, dueIn, parts, paying }) => ({
    balance: minorUnitsText(balance, 2),
    annualRatePercent,
    interestFrom: daysAfter(firstDay, -interestFor),
    paying,
    ...(late === null
      ? {}
      : {
          unpaid: {
            oldestDueOn: daysAfter(firstDay, -late),
            principal: minorUnitsText(Math.floor(balance / 3), 2),
            interest: "1.50",
          },
        }),
    ...(dueIn === null
      ? {}
      : {
          installments: {
            amount: minorUnitsText(Math.ceil(balance / parts), 2),
            nextDueOn: daysAfter(firstDay, dueIn),
          },
        }),
  }));

export const anyPortfolio: fc.Arbitrary<PortfolioColumns> = fc
  .tuple(anyTerms, fc.array(anyLoan, { minLength: 1, maxLength: 12 }))
  .map(([terms, loans]) => createPortfolioColumns(terms, firstDay, loans));

export function daysAfter(date: PlainDate, days: number): PlainDate {
  return fromEpochDay(toEpochDay(date) + days);
}
