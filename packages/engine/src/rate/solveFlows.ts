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

/** e to a higher power comes near the largest double, and sums of such are no numbers. */
const MOST_EXPONENT = 600;

/** Rates are told apart to 13 digits of 1 + rate. */
const TOLERANCE = 1e-14;

/**
 * The rate, in percent for one unit of time, at which the flows' present value is zero.
 *
 * Of several such rates those are preferred at which a higher rate makes an investment worth less:
 * where money is paid out first the value falls, where it is received first it rises. A rate that
 * only balances, with the value moving the other way, says nothing about the flows' yield.
 *
 * @param guessPercent of several preferred rates the one nearest to this is found; above −100
 */
export function solveFlows(flows: readonly TimedFlow[], guessPercent: number): RateSolution {
  const { least, most, longest } = range(flows);
  if (!flows.some(({ amount }) => amount > 0) || !flows.some(({ amount }) => amount < 0)) {
    return { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
  }
  const guess = Math.min(most, Math.max(least, Math.log1p(guessPercent / 100)));
  const step = 0.02 * Math.min(1, 10 / longest);
  const root = findRoot({
    evaluate: presentValue(flows),
    guess,
    prefersRising: firstAmount(flows) > 0,
    step,
    least,
    most,
    tolerance: TOLERANCE,
  });
  if (root.outcome === "none") return { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };
  return { outcome: root.outcome, ratePercent: Math.expm1(root.x) * 100 };
}

/** The earliest amount that is not zero; of several at that time, their sum. */
function firstAmount(flows: readonly TimedFlow[]): number {
  const paid = flows.filter(({ amount }) => amount !== 0);
  const first = paid.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return paid.reduce((sum, { time, amount }) => (time === first ? sum + amount : sum), 0);
}

function range(flows: readonly TimedFlow[]): { least: number; most: number; longest: number } {
  const longest = flows.reduce((most, { time }) => Math.max(most, time), 0);
  const limit = longest > 0 ? MOST_EXPONENT / longest : MOST_LOG;
  return { least: Math.max(LEAST_LOG, -limit), most: Math.min(MOST_LOG, limit), longest };
}

function presentValue(flows: readonly TimedFlow[]): (x: number) => ValueAndSlope {
  const times = Float64Array.from(flows, ({ time }) => time);
  const amounts = Float64Array.from(flows, ({ amount }) => amount);
  return (x) => {
    let value = 0;
    let slope = 0;
    for (let index = 0; index < times.length; index += 1) {
      const time = times[index] ?? 0;
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
