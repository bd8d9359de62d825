/**
 * The annual percentage rate of a credit, as the rules of several countries define it.
 *
 * On the same flows they differ: 12 monthly payments of 88.85 for 1,000.00 cost 12.00 % in the
 * United States and India, which multiply the monthly rate by 12, and 12.7 % in the European Union
 * and the United Kingdom, which compound it.
 *
 * @module
 */
import { type Frequency, type FrequencyStep, parseFrequency } from "../calendar/frequency.ts";
import { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import { type CreditFlow, type CreditTerms, creditFlows } from "./apr/creditFlows.ts";
import { regulationZ } from "./apr/regulationZ.ts";
import { commonPeriod, unitPeriods } from "./apr/unitPeriods.ts";
import { type TimeInterval, timeIntervals, yearsBetween } from "./apr/years.ts";
import type { RateSolution } from "./rateSolution.ts";
import { solveFlows } from "./solveFlows.ts";

export type AprTerms = CreditTerms &
  (
    | {
        /**
         * - `us.regZ`: United States, 12 CFR 1026 (Regulation Z), Appendix J, the actuarial method.
         * - `in.kfs`: India, Reserve Bank of India, Key Facts Statement for Loans and Advances
         *   (2024): the internal rate of return of a period times the periods in a year.
         */
        readonly method: "us.regZ" | "in.kfs";
        /** The unit period. Default: the one that lies most often between the flows. */
        readonly unitPeriod?: Frequency;
      }
    | {
        /** European Union, Directive 2008/48/EC, Annex I, and Directive (EU) 2023/2225, Annex III. */
        readonly method: "eu.ccd";
        /** Default: `months`. */
        readonly intervals?: TimeInterval;
      }
    | {
        /** United Kingdom, FCA Handbook, CONC App 1.2: times in years of 365 days. */
        readonly method: "uk.cca";
      }
  );

export type AprMethod = AprTerms["method"];

export type Apr =
  | {
      readonly outcome: "found";
      /** Rounded, ties away from zero: to one decimal in the EU and the UK, else to two. */
      readonly ratePercent: Decimal;
      /** To about 12 significant digits. */
      readonly unroundedPercent: number;
    }
  | { readonly outcome: "notConverged"; readonly unroundedPercent: number }
  | Extract<RateSolution, { outcome: "impossible" }>;

const places: Readonly<Record<AprMethod, number>> = {
  "us.regZ": 2,
  "in.kfs": 2,
  "eu.ccd": 1,
  "uk.cca": 1,
};

/**
 * The annual percentage rate. A credit that costs nothing has one of zero.
 *
 * @throws LendkitError `UNKNOWN_OPTION`, `NO_CREDIT_FLOW`, `CREDIT_FLOW_OUT_OF_RANGE`,
 *   `NOT_A_NUMBER`, `INVALID_DATE`, `INVALID_FREQUENCY`
 *
 * @example
 * // Appendix J, (c)(1)(i): 5,000 on 10 January 1978, 24 monthly payments of 230 from 10 February.
 * apr({ method: "us.regZ", advances, payments });
 * //=> { outcome: "found", ratePercent: 9.69, unroundedPercent: 9.6857… }
 */
export function apr(terms: AprTerms): Apr {
  checkOption("method", terms.method, Object.keys(places));
  const flows = creditFlows(terms);
  const solution = costsNothing(flows)
    ? ({ outcome: "found", ratePercent: 0 } as const)
    : solve(terms, flows);
  if (solution.outcome === "impossible") return solution;
  const { outcome, ratePercent: unroundedPercent } = solution;
  if (outcome === "notConverged") return { outcome, unroundedPercent };
  const ratePercent = new Decimal(unroundedPercent).toDecimalPlaces(
    places[terms.method],
    Decimal.ROUND_HALF_UP,
  );
  return { outcome, ratePercent, unroundedPercent };
}

function solve(terms: AprTerms, flows: readonly CreditFlow[]): RateSolution {
  const first = flows[0]?.day ?? 0;
  const byTime = (time: (day: number) => number): RateSolution =>
    solveFlows(
      {
        times: Float64Array.from(flows, ({ day }) => time(day)),
        amounts: Float64Array.from(flows, ({ amount }) => amount),
      },
      {},
    );
  if (terms.method === "uk.cca") return byTime((day) => yearsBetween(first, day, "days"));
  if (terms.method === "eu.ccd") {
    const interval = terms.intervals ?? "months";
    checkOption("intervals", interval, timeIntervals);
    return byTime((day) => yearsBetween(first, day, interval));
  }
  const period = unitPeriodOf(terms.unitPeriod, flows);
  if (terms.method === "us.regZ") return regulationZ(flows, period);
  const ofPeriod = byTime((day) => {
    const { whole, fraction } = unitPeriods(first, day, period);
    return whole + fraction;
  });
  if (ofPeriod.outcome === "impossible") return ofPeriod;
  const { numerator, denominator } = period.periodsPerYear;
  return { ...ofPeriod, ratePercent: (ofPeriod.ratePercent * numerator) / denominator };
}

function unitPeriodOf(
  unitPeriod: Frequency | undefined,
  flows: readonly CreditFlow[],
): FrequencyStep {
  return unitPeriod === undefined ? commonPeriod(flows) : parseFrequency(unitPeriod, "unitPeriod");
}

/** What is received on a day is paid back on that day. */
function costsNothing(flows: readonly CreditFlow[]): boolean {
  const byDay = new Map<number, number>();
  for (const { day, amount } of flows) byDay.set(day, (byDay.get(day) ?? 0) + amount);
  return [...byDay.values()].every((net) => net === 0);
}
