/**
 * A root of a smooth function: a bracket is looked for outward from a guess, then closed by
 * Newton's steps, each replaced by a halving where it would leave the bracket.
 *
 * @module
 */

/** A function's value and slope at one point. */
export interface ValueAndSlope {
  readonly value: number;
  readonly slope: number;
}

export interface RootSearch {
  readonly evaluate: (x: number) => ValueAndSlope;
  /** Looked at first, and outward from it on both sides. Between `least` and `most`. */
  readonly guess: number;
  /** Whether a root where the function rises is preferred to one where it falls; or neither is. */
  readonly prefersRising: boolean | undefined;
  /** Width of the first step outward; each next one is a quarter wider. */
  readonly step: number;
  /** Where the search ends, both included. */
  readonly least: number;
  readonly most: number;
  /** A step no longer than this ends the search. */
  readonly tolerance: number;
  /** How often a bracket may be narrowed. Default: 200, which closes any. */
  readonly maxSteps?: number;
}

export type Root =
  | { readonly outcome: "found" | "notConverged"; readonly x: number }
  | { readonly outcome: "none" };

const GROWTH = 1.25;

/** Halvings alone take fewer than this from any bracket to neighboring doubles. */
const MAX_STEPS = 200;

interface Bracket {
  readonly low: number;
  readonly high: number;
  /** The function goes from below zero to above it. */
  readonly rising: boolean;
}

/**
 * Of the roots where the function goes the preferred way, else of the others, the one that is met
 * first on the way outward; of two at once the lower one.
 */
export function findRoot(search: RootSearch): Root {
  const { value } = search.evaluate(search.guess);
  let other: Bracket | undefined;
  for (const bracket of bracketsOutward(search, value)) {
    const { prefersRising = bracket.rising } = search;
    if (bracket.rising === prefersRising) return closeIn(search, bracket);
    other ??= bracket;
  }
  return other === undefined ? { outcome: "none" } : closeIn(search, other);
}

/**
 * The root of a function that crosses zero once, in a known direction: Newton's steps from the
 * guess, within all of the range.
 */
export function findOnlyRoot(search: RootSearch, rising: boolean): Root {
  const { least, most, guess } = search;
  const root = closeIn(search, { low: least, high: most, rising }, guess);
  if (root.outcome === "none") return root;
  const atEnd = root.x - least <= search.tolerance || most - root.x <= search.tolerance;
  return atEnd ? { outcome: "none" } : root;
}

function* bracketsOutward(search: RootSearch, atGuess: number): Generator<Bracket> {
  const { evaluate, guess, least, most } = search;
  let [low, lowValue] = [guess, atGuess];
  let [high, highValue] = [guess, atGuess];
  for (let step = search.step; low > least || high < most; step *= GROWTH) {
    const nextLow = Math.max(least, low - step);
    const nextLowValue = evaluate(nextLow).value;
    if (isCrossed(nextLowValue, lowValue)) {
      yield { low: nextLow, high: low, rising: nextLowValue < lowValue };
    }
    const nextHigh = Math.min(most, high + step);
    const nextHighValue = evaluate(nextHigh).value;
    if (isCrossed(nextHighValue, highValue)) {
      yield { low: high, high: nextHigh, rising: nextHighValue > highValue };
    }
    [low, lowValue, high, highValue] = [nextLow, nextLowValue, nextHigh, nextHighValue];
  }
}

/** Zero itself counts as above, so that a root met exactly is crossed once. */
function isCrossed(one: number, other: number): boolean {
  return one < 0 !== other < 0;
}

function closeIn(
  { evaluate, tolerance, maxSteps = MAX_STEPS }: RootSearch,
  bracket: Bracket,
  start = (bracket.low + bracket.high) / 2,
): Root {
  let { low, high } = bracket;
  let x = start;
  for (let step = 0; step < maxSteps; step += 1) {
    const { value, slope } = evaluate(x);
    if (value === 0) return { outcome: "found", x };
    if (value < 0 === bracket.rising) low = x;
    else high = x;
    const newton = x - value / slope;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= tolerance) return { outcome: "found", x: next };
    x = next;
  }
  return { outcome: "notConverged", x };
}
