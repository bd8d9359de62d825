/**
 * One request held against a policy: what decisions and their counterfactuals share.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { emi } from "../schedule/emi.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { type CreditScore, creditScore } from "./creditScore.ts";
import type { Applicant, CreditRequest, DecisionReason } from "./decision.ts";
import { type Found, refusalReasons } from "./decisionReasons.ts";
import { slabFor } from "./slabFor.ts";
import type { Slab } from "./slabs.ts";

/** What holds for an applicant whatever they ask for. */
export interface Standing {
  readonly policy: CreditPolicy;
  readonly applicant: Applicant;
  readonly scored: CreditScore;
  readonly slab: Slab;
}

/** A request with all that was found about it. */
export interface Judged extends Found {
  /** Empty exactly where it is approved. */
  readonly refusals: readonly DecisionReason[];
}

/** @throws LendkitError `INVALID_CREDIT_POLICY`, `INVALID_DATE`, `CREDIT_VALUE_OUT_OF_RANGE` */
export function standingOf(policy: CreditPolicy, applicant: Applicant, asOf: PlainDate): Standing {
  const scored = creditScore(policy.scorecard, applicant, asOf, policy.currentLoans);
  return { policy, applicant, scored, slab: slabFor(policy.slabs, scored.score) };
}

/** @throws LendkitError `CREDIT_VALUE_OUT_OF_RANGE`, or one of `emi` */
export function judgeRequest(standing: Standing, request: CreditRequest): Judged {
  const { policy, slab } = standing;
  const rate = lowestAllowed(slab, request.annualRatePercent);
  const installment = emi({
    principal: request.principal,
    annualRatePercent: rate,
    tenorMonths: request.tenorMonths,
    rounding: policy.installmentRounding,
  });
  const found = { ...standing, request, rate, installment };
  return { ...found, refusals: refusalReasons(found) };
}

/** The asked rate, or the slab's lowest where that is higher. */
function lowestAllowed(slab: Slab, asked: Decimal): Decimal {
  if (slab.decision === "refuse" || asked.gte(slab.minimumRatePercent)) return asked;
  return new Decimal(slab.minimumRatePercent);
}
