/**
 * What would be approved instead.
 *
 * The bounds of a rate and of an amount are read off the rules where a rule states them. Bisection
 * is used for two only, both monotone by proof, since an installment never falls when its principal
 * or its rate rises, and rounding keeps that order: the largest principal whose installment keeps
 * its part of the income, and the lowest rate of a least interest. Tenors are tried one after the
 * other. Whatever is found has then to be approved by deciding again.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { MAX_ANNUAL_RATE_PERCENT } from "../rate/interestRate.ts";
import { largestFitting, lastWhere, stepsOf, wholeSteps } from "./amountGrid.ts";
import { Unrounded } from "./creditValue.ts";
import type { Counterfactuals, CreditRequest } from "./decision.ts";
import { rowsOn } from "./hardRule.ts";
import { aYearOf, mostPrincipal } from "./hardRules.ts";
import { type Judged, judgeRequest, type Standing } from "./judgeRequest.ts";
import { mostUnderShare } from "./mostUnderShare.ts";

/** The longest tenor that is tried, in months. */
const LONGEST_TENOR = 600;

const DEFAULT_RATE_STEP = "0.01";

/** The counterfactuals of a request, whether it is approved or not. */
export function counterfactuals(standing: Standing, request: CreditRequest): Counterfactuals {
  const lowestRatePercent = lowestRate(standing, request);
  const largestPrincipal = largestAmount(standing, request);
  const shortestTenorMonths = shortestTenor(standing, request);
  return {
    ...(lowestRatePercent === undefined ? {} : { lowestRatePercent }),
    ...(largestPrincipal === undefined ? {} : { largestPrincipal }),
    ...(shortestTenorMonths === undefined ? {} : { shortestTenorMonths }),
  };
}

/** A higher rate mends what is below a bound and nothing else, so only the lowest one is tried. */
function lowestRate(standing: Standing, request: CreditRequest): Decimal | undefined {
  const { slab, policy } = standing;
  if (slab.decision === "refuse") return undefined;
  const bounds = rowsOn(policy.hardRules, "leastRate").map((row) => row.annualRatePercent);
  const bound = Decimal.max(...[slab.minimumRatePercent, ...bounds].map(decimal));
  const rate = earnsTooLittle(standing, { ...request, annualRatePercent: bound })
    ? lowestEarningRate(standing, request, bound)
    : bound;
  if (rate === undefined) return undefined;
  return approves(standing, { ...request, annualRatePercent: rate }) ? rate : undefined;
}

/** The first rate of the grid above `bound` that earns the least interest. */
function lowestEarningRate(
  standing: Standing,
  request: CreditRequest,
  bound: Decimal,
): Decimal | undefined {
  const step = decimal(standing.policy.rateStep ?? DEFAULT_RATE_STEP);
  const rateAt = (steps: bigint): Decimal => stepsOf(step, steps);
  const earns = (steps: bigint): boolean =>
    !earnsTooLittle(standing, { ...request, annualRatePercent: rateAt(steps) });
  const highest = wholeSteps(new Decimal(MAX_ANNUAL_RATE_PERCENT), step);
  if (!earns(highest)) return undefined;
  const last = lastWhere((steps) => !earns(steps), wholeSteps(bound, step), highest);
  return rateAt(last + 1n);
}

function earnsTooLittle(standing: Standing, request: CreditRequest): boolean {
  const codes = new Set(rowsOn(standing.policy.hardRules, "leastInterest").map(({ code }) => code));
  if (codes.size === 0) return false;
  return judged(standing, request)?.refusals.some(({ code }) => codes.has(code)) ?? false;
}

/** The least of the bounds that rules set; every other rule says the same of it and of less. */
function largestAmount(standing: Standing, request: CreditRequest): Decimal | undefined {
  const { policy, scored } = standing;
  const { approvedLimit, currentVolume } = scored.figures;
  const bounds = (policy.hardRules ?? [])
    .map((row) => mostPrincipal(row, request))
    .filter((bound) => bound !== undefined);
  if (policy.limit.countsProposed) bounds.push(new Unrounded(approvedLimit).minus(currentVolume));
  bounds.push(...mostUnderShares(standing, request));

  const step = decimal(policy.amountStep ?? policy.installmentRounding.unit);
  const principal = largestFitting(bounds, step, (each) =>
    keepsShares(standing, { ...request, principal: each }),
  );
  if (principal === undefined) return undefined;
  return approves(standing, { ...request, principal }) ? principal : undefined;
}

/** A bound for each rule that holds the proposed installment against the income. */
function mostUnderShares(
  { policy, applicant, scored }: Standing,
  request: CreditRequest,
): Decimal[] {
  const { percentOfIncome, countsProposed } = policy.installmentCap;
  const shares = rowsOn(policy.hardRules, "installmentsOfIncome").map((row) => row.percentOfIncome);
  if (countsProposed) shares.push(percentOfIncome);
  return shares.map((share) =>
    mostUnderShare({
      annualIncome: aYearOf(applicant.monthlyIncome),
      percentOfIncome: share,
      currentInstallments: scored.figures.currentInstallments,
      tenorMonths: request.tenorMonths,
      unit: policy.installmentRounding.unit,
    }),
  );
}

/** The refusals of installments that are too much. */
function shareCodes({ policy }: Standing): string[] {
  const rows = rowsOn(policy.hardRules, "installmentsOfIncome");
  return ["INSTALLMENTS_OVER_CAP", ...rows.map(({ code }) => code)];
}

/** Whether the installment can be computed and, where it counts, is not too much. */
function keepsShares(standing: Standing, request: CreditRequest): boolean {
  const codes = shareCodes(standing);
  return judged(standing, request)?.refusals.every(({ code }) => !codes.includes(code)) ?? false;
}

function shortestTenor(standing: Standing, request: CreditRequest): number | undefined {
  const ofTenor = new Set([
    ...shareCodes(standing),
    ...rowsOn(standing.policy.hardRules, "leastInterest").map(({ code }) => code),
  ]);
  for (let tenorMonths = 1; tenorMonths <= LONGEST_TENOR; tenorMonths += 1) {
    const refusals = judged(standing, { ...request, tenorMonths })?.refusals;
    if (refusals?.length === 0) return tenorMonths;
    if (refusals?.some(({ code }) => !ofTenor.has(code))) return undefined;
  }
  return undefined;
}

function approves(standing: Standing, request: CreditRequest): boolean {
  return judged(standing, request)?.refusals.length === 0;
}

/** Nothing where the installment is beyond the largest amount, which no decision approves. */
function judged(standing: Standing, request: CreditRequest): Judged | undefined {
  try {
    return judgeRequest(standing, request);
  } catch (error) {
    if (amountTooLarge.is(error)) return undefined;
    throw error;
  }
}

function decimal(amount: Amount): Decimal {
  return new Decimal(String(amount));
}
