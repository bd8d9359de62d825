/**
 * The decision about an application by bounds: a score from outside, an income and an amount.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { emi } from "../schedule/emi.ts";
import { largestFitting } from "./amountGrid.ts";
import type { ApplicationPolicy } from "./applicationPolicy.ts";
import { creditValueOutOfRange, isAmountOrZero } from "./creditValue.ts";
import { type CreditRequest, SCORE_PENDING } from "./decision.ts";
import { rowsOn } from "./hardRule.ts";
import { type HardRuleSubject, hardRuleRefuses, mostPrincipal } from "./hardRules.ts";
import { mostUnderShare } from "./mostUnderShare.ts";
import { requireSoundPolicy } from "./requireSoundPolicy.ts";

/** Who applies. Amounts are in the policy's currency. */
export interface ApplicationApplicant {
  /** Whole number within the policy's scores; null while it is not there yet. */
  readonly score: number | null;
  /** Zero or more. */
  readonly annualIncome: Decimal;
  /** Of current loans, monthly; zero or more. Default: 0. */
  readonly currentInstallments?: Decimal;
  /** Whole years, 0 or more; needed where a hard rule on age is on. */
  readonly age?: number;
}

/** Why an application is not approved. Codes are stable; sentences are for the applicant. */
export interface ApplicationReason {
  /** Of the policy's row that refuses; or `SCORE_PENDING`. */
  readonly code: string;
  readonly sentence: string;
}

export interface ApplicationDecision {
  /** `scorePending` says neither yes nor no: the same application may be made again later. */
  readonly outcome: "approved" | "refused" | "scorePending";
  /** Empty on approval; on refusal every row that refuses, in the policy's order. */
  readonly reasons: readonly ApplicationReason[];
  /** Monthly, at the asked rate, level over the tenor: what rows on installments look at. */
  readonly levelInstallment: Decimal;
  /**
   * The largest principal that would be approved with all else as asked, a multiple of the policy's
   * amount step, found approved by deciding again; a step above it is not. Absent where there is
   * none, where no row bounds the amount, and while the score is pending.
   */
  readonly largestPrincipal?: Decimal;
}

/**
 * Approves or refuses an application, and says why. The same arguments give the same decision.
 *
 * Every row is tried, so a refusal names each that says no. Bounds themselves pass. Without a score
 * nothing is decided, though the application is checked all the same.
 *
 * @param policy checked on first use, then remembered; do not change it afterwards
 * @throws LendkitError `INVALID_CREDIT_POLICY`, `CREDIT_VALUE_OUT_OF_RANGE`, or one of `emi`
 *
 * @example
 * // A least score of 450, a least income of 1,50,000 a year, and at most 5,000.
 * const decision = decideApplication(policy, { score: 610, annualIncome }, request);
 * decision.outcome; //=> "refused": 6,000 was asked for
 * decision.reasons.map(({ code }) => code); //=> ["AMOUNT_ABOVE_LARGEST"]
 * decision.largestPrincipal?.toString(); //=> "5000"
 */
export function decideApplication(
  policy: ApplicationPolicy,
  applicant: ApplicationApplicant,
  request: CreditRequest,
): ApplicationDecision {
  requireSoundPolicy(policy);
  checkApplicant(policy, applicant);
  const levelInstallment = installmentOf(policy, request);
  const { score } = applicant;
  if (score === null) {
    const reasons = [{ code: SCORE_PENDING, sentence: policy.scorePendingSentence }];
    return { outcome: "scorePending", reasons, levelInstallment };
  }
  const standing: Standing = { policy, applicant, score };
  const reasons = refusals(standing, request);
  const outcome = reasons.length === 0 ? "approved" : "refused";
  const largestPrincipal = largestAmount(standing, request);
  return {
    outcome,
    reasons,
    levelInstallment,
    ...(largestPrincipal === undefined ? {} : { largestPrincipal }),
  };
}

/** An applicant whose score is there. */
interface Standing {
  readonly policy: ApplicationPolicy;
  readonly applicant: ApplicationApplicant;
  readonly score: number;
}

const NOTHING = new Decimal(0);

/** @throws LendkitError one of `emi`, or where a row needs what is not there */
function refusals(standing: Standing, request: CreditRequest): ApplicationReason[] {
  const { policy, applicant, score } = standing;
  const subject: HardRuleSubject = {
    request,
    score,
    annualIncome: applicant.annualIncome,
    currentInstallments: applicant.currentInstallments ?? NOTHING,
    age: applicant.age,
    rate: request.annualRatePercent,
    installment: installmentOf(policy, request),
  };
  return policy.hardRules
    .filter((row) => hardRuleRefuses(row, subject))
    .map(({ code, sentence }) => ({ code, sentence }));
}

/** The least of the bounds that rows set, unless another row refuses it too. */
function largestAmount(standing: Standing, request: CreditRequest): Decimal | undefined {
  const { policy } = standing;
  const bounds = policy.hardRules
    .map((row) => mostPrincipal(row, request))
    .filter((bound) => bound !== undefined);
  const shares = rowsOn(policy.hardRules, "installmentsOfIncome");
  bounds.push(...shares.map((row) => mostUnder(standing, request, row.percentOfIncome)));
  const codes = shares.map(({ code }) => code);

  const principal = largestFitting(bounds, new Decimal(String(policy.amountStep)), (each) => {
    const reasons = refusalsOrNone(standing, { ...request, principal: each });
    return reasons?.every(({ code }) => !codes.includes(code)) ?? false;
  });
  if (principal === undefined) return undefined;
  return refusalsOrNone(standing, { ...request, principal })?.length === 0 ? principal : undefined;
}

function mostUnder(
  { policy, applicant }: Standing,
  { tenorMonths }: CreditRequest,
  percentOfIncome: Amount,
): Decimal {
  const { annualIncome, currentInstallments = NOTHING } = applicant;
  const { unit } = policy.installmentRounding;
  return mostUnderShare({ annualIncome, percentOfIncome, currentInstallments, tenorMonths, unit });
}

/** Nothing where the installment is beyond the largest amount, which nobody is lent. */
function refusalsOrNone(
  standing: Standing,
  request: CreditRequest,
): ApplicationReason[] | undefined {
  try {
    return refusals(standing, request);
  } catch (error) {
    if (amountTooLarge.is(error)) return undefined;
    throw error;
  }
}

function installmentOf(policy: ApplicationPolicy, request: CreditRequest): Decimal {
  const { principal, annualRatePercent, tenorMonths } = request;
  const rounding = policy.installmentRounding;
  return emi({ principal, annualRatePercent, tenorMonths, rounding });
}

function checkApplicant(policy: ApplicationPolicy, applicant: ApplicationApplicant): void {
  const { score, annualIncome, currentInstallments = NOTHING } = applicant;
  const { lowest, highest } = policy.balanceScore;
  if (score !== null && !(Number.isInteger(score) && score >= lowest && score <= highest)) {
    const expected = `a whole number from ${lowest} to ${highest}, or null while there is none`;
    throw creditValueOutOfRange({ field: "score", found: String(score), expected });
  }
  const amounts = { annualIncome, currentInstallments };
  for (const [field, amount] of Object.entries(amounts)) {
    if (isAmountOrZero(amount)) continue;
    const expected = "an amount of 0 or more";
    throw creditValueOutOfRange({ field, found: String(amount), expected });
  }
}
