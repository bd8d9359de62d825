import type { Amount } from "../money/amount.ts";
import type { RateSolution } from "./rateSolution.ts";
import { flowAmount, type RateOptions, solveFlows } from "./solveFlows.ts";

/**
 * The internal rate of return of flows that come one a period: the rate, in percent a period, at
 * which their present value is zero.
 *
 * Flows that change their sign more than once may have several such rates. Preferred are those at
 * which a higher rate makes the flows worth less to whoever pays out first; of these the one
 * nearest to the guess is found.
 *
 * @param cashFlows the first at once, then one at the end of each period; paid out below zero
 * @throws LendkitError `NOT_A_NUMBER`, `GUESS_OUT_OF_RANGE`
 *
 * @example
 * irr([-100, 60, 60]); //=> { outcome: "found", ratePercent: 13.066… }
 */
export function irr(cashFlows: readonly Amount[], options: RateOptions = {}): RateSolution {
  const times = Float64Array.from(cashFlows, (_, time) => time);
  const amounts = Float64Array.from(cashFlows, (amount, time) =>
    flowAmount(amount, `cashFlows.${time}`),
  );
  return solveFlows({ times, amounts }, options);
}
