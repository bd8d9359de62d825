/**
 * The decision about one request.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { MAX_ANNUAL_RATE_PERCENT, rateOutOfRange } from "../rate/interestRate.ts";
import { emi } from "../schedule/emi.ts";
import { checkCreditPolicy } from "./checkCreditPolicy.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { creditScore } from "./creditScore.ts";
import { creditValueOutOfRange, isPositiveAmount } from "./creditValue.ts";
import type { Applicant, CreditRequest, Decision } from "./decision.ts";
import { correctionReasons, refusalReasons, scoreReasons } from "./decisionReasons.ts";
import { oncePerObject } from "./oncePerObject.ts";
import { requireSound } from "./policyProblem.ts";
import { slabFor } from "./slabFor.ts";
import type { Slab } from "./slabs.ts";

/**
 * Approves or refuses a loan, and says why. The same arguments give the same decision.
 *
 * - The proposed loan never changes the score.
 * - Every rule is tried, so a refusal names each rule that says no, in the order of `RefusalCode`.
 * - A rate below the slab's lowest is corrected to it, and then approved or refused as the policy
 *   says. Asking again at the corrected rate changes nothing but that there is no correction.
 * - The installment is computed at the corrected rate, also on refusal.
 *
 * @param policy checked on first use, then remembered; do not change it afterwards
 * @throws LendkitError `INVALID_CREDIT_POLICY`, `CREDIT_VALUE_OUT_OF_RANGE`, `RATE_OUT_OF_RANGE`,
 *   `INVALID_DATE`, or one of `emi`
 *
 * @example
 * // No history, so a score of 50: at least 12 %. Asked for: 100,000 over 12 months at 10 %.
 * const decision = decideCredit(creditApproval.credit, applicant, request, asOf);
 * decision.approved; //=> true
 * decision.correctedRatePercent.toString(); //=> "12"
 * decision.installment.toString(); //=> "8884.88"
 */
export function decideCredit(
  policy: CreditPolicy,
  applicant: Applicant,
  request: CreditRequest,
  asOf: PlainDate,
): Decision {
  requireSoundPolicy(policy);
  requireIncome(applicant.monthlyIncome);
  requireRate(request.annualRatePercent);

  const scored = creditScore(policy.scorecard, applicant, asOf);
  const slab = slabFor(policy.slabs, scored.score);
  const rate = lowestAllowed(slab, request.annualRatePercent);
  const installment = emi({
    principal: request.principal,
    annualRatePercent: rate,
    tenorMonths: request.tenorMonths,
    rounding: policy.installmentRounding,
  });
  const found = { policy, applicant, request, scored, slab, rate, installment };
  const refusals = refusalReasons(found);
  return {
    approved: refusals.length === 0,
    score: scored.score,
    requestedRatePercent: request.annualRatePercent,
    correctedRatePercent: rate,
    installment,
    reasons: [...refusals, ...correctionReasons(found), ...scoreReasons(scored)],
    asOf,
  };
}

const requireSoundPolicy: (policy: CreditPolicy) => true = oncePerObject((policy) => {
  requireSound(checkCreditPolicy(policy));
  return true;
});

function requireIncome(income: Decimal): void {
  if (isPositiveAmount(income)) return;
  const expected = "an amount above 0";
  throw creditValueOutOfRange({ field: "monthlyIncome", found: String(income), expected });
}

function requireRate(percent: Decimal): void {
  if (!(percent.gte(0) && percent.lte(MAX_ANNUAL_RATE_PERCENT))) {
    throw rateOutOfRange({ found: String(percent), field: "annualRatePercent" });
  }
}

/** The asked rate, or the slab's lowest where that is higher. */
function lowestAllowed(slab: Slab, asked: Decimal): Decimal {
  if (slab.decision === "refuse" || asked.gte(slab.minimumRatePercent)) return asked;
  return new Decimal(slab.minimumRatePercent);
}
