/**
 * What decisions say, as a table that can be translated.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";

/**
 * A message for each thing that the engine says. Blanks are written `{name}`; the English table
 * shows which a message may use.
 */
export interface DecisionMessages {
  readonly engine: Readonly<Record<DecisionMessageKey, string>>;
  /**
   * Those of a policy, which else are said as they stand in it: by the code of a hard rule or of a
   * scorecard's part, by `CODE.missing` for a part without a value, and by `NO_HISTORY`.
   */
  readonly policy?: Readonly<Record<string, string>>;
}

/** Reasons and, after them, the sentences of an explanation. */
export type DecisionMessageKey =
  | "SCORE_TOO_LOW"
  | "LIMIT_EXCEEDED"
  | "LIMIT_WOULD_BE_EXCEEDED"
  | "INSTALLMENTS_OVER_CAP"
  | "INSTALLMENTS_WOULD_BE_OVER_CAP"
  | "RATE_BELOW_SLAB"
  | "RATE_CORRECTED"
  | "APPROVED"
  | "REFUSED"
  | "AFFORDABILITY"
  | "LOWEST_RATE"
  | "LARGEST_AMOUNT"
  | "SHORTEST_TENOR";

export const englishDecisionMessages: DecisionMessages = {
  engine: {
    SCORE_TOO_LOW: "Your credit score is {score} of 100, which is too low for a loan.",
    LIMIT_EXCEEDED:
      "Your current loans add up to {volume}, above your approved limit of {approvedLimit}.",
    LIMIT_WOULD_BE_EXCEEDED:
      "With this loan your loans would add up to {volume}, " +
      "above your approved limit of {approvedLimit}.",
    INSTALLMENTS_OVER_CAP:
      "Your current loans take {installments} a month, above {percent} % of your monthly income.",
    INSTALLMENTS_WOULD_BE_OVER_CAP:
      "With this loan your loans would take {installments} a month, " +
      "above {percent} % of your monthly income.",
    RATE_BELOW_SLAB:
      "At your credit score of {score} the lowest rate is {lowestRate} % a year. " +
      "You asked for {askedRate} %.",
    RATE_CORRECTED:
      "At your credit score of {score} the lowest rate is {lowestRate} % a year. " +
      "It is used instead of the {askedRate} % asked for.",
    APPROVED:
      "Your loan of {principal} over {tenorMonths} months is approved at {rate} % a year, " +
      "with {installment} a month.",
    REFUSED:
      "Your request for {principal} over {tenorMonths} months at {askedRate} % a year " +
      "is not approved.",
    AFFORDABILITY:
      "Your current loans take {currentPercent} % of your monthly income; " +
      "with this loan it would be {percentWithProposed} %.",
    LOWEST_RATE: "The lowest rate at which it would be approved is {rate} % a year.",
    LARGEST_AMOUNT: "The largest amount that would be approved is {principal}.",
    SHORTEST_TENOR: "The shortest tenor at which it would be approved is {tenorMonths} months.",
  },
};

export const unknownBlank: ErrorType<{
  readonly messageKey: string;
  readonly blank: string;
  readonly expected: readonly string[];
}> = errorType("UNKNOWN_BLANK", {
  kind: "invalid",
  message: ({ messageKey, blank, expected }) =>
    `The message ${messageKey} has a blank {${blank}}, expected one of ` +
    `${expected.join(", ") || "none"}. Correct the table of messages.`,
});

/**
 * A message with its blanks filled.
 *
 * @throws LendkitError `UNKNOWN_BLANK`
 */
export function fillMessage(
  messageKey: string,
  message: string,
  values: Readonly<Record<string, string>>,
): string {
  return message.replace(/\{(\w*)\}/g, (_, blank: string) => {
    const value = Object.hasOwn(values, blank) ? values[blank] : undefined;
    if (value !== undefined) return value;
    throw unknownBlank({ messageKey, blank, expected: Object.keys(values) });
  });
}
