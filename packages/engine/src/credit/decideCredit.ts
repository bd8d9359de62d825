/**
 * The decision about one request.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Decimal } from "../money/decimal.ts";
import { MAX_ANNUAL_RATE_PERCENT, rateOutOfRange } from "../rate/interestRate.ts";
import { affordability } from "./affordability.ts";
import { counterfactuals } from "./counterfactuals.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { creditValueOutOfRange, isPositiveAmount } from "./creditValue.ts";
import type { Applicant, CreditRequest, Decision } from "./decision.ts";
import { correctionReasons, scoreReasons } from "./decisionReasons.ts";
import { takeSnapshot } from "./decisionSnapshot.ts";
import { judgeRequest, standingOf } from "./judgeRequest.ts";
import { requireSoundPolicy } from "./requireSoundPolicy.ts";

/**
 * Approves or refuses a loan, and says why. The same arguments give the same decision.
 *
 * - The proposed loan never changes the score.
 * - Every rule is tried, so a refusal names each rule that says no, in the order of `RefusalCode`,
 *   and after those the policy's hard rules.
 * - A rate below the slab's lowest is corrected to it, and then approved or refused as the policy
 *   says. Asking again at the corrected rate changes nothing but that there is no correction.
 * - The installment is computed at the corrected rate, also on refusal.
 *
 * @param policy checked on first use, then remembered; do not change it afterwards, nor the other
 *   arguments, which counterfactuals and the snapshot read when they are first asked for
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

  const standing = standingOf(policy, applicant, asOf);
  const judged = judgeRequest(standing, request);
  const { refusals, rate, installment } = judged;
  const afforded = onFirstRead(() => affordability(judged));
  const instead = onFirstRead(() => counterfactuals(standing, request));
  const snapshot = onFirstRead(() => takeSnapshot(policy, applicant, request, asOf));
  return {
    approved: refusals.length === 0,
    score: standing.scored.score,
    requestedRatePercent: request.annualRatePercent,
    correctedRatePercent: rate,
    installment,
    reasons: [...refusals, ...correctionReasons(judged), ...scoreReasons(standing.scored)],
    asOf,
    get affordability() {
      return afforded();
    },
    get counterfactuals() {
      return instead();
    },
    get snapshot() {
      return snapshot();
    },
  };
}

/** Most callers read few of these, and together they cost many times the decision. */
function onFirstRead<Value extends object>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

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
