import { type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import { checkBuckets, invalidBuckets } from "../delinquency/bucket.ts";
import { checkGraceDays } from "../delinquency/daysPastDue.ts";
import { currencyPlaces } from "../money/currency.ts";
import { roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { classify } from "./dayEndBuckets.ts";
import { fillLoan } from "./dayEndLoan.ts";
import {
  NO_DAY,
  type PortfolioColumns,
  type PortfolioLoan,
  type PortfolioTerms,
} from "./dayEndPortfolio.ts";
import { dayRateScale } from "./dayEndRates.ts";

/**
 * Columns of loans as they stand at the end of a day. A field in an error is named with the loan's
 * index: `loans.3.balance`.
 *
 * @throws LendkitError `UNKNOWN_CURRENCY`, `UNKNOWN_OPTION`, `DAILY_RATE_PLACES_OUT_OF_RANGE`,
 *   `INVALID_BUCKETS`, `INVALID_GRACE_DAYS`, `INVALID_DATE`, `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`,
 *   `AMOUNT_TOO_LARGE`, `RATE_OUT_OF_RANGE`, `DATES_OUT_OF_ORDER`, `INVALID_PORTFOLIO_LOAN`
 *
 * @example
 * const columns = createPortfolioColumns(
 *   {
 *     currency: "INR",
 *     dayCount: "ACT/365.FIXED",
 *     rounding: "halfEven",
 *     buckets: smaBuckets,
 *   },
 *   plainDate("2024-01-01"),
 *   [{ balance: "5000", annualRatePercent: "18" }],
 * );
 */
export function createPortfolioColumns(
  terms: PortfolioTerms,
  asOf: PlainDate,
  loans: readonly PortfolioLoan[],
): PortfolioColumns {
  const places = checkTerms(terms);
  const day = toEpochDay(plainDate(asOf, "asOf"));
  const columns = emptyColumns(terms, asOf, loans.length);
  for (const [index, loan] of loans.entries()) fillLoan({ columns, places, day, index }, loan);
  classify(columns, day);
  return columns;
}

/** @returns the currency's decimals */
function checkTerms({ currency, rounding, buckets, graceDays = 0 }: PortfolioTerms): number {
  checkOption("rounding", rounding, roundingModes);
  checkBuckets(buckets);
  if (buckets.buckets.length > 255) {
    throw invalidBuckets({ set: buckets.name, expected: "at most 255 rows" });
  }
  checkGraceDays(graceDays);
  return currencyPlaces(currency);
}

function emptyColumns(terms: PortfolioTerms, asOf: PlainDate, length: number): PortfolioColumns {
  return {
    terms,
    length,
    asOf,
    balance: new Float64Array(length),
    annualRate: new Int32Array(length),
    dayRate: new Float64Array(length),
    dayRateScale: dayRateScale(terms),
    balanceDays: new Float64Array(length),
    carriedWhole: new Float64Array(length),
    carriedRest: new Float64Array(length),
    principalDue: new Float64Array(length),
    interestDue: new Float64Array(length),
    oldestDueOn: new Int32Array(length).fill(NO_DAY),
    daysPastDue: new Int32Array(length),
    bucket: new Uint8Array(length),
    installment: new Float64Array(length),
    nextDueOn: new Int32Array(length).fill(NO_DAY),
    dayOfMonth: new Uint8Array(length),
    paying: new Uint8Array(length),
    principalPaid: new Float64Array(length),
    interestPaid: new Float64Array(length),
  };
}
