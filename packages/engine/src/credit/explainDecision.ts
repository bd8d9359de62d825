/**
 * A decision in words for the applicant.
 *
 * @module
 */
import type { Decision, DecisionReason } from "./decision.ts";
import {
  type DecisionMessageKey,
  type DecisionMessages,
  englishDecisionMessages,
  fillMessage,
} from "./decisionMessages.ts";

/** A change of the request that would be approved, as `Counterfactuals` has it. */
export interface ExplainedChange {
  readonly change: "lowestRate" | "largestAmount" | "shortestTenor";
  /** Percent a year, an amount or months: a plain decimal. */
  readonly value: string;
  readonly sentence: string;
}

/** Plain data; `text` is all of its sentences, one a line. */
export interface DecisionExplanation {
  readonly outcome: "approved" | "approvedAtCorrectedRate" | "refused";
  readonly summary: string;
  /** In the decision's order. */
  readonly reasons: readonly (Pick<DecisionReason, "code" | "effect" | "pointsLost"> & {
    readonly sentence: string;
  })[];
  readonly affordability: string;
  /** Of a refusal: what could be asked for instead, where it differs from what was. */
  readonly changes: readonly ExplainedChange[];
  readonly text: string;
}

/**
 * Says a decision, its reasons, what the installments take of the income, and what would have been
 * approved instead.
 *
 * @param messages default: English
 * @throws LendkitError `UNKNOWN_BLANK` for a message with a blank that nothing fills
 *
 * @example
 * explainDecision(decision).text;
 * // Your request for 100000 over 12 months at 12 % a year is not approved.
 * // With this loan your loans would add up to 100000, above your approved limit of 60000.
 * // There is no record yet.
 * // Your current loans take 0 % of your monthly income; with this loan it would be 14.81 %.
 * // The largest amount that would be approved is 60000.
 */
export function explainDecision(
  decision: Decision,
  messages: DecisionMessages = englishDecisionMessages,
): DecisionExplanation {
  const say: Say = (key, values) => fillMessage(key, messages.engine[key], values);
  const summary = say(decision.approved ? "APPROVED" : "REFUSED", summaryValues(decision));
  const reasons = decision.reasons.map((reason) => ({
    code: reason.code,
    effect: reason.effect,
    pointsLost: reason.pointsLost,
    sentence: reasonSentence(reason, messages),
  }));
  const { currentPercentOfIncome, percentOfIncomeWithProposed } = decision.affordability;
  const affordability = say("AFFORDABILITY", {
    currentPercent: currentPercentOfIncome.toFixed(),
    percentWithProposed: percentOfIncomeWithProposed.toFixed(),
  });
  const changes = decision.approved ? [] : changesOf(decision, say);
  const sentences = [
    summary,
    ...reasons.map(({ sentence }) => sentence),
    affordability,
    ...changes.map(({ sentence }) => sentence),
  ];
  return {
    outcome: outcomeOf(decision),
    summary,
    reasons,
    affordability,
    changes,
    text: sentences.join("\n"),
  };
}

type Say = (key: DecisionMessageKey, values: Readonly<Record<string, string>>) => string;

function outcomeOf(decision: Decision): DecisionExplanation["outcome"] {
  if (!decision.approved) return "refused";
  return decision.correctedRatePercent.gt(decision.requestedRatePercent)
    ? "approvedAtCorrectedRate"
    : "approved";
}

function summaryValues(decision: Decision): Readonly<Record<string, string>> {
  const { principal, tenorMonths } = decision.snapshot.request;
  return {
    principal,
    tenorMonths: String(tenorMonths),
    askedRate: decision.requestedRatePercent.toFixed(),
    rate: decision.correctedRatePercent.toFixed(),
    installment: decision.installment.toFixed(),
  };
}

/** The engine's own from the table, those of a policy from it too where it has them. */
function reasonSentence(reason: DecisionReason, messages: DecisionMessages): string {
  const { messageKey, values, sentence } = reason;
  const tables: Readonly<Record<string, string>>[] = [messages.engine, messages.policy ?? {}];
  const table = tables.find((each) => Object.hasOwn(each, messageKey));
  return fillMessage(messageKey, table?.[messageKey] ?? sentence, values);
}

function changesOf(decision: Decision, say: Say): ExplainedChange[] {
  const { lowestRatePercent, largestPrincipal, shortestTenorMonths } = decision.counterfactuals;
  const asked = decision.snapshot.request;
  const changes: ExplainedChange[] = [];
  if (lowestRatePercent !== undefined && !lowestRatePercent.eq(asked.annualRatePercent)) {
    const rate = lowestRatePercent.toFixed();
    changes.push({ change: "lowestRate", value: rate, sentence: say("LOWEST_RATE", { rate }) });
  }
  if (largestPrincipal !== undefined && !largestPrincipal.eq(asked.principal)) {
    const principal = largestPrincipal.toFixed();
    const sentence = say("LARGEST_AMOUNT", { principal });
    changes.push({ change: "largestAmount", value: principal, sentence });
  }
  if (shortestTenorMonths !== undefined && shortestTenorMonths !== asked.tenorMonths) {
    const tenorMonths = String(shortestTenorMonths);
    const sentence = say("SHORTEST_TENOR", { tenorMonths });
    changes.push({ change: "shortestTenor", value: tenorMonths, sentence });
  }
  return changes;
}
