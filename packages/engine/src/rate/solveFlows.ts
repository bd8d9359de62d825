import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import type { RateSolution } from "./rateSolution.ts";
import { findRoot, type ValueAndSlope } from "./rootFinder.ts";

/** Cash flows by time: in periods for `irr`, in years for `xirr`. */
export interface TimedFlow {
  /** Zero or more. */
  readonly time: number;
  readonly amount: number;
}

/**
 * Looked for in x = log(1 + rate): there every rate above −100 % has a place, and the present
 * value, a sum of amount·e^(−x·time), is smooth and changes its sign where the rate balances.
 */
const LEAST_LOG = -30;
const MOST_LOG = 20;

/** Rates are told apart to 13 digits of 1 + rate. */
const TOLERANCE = 1e-14;

export const notAGuess: ErrorType<{ readonly found: string }> = errorType("GUESS_OUT_OF_RANGE", {
  kind: "invalid",
  message: ({ found }) => `guessPercent is ${found}, expected a number above -100.`,
});

export interface RateOptions {
  /** Where the search begins, in percent, above −100. Default: 10. */
  readonly guessPercent?: number;
  /**
   * Of several rates `yield` prefers those at which a higher rate makes the flows worth less to
   * whoever pays out first, and takes the one nearest to the guess of them; `nearest` takes the
   * nearest of all, as spreadsheets do. Default: `yield`.
   */
  readonly root?: "yield" | "nearest";
  /** How often the rate may be improved once it is bracketed. Default: enough for any. */
  readonly maxSteps?: number;
}

/**
 * The rate, in percent for one unit of time, at which the flows' present value is zero.
 *
 * Of several such rates those are preferred at which a higher rate makes an investment worth less:
 * where money is paid out first the value falls, where it is received first it rises. A rate that
 * only balances, with the value moving the other way, says nothing about the flows' yield.
 *
 */
export function solveFlows(
  flows: readonly TimedFlow[],
  { guessPercent = 10, root = "yield", maxSteps }: RateOptions,
): RateSolution {
  if (!(guessPercent > -100)) throw notAGuess({ found: String(guessPercent) });
  if (!flows.some(({ amount }) => amount > 0) || !flows.some(({ amount }) => amount < 0)) {
    return { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
  }
  const longest = flows.reduce((most, { time }) => Math.max(most, time), 0);
  const found = findRoot({
    evaluate: worth(flows, longest),
    guess: Math.min(MOST_LOG, Math.max(LEAST_LOG, Math.log1p(guessPercent / 100))),
    prefersRising: root === "yield" ? firstAmount(flows) > 0 : undefined,
    step: 0.02 * Math.min(1, 10 / longest),
    least: LEAST_LOG,
    most: MOST_LOG,
    tolerance: TOLERANCE,
    ...(maxSteps === undefined ? {} : { maxSteps }),
  });
  if (found.outcome === "none") return { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };
  return { outcome: found.outcome, ratePercent: Math.expm1(found.x) * 100 };
}

/** The earliest amount that is not zero; of several at that time, their sum. */
function firstAmount(flows: readonly TimedFlow[]): number {
  const paid = flows.filter(({ amount }) => amount !== 0);
  const first = paid.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return paid.reduce((sum, { time, amount }) => (time === first ? sum + amount : sum), 0);
}

/**
 * What the flows are worth at their beginning, or for a rate below zero at their end: so no power
 * is above 1, and no sum leaves the range of doubles. Both are zero at the same rates.
 */
function worth(flows: readonly TimedFlow[], longest: number): (x: number) => ValueAndSlope {
  const times = Float64Array.from(flows, ({ time }) => time);
  const amounts = Float64Array.from(flows, ({ amount }) => amount);
  return (x) => {
    const from = x < 0 ? longest : 0;
    let value = 0;
    let slope = 0;
    for (let index = 0; index < times.length; index += 1) {
      const time = (times[index] ?? 0) - from;
      const present = (amounts[index] ?? 0) * Math.exp(-x * time);
      value += present;
      slope -= time * present;
    }
    return { value, slope };
  };
}

/**
 * An amount as a double, which is enough to find a rate.
 *
 * @throws LendkitError `NOT_A_NUMBER`
 */
export function flowAmount(amount: Amount, field: string): number {
  exactDecimal(amount, field);
  return Number(String(amount));
}
