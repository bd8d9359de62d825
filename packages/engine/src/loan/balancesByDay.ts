import { type InterestDay, interestByDay } from "../billing/interestByDay.ts";
import { fromMinorUnits, minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { billOrigin } from "./billOrigin.ts";
import type { LoanFact } from "./facts.ts";

/** A bill's interest by day, as it was known when the bill was made. In the loan's currency. */
export interface BillByDay {
  readonly cycle: number;
  /**
   * Every day of the bill's period; before it those of the cycle before, where that cycle was free
   * of interest and this bill asks for it after all. Days before a payoff, which asked for their
   * interest itself, are left out.
   */
  readonly days: readonly InterestDay[];
  /** The exact sum of the days, as they write it. */
  readonly exact: string;
  /** The sum, rounded once. */
  readonly accrued: Decimal;
  /** Whether what accrued is not asked for: the cycle is free of interest so far. */
  readonly isFree: boolean;
  /** What earlier bills charged too little, below zero for too much. */
  readonly correction: Decimal;
  /** What accrued, unless it is free, and the correction; below zero where it is given back. */
  readonly interest: Decimal;
}

/**
 * The balance of each day that an issued bill's interest is for, and what the day bears.
 *
 * @param facts all facts of one loan, by sequence
 * @throws LendkitError `UNKNOWN_BILL`
 *
 * @example
 * const { days, interest } = balancesByDay(facts, 1);
 * days.length; //=> 30
 * interest; //=> 73.50: what the bill says
 */
export function balancesByDay(facts: readonly LoanFact[], cycle: number): BillByDay {
  const { state, credit, terms, days } = billOrigin(facts, cycle);
  const { currency } = state;
  const places = currencyPlaces(currency);
  const segments = days.map((day) => ({ ...day, balance: minorUnitsText(day.balance, places) }));
  const byDay = interestByDay({ currency, terms: terms.interest, segments });
  const correction = fromMinorUnits(credit.correctionMinor, places);
  return {
    cycle,
    days: byDay.days,
    exact: byDay.exact,
    accrued: byDay.interest,
    isFree: credit.isFree,
    correction,
    interest: credit.isFree ? correction : byDay.interest.plus(correction),
  };
}
