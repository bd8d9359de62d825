import { dailyRatePlacesOutOfRange } from "../accrual/accrue.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { minorUnitsText } from "../money/amount.ts";
import { mulDivRound } from "../money/minorUnits.ts";
import { checkOption } from "../money/unknownOption.ts";
import { MAX_ANNUAL_RATE_PERCENT, rateOutOfRange } from "../rate/interestRate.ts";
import { COLUMN_RATE_PLACES, type PortfolioTerms } from "./dayEndPortfolio.ts";

const RATE_UNITS_IN_PERCENT = 10 ** COLUMN_RATE_PLACES;
const HIGHEST_RATE = MAX_ANNUAL_RATE_PERCENT * RATE_UNITS_IN_PERCENT;

/** The denominator of every day's interest: one for a portfolio, so that parts of a unit add up. */
export function dayRateScale({ dayCount, dailyRatePlaces }: PortfolioTerms): number {
  checkOption("dayCount", dayCount, ["ACT/360", "ACT/365.FIXED"]);
  if (dailyRatePlaces === undefined) return 100 * RATE_UNITS_IN_PERCENT * daysInYear(dayCount);
  if (!(Number.isInteger(dailyRatePlaces) && dailyRatePlaces >= 0 && dailyRatePlaces <= 12)) {
    throw dailyRatePlacesOutOfRange({ found: String(dailyRatePlaces) });
  }
  return 100 * 10 ** dailyRatePlaces;
}

/** The rate of a day over that scale; rounded, ties to even, where the terms name its decimals. */
export function dayRateOf(
  { dayCount, dailyRatePlaces }: PortfolioTerms,
  annualRate: number,
): number {
  if (dailyRatePlaces === undefined) return annualRate;
  const denominator = RATE_UNITS_IN_PERCENT * daysInYear(dayCount);
  return mulDivRound(annualRate, 10 ** dailyRatePlaces, denominator, "halfEven");
}

/** @throws LendkitError `RATE_OUT_OF_RANGE` */
export function checkColumnRate(annualRate: number, field: string): number {
  if (annualRate >= 0 && annualRate <= HIGHEST_RATE) return annualRate;
  throw rateOutOfRange({ found: minorUnitsText(annualRate, COLUMN_RATE_PLACES), field });
}

function daysInYear(dayCount: PortfolioTerms["dayCount"]): number {
  return dayCountRules[dayCount].dayFraction?.denominator ?? Number.NaN;
}
