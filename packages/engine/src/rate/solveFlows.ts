import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, exactDecimal } from "../money/amount.ts";
import type { RateSolution } from "./rateSolution.ts";
import { findOnlyRoot, findRoot, type ValueAndSlope } from "./rootFinder.ts";

/** Cash flows by time: in periods for `irr`, in years for `xirr`; in any order. */
export interface TimedFlows {
  /** Zero or more. */
  readonly times: Float64Array;
  readonly amounts: Float64Array;
}

/** Flows in the order of their times, in ticks of which times that were counted are whole numbers. */
interface FlowColumns {
  readonly amounts: Float64Array;
  /** Ticks since the flow before, as an index into `gaps`. */
  readonly gapOf: Uint32Array;
  /** The different gaps, in the unit of time. */
  readonly gaps: Float64Array;
  /** From the first flow to the last, in the unit of time. */
  readonly longest: number;
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
  flows: TimedFlows,
  { guessPercent = 10, root = "yield", maxSteps }: RateOptions,
  tick = 1,
): RateSolution {
  if (!(guessPercent > -100)) throw notAGuess({ found: String(guessPercent) });
  const columns = flowColumns(flows, tick);
  const turns = signChanges(columns.amounts);
  if (turns === 0) return { outcome: "impossible", reason: "NO_SIGN_CHANGE" };
  const search = {
    evaluate: worth(columns),
    guess: Math.min(MOST_LOG, Math.max(LEAST_LOG, Math.log1p(guessPercent / 100))),
    prefersRising: root === "yield" ? firstAmount(columns) > 0 : undefined,
    step: 0.02 * Math.min(1, 10 / columns.longest),
    least: LEAST_LOG,
    most: MOST_LOG,
    tolerance: TOLERANCE,
    ...(maxSteps === undefined ? {} : { maxSteps }),
  };
  // By Descartes' rule there are at most as many roots as changes of sign, and with one there is one:
  // at high rates only the first flows count, at low ones the last.
  const found = turns === 1 ? findOnlyRoot(search, firstAmount(columns) > 0) : findRoot(search);
  if (found.outcome === "none") return { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };
  return { outcome: found.outcome, ratePercent: Math.expm1(found.x) * 100 };
}

function flowColumns(flows: TimedFlows, tick: number): FlowColumns {
  const { times, amounts } = inOrder(flows);
  const gapOf = new Uint32Array(times.length);
  const gaps: number[] = [];
  const places = new GapPlaces();
  const start = times[0] ?? 0;
  let before = start;
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? 0;
    const place = places.of(time - before);
    if (place === gaps.length) gaps.push((time - before) * tick);
    gapOf[index] = place;
    before = time;
  }
  return { amounts, gapOf, gaps: Float64Array.from(gaps), longest: (before - start) * tick };
}

/** Numbers gaps in the order of their first coming. Most are days or periods, and small. */
class GapPlaces {
  /** The place of a small whole gap, plus one. */
  readonly #small: Uint16Array = new Uint16Array(512);
  readonly #others: Map<number, number> = new Map();
  #count = 0;

  of(gap: number): number {
    const known = this.#small[gap] ?? 0;
    if (known > 0) return known - 1;
    const other = this.#others.get(gap);
    if (other !== undefined) return other;
    const place = this.#count;
    this.#count += 1;
    if (gap in this.#small && place < 65_535) this.#small[gap] = place + 1;
    else this.#others.set(gap, place);
    return place;
  }
}

function inOrder(flows: TimedFlows): TimedFlows {
  const { times, amounts } = flows;
  if (isInOrder(times)) return flows;
  const order = Uint32Array.from(times, (_, index) => index);
  order.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  return {
    times: Float64Array.from(order, (index) => times[index] ?? 0),
    amounts: Float64Array.from(order, (index) => amounts[index] ?? 0),
  };
}

function isInOrder(times: Float64Array): boolean {
  for (let index = 1; index < times.length; index += 1) {
    if ((times[index] ?? 0) < (times[index - 1] ?? 0)) return false;
  }
  return true;
}

function signChanges(amounts: Float64Array): number {
  let changes = 0;
  let before = 0;
  for (let index = 0; index < amounts.length; index += 1) {
    const amount = amounts[index] ?? 0;
    if (amount === 0) continue;
    if (before !== 0 && amount > 0 !== before > 0) changes += 1;
    before = amount;
  }
  return changes;
}

/** The sum of the earliest time at which amounts do not cancel out; zero where there is none. */
function firstAmount({ amounts, gapOf, gaps }: FlowColumns): number {
  let sum = 0;
  for (let index = 0; index < amounts.length; index += 1) {
    const isLater = index > 0 && (gaps[gapOf[index] ?? 0] ?? 0) > 0;
    if (isLater && sum !== 0) return sum;
    sum += amounts[index] ?? 0;
  }
  return sum;
}

/**
 * What the flows are worth at their beginning, or for a rate below zero at their end: so no power
 * is above 1, and no sum leaves the range of doubles. Both are zero at the same rates. Gaps repeat
 * (there are four lengths of months), so their powers are computed once.
 */
function worth({ amounts, gapOf, gaps, longest }: FlowColumns): (x: number) => ValueAndSlope {
  const powers = new Float64Array(gaps.length);
  return (x) => {
    for (let index = 0; index < gaps.length; index += 1) {
      powers[index] = Math.exp(-Math.abs(x) * (gaps[index] ?? 0));
    }
    return x < 0 ? fromEnd() : fromStart();
  };

  function fromStart(): ValueAndSlope {
    let [value, slope, time, power] = [0, 0, 0, 1];
    for (let index = 0; index < amounts.length; index += 1) {
      const gap = gapOf[index] ?? 0;
      time += gaps[gap] ?? 0;
      power *= powers[gap] ?? 0;
      const present = (amounts[index] ?? 0) * power;
      value += present;
      slope -= time * present;
    }
    return { value, slope };
  }

  function fromEnd(): ValueAndSlope {
    let [value, slope, time, power] = [0, 0, longest, 1];
    for (let index = amounts.length - 1; index >= 0; index -= 1) {
      const future = (amounts[index] ?? 0) * power;
      value += future;
      slope += (longest - time) * future;
      const gap = gapOf[index] ?? 0;
      time -= gaps[gap] ?? 0;
      power *= powers[gap] ?? 0;
    }
    return { value, slope };
  }
}

/**
 * An amount as a double, which is enough to find a rate.
 *
 * @throws LendkitError `NOT_A_NUMBER`
 */
export function flowAmount(amount: Amount, field: string): number {
  if (typeof amount === "number" && Number.isFinite(amount)) return amount;
  exactDecimal(amount, field);
  return Number(String(amount));
}
