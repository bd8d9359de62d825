import { type FrequencyStep, parseFrequency } from "../../calendar/frequency.ts";
import type { RateSolution } from "../rateSolution.ts";
import { findRoot, type ValueAndSlope } from "../rootFinder.ts";
import type { CreditFlow } from "./creditFlows.ts";
import { monthsAndDays, type UnitPeriods, unitPeriods } from "./unitPeriods.ts";

interface TimedAmount extends UnitPeriods {
  readonly amount: number;
}

/**
 * The general equation of (b)(8): what is advanced and what is paid are worth the same, each
 * divided by (1 + f·i)(1 + i)^t after t whole unit periods and the fraction f of one. The annual
 * rate is i times the unit periods in a year, (b)(1).
 */
export function regulationZ(flows: readonly CreditFlow[], period: FrequencyStep): RateSolution {
  const { unit, perYear } = isSinglePayment(flows)
    ? termOfLoan(flows)
    : {
        unit: period,
        perYear: period.periodsPerYear.numerator / period.periodsPerYear.denominator,
      };
  const first = flows[0]?.day ?? 0;
  const timed = flows.map(({ day, amount }) => ({ amount, ...unitPeriods(first, day, unit) }));
  const longest = timed.reduce((most, { whole }) => Math.max(most, whole + 1), 1);
  const found = findRoot({
    evaluate: worth(timed),
    guess: 0.01,
    prefersRising: true,
    step: 0.02 * Math.min(1, 10 / longest),
    least: -Math.min(10, 600 / longest),
    most: Math.min(20, 600 / longest),
    tolerance: 1e-14,
  });
  if (found.outcome === "none") return { outcome: "impossible", reason: "NO_ROOT_IN_RANGE" };
  return { outcome: found.outcome, ratePercent: Math.expm1(found.x) * perYear * 100 };
}

/** By x = log(1 + i). */
function worth(flows: readonly TimedAmount[]): (x: number) => ValueAndSlope {
  return (x) => {
    const rate = Math.expm1(x);
    let [value, slope] = [0, 0];
    for (const { amount, whole, fraction } of flows) {
      const simple = 1 + fraction * rate;
      const present = (amount * Math.exp(-whole * x)) / simple;
      value += present;
      slope -= present * (whole + (fraction * (1 + rate)) / simple);
    }
    return { value, slope };
  };
}

function isSinglePayment(flows: readonly CreditFlow[]): boolean {
  return flows.length === 2;
}

/**
 * (b)(4)(ii) and (b)(5)(v) to (vii): with one advance and one payment the unit period is the term,
 * in whole months if it is that, else in days of a year of 365; of terms over a year, a year.
 */
function termOfLoan(flows: readonly CreditFlow[]): { unit: FrequencyStep; perYear: number } {
  const [start, end] = [flows[0]?.day ?? 0, flows[1]?.day ?? 0];
  const { months, days } = monthsAndDays(start, end);
  if (months >= 12) return { unit: parseFrequency("P1Y"), perYear: 1 };
  if (days === 0 && months > 0)
    return { unit: parseFrequency(`P${months}M`), perYear: 12 / months };
  const length = Math.max(1, end - start);
  return { unit: parseFrequency(`P${length}D`), perYear: 365 / length };
}
