/**
 * What would be approved instead.
 *
 * The bounds of a rate and of an amount are read off the rules where a rule states them. Bisection
 * is used for two only, both monotone by proof, since an installment never falls when its principal
 * or its rate rises, and rounding keeps that order: the largest principal under a cap on
 * installments, and the lowest rate of a least interest. Tenors are tried one after the other.
 * Whatever is found has then to be approved by deciding again.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { MAX_ANNUAL_RATE_PERCENT } from "../rate/interestRate.ts";
import { isPositiveAmount, Unrounded } from "./creditValue.ts";
import type { Counterfactuals, CreditRequest } from "./decision.ts";
import { rowsOn } from "./hardRule.ts";
import { mostPrincipal } from "./hardRules.ts";
import { type Judged, judgeRequest, type Standing } from "./judgeRequest.ts";

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
  const rateAt = (steps: bigint): Decimal => times(step, steps);
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
  if (policy.installmentCap.countsProposed) bounds.push(mostUnderCap(standing, request));
  if (bounds.length === 0) return undefined;

  const step = decimal(policy.amountStep ?? policy.installmentRounding.unit);
  const least = Decimal.min(...bounds);
  if (!isPositiveAmount(least)) return undefined;
  let steps = wholeSteps(least, step);
  const fits = (count: bigint): boolean =>
    isUnderCap(standing, withPrincipal(request, step, count));
  if (steps < 1n) return undefined;
  if (!fits(steps)) steps = lastWhere(fits, 0n, steps);
  const largest = withPrincipal(request, step, steps);
  return steps > 0n && approves(standing, largest) ? largest.principal : undefined;
}

/**
 * At or above every principal under the cap: an installment is the tenor's part of its principal at
 * least, less a unit of rounding.
 */
function mostUnderCap({ policy, applicant, scored }: Standing, request: CreditRequest): Decimal {
  const cap = new Unrounded(applicant.monthlyIncome)
    .times(decimal(policy.installmentCap.percentOfIncome))
    .times("0.01");
  return cap
    .minus(scored.figures.currentInstallments)
    .plus(decimal(policy.installmentRounding.unit))
    .times(request.tenorMonths);
}

/** Whether the installment can be computed and, where it counts, is not too much. */
function isUnderCap(standing: Standing, request: CreditRequest): boolean {
  const refusals = judged(standing, request)?.refusals;
  return refusals?.every(({ code }) => code !== "INSTALLMENTS_OVER_CAP") ?? false;
}

function shortestTenor(standing: Standing, request: CreditRequest): number | undefined {
  const ofTenor = new Set([
    "INSTALLMENTS_OVER_CAP",
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

/** The last of `low` to `high` that passes: `low` passes or is out of reach, `high` does not. */
function lastWhere(passes: (steps: bigint) => boolean, low: bigint, high: bigint): bigint {
  let [passing, failing] = [low, high];
  while (failing - passing > 1n) {
    const middle = (passing + failing) / 2n;
    if (passes(middle)) passing = middle;
    else failing = middle;
  }
  return passing;
}

function withPrincipal(request: CreditRequest, step: Decimal, steps: bigint): CreditRequest {
  return { ...request, principal: times(step, steps) };
}

function wholeSteps(amount: Decimal, step: Decimal): bigint {
  return BigInt(new Unrounded(amount).divToInt(step).toFixed());
}

function times(step: Decimal, steps: bigint): Decimal {
  return new Decimal(new Unrounded(steps.toString()).times(step));
}

function decimal(amount: Amount): Decimal {
  return new Decimal(String(amount));
}
