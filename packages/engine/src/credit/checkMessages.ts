import { type DecisionMessages, englishDecisionMessages } from "./decisionMessages.ts";
import type { PolicyProblem } from "./policyProblem.ts";

/** What can be wrong with a table of messages, by the key of the message. */
export interface MessageProblem extends PolicyProblem {
  readonly code: "MESSAGE_EMPTY" | "MESSAGE_BLANK_UNKNOWN";
  readonly messageKey: string;
}

const blank = /\{(\w*)\}/g;

/**
 * Proves that a table says everything that the engine says, refusals of its own among it, and with
 * no blank that nothing fills. What a policy says itself has no blanks.
 */
export function messageProblems({ engine, policy = {} }: DecisionMessages): MessageProblem[] {
  const ofEngine = Object.entries(englishDecisionMessages.engine).flatMap(([key, english]) => {
    const known = [...english.matchAll(blank)].map(([, name]) => name ?? "");
    return problemsOf(key, lookUp(engine, key), known);
  });
  const ofPolicy = Object.entries(policy).flatMap(([key, message]) => problemsOf(key, message, []));
  return [...ofEngine, ...ofPolicy];
}

function lookUp(table: Readonly<Record<string, string>>, key: string): string {
  return table[key] ?? "";
}

function problemsOf(
  messageKey: string,
  message: string,
  known: readonly string[],
): MessageProblem[] {
  if (message.trim() === "") {
    const found = `The message ${messageKey} is empty or missing, expected a sentence.`;
    return [{ code: "MESSAGE_EMPTY", messageKey, message: found }];
  }
  return [...message.matchAll(blank)].flatMap(([, name = ""]): MessageProblem[] => {
    if (known.includes(name)) return [];
    const expected = known.join(", ") || "none";
    const found = `The message ${messageKey} has a blank {${name}}, expected one of ${expected}.`;
    return [{ code: "MESSAGE_BLANK_UNKNOWN", messageKey, message: found }];
  });
}
