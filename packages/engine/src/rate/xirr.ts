import { actualDays, type DayCount, type DayCountNeeds } from "../calendar/dayCount/rule.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { invalidDate, type PlainDate, parseEpochDay } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import type { RateSolution } from "./rateSolution.ts";
import { flowAmount, type RateOptions, solveFlows } from "./solveFlows.ts";

/** A day count that two dates are enough for. */
export type TwoDateDayCount = {
  [Name in DayCount]: [DayCountNeeds[Name]] extends [never] ? Name : never;
}[DayCount];

/** Money that flows on a day; paid out below zero. */
export interface DatedFlow {
  readonly on: PlainDate;
  readonly amount: Amount;
}

/**
 * The rate, in percent a year, compounding yearly, at which dated flows balance: the sum of
 * amount / (1 + rate)^t is zero, with t the years from the earliest flow by the day count.
 *
 * Flows that change their sign more than once may have several such rates. Preferred are those at
 * which a higher rate makes the flows worth less to whoever pays out first; of these the one
 * nearest to the guess is found.
 *
 * @param flows in any order
 * @param options.dayCount ACT/365.FIXED if not given, as spreadsheets count
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_DATE`, `GUESS_OUT_OF_RANGE`
 *
 * @example
 * xirr([
 *   { on: plainDate("2023-06-15"), amount: -1000 },
 *   { on: plainDate("2024-06-14"), amount: 1120 },
 * ]); //=> { outcome: "found", ratePercent: 12 }: 365 days later
 */
export function xirr(
  flows: readonly DatedFlow[],
  options: RateOptions & { readonly dayCount?: TwoDateDayCount } = {},
): RateSolution {
  const { dayCount = "ACT/365.FIXED" } = options;
  const { dayFraction, days, fraction } = dayCountRules[dayCount];
  const times = new Float64Array(flows.length);
  const amounts = new Float64Array(flows.length);
  let first = Number.MAX_VALUE;
  for (let index = 0; index < flows.length; index += 1) {
    const flow = flows[index];
    if (flow === undefined) continue;
    const day = parseEpochDay(flow.on);
    if (Number.isNaN(day)) {
      throw invalidDate({ found: String(flow.on), field: `flows.${index}.on` });
    }
    times[index] = day;
    amounts[index] = amountOf(flow, index);
    first = Math.min(first, day);
  }
  if (dayFraction !== undefined) {
    const counted = days === actualDays ? times : times.map((day) => days(first, day, {}));
    const tick = dayFraction.numerator / dayFraction.denominator;
    return solveFlows({ times: counted, amounts }, options, tick);
  }
  const years = times.map((day) => {
    const { numerator, denominator } = fraction(first, day, {});
    return numerator / denominator;
  });
  return solveFlows({ times: years, amounts }, options);
}

/** The place of a flow is only put into words where it is needed. */
function amountOf({ amount }: DatedFlow, index: number): number {
  if (typeof amount === "number" && Number.isFinite(amount)) return amount;
  return flowAmount(amount, `flows.${index}.amount`);
}
