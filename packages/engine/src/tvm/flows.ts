/**
 * Values and rates of cash flows, as spreadsheets compute them; rates are fractions.
 *
 * @module
 */
import { type PlainDate, plainDate, toEpochDay } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { irr as irrPercent } from "../rate/irr.ts";
import type { RateSolution } from "../rate/rateSolution.ts";
import { type DatedFlow, xirr as xirrPercent } from "../rate/xirr.ts";
import { divisionByZero } from "./annuity.ts";
import { noValue } from "./errors.ts";
import { type FoundRate, refine } from "./foundRate.ts";
import { decimalOf, precise, result } from "./precision.ts";

/**
 * NPV: what flows at the end of each period are worth one period before the first of them.
 *
 * @param ratePerPeriod a fraction, not −1
 * @throws LendkitError `NOT_A_NUMBER`, `TVM_NO_VALUE`
 *
 * @example
 * tvm.npv("0.1", [-10000, 2000, 4000, 8000]).toFixed(2); //=> "1031.35"
 */
export function npv(ratePerPeriod: Amount, cashFlows: readonly Amount[]): Decimal {
  const rate = decimalOf(ratePerPeriod, "ratePerPeriod");
  if (rate.eq(-1)) throw divisionByZero("npv", "ratePerPeriod is -1");
  return result(discounted(rate, decimals(cashFlows)).div(new (precise(rate))(rate).plus(1)));
}

/**
 * XNPV: what dated flows are worth on the day of the first one, by years of 365 days.
 *
 * @param annualRate a fraction, above −1
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_DATE`; `TVM_NO_VALUE` for a rate of −1 or below,
 *   or a flow before the first.
 */
export function xnpv(annualRate: Amount, flows: readonly DatedFlow[]): Decimal {
  const rate = decimalOf(annualRate, "annualRate");
  const days = flows.map(({ on }, index) => dayOf(on, index));
  const first = days[0] ?? 0;
  if (rate.lte(-1) || days.some((day) => day < first)) {
    throw noValue({
      function: "xnpv",
      found: rate.lte(-1) ? `annualRate is ${rate}` : "a flow comes before the first",
      expected: "a fraction above -1 and flows from the first one on",
      spreadsheetError: "#NUM!",
    });
  }
  const Precise = precise(rate);
  const ofYear = new Precise(rate).plus(1).ln();
  const sum = flows.reduce((total, { amount }, index) => {
    const years = new Precise((days[index] ?? 0) - first).div(365);
    const growth = ofYear.times(years).exp();
    return total.plus(new Precise(decimalOf(amount, `flows.${index}.amount`)).div(growth));
  }, new Precise(0));
  return result(sum);
}

/**
 * IRR: the rate of a period at which the flows are worth nothing; of several the nearest to the
 * guess.
 *
 * @param options.guess where the search begins; 0.1 if not given
 * @param options.maxSteps how often the rate may be improved; enough for any if not given
 * @throws LendkitError `NOT_A_NUMBER`
 */
export function irr(
  cashFlows: readonly Amount[],
  options: { readonly guess?: number; readonly maxSteps?: number } = {},
): FoundRate {
  const { guess = 0.1, ...limit } = options;
  const flows = decimals(cashFlows);
  const solution = irrPercent(cashFlows, { guessPercent: guess * 100, root: "nearest", ...limit });
  return asFraction(solution, (near) => refine((rate) => discounted(rate, flows), near));
}

/**
 * XIRR: the yearly rate at which dated flows are worth nothing, by years of 365 days, to about 12
 * digits; of several the nearest to the guess.
 *
 * @param options.guess where the search begins; 0.1 if not given
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_DATE`
 */
export function xirr(
  flows: readonly DatedFlow[],
  { guess = 0.1 }: { readonly guess?: number } = {},
): FoundRate {
  const solution = xirrPercent(flows, { guessPercent: guess * 100, root: "nearest" });
  return asFraction(solution, (near) => new Decimal(near));
}

/**
 * MIRR: the rate of a period at which what is received, put out at one rate, repays what is paid,
 * borrowed at another.
 *
 * @param rates.finance of what is paid, a fraction above −1
 * @param rates.reinvest of what is received, a fraction above −1
 * @throws LendkitError `NOT_A_NUMBER`; `TVM_NO_VALUE` where money flows one way only.
 */
export function mirr(
  cashFlows: readonly Amount[],
  rates: { readonly finance: Amount; readonly reinvest: Amount },
): Decimal {
  const flows = decimals(cashFlows);
  const finance = decimalOf(rates.finance, "rates.finance");
  const reinvest = decimalOf(rates.reinvest, "rates.reinvest");
  const paid = flows.map((flow) => Decimal.min(flow, 0));
  const received = flows.map((flow) => Decimal.max(flow, 0));
  if (paid.every((flow) => flow.isZero()) || received.every((flow) => flow.isZero())) {
    throw divisionByZero("mirr", "money flows one way only");
  }
  const Precise = precise(reinvest);
  const periods = flows.length - 1;
  const worth = discounted(reinvest, received).times(new Precise(reinvest).plus(1).pow(periods));
  const growth = worth.div(discounted(finance, paid)).neg();
  return result(growth.pow(new Precise(1).div(periods)).minus(1));
}

/** The first flow as it is, the next discounted once. */
function discounted(rate: Decimal, flows: readonly Decimal[]): Decimal {
  const Precise = precise(rate);
  const growth = new Precise(rate).plus(1);
  return flows.reduceRight((worth, flow) => worth.div(growth).plus(flow), new Precise(0));
}

function decimals(cashFlows: readonly Amount[]): readonly Decimal[] {
  return cashFlows.map((flow, index) => decimalOf(flow, `cashFlows.${index}`));
}

function dayOf(on: PlainDate, index: number): number {
  return toEpochDay(plainDate(on, `flows.${index}.on`));
}

function asFraction(solution: RateSolution, toRate: (near: number) => Decimal): FoundRate {
  if (solution.outcome === "impossible") return solution;
  const near = solution.ratePercent / 100;
  return solution.outcome === "found"
    ? { outcome: "found", rate: toRate(near) }
    : { outcome: "notConverged", rate: new Decimal(near) };
}
