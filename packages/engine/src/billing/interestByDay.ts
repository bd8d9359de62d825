/**
 * A cycle's interest, day by day.
 *
 * @module
 */
import { addDays, datesOutOfOrder, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { type Amount, fromMinorUnits } from "../money/amount.ts";
import { bigRatio, reduceBigRatio } from "../money/bigRatio.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { zeroOrMore } from "./billInput.ts";
import { checkInterestTerms, type InterestTerms } from "./billingTerms.ts";
import { accrueMore, type ExactInterest, noInterest, roundInterest } from "./exactInterest.ts";

/** A balance that bears interest at a rate for some days. */
export interface BalanceSegment {
  /** In the currency's major unit, zero or more. */
  readonly balance: Amount;
  /** Percent a year, 0 to 1000. */
  readonly annualRatePercent: Amount;
  /** Included. */
  readonly from: PlainDate;
  /** Excluded. */
  readonly to: PlainDate;
}

/** What one day bears. */
export interface InterestDay {
  readonly on: PlainDate;
  /** At the end of the day. */
  readonly balance: Decimal;
  /** Percent a year. */
  readonly annualRatePercent: Decimal;
  /** Unrounded, to 40 significant digits. */
  readonly interest: Decimal;
  /** The same without loss: a fraction in lowest terms, "180/73", or a whole number. */
  readonly exact: string;
}

export interface InterestByDay {
  /** Every day of the segments, in order. */
  readonly days: readonly InterestDay[];
  /** The exact sum of the days, written as theirs. */
  readonly exact: string;
  /** The sum, rounded once: what a bill asks for. */
  readonly interest: Decimal;
}

/**
 * The interest of each day of a cycle. The days sum, exactly and rounded once, to the bill's
 * interest.
 *
 * @param of.segments in order of time; a day between two of them bears nothing
 * @throws LendkitError `DATES_OUT_OF_ORDER` where segments overlap, `CANNOT_BILL` for a balance below
 *   zero; `INVALID_BILLING_TERMS`, `UNKNOWN_OPTION`; of amounts, rates and dates
 *
 * @example
 * const { days, interest } = interestByDay({
 *   currency: "INR",
 *   terms: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
 *   segments: [{ balance: 5000, annualRatePercent: 18, from: plainDate("2024-01-01"), to: plainDate("2024-01-31") }],
 * });
 * days[0].interest; //=> 2.45: 5000 at 0.049 %
 * interest; //=> 73.50
 */
export function interestByDay(of: {
  readonly currency: CurrencyCode;
  readonly terms: InterestTerms;
  readonly segments: readonly BalanceSegment[];
}): InterestByDay {
  const places = currencyPlaces(of.currency);
  checkInterestTerms(of.terms);
  checkOrder(of.segments);
  let total = noInterest;
  const days: InterestDay[] = [];
  for (const { balance, annualRatePercent: rate, from, to } of of.segments) {
    const minor = zeroOrMore(balance, places, "balance");
    plainPeriodRate(rate, 1);
    for (let on = from; on < to; on = addDays(on, 1)) {
      const day = { balance: minor, annualRatePercent: String(rate), from: on, to: addDays(on, 1) };
      const earned = accrueMore(noInterest, of.terms, day);
      total = accrueMore(total, of.terms, day);
      days.push({
        on,
        balance: fromMinorUnits(minor, places),
        annualRatePercent: new Decimal(String(rate)),
        ...inMajorUnits(earned, places),
      });
    }
  }
  const interest = fromMinorUnits(roundInterest(total, of.terms.rounding), places);
  return { days, exact: inMajorUnits(total, places).exact, interest };
}

/** @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER` */
function checkOrder(segments: readonly BalanceSegment[]): void {
  let last: PlainDate | undefined;
  for (const { from, to } of segments) {
    plainDate(from, "from");
    plainDate(to, "to");
    if (last !== undefined && from < last) throw datesOutOfOrder({ start: last, end: from });
    if (to < from) throw datesOutOfOrder({ start: from, end: to });
    last = to;
  }
}

/** Unrounded interest as decimals and as an exact fraction of the currency's major unit. */
function inMajorUnits(
  minor: ExactInterest,
  places: number,
): { readonly interest: Decimal; readonly exact: string } {
  const scale = 10n ** BigInt(places);
  const { numerator, denominator } = reduceBigRatio(
    bigRatio(BigInt(minor.numerator), BigInt(minor.denominator) * scale),
  );
  const exact = denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
  return { interest: new Decimal(String(numerator)).div(String(denominator)), exact };
}
