/**
 * The reasons of a decision, with their sentences for the applicant in English.
 *
 * @module
 */
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import type { CreditScore } from "./creditScore.ts";
import { Unrounded } from "./creditValue.ts";
import type { Applicant, CreditRequest, DecisionReason, RefusalCode } from "./decision.ts";
import {
  type DecisionMessageKey,
  englishDecisionMessages,
  fillMessage,
} from "./decisionMessages.ts";
import { aYearOf, type HardRuleSubject, hardRuleRefuses } from "./hardRules.ts";
import { oncePerObject } from "./oncePerObject.ts";
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

/** What fills the blanks of a refusal's message. */
type Values = Readonly<Record<string, string>>;

/** The message where the rule refuses, else nothing. */
type RefusalRule = (found: Found) => { key: DecisionMessageKey; values: Values } | undefined;

const refusalRules: Readonly<Record<RefusalCode, RefusalRule>> = {
  SCORE_TOO_LOW: ({ slab, scored }) =>
    slab.decision === "refuse"
      ? { key: "SCORE_TOO_LOW", values: { score: String(scored.score) } }
      : undefined,

  LIMIT_EXCEEDED: (found) => {
    const { figures, basis } = found.scored;
    if (basis !== "overLimit") return undefined;
    return { key: "LIMIT_EXCEEDED", values: limitValues(found, figures.currentVolume) };
  },

  LIMIT_WOULD_BE_EXCEEDED: (found) => {
    const { figures, basis } = found.scored;
    if (!found.policy.limit.countsProposed || basis === "overLimit") return undefined;
    const volume = sum(figures.currentVolume, found.request.principal);
    if (volume.lte(figures.approvedLimit)) return undefined;
    return { key: "LIMIT_WOULD_BE_EXCEEDED", values: limitValues(found, volume) };
  },

  INSTALLMENTS_OVER_CAP: (found) => {
    const { percentOfIncome, countsProposed } = found.policy.installmentCap;
    const cap = partOfIncome(found.policy.installmentCap).times(found.applicant.monthlyIncome);
    const isOverCap = (installments: Decimal): boolean => installments.gt(cap);
    const valuesOf = (installments: Decimal): Values => ({
      installments: money(found, installments),
      percent: String(percentOfIncome),
    });
    const current = found.scored.figures.currentInstallments;
    if (isOverCap(current)) return { key: "INSTALLMENTS_OVER_CAP", values: valuesOf(current) };
    if (!countsProposed) return undefined;
    const withProposed = sum(current, found.installment);
    return isOverCap(withProposed)
      ? { key: "INSTALLMENTS_WOULD_BE_OVER_CAP", values: valuesOf(withProposed) }
      : undefined;
  },

  RATE_BELOW_SLAB: (found) =>
    found.policy.rateBelowSlab === "refuse" && isCorrected(found)
      ? { key: "RATE_BELOW_SLAB", values: rateValues(found) }
      : undefined,
};

const refusalRulesInOrder = Object.entries(refusalRules);

/** Every rule that refuses: in the order of `RefusalCode`, then the policy's hard rules in theirs. */
export function refusalReasons(found: Found): DecisionReason[] {
  const reasons: DecisionReason[] = [];
  for (const [code, rule] of refusalRulesInOrder) {
    const refusal = rule(found);
    if (refusal === undefined) continue;
    reasons.push(reason(code, "refusal", refusal.key, refusal.values));
  }
  const rows = (found.policy.hardRules ?? []).filter(({ on }) => on);
  if (rows.length === 0) return reasons;
  const subject = subjectOf(found);
  for (const row of rows) {
    if (!hardRuleRefuses(row, subject)) continue;
    const { code, sentence } = row;
    const said = { sentence, messageKey: code, values: {} };
    reasons.push({ code, effect: "refusal", pointsLost: 0, ...said });
  }
  return reasons;
}

function subjectOf({ applicant, request, scored, rate, installment }: Found): HardRuleSubject {
  return {
    request,
    score: scored.score,
    annualIncome: aYearOf(applicant.monthlyIncome),
    currentInstallments: scored.figures.currentInstallments,
    age: applicant.age,
    rate,
    installment,
  };
}

/** That the asked rate was corrected, unless that is a refusal. */
export function correctionReasons(found: Found): DecisionReason[] {
  if (found.policy.rateBelowSlab === "refuse" || !isCorrected(found)) return [];
  return [reason("RATE_CORRECTED", "correction", "RATE_CORRECTED", rateValues(found))];
}

/** What cost the most points. Loans above the limit are a refusal and not repeated here. */
export function scoreReasons({ reasons, basis, parts }: CreditScore): DecisionReason[] {
  if (basis === "overLimit") return [];
  return reasons.slice(0, MOST_SCORE_REASONS).map(({ code, pointsLost, sentence }) => {
    const missing = parts.some((part) => part.code === code && part.missing);
    const messageKey = missing ? `${code}.missing` : code;
    return { code, effect: "score", pointsLost, sentence, messageKey, values: {} };
  });
}

/** A reason as the engine says it in English. */
function reason(
  code: string,
  effect: "refusal" | "correction",
  messageKey: DecisionMessageKey,
  values: Values,
): DecisionReason {
  const sentence = fillMessage(messageKey, englishDecisionMessages.engine[messageKey], values);
  return { code, effect, pointsLost: 0, sentence, messageKey, values };
}

function isCorrected({ request, rate }: Found): boolean {
  return rate.gt(request.annualRatePercent);
}

function rateValues({ scored, rate, request }: Found): Values {
  return {
    score: String(scored.score),
    lowestRate: rate.toFixed(),
    askedRate: request.annualRatePercent.toFixed(),
  };
}

function limitValues(found: Found, volume: Decimal): Values {
  return {
    volume: money(found, volume),
    approvedLimit: money(found, found.applicant.approvedLimit),
  };
}

/** Whole amounts without decimals, others with at least those of the policy's rounding unit. */
function money({ policy }: Found, amount: Decimal): string {
  if (amount.isInteger()) return amount.toFixed();
  const unitPlaces = new Decimal(String(policy.installmentRounding.unit)).decimalPlaces();
  return amount.toFixed(Math.max(unitPlaces, amount.decimalPlaces()));
}

/** The cap as a factor, exactly. */
const partOfIncome: (cap: CreditPolicy["installmentCap"]) => Decimal = oncePerObject(
  ({ percentOfIncome }) => new Unrounded(percentOfIncome).times("0.01"),
);

function sum(a: Decimal, b: Decimal): Decimal {
  return new Unrounded(a).plus(b);
}
