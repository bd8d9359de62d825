/**
 * The reasons of a decision, with their sentences for the applicant.
 *
 * @module
 */
import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import type { CreditScore } from "./creditScore.ts";
import { Unrounded } from "./creditValue.ts";
import type { Applicant, CreditRequest, DecisionReason, RefusalCode } from "./decision.ts";
import type { Slab } from "./slabs.ts";

/** The most score factors that a decision names. */
const MOST_SCORE_REASONS = 4;

/** All that a decision rests on. */
export interface Found {
  readonly policy: CreditPolicy;
  readonly applicant: Applicant;
  readonly request: CreditRequest;
  readonly scored: CreditScore;
  readonly slab: Slab;
  /** Percent a year, corrected. */
  readonly rate: Decimal;
  /** Of the proposed loan, at that rate. */
  readonly installment: Decimal;
}

/** The sentence for the applicant where the rule refuses, else nothing. */
type RefusalRule = (found: Found) => string | undefined;

const refusalRules: Readonly<Record<RefusalCode, RefusalRule>> = {
  SCORE_TOO_LOW: ({ slab, scored }) =>
    slab.decision === "refuse"
      ? `Your credit score is ${scored.score} of 100, which is too low for a loan.`
      : undefined,

  LIMIT_EXCEEDED: (found) => {
    const { figures, basis } = found.scored;
    if (basis !== "overLimit") return undefined;
    const volume = money(found, figures.currentVolume);
    return `Your current loans add up to ${volume}, ${aboveLimit(found)}.`;
  },

  LIMIT_WOULD_BE_EXCEEDED: (found) => {
    const { figures, basis } = found.scored;
    if (!found.policy.limit.countsProposed || basis === "overLimit") return undefined;
    const volume = sum(figures.currentVolume, found.request.principal);
    if (volume.lte(figures.approvedLimit)) return undefined;
    return `With this loan your loans would add up to ${money(found, volume)}, ${aboveLimit(found)}.`;
  },

  INSTALLMENTS_OVER_CAP: (found) => {
    const { percentOfIncome, countsProposed } = found.policy.installmentCap;
    const cap = product(found.applicant.monthlyIncome, percentOfIncome);
    const isOverCap = (installments: Decimal): boolean => product(installments, 100).gt(cap);
    const aboveCap = `above ${String(percentOfIncome)} % of your monthly income`;

    const current = found.scored.figures.currentInstallments;
    if (isOverCap(current)) {
      return `Your current loans take ${money(found, current)} a month, ${aboveCap}.`;
    }
    const withProposed = sum(current, found.installment);
    return countsProposed && isOverCap(withProposed)
      ? `With this loan your loans would take ${money(found, withProposed)} a month, ${aboveCap}.`
      : undefined;
  },

  RATE_BELOW_SLAB: (found) =>
    found.policy.rateBelowSlab === "refuse" && isCorrected(found)
      ? `${lowestRateSentence(found)} You asked for ${found.request.annualRatePercent.toFixed()} %.`
      : undefined,
};

const refusalRulesInOrder = Object.entries(refusalRules);

/** Every rule that refuses, in the order of `RefusalCode`. */
export function refusalReasons(found: Found): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const [code, rule] of refusalRulesInOrder) {
    const sentence = rule(found);
    if (sentence === undefined) continue;
    reasons.push({ code, effect: "refusal", pointsLost: 0, sentence });
  }
  return reasons;
}

/** That the asked rate was corrected, unless that is a refusal. */
export function correctionReasons(found: Found): DecisionReason[] {
  if (found.policy.rateBelowSlab === "refuse" || !isCorrected(found)) return [];
  const asked = found.request.annualRatePercent.toFixed();
  const sentence = `${lowestRateSentence(found)} It is used instead of the ${asked} % asked for.`;
  return [{ code: "RATE_CORRECTED", effect: "correction", pointsLost: 0, sentence }];
}

/** What cost the most points. Loans above the limit are a refusal and not repeated here. */
export function scoreReasons({ reasons, basis }: CreditScore): DecisionReason[] {
  if (basis === "overLimit") return [];
  return reasons
    .slice(0, MOST_SCORE_REASONS)
    .map(({ code, pointsLost, sentence }) => ({ code, effect: "score", pointsLost, sentence }));
}

function isCorrected({ request, rate }: Found): boolean {
  return rate.gt(request.annualRatePercent);
}

function lowestRateSentence({ scored, rate }: Found): string {
  return `At your credit score of ${scored.score} the lowest rate is ${rate.toFixed()} % a year.`;
}

function aboveLimit(found: Found): string {
  return `above your approved limit of ${money(found, found.applicant.approvedLimit)}`;
}

/** Whole amounts without decimals, others with at least those of the policy's rounding unit. */
function money({ policy }: Found, amount: Decimal): string {
  if (amount.isInteger()) return amount.toFixed();
  const unitPlaces = new Decimal(String(policy.installmentRounding.unit)).decimalPlaces();
  return amount.toFixed(Math.max(unitPlaces, amount.decimalPlaces()));
}

function sum(a: Decimal, b: Decimal): Decimal {
  return new Unrounded(a).plus(b);
}

function product(a: Decimal, b: Amount): Decimal {
  return new Unrounded(a).times(b);
}
